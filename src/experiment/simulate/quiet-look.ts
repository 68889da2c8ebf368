import type { Design } from '../design.js';
import { marginMisfit } from '../guardrail/margin-fit.js';
import { endedAt, isDue, isPlanOver } from '../monitoring/progress.js';
import type { GrowingArm } from './population.js';
import { possibleMargin } from './possible-margins.js';
import { LOSS, possibleOutcomes, UNTOLD, WIN } from './possible-outcomes.js';

/**
 * Whether a look surely goes by: the gate's decision would be to collect on, and no comparison of the primary
 * metric would win or lose where none had before.
 *
 * @param arms the control, and the treatments in the design's order.
 * @param rejected whether one had.
 */
export type IsQuiet = (arms: readonly GrowingArm[], rejected: boolean) => boolean;

const NEVER: IsQuiet = () => false;

/**
 * What tells of the look of this design, without p-values and intervals, whether it surely goes by. It decides
 * nothing: where it says no, `decisionOf` does. It is the same rule from above: each comparison may come to too
 * much here (see possibleOutcomes), and a look is quiet only if nothing follows from all of that.
 */
export function quietLook(design: Design): IsQuiet {
  if (!isDue(design)) return () => true;
  if (!isTold(design) || isPlanOver(design) || endedAt(design) !== null) return NEVER;
  const guardrails = design.metrics.flatMap(({ margin }, i) => (margin === null ? [] : [i]));
  const pairs = design.treatments.map((treatment) => ({
    outcomes: possibleOutcomes(design, treatment),
    margins: guardrails.map((index) => possibleMargin(design, index, treatment)),
  }));
  const outcomes = pairs.map((pair) => pair.outcomes).filter((one) => one !== null);
  const margins = pairs.map((pair) => pair.margins.filter((one) => one !== null));
  const isWhole = margins.every(({ length }) => length === guardrails.length);
  if (outcomes.length < pairs.length || !isWhole) return NEVER;
  return (arms, rejected) => {
    const control = arms[0]!;
    let isOpen = false;
    for (let i = 0; i < outcomes.length; i += 1) {
      const arm = arms[i + 1]!;
      const may = outcomes[i]!(control, arm);
      // A comparison that cannot be tested leaves the others another level.
      if (may === UNTOLD || (!rejected && (may & (WIN | LOSS)) !== 0)) return false;
      if ((may & WIN) !== 0 && margins[i]!.every((one) => one.mayHold(control, arm))) return false;
      // A win that is held back settles nothing; anything else that it may come to does.
      isOpen ||= (may & ~WIN) === 0 && !margins[i]!.some((one) => one.mayBreak(control, arm));
    }
    return isOpen;
  };
}

/** Up to here every critical value, one-sided 1.036 and more, is above what is near (see mostExactDistance). */
const MOST_ALPHA = 0.15;

/** Whether critical values tell the gate's outcomes at all: where a level, a price or a size is beyond them, it is asked. */
function isTold(design: Design): boolean {
  const { alpha, metrics, money, treatments, control } = design;
  const primary = metrics[0]!;
  if (!(alpha <= MOST_ALPHA) || primary.margin !== null) return false;
  const isRate = primary.kind === 'proportion';
  const costs = [control, ...treatments].map((variant) => money?.cost.get(variant) ?? 0);
  const most = Math.max(...costs) - Math.min(...costs);
  if (money !== null && !(money.value > 0 && (!isRate || most < money.value))) return false;
  return metrics.every(({ kind, margin }) => {
    if (kind === null || margin === null) return kind !== null;
    return margin.size.size > 0 && marginMisfit(kind, margin.size) === null;
  });
}
