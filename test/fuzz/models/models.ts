import type { Case } from '../case.js';
import type { Pick } from '../choices.js';
import type { Material } from '../material.js';
import { countsComeToTheirRates } from './counts.js';
import {
  noDamagedFileIsRead,
  noJournalIsRewritten,
  noPlanChangesBehindItsLook,
} from './refusals.js';
import { rowsComeToTheirMeans } from './rows.js';
import { rowsAreTheSameHoweverWritten } from './writings.js';

/** Cases of which it is known what must come of them. */
export const MODELS: Readonly<Record<string, (material: Material, pick: Pick) => Case>> = {
  counts: countsComeToTheirRates,
  rows: rowsComeToTheirMeans,
  writings: rowsAreTheSameHoweverWritten,
  rewritten: noJournalIsRewritten,
  replanned: noPlanChangesBehindItsLook,
  damaged: noDamagedFileIsRead,
};
