import type { ExperimentOnRecord } from '../experiment-on-record.js';
import type { Confirmation, HoldoutOnRecord } from './confirmed.js';
import { type MaturityFact, type MaturityFactCode, maturityFacts } from './facts.js';

/** Levels of experimentation (Fabijan et al. 2017), and of personalization. */
export const EXPERIMENTATION_LEVELS = ['crawl', 'walk', 'run', 'fly'] as const;
export const PERSONALIZATION_LEVELS = [
  'incidental',
  'disciplined',
  'cross-life-cycle',
  'business',
] as const;

/** What a programme's journals tell of how it works, and the levels that are functions of that alone. */
export interface Maturity {
  facts: MaturityFact[];
  /** Experiments begun in a year, over the time from the first line to the last; `null` of less than a month. */
  perYear: number | null;
  /** Values of the tag `surface`. */
  surfaces: number;
  /** What held-out groups say; absent where none is known. */
  holdouts?: HoldoutOnRecord[];
  experimentation: Reached<(typeof EXPERIMENTATION_LEVELS)[number]>;
  personalization: Reached<(typeof PERSONALIZATION_LEVELS)[number]>;
}

/** A level, and what the next one lacks. */
export interface Reached<Level> {
  level: Level;
  /** Empty at the last level. */
  lacking: Lack[];
}

/** A fact that is not so of enough experiments, too few of them a year, or on too few surfaces. */
export type Lack = MaturityFactCode | 'PER_YEAR' | 'SURFACES';

/** "Most", where a level asks for it: a convention of ours. */
const MOST = 0.8;

/**
 * Experiments a year: as orders of magnitude "about 10, 50, 250, thousands" (Kohavi, Tang & Xu 2020, Trustworthy
 * Online Controlled Experiments, chapter 4). To fly is more than 250.
 */
const YEARLY = { walk: 10, run: 50, fly: 250 };

/** More surfaces than one or two are a life cycle. */
const LEAST_SURFACES = 3;

const DAY = 86_400_000;
const [MONTH_DAYS, YEAR_DAYS] = [30, 365.25];

/**
 * What journals tell of a programme. A level is reached where all that it and those below it ask for is so of 80 % of
 * the experiments; what journals cannot tell is not reached.
 *
 * @param confirmation by held-out groups; `null` where none is known.
 * @see Fabijan, Dmitriev, Holmström Olsson & Bosch (2017), The evolution of continuous experimentation in software
 * product development, ICSE 2017, 770–780, for crawl, walk, run, fly. Which facts stand for which is ours.
 */
export function maturityOf(
  experiments: readonly ExperimentOnRecord[],
  confirmation: Confirmation | null,
): Maturity {
  const facts = maturityFacts(experiments, confirmation);
  const perYear = yearlyExperiments(experiments);
  const surfaces = new Set(experiments.flatMap(({ tags }) => tags.get('surface') ?? [])).size;
  const mostly = (code: MaturityFactCode): Lack[] => {
    const { count, of } = facts.find((fact) => fact.code === code)!;
    const share = count === null || of === 0 ? 0 : count / of;
    return (code === 'OVERRIDDEN' ? of > 0 && share <= 1 - MOST : share >= MOST) ? [] : [code];
  };
  const yearly = (least: number): Lack[] => ((perYear ?? 0) >= least ? [] : ['PER_YEAR']);
  const planned = [...mostly('PLANNED_BEFORE_DATA'), ...mostly('SPLIT_CLEAN')];
  return {
    facts,
    perYear,
    surfaces,
    ...(confirmation === null ? {} : { holdouts: confirmation.holdouts }),
    experimentation: reached(EXPERIMENTATION_LEVELS, [
      [...planned, ...mostly('GUARDED'), ...yearly(YEARLY.walk)],
      [
        ...mostly('KPI_SHARED'),
        ...mostly('PLANNED_SIZE_REACHED'),
        ...mostly('LEARNED'),
        ...yearly(YEARLY.run),
      ],
      [...mostly('OVERRIDDEN'), ...mostly('CONFIRMED_BY_HOLDOUT'), ...yearly(YEARLY.fly)],
    ]),
    personalization: reached(PERSONALIZATION_LEVELS, [
      [...planned, ...mostly('OVERRIDDEN'), ...mostly('LEARNED')],
      [...mostly('KPI_SHARED'), ...(surfaces >= LEAST_SURFACES ? [] : (['SURFACES'] as const))],
      [...mostly('PRICED'), ...mostly('CONFIRMED_BY_HOLDOUT')],
    ]),
  };
}

/** @param lacks what each level after the first lacks. */
function reached<Level>(levels: readonly Level[], lacks: readonly Lack[][]): Reached<Level> {
  const next = lacks.findIndex((lacking) => lacking.length > 0);
  return next === -1
    ? { level: levels.at(-1)!, lacking: [] }
    : { level: levels[next]!, lacking: lacks[next]! };
}

function yearlyExperiments(experiments: readonly ExperimentOnRecord[]): number | null {
  const times = experiments.flatMap(({ firstTime, lastTime }) => [firstTime, lastTime]);
  const stamps = times.map((time) => Date.parse(time));
  const [first, last] = stamps.reduce(([a, b], t) => [Math.min(a, t), Math.max(b, t)], [
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ] as [number, number]);
  const days = (last - first) / DAY;
  return days < MONTH_DAYS ? null : (experiments.length * YEAR_DAYS) / days;
}
