// Texts of levels: saved as versions, checked before they are, shown with what holds when none was saved.

import { z } from 'zod';
import { LANGUAGES } from '../../core/notice.ts';
import { CHANNELS } from '../../core/plan.ts';
import {
  insertTemplate,
  readLatestTemplates,
  readTemplate,
  readTemplateVersions,
  type TemplateRow,
} from '../../db/templates.ts';
import { changedBy } from '../changed-meanwhile.ts';
import { refusal, type UseCaseError } from '../errors.ts';
import { filledInput, idInput } from '../inputs.ts';
import { complain } from '../refusals/complaints.ts';
import type { TextProblem } from '../renderer-port.ts';
import { command, query, type Work } from '../use-case.ts';

/** What a text is for: the texts of all levels of a kind, or with `levelId` of one level alone. */
const TEXT_OF = {
  levelId: idInput.nullable().default(null),
  kind: z.enum(['reminder', 'notice', 'final', 'recap']),
  language: z.enum(LANGUAGES),
  channel: z.enum(CHANNELS),
};

const TEXT = {
  subject: filledInput(300),
  body: z.string().min(1, complain('empty')).max(20_000, complain('too_long')),
};

export const saveTemplate = command({
  name: 'template.save',
  summary: 'Saves a text as a new version. An unknown placeholder is refused with its line and column.',
  role: 'admin',
  input: z.strictObject({
    ...TEXT_OF,
    ...TEXT,
    /** The version that was looked at (0 = none was saved); when there is a newer one, nothing is saved. */
    seen: z.int().min(0).optional(),
  }),
  async run(work, input) {
    const { subject, body, seen, ...of } = input;
    const problems = await work.ctx.ports.renderer.checkTemplate({ subject, body });
    const errors = problems.filter((problem) => problem.severity === 'error');
    if (errors.length > 0) throw textError(errors);
    const versions = await readTemplateVersions(work.db, of);
    const [latest] = versions;
    if (seen !== undefined && seen !== (latest?.version ?? 0)) throw newerVersion(versions, seen);
    const version = (latest?.version ?? 0) + 1;
    const by = { savedAt: work.now, savedBy: work.ctx.actor.name };
    const id = await insertTemplate(work.db, { ...of, subject, body, version, ...by });
    const note = { entity: 'template', entityId: String(id), after: { ...of, version } };
    return { result: { id, version, warnings: problems }, audit: [note] };
  },
});

export const checkTemplateText = query({
  name: 'template.check',
  summary: 'What is wrong with a text: errors and warnings with line and column; nothing is saved.',
  role: 'viewer',
  input: z.strictObject(TEXT),
  run: async (work, text) => work.ctx.ports.renderer.checkTemplate(text),
});

export const readTemplateText = query({
  name: 'template.read',
  summary: 'The text that holds, where it comes from, and its earlier versions.',
  role: 'viewer',
  input: z.strictObject(TEXT_OF),
  async run(work, of) {
    const versions = await readTemplateVersions(work.db, of);
    const saved = await readTemplate(work.db, of);
    const original = await shipped(work, of);
    const { subject, body } = saved ?? original;
    const source = saved === null ? 'shipped' : `version ${saved.version}`;
    return {
      subject,
      body,
      source,
      /** The newest version of exactly this text; 0 = none was saved. */
      version: versions[0]?.version ?? 0,
      versions,
      shipped: { subject: original.subject, body: original.body },
    };
  },
});

export const listTemplates = query({
  name: 'template.list',
  summary: 'Every text that was saved, in its newest version; where there is none, the shipped text holds.',
  role: 'viewer',
  input: z.strictObject({}),
  async run(work) {
    const rows = await readLatestTemplates(work.db);
    return rows.map(({ levelId, kind, language, channel, version, savedAt, savedBy }) => ({
      levelId,
      kind,
      language,
      channel,
      version,
      savedAt,
      savedBy,
    }));
  },
});

export const restoreTemplate = command({
  name: 'template.restore',
  summary: 'Makes an earlier version hold again, as a new version.',
  role: 'admin',
  input: z.strictObject({ ...TEXT_OF, version: z.int().positive(), seen: z.int().min(0).optional() }),
  async run(work, { version, seen, ...of }) {
    const versions = await readTemplateVersions(work.db, of);
    const old = versions.find((candidate) => candidate.version === version);
    if (old === undefined) throw refusal('text_version_unknown', { version });
    const latest = versions[0]?.version ?? 0;
    if (seen !== undefined && seen !== latest) throw newerVersion(versions, seen);
    const next = latest + 1;
    const { subject, body } = old;
    const by = { savedAt: work.now, savedBy: work.ctx.actor.name };
    const id = await insertTemplate(work.db, { ...of, subject, body, version: next, ...by });
    const note = { entity: 'template', entityId: String(id), after: { ...of, version: next, restored: version } };
    return { result: { id, version: next }, audit: [note] };
  },
});

/** Who saved the newest version, and what in it differs from the one that was looked at. */
function newerVersion(versions: readonly TemplateRow[], seen: number): UseCaseError {
  const [latest] = versions;
  if (latest === undefined) return changedBy(null);
  const before = versions.find(({ version }) => version === seen);
  const fields = (['subject', 'body'] as const).filter((field) => before?.[field] !== latest[field]);
  return changedBy({ by: latest.savedBy, at: latest.savedAt, fields });
}

function shipped(
  work: Work,
  of: {
    language: (typeof LANGUAGES)[number];
    kind: 'reminder' | 'notice' | 'final' | 'recap';
    channel: (typeof CHANNELS)[number];
  },
) {
  return work.ctx.ports.shippedText(of.language, of.kind, of.channel);
}

function textError(errors: readonly TextProblem[]): UseCaseError {
  const problems = errors.map(({ field, line, column, message }) => ({
    path: `${field}:${line}:${column}`,
    code: 'text_wrong',
    texts: { en: message, de: message },
  }));
  const { message = '', field = 'body', line = 1, column = 1 } = errors[0] ?? {};
  return refusal('text_wrong', { what: { en: message, de: message }, field, line, column }).at(problems);
}
