// One plan: its editor, what its buttons do, and its history. Every button works without script; with it the dates
// follow while somebody types.

import { Hono } from 'hono';
import { html } from 'hono/html';
import { UseCaseError } from '../../app/errors.ts';
import { DEFAULT_PLAN } from '../../app/settings/default-plan.ts';
import { LEVEL_INPUT, PLAN_INPUT } from '../../app/settings/plan-input.ts';
import { stateOfInput } from '../../app/settings/plan-state.ts';
import { checkPlan, previewPlan } from '../../app/settings/preview-plan.ts';
import { type PlanEvent, planHistory, readPlan } from '../../app/settings/read-plan.ts';
import { savePlan } from '../../app/settings/save-plan.ts';
import { mayAct } from '../../core/actor.ts';
import { planChanges } from '../../core/plan-changes.ts';
import { keepFlash, takeFlash } from '../flash.ts';
import { type Problems, typedDay } from '../forms.ts';
import { layout } from '../parts/layout.ts';
import { note } from '../parts/note.ts';
import { flashNote } from '../parts/notes.ts';
import { type Checked, checkedPart, type EditorParts, planEditor } from '../parts/plan-editor.ts';
import { changeList, eventText } from '../parts/plan-words.ts';
import { draftOf, type LevelDraft, levelFields, type PlanDraft, readPlanForm, rearranged } from '../plan-draft.ts';
import { planProblems, readPlanDraft } from '../plan-input.ts';
import { refusalOf } from '../refusals.ts';
import { type Html, type Request, type Tools, visitOf, type Web, type WebEnv } from '../web.ts';
import { idOf } from './previews.ts';

export function planEditorPages({ jar, door }: Tools): Web {
  const app = new Hono<WebEnv>();

  app.get('/plans/new', door, async (c) => showNew(c));
  app.post('/plans', door, async (c) => answer(c, null));

  app.post('/plans/check', door, async (c) => {
    const { draft } = await readPlanForm(c);
    const { checked } = await check(c, draft, null);
    return c.html(checkedPart(c, checked));
  });

  app.get('/plans/:id', door, async (c) => {
    const planId = idOf(c, 'id');
    const { state, version } = await readPlan(visitOf(c).ctx, { planId });
    const draft = withExample(c, draftOf(state, version, c.get('language')));
    const notes = flashNote(c, takeFlash(c, jar), []);
    return show(c, { planId, title: state.name, draft, notes });
  });

  app.post('/plans/:id', door, async (c) => answer(c, idOf(c, 'id')));

  app.get('/plans/:id/history', door, async (c) => {
    const planId = idOf(c, 'id');
    const { ctx } = visitOf(c);
    const { state } = await readPlan(ctx, { planId });
    const title = c.get('words').plans.historyOf(state.name);
    return c.html(layout(c, { title, main: historyMain(c, planId, title, await planHistory(ctx, { planId })) }));
  });

  return app;

  async function answer(c: Request, planId: number | null): Promise<Response> {
    const form = await readPlanForm(c);
    const draft = rearranged(form, (key) => freshLevel(c, key));
    const title = draft.fields.name ?? '';
    const base = { planId, title: title === '' ? c.get('words').plans.newTitle : title, draft, notes: '' };
    if (form.act !== 'save' && form.act !== 'preview') return show(c, base);
    const read = readPlanDraft(draft, planId, c.get('language'), c.get('words'));
    if ('problems' in read) return show(c, { ...base, problems: read.problems, status: 422 });
    try {
      if (form.act === 'preview')
        return await show(c, { ...base, preview: await previewPlan(visitOf(c).ctx, read.input) });
      const saved = await savePlan(visitOf(c).ctx, read.input);
      keepFlash(c, jar, { kind: 'plan', done: 'planSaved' });
      return c.redirect(`/plans/${saved.planId}`, 303);
    } catch (error) {
      return refused(c, error, base);
    }
  }
}

type Shown = Pick<EditorParts, 'planId' | 'title' | 'draft' | 'notes'> &
  Partial<Pick<EditorParts, 'problems' | 'preview'>> & { status?: 200 | 409 | 422 };

async function show(c: Request, shown: Shown): Promise<Response> {
  const { planId, status = 200 } = shown;
  const { checked, problems } = await check(c, shown.draft, planId);
  const main = planEditor(c, {
    ...shown,
    path: planId === null ? '/plans' : `/plans/${planId}`,
    problems: shown.problems ?? (c.req.method === 'POST' ? problems : {}),
    checked,
    preview: shown.preview ?? null,
    mayEdit: mayAct(visitOf(c).signedIn.role, 'admin'),
  });
  return c.html(layout(c, { title: shown.title, main, isError: status === 422, scripts: ['live', 'plan'] }), status);
}

