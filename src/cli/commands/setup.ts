// duly setup: the organisation from a JSON file, and the dunning plan it starts with.

import { problemLines, problemsOfDocument } from '../../app/refusals/complaints.ts';
import { DEFAULT_PLAN } from '../../app/settings/default-plan.ts';
import { listPlans } from '../../app/settings/list-plans.ts';
import { savePlan } from '../../app/settings/save-plan.ts';
import { ORGANISATION_INPUT, setUpOrganisation } from '../../app/settings/set-up.ts';
import { bootAnew } from '../../boot.ts';
import { readOrganisation } from '../../db/organisation.ts';
import type { Answer, Desk } from '../desk.ts';
import { readText } from '../files.ts';
import { actorOf, commandConfig, inSystem } from '../house.ts';
import { refuse } from '../refusals.ts';

export async function setUp(desk: Desk, path: string): Promise<Answer> {
  // Read before anything is opened: a mistake in the file must not leave an empty database behind.
  const input = readOrganisationFile(path, await readText(path));
  const config = commandConfig(desk);
  return inSystem(desk, config, async (system) => {
    const ctx = system.as(actorOf(desk));
    const { created } = await setUpOrganisation(ctx, input);
    if (created) await bootAnew(ctx, config.dataDir);
    const organisation = await readOrganisation(ctx.store.db);
    const name = organisation?.name ?? input.name;
    // Also when the organisation is there: a set-up that was interrupted is completed.
    const isFirstPlan = (await listPlans(ctx, {})).length === 0;
    if (isFirstPlan) await savePlan(ctx, DEFAULT_PLAN);
    return {
      json: { created, organisation: name, plan: isFirstPlan ? DEFAULT_PLAN.name : null },
      lines: [created ? createdLine(desk, name) : alreadyLine(desk, name), ...(isFirstPlan ? [planLine(desk)] : [])],
    };
  });
}

type OrganisationFile = ReturnType<typeof ORGANISATION_INPUT.parse>;

/** The organisation of a file. Throws `invalid_input` with every field that is wrong. */
function readOrganisationFile(path: string, text: string): OrganisationFile {
  const parsed = ORGANISATION_INPUT.safeParse(parseJson(path, text));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.flatMap(problemsOfDocument);
  throw refuse('organisation_incomplete', { path, lines: problemLines(problems) }).at(problems);
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : 'not JSON';
    throw refuse('not_json', { path, why });
  }
}

function createdLine(desk: Desk, name: string): string {
  return desk.say(`${name} is set up.`, `${name} ist eingerichtet.`);
}

function alreadyLine(desk: Desk, name: string): string {
  return desk.say(
    `${name} was set up before. Nothing was changed.`,
    `${name} war schon eingerichtet. Nichts wurde geändert.`,
  );
}

function planLine(desk: Desk): string {
  const levels = DEFAULT_PLAN.levels?.map((level) => level.name).join(', ') ?? '';
  return desk.say(
    `The dunning plan "${DEFAULT_PLAN.name}" was made: ${levels}. Check everything with "duly doctor".`,
    `Der Mahnplan „${DEFAULT_PLAN.name}“ wurde angelegt: ${levels}. Alles prüfen mit „duly doctor“.`,
  );
}
