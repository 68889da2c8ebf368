import type { AnsweredIdea } from './answered-idea.js';
import type { TestOfIdea } from './idea-value.js';

/** How long a test runs, and what a week of it must add for that. */
export interface PricedTest {
  test: TestOfIdea;
  weekPrice: number;
}

/**
 * How long each test runs that others wait for: as long as it adds most above the price of its weeks, the lowest at
 * which all that are worth it fit into the weeks that are planned, one after the other. Where there is room for all
 * that is 0, and each runs as long as it adds most; one that is not worth its price runs as long as it adds most by the
 * week, if there is room left.
 *
 * @param linked by an idea, those that it may not meet, beside those of its surface.
 * @see Everett (1963), Generalized Lagrange multiplier method, Operations Research 11, 399–417. A chain of tests of
 * which not all block one another is priced as if they did.
 */
export function pricedTests(
  tested: readonly AnsweredIdea[],
  linked: ReadonlyMap<string, readonly string[]>,
  weeks: number,
): PricedTest[] {
  const groups = groupsOf(tested, linked);
  const found = new Map<AnsweredIdea, PricedTest>();
  for (const group of groups) {
    const weekPrice = group.length === 1 ? 0 : priceOf(group, weeks);
    for (const one of group) {
      const { bestPerWeek } = one.tests!;
      found.set(one, { test: testAtPrice(one, weekPrice) ?? bestPerWeek, weekPrice });
    }
  }
  return tested.map((one) => found.get(one)!);
}

/** The price is known to so many halvings of what the best week adds. */
const HALVINGS = 40;

function priceOf(group: readonly AnsweredIdea[], weeks: number): number {
  const taken = (price: number) =>
    group.reduce((sum, one) => sum + (testAtPrice(one, price)?.weeks ?? 0), 0);
  if (taken(0) <= weeks) return 0;
  let [low, high] = [0, Math.max(...group.map(({ tests }) => tests!.bestPerWeek.perWeek))];
  for (let i = 0; i < HALVINGS; i += 1) {
    const middle = (low + high) / 2;
    if (taken(middle) <= weeks) high = middle;
    else low = middle;
  }
  return high;
}

/** The length that adds most above what its weeks cost; `null` where none adds more than that. */
function testAtPrice({ tests }: AnsweredIdea, price: number): TestOfIdea | null {
  let [best, most]: [TestOfIdea | null, number] = [null, 0];
  for (const test of tests!.tried) {
    const above = test.added - price * test.weeks;
    if (above > most) [best, most] = [test, above];
  }
  return best;
}

/** Tests that wait for one another, be it through others. */
function groupsOf(
  tested: readonly AnsweredIdea[],
  linked: ReadonlyMap<string, readonly string[]>,
): AnsweredIdea[][] {
  const bySurface = new Map<string, string[]>();
  const byName = new Map(tested.map((one) => [one.idea.name, one]));
  for (const { idea } of tested) {
    if (idea.surface === null) continue;
    const same = bySurface.get(idea.surface);
    if (same === undefined) bySurface.set(idea.surface, [idea.name]);
    else same.push(idea.name);
  }
  const seen = new Set<string>();
  const seenSurfaces = new Set<string>();
  return tested.flatMap(({ idea: first }) => {
    if (seen.has(first.name)) return [];
    const group = new Set([first.name]);
    // What is added to a set while it is gone through is met as well.
    for (const name of group) {
      const { surface } = byName.get(name)!.idea;
      const isNew = surface !== null && !seenSurfaces.has(surface);
      if (isNew) seenSurfaces.add(surface);
      const neighbours = [...(isNew ? bySurface.get(surface)! : []), ...(linked.get(name) ?? [])];
      for (const other of neighbours) group.add(other);
      seen.add(name);
    }
    return [[...group].map((name) => byName.get(name)!)];
  });
}
