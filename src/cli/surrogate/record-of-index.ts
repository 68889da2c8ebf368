import { UserError } from '../../errors.js';
import { effectsOnRecord } from '../../programme/effects-on-record.js';
import { type IndexOnRecord, indexOnRecord } from '../../programme/index-on-record.js';
import { type IndexModel, rawWeights } from '../../stats/surrogate/index-model.js';
import { readLedger } from '../input/read-ledger.js';

/**
 * What the index foretold of the experiments in a ledger.
 *
 * @throws {UserError} of a logistic index, which takes units where a ledger has means.
 */
export async function recordOfIndex(
  pattern: string,
  model: IndexModel,
  metrics: readonly string[],
  outcome: string,
): Promise<IndexOnRecord[]> {
  if (model.family === 'logistic') {
    throw new UserError('--ledger: a ledger has means, of which no logistic index can be made', {
      hint: 'leave it out, or take --family linear, which of a yes or no is the chance all the same',
    });
  }
  const { experiments } = await readLedger([pattern]);
  const { scales, covariance } = model;
  const index = {
    metrics,
    weights: rawWeights(model).map(({ weight }) => weight),
    covariance: scales.map((a, j) => scales.map((b, k) => covariance[j + 1]![k + 1]! / (a * b))),
    outcome,
  };
  return indexOnRecord(experiments.flatMap(effectsOnRecord), index);
}
