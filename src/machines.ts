// What the service tells machines and hears from them: ready or not, its figures, and the providers' reports.

import { recordProviderReport } from './app/notices/provider-reports.ts';
import { SERVICE_ACTOR, type System } from './compose.ts';
import type { Config } from './config.ts';
import { ReportRefused } from './deliver/report.ts';
import { figures, watchProcess } from './metrics.ts';
import type { Machines } from './web/index.ts';

export interface Watched extends Machines {
  /** From now on: not ready, so that whoever distributes requests looks elsewhere. */
  stopping(): void;
}

/** `afterReport` is told when a report may have left work to do. */
export function openToMachines(system: System, config: Config, afterReport: () => void): Watched {
  const { webhooks, log } = system;
  let isStopping = false;
  watchProcess();
  return {
    figuresToken: config.metricsToken,
    stopping() {
      isStopping = true;
    },
    async ready() {
      if (isStopping) return false;
      return system.store.ping().then(
        () => true,
        () => false,
      );
    },
    figures: () => figures(system.as({ ...SERVICE_ACTOR, role: 'viewer' })),
    async report(provider, { header, body }) {
      const read = Object.hasOwn(webhooks, provider) ? webhooks[provider] : undefined;
      if (read === undefined) return 'unknown';
      const ctx = system.as({ name: provider, role: 'approver', surface: 'webhook' });
      try {
        const nowMs = ctx.clock.elapsedMs('1970-01-01T00:00:00.000Z', ctx.clock.now());
        const report = read({ header, body, nowMs });
        if (report === null) return 'taken';
        await recordProviderReport(ctx, { provider, ...report });
        afterReport();
        return 'taken';
      } catch (error) {
        if (!(error instanceof ReportRefused || error instanceof SyntaxError)) throw error;
        log('warn', 'a webhook was refused', { provider, cause: error.message });
        return 'refused';
      }
    },
  };
}
