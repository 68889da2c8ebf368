import type { Idea } from '../../experiment/idea.js';
import type { EffectPrior } from '../../stats/value/effect-prior.js';
import { type BestTests, bestIdeal, bestTests, bestTestsAmong } from './best-test.js';
import { ideaSetting } from './idea-setting.js';
import { perfectValue, untestedValue, valueWithoutTest } from './idea-value.js';

/** What is best done with an idea: run its test, ship it without one, or leave it. */
export const IDEA_ANSWERS = ['test', 'ship-untested', 'not-worth-testing'] as const;

/** One of IDEA_ANSWERS. */
export type IdeaAnswer = (typeof IDEA_ANSWERS)[number];

/** What decides an idea's place: ideas that wait for no traffic first, then by what a week of it adds. */
export interface Standing {
  answer: IdeaAnswer;
  /** Of tests what a week adds; of others what they are worth, or what the best test would add, in money. */
  worth: number;
}

/** An idea with what its tests are worth and what is best done with it. */
export interface AnsweredIdea extends Standing {
  idea: Idea;
  prior: EffectPrior;
  weeklyUnits: number;
  horizonUnits: number;
  /** Of shipping it now, what it costs to build taken off; whether or not that may be. */
  untested: number;
  /** Of the best that can be done with it. */
  net: number;
  /** Of knowing its effect. */
  perfect: number;
  /** Of the best test of one look that is decided by the posterior mean; `null` where no test is possible. */
  ideal: number | null;
  /** `null` where no test is possible. */
  tests: BestTests | null;
}

/** An idea over a prior, with the best test and answer. */
export function answeredIdea(idea: Idea, prior: EffectPrior, weeklyUnits: number): AnsweredIdea {
  const setting = ideaSetting(idea, prior, weeklyUnits);
  const tests = bestTests(setting);
  const without = valueWithoutTest(setting);
  const standing = standingOf(tests, without);
  return {
    ...standing,
    idea,
    prior,
    weeklyUnits: setting.weeklyUnits,
    horizonUnits: setting.horizonUnits,
    untested: untestedValue(setting),
    net: standing.answer === 'test' ? tests!.best.net : without,
    perfect: perfectValue(setting),
    ideal: tests === null ? null : bestIdeal(setting, tests),
    tests,
  };
}

/** Where the same idea would stand over another prior, with its best length then. */
export function standingOver(
  { idea, tests }: AnsweredIdea,
  prior: EffectPrior,
  weeklyUnits: number,
): Standing {
  const setting = ideaSetting(idea, prior, weeklyUnits);
  const known = tests === null ? [] : [tests.best.weeks, tests.bestPerWeek.weeks];
  return standingOf(bestTestsAmong(setting, known), valueWithoutTest(setting));
}

function standingOf(tests: BestTests | null, without: number): Standing {
  if (tests !== null && tests.best.added > 0) {
    return { answer: 'test', worth: tests.bestPerWeek.perWeek };
  }
  if (without > 0) return { answer: 'ship-untested', worth: without };
  return { answer: 'not-worth-testing', worth: tests?.best.added ?? Number.NEGATIVE_INFINITY };
}

const CLASSES: Record<IdeaAnswer, number> = { 'ship-untested': 0, test: 1, 'not-worth-testing': 2 };

/** Below 0 where the first comes before the second. */
export function byStanding(a: Standing, b: Standing): number {
  const apart = CLASSES[a.answer] - CLASSES[b.answer];
  return apart !== 0 || a.worth === b.worth ? apart : b.worth - a.worth;
}
