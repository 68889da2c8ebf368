import type * as z from 'zod/mini';
import type { Backlog } from '../experiment/idea.js';
import type { TestOfIdea } from '../programme/ideas/idea-value.js';
import type { LedgerPrior } from '../programme/ideas/ledger-prior.js';
import { type RankedIdea, rankedIdeas } from '../programme/ideas/ranking.js';
import { scheduleOf } from '../programme/ideas/schedule.js';
import { PRIOR_SHIFTS } from '../programme/ideas/sensitivity.js';
import type { EffectPrior } from '../stats/value/effect-prior.js';
import type { prioritySchema } from './schemas/priority-schema.js';

/** A backlog in the order in which to test it: what `prioritize --format json` prints. */
export type PriorityReport = z.output<typeof prioritySchema>;

/** An idea of it. */
export type PriorityIdea = PriorityReport['ideas'][number];

/** Where the prior of an idea comes from: said, or from experiments on record. */
export interface SourcedPrior {
  prior: EffectPrior;
  record: (Omit<LedgerPrior, 'prior'> & { tags: ReadonlyMap<string, string> }) | null;
}

/** What is asked of a backlog. */
export interface PriorityQuestion {
  path: string;
  weeklyUnits: number;
  /** One for each idea. */
  priors: readonly SourcedPrior[];
  /** Experiments on record; `null`: no ledger is named. */
  experiments: number | null;
  weeksPlanned: number;
}

/** Curves of more ideas nobody looks at, and they would be most of the report. */
const MOST_CURVES = 40;

/** The ideas of a backlog by what testing them is worth, and when their tests run. */
export function priorityReport(
  { ideas }: Pick<Backlog, 'ideas'>,
  { path, weeklyUnits, priors, experiments, weeksPlanned }: PriorityQuestion,
  version: string,
): PriorityReport {
  const ranked = rankedIdeas(
    ideas,
    priors.map(({ prior }) => prior),
    weeklyUnits,
  );
  const sources = new Map(ideas.map((idea, i) => [idea, priors[i]!]));
  return {
    schemaVersion: 1,
    tool: { name: 'perso-test', version },
    backlog: { path, ideas: ideas.length, weeklyUnits },
    record: experiments === null ? null : { experiments },
    weeksPlanned,
    ideas: ranked.map((one, i) => ideaReport(one, sources.get(one.idea)!, i < MOST_CURVES)),
    schedule: scheduleOf(ranked, weeksPlanned).map(({ test, ...rest }) => ({
      ...rest,
      weeks: test.weeks,
      units: test.units,
    })),
  };
}

function ideaReport(one: RankedIdea, source: SourcedPrior, hasCurve: boolean): PriorityIdea {
  const { idea, tests, rank, answer, net, untested, perfect, ideal, rice } = one;
  return {
    rank,
    name: idea.name,
    idea: idea.idea,
    owner: idea.owner,
    surface: idea.surface,
    metric: idea.metric,
    plan: idea.plan,
    answer,
    net,
    untested,
    perfect,
    ideal,
    weeklyUnits: one.weeklyUnits,
    horizonUnits: one.horizonUnits,
    prior: priorOf(source),
    best: tests === null ? null : testReport(tests.best),
    bestPerWeek: tests === null ? null : testReport(tests.bestPerWeek),
    sensitivity: sensitivityOf(one),
    rice,
    curve: hasCurve
      ? (tests?.tried ?? []).map(({ weeks, net: worth, perWeek }) => ({
          weeks,
          net: worth,
          perWeek,
        }))
      : [],
  };
}

function priorOf({ prior, record }: SourcedPrior): PriorityIdea['prior'] {
  const { mean, scale, df } = prior;
  return {
    mean,
    scale,
    df: Number.isFinite(df) ? df : null,
    record:
      record === null
        ? null
        : {
            tags: Object.fromEntries(record.tags),
            experiments: record.experiments,
            effects: record.effects,
            fromAll: record.fromAll,
          },
  };
}

/** Chances of nothing and of all are that, but for rounding. */
function testReport(test: TestOfIdea): NonNullable<PriorityIdea['best']> {
  const within = (chance: number) => Math.min(1, Math.max(0, chance));
  return {
    ...test,
    shipped: within(test.shipped),
    wronglyShipped: within(test.wronglyShipped),
    missed: within(test.missed),
  };
}

function sensitivityOf({
  tier,
  alone,
  together,
  standings,
}: RankedIdea): PriorityIdea['sensitivity'] {
  return {
    tier,
    alone,
    together,
    shifts: PRIOR_SHIFTS.map((shift) => {
      const { answer, worth } = standings[shift];
      return { shift, answer, worth: Number.isFinite(worth) ? worth : null };
    }),
  };
}
