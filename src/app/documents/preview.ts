// What a notice about an invoice would look like, with the texts that hold or with a text that is being written: as
// picture, PDF or mail. Nothing is issued. The same can be sent to oneself.

import { z } from 'zod';
import { mayAct } from '../../core/actor.ts';
import { LANGUAGES, type Notice, type TemplateText } from '../../core/notice.ts';
import { LEVEL_KINDS, type Level, nextLevel, type Plan } from '../../core/plan.ts';
import { exampleInvoices } from '../../db/lookups.ts';
import { findPerson } from '../../db/people.ts';
import type { NoticeTexts } from '../../db/schema/index.ts';
import { type Engine, planOf, readEngine, readTruths } from '../engine.ts';
import { refusal } from '../errors.ts';
import { idInput, numberInput, textInput } from '../inputs.ts';
import { invoiceOf } from '../lookups.ts';
import { composeNotice } from '../notices/compose.ts';
import { handOverTest } from '../notices/test-mail.ts';
import { readTexts } from '../notices/texts.ts';
import { complain } from '../refusals/complaints.ts';
import { noteChanges, operation, query, startWork, type Work } from '../use-case.ts';
import { lookOf } from './letter-look.ts';

const EXAMPLES_AT_MOST = 25;

const PREVIEW = {
  invoice: numberInput,
  /** Default: the level the invoice comes to next, else the last one. */
  levelId: idInput.optional(),
  /** In place of a level: the first one of this kind in the invoice's plan, or a statement of account. */
  kind: z.enum([...LEVEL_KINDS, 'recap']).optional(),
  language: z.enum(LANGUAGES).optional(),
  /** A text that is not saved yet, in place of the one that holds. */
  email: z.strictObject({ subject: textInput(300), body: z.string().max(20_000) }).optional(),
  letter: z.strictObject({ subject: textInput(300), body: z.string().max(20_000) }).optional(),
};
type PreviewInput = z.output<z.ZodObject<typeof PREVIEW>>;

export const previewLetter = query({
  name: 'preview.letter',
  summary: 'The letter about an invoice at a level, as PDF.',
  role: 'viewer',
  input: z.strictObject(PREVIEW),
  async run(work, input) {
    const { notice, texts } = await compose(work, input);
    return work.ctx.ports.renderer.letter(notice, texts.letter, await lookOf(work, notice));
  },
});

export const previewPicture = query({
  name: 'preview.picture',
  summary: 'One page of the letter about an invoice, as PNG.',
  role: 'viewer',
  input: z.strictObject({
    ...PREVIEW,
    page: z.int().min(0).max(500).default(0),
    widthPx: z.int().min(200).max(2_000).default(827),
  }),
  async run(work, { page, widthPx, ...input }) {
    const { notice, texts } = await compose(work, input);
    return work.ctx.ports.renderer.letterPng(notice, texts.letter, page, widthPx, await lookOf(work, notice));
  },
});

export const previewMail = query({
  name: 'preview.mail',
  summary: 'The mail about an invoice at a level: subject, text and HTML.',
  role: 'viewer',
  input: z.strictObject(PREVIEW),
  async run(work, input) {
    const { notice, texts } = await compose(work, input);
    return work.ctx.ports.renderer.email(notice, texts.email);
  },
});

