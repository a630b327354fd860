// duly audit: whether the trail is as it was written, and the head that proves it later.

import { auditHead, verifyAudit } from '../../app/audit/chain.ts';
import type { ChainFinding } from '../../core/audit-chain.ts';
import { type Answer, EXIT, type House } from '../desk.ts';

/** Exit 1 when something does not fit. */
export async function verify(house: House, options: { head?: string }): Promise<Answer> {
  const result = await verifyAudit(house.ctx, options.head === undefined ? {} : { head: options.head });
  const { intact, rows, head, findings } = result;
  const summary = intact
    ? house.say(`The audit trail is intact: ${rows} rows.`, `Das Protokoll ist unversehrt: ${rows} Einträge.`)
    : house.say('The audit trail was tampered with:', 'Am Protokoll wurde etwas verändert:');
  return {
    json: result,
    lines: [
      summary,
      ...findings.map((finding) => `  ${findingText(house, finding)}`),
      house.say(`Head: ${head}`, `Stand: ${head}`),
    ],
    exit: intact ? EXIT.fine : EXIT.failed,
  };
}

export async function head(house: House): Promise<Answer> {
  const json = await auditHead(house.ctx, {});
  return { json, lines: [json.text] };
}

function findingText({ say }: House, finding: ChainFinding): string {
  switch (finding.kind) {
    case 'changed':
      return say(`Row ${finding.auditId} was changed.`, `Eintrag ${finding.auditId} wurde geändert.`);
    case 'removed':
      return say(`Row ${finding.auditId} was removed.`, `Eintrag ${finding.auditId} wurde entfernt.`);
    case 'inserted':
      return say(
        `Row ${finding.auditId} was put in past the chain.`,
        `Eintrag ${finding.auditId} wurde an der Kette vorbei eingefügt.`,
      );
    case 'gap':
      return say(
        `Links ${finding.fromSeq} to ${finding.toSeq} of the chain are missing.`,
        `Glieder ${finding.fromSeq} bis ${finding.toSeq} der Kette fehlen.`,
      );
    case 'head_lost':
      return say(
        `The head written down for link ${finding.seq} is not in the chain: it was cut off or rewritten.`,
        `Der notierte Stand bei Glied ${finding.seq} fehlt: Die Kette wurde gekürzt oder neu geschrieben.`,
      );
    case 'unguarded':
      return say(
        `The guard ${finding.trigger} of the tables is off or gone.`,
        `Der Schutz ${finding.trigger} der Tabellen ist aus oder fehlt.`,
      );
  }
}
