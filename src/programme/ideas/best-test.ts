import { type IdeaSetting, possibleWeeks } from './idea-setting.js';
import { idealValue, type TestOfIdea, testOfIdea } from './idea-value.js';

/** The tests of an idea that were looked at, and the best of them. */
export interface BestTests {
  /** With rising weeks. */
  tried: TestOfIdea[];
  /** The one that is worth most. */
  best: TestOfIdea;
  /** The one that is worth most by the week of its traffic, which is what counts where tests wait for it. */
  bestPerWeek: TestOfIdea;
}

/** The best tests of an idea; `null` where none is possible. */
export function bestTests(setting: IdeaSetting): BestTests | null {
  const range = possibleWeeks(setting);
  if (range === null) return null;
  const known = new Map<number, TestOfIdea>();
  const at = (weeks: number): TestOfIdea => {
    const found = known.get(weeks) ?? testOfIdea(setting, weeks);
    known.set(weeks, found);
    return found;
  };
  const grid = gridOf(range);
  const best = at(largestBy(grid, (weeks) => at(weeks).added));
  // Of losses, the least by the week would be the longest.
  const bestPerWeek = best.added > 0 ? at(largestBy(grid, (weeks) => at(weeks).perWeek)) : best;
  const tried = [...known.values()].sort((a, b) => a.weeks - b.weeks);
  return { tried, best, bestPerWeek };
}

/** The same among a few lengths, those of the grid and those that were best for another prior. */
export function bestTestsAmong(setting: IdeaSetting, others: readonly number[]): BestTests | null {
  const range = possibleWeeks(setting);
  if (range === null) return null;
  const lengths = [...new Set([...gridOf(range), ...others])].sort((a, b) => a - b);
  const tried = lengths.map((weeks) => testOfIdea(setting, weeks));
  const largest = (value: (one: TestOfIdea) => number) =>
    tried.reduce((top, one) => (value(one) > value(top) ? one : top));
  const best = largest(({ added }) => added);
  return { tried, best, bestPerWeek: best.added > 0 ? largest(({ perWeek }) => perWeek) : best };
}

/** What the best test of one look is worth that an ideal decision ends, of lengths that double and that of the gate's best. */
export function bestIdeal(setting: IdeaSetting, { tried, best }: BestTests): number {
  const [least, most] = [tried[0]!.weeks, tried.at(-1)!.weeks];
  const lengths = [best.weeks, most];
  for (let weeks = least; weeks < most; weeks *= 2) lengths.push(weeks);
  return Math.max(...lengths.map((weeks) => idealValue(setting, weeks)));
}

/** All weeks up to a few, then ever fewer: half as many more each. */
const EACH_UNTIL = 4;
const GROWTH = 1.5;

function gridOf({ least, most }: { least: number; most: number }): number[] {
  const grid: number[] = [];
  for (let weeks = least; weeks < most; ) {
    grid.push(weeks);
    weeks = Math.max(weeks + 1, weeks < EACH_UNTIL ? 0 : Math.floor(weeks * GROWTH));
  }
  return [...grid, most];
}

/**
 * The week at which a function is largest: the largest of the grid, then, as long as it gets larger, the middle of the
 * wider gap beside it. A second summit between two points of the grid would be missed.
 */
function largestBy(grid: readonly number[], f: (weeks: number) => number): number {
  const points = [...grid];
  let top = points.reduce((best, weeks, i) => (f(weeks) > f(points[best]!) ? i : best), 0);
  for (;;) {
    const [left, middle, right] = [points[top - 1], points[top]!, points[top + 1]];
    const gaps = [left, right].filter(
      (other) => other !== undefined && Math.abs(other - middle) > 1,
    );
    if (gaps.length === 0) return middle;
    const wide = gaps.reduce((a, b) => (Math.abs(b! - middle) > Math.abs(a! - middle) ? b : a))!;
    const between = Math.trunc((wide + middle) / 2);
    points.splice(wide > middle ? top + 1 : top, 0, between);
    const at = points.indexOf(middle);
    top = f(between) > f(middle) ? points.indexOf(between) : at;
  }
}