export const sendTestMail = operation({
  name: 'preview.send_test',
  summary: 'Sends the mail about an invoice, with the letter attached, to oneself; marked as a test.',
  role: 'approver',
  /** Default: the address that the list of people holds for whoever asks. */
  input: z.strictObject({ ...PREVIEW, to: z.email(complain('email')).optional() }),
  async run(ctx, { to: named, ...input }) {
    const { renderer, transport } = ctx.ports;
    const work = await startWork(ctx, ctx.store.db);
    const to = await testAddress(work, named);
    const { notice, texts } = await compose(work, input);
    const { pdf } = await renderer.letter(notice, texts.letter, await lookOf(work, notice));
    const mail = await renderer.email(notice, texts.email);
    const { reference } = await handOverTest(work, to, {
      subject: `[TEST] ${mail.subject}`,
      text: mail.text,
      html: mail.html,
      inlineImages: mail.inlineImages.map(({ contentId, mimeType, bytes }) => ({
        contentId,
        mimeType,
        content: bytes,
      })),
      attachments: [{ fileName: 'TEST.pdf', mimeType: 'application/pdf', content: pdf }],
    });
    await noteChanges(work, 'preview.send_test', [
      { entity: 'invoice', entityId: input.invoice, after: { test: true, to } },
    ]);
    return { reference, to, leftMachine: transport.leavesMachine };
  },
});

/** Everybody may write to himself; to any other address an admin alone, since the mail carries the company's name. */
async function testAddress({ ctx, db }: Work, named: string | undefined): Promise<string> {
  const { name, role, personId } = ctx.actor;
  const own = personId == null ? null : ((await findPerson(db, { id: personId }))?.email ?? null);
  const to = named ?? own;
  if (to === null) throw refusal('own_address_unknown', { name });
  if (to.toLowerCase() !== own?.toLowerCase() && !mayAct(role, 'admin')) {
    throw refusal('role_needed', { name, role: 'admin' });
  }
  return to;
}

export const previewExamples = query({
  name: 'preview.examples',
  summary: 'Open invoices to try a text on, overdue ones first.',
  role: 'viewer',
  input: z.strictObject({}),
  run: (work) => exampleInvoices(work.db, work.today, EXAMPLES_AT_MOST),
});

async function compose(work: Work, input: PreviewInput): Promise<{ notice: Notice; texts: NoticeTexts }> {
  const invoice = await invoiceOf(work.db, input.invoice);
  const engine = await readEngine(work.db, work.organisation, work.today);
  const [truth] = await readTruths(work.db, engine, [invoice.customerId], [invoice.id]);
  const facts = truth?.facts.invoices.find((candidate) => candidate.id === invoice.id);
  if (truth === undefined || facts === undefined) throw refusal('not_dunnable', { number: invoice.number });
  const plan = planOf(engine, truth.planId);
  const level = levelFor(plan, engine, facts.passedPosition, input);
  const language = input.language ?? truth.row.language ?? work.organisation.language;
  const localised = { ...truth, row: { ...truth.row, language } };
  const { notice } = composeNotice(
    {
      truth: localised,
      plan,
      level,
      currency: facts.currency,
      lines: [{ invoice: facts, level }],
      unmatchedCents: truth.facts.unmatchedCents[facts.currency] ?? 0,
      waiveFee: false,
      remark: null,
    },
    engine,
  );
  const { texts } = await readTexts(work, { levelId: level?.id ?? null, kind: level?.kind ?? 'recap', language });
  return { notice, texts: { email: draftOr(input.email, texts.email), letter: draftOr(input.letter, texts.letter) } };
}

function draftOr(draft: TemplateText | undefined, held: NoticeTexts['email']): NoticeTexts['email'] {
  return draft === undefined ? held : { ...draft, source: 'draft' };
}

function levelFor(
  plan: Plan,
  engine: Engine,
  passed: number,
  { levelId, kind }: Pick<PreviewInput, 'levelId' | 'kind'>,
): Level | null {
  if (kind === 'recap' && levelId === undefined) return null;
  const ofKind = plan.levels.find((level) => level.kind === kind);
  if (levelId === undefined && ofKind !== undefined) return ofKind;
  if (levelId !== undefined) {
    const chosen = [...engine.plans.values()].flatMap((one) => one.levels).find((level) => level.id === levelId);
    if (chosen === undefined) throw refusal('level_unknown', { level: levelId });
    return chosen;
  }
  const next = nextLevel(plan, passed);
  return next.kind === 'level' ? next.level : (plan.levels.at(-1) ?? null);
}
