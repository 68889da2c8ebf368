import type { AnsweredIdea } from './answered-idea.js';
import type { TestOfIdea } from './idea-value.js';
import { pricedTests } from './week-price.js';

/** When a test runs: whole weeks, from 1. */
export interface ScheduledTest {
  idea: string;
  surface: string | null;
  test: TestOfIdea;
  /** Its first and last week; `null` where it does not end within the weeks that are planned. */
  from: number | null;
  to: number | null;
  /** The test that it waits for to end; `null` where it waits for none. */
  after: string | null;
  /** What a week must add, in money, since others wait for it: 0 where there is room for all. */
  weekPrice: number;
}

/**
 * The tests of ranked ideas, one after the other as they are ranked, each as early as no test runs that it blocks or
 * that blocks it: tests on one surface, and those that are said to. How long each runs, pricedTests says. By what a
 * week adds, the first comes first, which is best where each waits for those before it.
 *
 * @param weeks how many are planned.
 * @see Smith (1956), Naval Research Logistics Quarterly 3, 59–66.
 */
export function scheduleOf(ranked: readonly AnsweredIdea[], weeks: number): ScheduledTest[] {
  const tested = ranked.filter(({ answer }) => answer === 'test');
  const linked = linksBetween(tested);
  const priced = pricedTests(tested, linked, weeks);
  const ofSurface = new Map<string, Run[]>();
  const runs = new Map<string, Run>();
  return tested.map(({ idea: { name, surface } }, i) => {
    const { test, weekPrice } = priced[i]!;
    const same = surface === null ? [] : (ofSurface.get(surface) ?? []);
    const others = (linked.get(name) ?? []).flatMap((other) => runs.get(other) ?? []);
    const { after, ...run } = firstGap([...same, ...others], name, test.weeks);
    const fits = run.to <= weeks;
    if (fits) {
      runs.set(name, run);
      if (surface !== null) ofSurface.set(surface, [...same, run]);
    }
    const [from, to] = fits ? [run.from, run.to] : [null, null];
    return { idea: name, surface, test, from, to, after, weekPrice };
  });
}

interface Run {
  idea: string;
  from: number;
  to: number;
}

/** By an idea, those that it is said to block or that are said to block it. */
function linksBetween(tested: readonly AnsweredIdea[]): Map<string, string[]> {
  const names = new Set(tested.map(({ idea }) => idea.name));
  const links = new Map<string, Set<string>>();
  const link = (a: string, b: string) => links.set(a, (links.get(a) ?? new Set()).add(b));
  for (const { idea } of tested) {
    for (const other of idea.blocks) {
      if (!names.has(other)) continue;
      link(idea.name, other);
      link(other, idea.name);
    }
  }
  return new Map([...links].map(([name, others]) => [name, [...others]]));
}

/** The first weeks that are free for so long, and the test that ends just before them. */
function firstGap(
  busy: readonly Run[],
  idea: string,
  weeks: number,
): Run & { after: string | null } {
  let [from, after]: [number, string | null] = [1, null];
  for (const run of busy.toSorted((a, b) => a.from - b.from)) {
    if (run.from - from >= weeks) break;
    if (run.to >= from) [from, after] = [run.to + 1, run.idea];
  }
  return { idea, from, to: from + weeks - 1, after };
}
