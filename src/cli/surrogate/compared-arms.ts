import { UserError } from '../../errors.js';
import {
  type IndexDifference,
  type IndexedArm,
  indexDifference,
  indexedArm,
} from '../../experiment/surrogate/surrogate-effect.js';
import { controlFirst } from '../../read/fold/control-first.js';
import type { UnitsRead } from '../../read/surrogate/unit-rows.js';
import type { ChiSquareTest } from '../../stats/distributions/chi-square.js';
import type { IndexModel } from '../../stats/surrogate/index-model.js';
import { sampleRatioTest } from '../../stats/tests/sample-ratio.js';
import { forEachVariant } from '../flags/by-variant.js';
import type { SurrogateFlags } from './surrogate-flags.js';

/** The variants with their index, the control first, and how each treatment compares. */
export interface ComparedArms {
  arms: IndexedArm[];
  differences: IndexDifference[];
  /** Of all that were assigned, those that lack a measurement among them. */
  sampleRatio: ChiSquareTest;
  /** By variant, how many lack one. */
  missing: number[];
}

/**
 * The variants of an experiment by their index.
 *
 * @throws {UserError} where there is no control, or a variant has too few units.
 */
export function comparedArms(
  { units, missing }: UnitsRead,
  model: IndexModel,
  flags: SurrogateFlags,
): ComparedArms {
  const rows = new Map<string, number[][]>([...missing.keys()].map((variant) => [variant!, []]));
  for (const { variant, values } of units) {
    const own = rows.get(variant!);
    if (own === undefined) rows.set(variant!, [values]);
    else own.push(values);
  }
  const ordered = controlFirst([...rows.keys()], flags.control ?? null);
  const small = ordered.find((name) => rows.get(name)!.length < 2);
  if (small !== undefined) {
    throw new UserError(`variant ${small} has fewer than two units with all measurements`, {
      hint: 'is its name misspelt, or a measurement missing for all of it?',
    });
  }
  const arms = ordered.map((name) => indexedArm(name, rows.get(name)!, model));
  if (arms.every(({ ownVariance }) => ownVariance === 0)) {
    throw new UserError('the index is the same for all units of the experiment', {
      hint: 'do its measurements vary?',
    });
  }
  const [first, ...treatments] = arms;
  const lost = ordered.map((name) => missing.get(name) ?? 0);
  const split = flags.allocation;
  const planned = split === undefined ? null : forEachVariant('--allocation', split, ordered);
  return {
    arms,
    differences: treatments.map((arm) =>
      indexDifference(first!, arm, model, flags.alpha / treatments.length),
    ),
    sampleRatio: sampleRatioTest(
      arms.map((arm, i) => arm.units + lost[i]!),
      ordered.map((name) => planned?.get(name) ?? 1),
    ),
    missing: lost,
  };
}
