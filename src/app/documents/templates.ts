// Texts of levels: saved as versions, checked before they are, shown with what holds when none was saved.

import { z } from 'zod';
import { LANGUAGES } from '../../core/notice.ts';
import { CHANNELS } from '../../core/plan.ts';
import { insertTemplate, latestTemplateVersion, readTemplate, readTemplateVersions } from '../../db/templates.ts';
import { notFound, UseCaseError } from '../errors.ts';
import { idInput, textInput } from '../inputs.ts';
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
  subject: textInput(300).pipe(z.string().min(1, 'must not be empty')),
  body: z.string().min(1, 'must not be empty').max(20_000, 'at most 20000 characters'),
};

export const saveTemplate = command({
  name: 'template.save',
  summary: 'Saves a text as a new version. An unknown placeholder is refused with its line and column.',
  role: 'admin',
  input: z.strictObject({ ...TEXT_OF, ...TEXT }),
  async run(work, input) {
    const { subject, body, ...of } = input;
    const problems = await work.ctx.ports.renderer.checkTemplate({ subject, body });
    const errors = problems.filter((problem) => problem.severity === 'error');
    if (errors.length > 0) throw textError(errors);
    const version = (await latestTemplateVersion(work.db, of)) + 1;
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
    const text = saved ?? (await shipped(work, of));
    const source = saved === null ? 'shipped' : `version ${saved.version}`;
    return { subject: text.subject, body: text.body, source, versions };
  },
});

export const restoreTemplate = command({
  name: 'template.restore',
  summary: 'Makes an earlier version hold again, as a new version.',
  role: 'admin',
  input: z.strictObject({ ...TEXT_OF, version: z.int().positive() }),
  async run(work, { version, ...of }) {
    const old = (await readTemplateVersions(work.db, of)).find((candidate) => candidate.version === version);
    if (old === undefined) throw notFound(`Version ${version} of this text`);
    const next = (await latestTemplateVersion(work.db, of)) + 1;
    const { subject, body } = old;
    const by = { savedAt: work.now, savedBy: work.ctx.actor.name };
    const id = await insertTemplate(work.db, { ...of, subject, body, version: next, ...by });
    const note = { entity: 'template', entityId: String(id), after: { ...of, version: next, restored: version } };
    return { result: { id, version: next }, audit: [note] };
  },
});

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
  const problems = errors.map(({ field, line, column, message }) => ({ path: `${field}:${line}:${column}`, message }));
  const [first] = errors;
  const where = first === undefined ? '' : ` (${first.field}, line ${first.line}, column ${first.column})`;
  return new UseCaseError(
    'invalid_input',
    `template.save: ${first?.message ?? 'the text has an error'}${where}`,
    problems,
  );
}
