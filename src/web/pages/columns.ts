// The columns of a table that was handed in, on a page of their own, and the list of the ways to read that are saved.

import { Hono } from 'hono';
import { z } from 'zod';
import { UseCaseError } from '../../app/errors.ts';
import { fileProgress, queueFile } from '../../app/imports/in-background.ts';
import { listMappings, saveMapping } from '../../app/imports/mappings.ts';
import { mapStagedFile, type StagedColumns, stagedColumns } from '../../app/imports/staged-columns.ts';
import { IMPORT_KINDS, type ImportKind } from '../../app/ingest/index.ts';
import { complaint, type Problems, readForm } from '../forms.ts';
import { type ColumnsTyped, columnField, columnsEditor } from '../parts/columns.ts';
import { layout } from '../parts/layout.ts';
import { mappingList } from '../parts/mappings.ts';
import { refusalOf } from '../refusals.ts';
import { type Html, type Request, type Tools, visitOf, type Web, type WebEnv } from '../web.ts';

const choice = z.string().max(40).default('');
const kindOf = z.enum(IMPORT_KINDS);
const SLASHES = z.enum(['day-first', 'month-first']);

export function columnPages({ door }: Tools): Web {
  const app = new Hono<WebEnv>();

  app.get('/imports/mappings', door, async (c) => {
    const main = mappingList(c, await listMappings(visitOf(c).ctx, {}));
    return c.html(layout(c, { title: c.get('words').columns.mappings, main }));
  });

  app.get('/imports/files/:id/columns', door, async (c) => {
    const kind = kindOf.safeParse(c.req.query('kind'));
    const looked = await columnsOf(c, kind.success ? kind.data : undefined);
    return looked === null ? c.redirect(fileOf(c), 303) : showColumns(c, looked);
  });

  app.post('/imports/files/:id/columns', door, async (c) => {
    const sent = new URLSearchParams(await c.req.raw.clone().text());
    const kind = kindOf.safeParse(sent.get('kind'));
    const looked = await columnsOf(c, kind.success ? kind.data : undefined);
    if (looked === null) return c.redirect(fileOf(c), 303);
    const typed = await readForm(c, formOf(looked));
    const problems = await useColumns(c, looked, typed);
    if (problems === null) return c.redirect(fileOf(c), 303);
    return showColumns(c, looked, { typed, problems });
  });

  return app;
}

/** The columns of the table of this address; null = it is none, or is not here any more. */
export async function columnsOf(c: Request, kind?: ImportKind): Promise<StagedColumns | null> {
  const file = c.req.param('id') ?? '';
  try {
    return await stagedColumns(visitOf(c).ctx, { file, ...(kind === undefined ? {} : { kind }) });
  } catch (error) {
    if (error instanceof UseCaseError && error.code === 'not_found') return null;
    throw error;
  }
}

/** The editor; `refused` says above it why the file could not be read as it is. */
export function showColumns(
  c: Request,
  looked: StagedColumns,
  sent: { typed?: ColumnsTyped; problems?: Problems; refused?: Html } = {},
): Response | Promise<Response> {
  const { typed = typedOf(looked), problems = {}, refused = '' } = sent;
  const isError = refused !== '' || Object.keys(problems).length > 0;
  const main = columnsEditor(c, c.req.param('id') ?? '', looked, { typed, problems, refused });
  const page = layout(c, { title: c.get('words').columns.title(looked.file), main, isError });
  return c.html(page, isError ? 422 : 200);
}

const fileOf = (c: Request): string => `/imports/files/${encodeURIComponent(c.req.param('id') ?? '')}`;

function typedOf({ columns, layout: { slashes, cutTimes, customersByName } }: StagedColumns): ColumnsTyped {
  const fields = columns.map(({ field }, index) => [columnField(index), field] as const);
  const ticked = (is = false) => (is ? 'on' : '');
  const written = { slashes: slashes ?? '', cutTimes: ticked(cutTimes), customersByName: ticked(customersByName) };
  return { ...Object.fromEntries(fields), ...written };
}

/** One field for each column of the file; anything else is no mistake of typing. */
function formOf({ columns }: StagedColumns) {
  const fields = columns.map((_, index) => [columnField(index), choice] as const);
  const ticked = z.enum(['on', '']).default('');
  const written = { slashes: SLASHES.or(z.literal('')), cutTimes: ticked, customersByName: ticked };
  return z.strictObject({ ...Object.fromEntries(fields), kind: kindOf, name: z.string().max(2_000), ...written });
}

/** Has the file read like this, and the way to read it saved where it has a name; else what is wrong, by field. */
async function useColumns(c: Request, looked: StagedColumns, typed: ColumnsTyped): Promise<Problems | null> {
  const { ctx } = visitOf(c);
  const file = c.req.param('id') ?? '';
  const columns = looked.columns.map(({ heading }, at) => ({ heading, field: typed[columnField(at)] ?? '' }));
  const slashes = SLASHES.safeParse(typed.slashes);
  const written = {
    ...(slashes.success ? { slashes: slashes.data } : {}),
    cutTimes: typed.cutTimes === 'on',
    customersByName: typed.customersByName === 'on',
  };
  try {
    const mapping = await mapStagedFile(ctx, { file, kind: looked.kind, columns, ...written });
    const name = (typed.name ?? '').trim();
    if (name !== '') await saveMapping(ctx, { name, ...mapping });
  } catch (error) {
    return problemsIn(c, error);
  }
  if ((await fileProgress(ctx, { file })) !== null) await queueFile(ctx, { file, step: 'weigh' });
  return null;
}

/** Complaints of the columns stand at their place in the list, all others by the name of the field. */
function problemsIn(c: Request, error: unknown): Problems {
  const refusal = refusalOf(error, c);
  if (refusal === null || !(error instanceof UseCaseError)) throw error;
  if (refusal.text !== null) return { name: refusal.text };
  return Object.fromEntries(
    error.problems.map((problem) => {
      const [first = '', at = ''] = problem.path.split('.');
      return [first === 'columns' && /^\d+$/.test(at) ? columnField(Number(at)) : first, complaint(problem, c)];
    }),
  );
}