/** A save that was refused: what is wrong beside its field, or what somebody else changed meanwhile. */
async function refused(c: Request, error: unknown, base: Shown): Promise<Response> {
  const { draft, planId } = base;
  const problems = planProblems(error, draft, c);
  if (problems !== null) return show(c, { ...base, problems, status: 422 });
  if (planId !== null && error instanceof UseCaseError && error.code === 'conflict' && draft.fields.seen !== '') {
    return showConflict(c, planId, base);
  }
  const refusal = refusalOf(error, c);
  const text = error instanceof UseCaseError && error.code === 'conflict' ? error.in(c.get('language')) : refusal?.text;
  if (text === null || text === undefined) throw error;
  const notes = note('bad', c.get('words').errors.refused.title, html`<p>${text}</p>`);
  return show(c, { ...base, notes, status: 409 });
}

/** Both sides of the difference; saving once more is then a decision, not an accident. */
async function showConflict(c: Request, planId: number, base: Shown): Promise<Response> {
  const { plans: words } = c.get('words');
  const { ctx } = visitOf(c);
  const { state, version } = await readPlan(ctx, { planId });
  const events = await planHistory(ctx, { planId });
  const seen = Number(base.draft.fields.seen);
  const seenAt = events.findIndex((event) => event.version !== null && event.version <= seen);
  const since = seenAt === -1 ? events.slice(0, 1) : events.slice(0, seenAt);
  const latest = since[0] ?? events[0];
  const read = readPlanDraft(base.draft, planId, c.get('language'), c.get('words'));
  const parsed = 'input' in read ? PLAN_INPUT.safeParse(read.input) : null;
  const mine = parsed?.success === true ? planChanges(state, stateOfInput(parsed.data)) : [];
  const theirs = since.map((event) => eventItem(c, event));
  const who = latest === undefined ? '' : words.conflict.title(latest.by, c.get('format').instant(latest.at));
  const notes = note(
    'bad',
    who,
    html`<p>${words.conflict.text}</p><ul>${theirs}</ul><p>${mine.length === 0 ? words.conflict.nothing : words.conflict.yours}</p>
${mine.length === 0 ? '' : changeList(c, mine)}<p><a href="/plans/${planId}">${words.conflict.discard}</a></p>`,
  );
  const draft = { ...base.draft, fields: { ...base.draft.fields, seen: String(version) } };
  return show(c, { ...base, draft, notes, status: 409 });
}

async function check(
  c: Request,
  draft: PlanDraft,
  planId: number | null,
): Promise<{ checked: Checked; problems: Problems }> {
  const words = c.get('words');
  const { ctx, house } = visitOf(c);
  const typedExample = typedDay(draft.fields.example ?? '');
  if (typedExample === undefined) return { checked: null, problems: { example: words.errors.day } };
  const dueDate = typedExample ?? house.today;
  const read = readPlanDraft(draft, planId, c.get('language'), words);
  if ('problems' in read) return { checked: null, problems: read.problems };
  try {
    return { checked: { dueDate, ...(await checkPlan(ctx, { plan: read.input, dueDate })) }, problems: {} };
  } catch (error) {
    const problems = planProblems(error, draft, c);
    if (problems === null) throw error;
    return { checked: null, problems };
  }
}

/** A new plan begins as the one we ship, or as a copy of another. */
async function showNew(c: Request): Promise<Response> {
  const { plans: words } = c.get('words');
  const copied = /^[1-9]\d{0,8}$/.test(c.req.query('copy') ?? '') ? Number(c.req.query('copy')) : null;
  const source =
    copied === null
      ? stateOfInput(PLAN_INPUT.parse({ ...DEFAULT_PLAN, name: words.newPlan }))
      : (await readPlan(visitOf(c).ctx, { planId: copied })).state;
  const name = copied === null ? '' : words.copyOf(source.name);
  const levels = source.levels.map((level) => ({ ...level, id: null }));
  const draft = draftOf({ ...source, name, isDefault: false, paused: false, levels }, null, c.get('language'));
  return show(c, { planId: null, title: words.newTitle, draft: withExample(c, draft), notes: '' });
}

function withExample(c: Request, draft: PlanDraft): PlanDraft {
  return { ...draft, fields: { ...draft.fields, example: visitOf(c).house.today } };
}

function freshLevel(c: Request, key: string): LevelDraft {
  const { id: _, ...level } = LEVEL_INPUT.parse({ name: c.get('words').plans.newLevel, kind: 'notice', afterDays: 14 });
  return { key, fields: { ...levelFields({ id: null, ...level }, c.get('language')), name: '' } };
}

function historyMain(c: Request, planId: number, title: string, events: readonly PlanEvent[]): Html {
  const { plans: words } = c.get('words');
  return html`<header class="head"><div><p class="over"><a href="/plans/${planId}">${words.backToPlan}</a></p><h1>${title}</h1></div></header>
<section class="card"><ol class="timeline">${events.map((event) => eventItem(c, event))}</ol></section>`;
}

function eventItem(c: Request, event: PlanEvent): Html {
  const { plans: words, decisions } = c.get('words');
  const surface = decisions.surfaces[event.surface] ?? '';
  const isEmpty = event.what === 'changed' && event.changes.length === 0;
  return html`<li><b>${eventText(c, event)}</b> <small>${event.by}${surface}, ${c.get('format').instant(event.at)}</small>
${event.changes.length === 0 ? '' : changeList(c, event.changes)}${isEmpty ? html`<p>${words.noChanges}</p>` : ''}</li>`;
}
