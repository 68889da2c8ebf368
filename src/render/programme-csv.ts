import type { ProgrammeReport } from '../report/programme-report.js';
import { type Columns, separatedTable } from './separated-table.js';

type Effect = ProgrammeReport['effects'][number];

/** The columns of an effect by their names, which programs rely on; new ones come last, before the tags. */
const COLUMNS: Columns<Effect> = {
  experiment: ({ experiment }) => experiment,
  treatment: ({ treatment }) => treatment,
  n: ({ units }) => units,
  estimate: ({ estimate }) => estimate,
  se: ({ standardError }) => standardError,
  lower: ({ lower }) => lower,
  upper: ({ upper }) => upper,
  shipped: ({ shipped }) => (shipped === null ? null : Number(shipped)),
  verdict: ({ verdict }) => verdict,
  honest_mean: ({ shrunk }) => shrunk?.mean,
  honest_sd: ({ shrunk }) => shrunk?.sd,
  honest_lower: ({ shrunk }) => shrunk?.lower,
  honest_upper: ({ shrunk }) => shrunk?.upper,
  above_zero: ({ shrunk }) => shrunk?.aboveZero,
};

/** The effects as CSV: a header and a row each, at full precision, on the scale that they are put together on. */
export function renderProgrammeCsv({ effects }: ProgrammeReport): string {
  const tags = [...new Set(effects.flatMap((effect) => Object.keys(effect.tags)))];
  const ofTags: Columns<Effect> = Object.fromEntries(
    tags.map((tag) => [
      `tag_${tag}`,
      (effect: Effect) => (Object.hasOwn(effect.tags, tag) ? effect.tags[tag] : null),
    ]),
  );
  return separatedTable({ ...COLUMNS, ...ofTags }, effects, ',');
}
