// Progress of long work on standard error: a bar on a terminal, elsewhere a line every so many items.

const BAR_WIDTH = 24;
const LINE_EVERY = 25;

export interface Progress {
  step(items?: number): void;
  /** Removes the bar; call it also when the work failed. */
  end(): void;
}

export function startProgress(err: (text: string) => void, drawn: boolean, label: string, total: number): Progress {
  let done = 0;
  const draw = () => {
    const filled = Math.round((done / Math.max(1, total)) * BAR_WIDTH);
    err(`\r[${'#'.repeat(filled).padEnd(BAR_WIDTH, '.')}] ${done}/${total} ${label}`);
  };
  if (drawn && total > 1) draw();
  return {
    step(items = 1) {
      const before = done;
      done = Math.min(total, done + items);
      if (drawn && total > 1) draw();
      else if (Math.floor(done / LINE_EVERY) > Math.floor(before / LINE_EVERY)) err(`${label}: ${done}/${total}\n`);
    },
    end() {
      if (drawn && total > 1) err('\r\u001b[K');
    },
  };
}
