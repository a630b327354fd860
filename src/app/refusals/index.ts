// Every refusal of a use case by its name. The name and what it carries are what programs may rely on; the sentences
// are for people.

import { BANK } from './bank.ts';
import { FILES } from './files.ts';
import { GENERAL } from './general.ts';
import { NOTICES } from './notices.ts';
import { PROPOSALS } from './proposals.ts';
import { SETTINGS } from './settings.ts';

export const REFUSALS = { ...GENERAL, ...BANK, ...FILES, ...NOTICES, ...PROPOSALS, ...SETTINGS };
