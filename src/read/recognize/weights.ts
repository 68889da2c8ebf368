import { UserError } from '../../errors.js';
import type { Reading } from '../reading.js';
import { words } from '../values/column-words.js';
import type { Table } from './labels.js';

/** What a weight is called by itself, and what makes one of it that says for how many a row stands. */
const WEIGHTS = new Set(['ipw', 'iptw', 'ipsw']);
const WEIGHT = new Set(['weight', 'weights', 'wt', 'gewicht', 'gewichtung', 'poids']);
const OF_SAMPLES = new Set([
  ...['sample', 'sampling', 'survey', 'design', 'inverse', 'probability', 'expansion'],
  ...['population', 'stichprobe', 'importance'],
]);

/**
 * Checks that rows do not stand for different numbers of others, as weights of a sample say by their name: all rows count
 * alike here, so that means and their errors would be of the sample. `layout` of rows says that they are to.
 *
 * @throws {UserError} naming the column of weights.
 */
export function checkWeights(
  { header: { file, line, names }, rows, options }: Table,
  { layout }: Pick<Reading, 'layout'>,
): void {
  if (layout !== 'rows' || options.layout === 'rows') return;
  const column = names.findIndex(
    (name, i) => isWeight(name) && new Set(rows.map((fields) => fields[i]!.trim())).size > 1,
  );
  if (column === -1) return;
  throw new UserError(`rows have weights in column ${names[column]}, and would all count alike`, {
    location: { file, line, column: column + 1 },
    hint: (say) =>
      `no test here takes weights: compare rows that were not sampled so, or each group of one weight by itself; count all alike? ${say.layout('rows')}`,
  });
}

function isWeight(name: string): boolean {
  const said = words(name);
  const has = (some: ReadonlySet<string>) => said.some((word) => some.has(word));
  return has(WEIGHTS) || (has(WEIGHT) && has(OF_SAMPLES));
}
