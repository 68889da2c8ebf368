import type { IdeaAnswer } from '../../programme/ideas/answered-idea.js';
import type { PriorShift } from '../../programme/ideas/sensitivity.js';
import type { PriorityIdea, PriorityReport } from '../priority-report.js';
import { decimalsFor, formatCount, formatCounted, formatFixed, formatPercent } from './numbers.js';

/** What is to be done with an idea, in a word or two. */
export function wordAnswer(answer: IdeaAnswer): string {
  switch (answer) {
    case 'test':
      return 'test';
    case 'ship-untested':
      return 'ship now';
    case 'not-worth-testing':
      return 'leave';
  }
}

/** Why that is its answer, in a sentence. */
export function wordReason({ answer, best, untested, net }: PriorityIdea): string {
  const least = best === null ? null : formatCounted(best.weeks, 'week');
  switch (answer) {
    case 'test':
      return net === best!.added
        ? `a test of ${least} is worth ${formatMoney(net)}`
        : `a test of ${least} is worth ${formatMoney(net)}, ${formatMoney(best!.added)} more than shipping it untested`;
    case 'ship-untested':
      return best === null
        ? `shipping it is worth ${formatMoney(untested)}, and there is no room for a test; that leans on what was known before alone`
        : `shipping it now is worth ${formatMoney(untested)}, by what was known before alone; even the best test, of ${least}, ${best.added === 0 ? 'adds nothing to that' : `makes that ${formatMoney(-best.added)} less`}`;
    case 'not-worth-testing':
      return best === null
        ? 'no test of whole weeks has units enough within the horizon'
        : `even the best test, of ${least}, ${best.added === 0 ? 'is worth no more than leaving it' : `loses ${formatMoney(-best.added)} against leaving it`}`;
  }
}

/** What a shift of a prior says of effects. */
export function wordShift(shift: PriorShift): string {
  switch (shift) {
    case 'sd-halved':
      return 'effects half as far apart';
    case 'sd-doubled':
      return 'effects twice as far apart';
    case 'mean-lower':
      return 'mean half a deviation lower';
    case 'mean-higher':
      return 'mean half a deviation higher';
  }
}

/** An amount of money without its currency, to three digits or to the unit: "41,230", "3.25". */
export function formatMoney(amount: number): string {
  const size = Math.abs(amount);
  return size >= 100 ? formatCount(amount) : formatFixed(amount, Math.max(0, decimalsFor(size, 3)));
}

/** "1–3", or "2" where that is all. */
export function formatRanks({ first, last }: { first: number; last: number }): string {
  return first === last ? formatCount(first) : `${formatCount(first)}–${formatCount(last)}`;
}

/** What is known of an effect before its test: "0.5 % ± 2 %", with heavy tails "0.5 % ± 1 % (t, 3 df)". */
export function wordPrior({ mean, scale, df }: PriorityIdea['prior']): string {
  const decimals = Math.max(0, decimalsFor(100 * scale, 2));
  const tails = df === null ? '' : ` (t, ${Number(df.toPrecision(3))} df)`;
  return `${formatPercent(mean, decimals)} ± ${formatPercent(scale, decimals)}${tails}`;
}

/** What the order is, and where it may be relied on. */
export function wordOrder({ ideas }: PriorityReport): string {
  const tiers = ideas.at(-1)!.sensitivity.tier;
  if (ideas.length === 1) return 'There is one idea.';
  if (tiers === ideas.length)
    return 'The order holds wherever each prior is off by as much as was tried.';
  if (tiers === 1) {
    return 'No place in the order holds wherever each prior is off: every idea may change places with another.';
  }
  const sizes = Array.from({ length: tiers }, (_, i) =>
    ideas.filter(({ sensitivity }) => sensitivity.tier === i + 1).map(({ rank }) => rank),
  );
  const groups = sizes.map((ranks) => formatRanks({ first: ranks[0]!, last: ranks.at(-1)! }));
  return `Between these groups the order holds wherever each prior is off, within them it may change: ${groups.join(' · ')}.`;
}

/** What a value is. */
export const WORD_VALUE =
  'expected over what is known of each effect, above keeping the control, if only the gate’s rule ships. Ranked by what a week of a test adds to the best without one.';

/** What the value takes for granted. */
export const WORD_ASSUMED =
  'Guardrails truly stay as they are, effects last to the horizon, which begins with the test, and tests on other surfaces do not disturb one another.';

/** Where priors come from, if a ledger is read. */
export function wordRecord({ record, ideas }: PriorityReport): string {
  const from = ideas.filter(({ prior }) => prior.record !== null);
  const all = from.filter(({ prior }) => prior.record!.fromAll).length;
  const few = all === 0 ? '' : `; ${formatCount(all)} from all of them, as too few have the tags`;
  return `${formatCounted(record?.experiments ?? 0, 'experiment')} on record; ${formatCount(from.length)} of the priors are from there${few}.`;
}

/** What was tried of priors. */
export const WORD_SHIFTS =
  'true effects half or twice as far apart, and their mean half a deviation lower or higher';

/** What stands in the columns of the table. */
export const WORD_COLUMNS =
  'weeks: the length that is worth most by the week / most in all. per week: what a week of the first adds to the best without a test. if off: its ranks where its own prior is off.';

/** How long the tests of a schedule run. */
export const WORD_LENGTHS =
  'Where there is room, a test runs as long as is worth most; where others wait for it, as long as another week of it is worth what theirs would be.';
