// Loaded before the program (--import): writes the address of every module it loads, CommonJS too, to a file at its
// end.
import { writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

const loaded = new Set<string>();
registerHooks({
  load(url, context, nextLoad) {
    loaded.add(url);
    return nextLoad(url, context);
  },
});
process.on('exit', () => writeFileSync(process.env.DULY_TEST_MODULES ?? '', [...loaded].join('\n')));
