import { cumulate, emptyMasses, fillMasses, tailFrom } from '../distributions/binomial-masses.js';
import type { PValue } from '../distributions/reference-distribution.js';
import { type Bracket, largestNear } from '../numeric/maximum.js';
import { once } from '../numeric/memoized.js';
import type { LineHypothesis, RateLine, Rates } from './line-hypothesis.js';
import { clopperPearson } from './proportion-interval.js';
import { sameOfTwo } from './same-region.js';
import type { Counts } from './score-statistics.js';
import { beyondObserved, type Region, regionOf } from './table-region.js';

/** Where the rates of both arms lie, all but surely: what is left out is `miss`. */
export interface RateRegion {
  control: { lower: number; upper: number };
  treatment: { lower: number; upper: number };
  miss: number;
}

/**
 * The probability that the rates are not where they are looked for, which is added to every p-value: small
 * enough for any level that is asked for, and the region grows with its logarithm only.
 */
const MISS = 1e-9;

/** Both arms' rates with that confidence: each of its own Clopper–Pearson interval. */
export function likelyRates(control: Counts, treatment: Counts): RateRegion {
  const [c, t] = [control, treatment].map(({ successes, n }) =>
    clopperPearson(successes, n, MISS / 2),
  );
  return { control: c!, treatment: t!, miss: MISS };
}

/** What is at least as far from a hypothesis as the observed table, and how likely it is at most. */
export interface Beyond {
  /** Worked out when they are asked for, as is all of it; `null` where the line misses the likely rates. */
  tables(): Region | null;
  /** Which of these regions, of hypotheses on both sides of this one, has its tables, told without working them out. */
  tablesAmong(one: Region, other: Region): Region | null;
  /** Takes far longer than the tables. */
  pValue(): PValue;
}

/**
 * The exact one-sided p-value of a hypothesis on the rates of two arms, given no margin but the sizes of
 * the arms: the largest probability, over the rates on the line, of a table at least as far from it. The
 * search is confined to the likely rates, and what they leave out is added.
 *
 * @param claim 'greater': the treatment's rate lies above the line.
 * @see Chan & Zhang (1999), Biometrics 55, 1202–1209; Berger & Boos (1994), JASA 89, 1012–1016.
 * Error: 1e-9 relative, against R.
 */
export function unconditional(
  arms: { control: Counts; treatment: Counts },
  hypothesis: LineHypothesis,
  likely: RateRegion,
  claim: 'greater' | 'less',
): Beyond {
  const { line } = hypothesis;
  const range = controlRates(line, likely);
  const pValueOf = (probability: number): PValue => {
    const pValue = Math.min(1, probability + likely.miss);
    return { pValue, logPValue: Math.log(pValue) };
  };
  if (range === null) {
    const pValue = () => pValueOf(beside(line, likely, claim));
    return { tables: () => null, tablesAmong: () => null, pValue };
  }
  const ends = [ratesAt(line, range.from), ratesAt(line, range.to)] as const;
  const beyond = once(() => beyondObserved(arms, hypothesis, claim));
  const tables = once(() => regionOf(beyond(), arms, ends));
  return {
    tables,
    tablesAmong: (one, other) => sameOfTwo(one, other, beyond().holds),
    pValue: () => pValueOf(largest(arms, line, range, tables())),
  };
}

/** The control's rates at which both arms' are likely; `null` where the line misses the region. */
function controlRates({ slope, shift }: RateLine, { control, treatment }: RateRegion) {
  const from = Math.max(control.lower, (treatment.lower - shift) / slope);
  const to = Math.min(control.upper, (treatment.upper - shift) / slope);
  return from <= to ? { from, to } : null;
}

/** All likely rates lie on one side of the line: on that of the claim, or on the other. */
function beside({ slope, shift }: RateLine, { control, treatment }: RateRegion, claim: string) {
  const above = treatment.lower > slope * control.upper + shift;
  return above === (claim === 'greater') ? 0 : 1;
}

function largest(
  arms: { control: Counts; treatment: Counts },
  line: RateLine,
  { from, to }: { from: number; to: number },
  region: Region,
): number {
  const at = (rate: number) => probability(arms, region, ratesAt(line, rate));
  const grid = gridOf(arms, line, from, to);
  const values = grid.map(at);
  const most = Math.max(...values);
  return values.reduce((best, value, i) => {
    const [before, after] = [values[i - 1] ?? 0, values[i + 1] ?? 0];
    if (value < before || value < after || value < WORTH_REFINING * most) return best;
    if (i === 0 || i === grid.length - 1) return Math.max(best, nextToEnd(at, grid, i, value));
    const points = grid.slice(i - 1, i + 2) as Bracket['points'];
    return Math.max(best, largestNear(at, { points, values: [before, value, after] }, SUMMIT));
  }, most);
}

/** The largest value between an end of the range, which is above the next point, and that point. */
function nextToEnd(
  at: (rate: number) => number,
  grid: readonly number[],
  i: number,
  value: number,
): number {
  const [end, next] = [grid[i]!, grid[i === 0 ? 1 : i - 1] ?? grid[i]!];
  let [outer, atOuter] = [next, 0];
  for (let share = 0.5; share > NEXT_TO_END; share /= 2) {
    const inner = end + share * (next - end);
    const atInner = at(inner);
    if (atInner > value) {
      const points = i === 0 ? [end, inner, outer] : [outer, inner, end];
      const values = i === 0 ? [value, atInner, atOuter] : [atOuter, atInner, value];
      return largestNear(at, { points, values } as Bracket, SUMMIT);
    }
    [outer, atOuter] = [inner, atInner];
  }
  return value;
}

/** A summit closer to the end than this share of a step rises above it by less than its square. */
const NEXT_TO_END = 1e-4;

/** A summit lies above the highest of its points by less than a hundredth, half a deviation apart. */
const WORTH_REFINING = 0.95;

/** How well a summit's place is known, as a share of two steps: its height then to 1e-10. */
const SUMMIT = 1e-5;

/** How far apart rates are tried, in standard errors: a sum of binomial masses is smooth on that scale. */
const STEP = 0.5;

function gridOf(
  { control, treatment }: { control: Counts; treatment: Counts },
  line: RateLine,
  from: number,
  to: number,
): number[] {
  const grid = [from];
  for (let rate = from; rate < to; ) {
    const at = ratesAt(line, rate);
    const information =
      informationOf(control.n, at.control) +
      line.slope ** 2 * informationOf(treatment.n, at.treatment);
    rate = Math.min(to, rate + STEP / Math.sqrt(information));
    grid.push(rate);
  }
  return grid;
}

/** Of n units about a rate; next to 0 and 1 that of a rate one unit away, where it is finite. */
function informationOf(n: number, rate: number): number {
  return n / ((rate + 1 / n) * (1 - rate + 1 / n));
}

function ratesAt({ slope, shift }: RateLine, control: number): Rates {
  return { control, treatment: Math.min(1, Math.max(0, slope * control + shift)) };
}

/** Where masses are worked out, over and over. */
const [SMALL, LARGE] = [emptyMasses(), emptyMasses()];

/** The probability of the region's tables at these rates. */
function probability(
  { control, treatment }: { control: Counts; treatment: Counts },
  { smaller, tail, from, bounds }: Region,
  rates: Rates,
): number {
  const ofControl = smaller === 'control' ? SMALL : LARGE;
  fillMasses(ofControl, control.n, rates.control);
  fillMasses(smaller === 'control' ? LARGE : SMALL, treatment.n, rates.treatment);
  cumulate(LARGE, tail);
  let sum = 0;
  const last = Math.min(SMALL.to, from + bounds.length - 1);
  for (let x = Math.max(SMALL.from, from); x <= last; x += 1) {
    sum += SMALL.masses[x - SMALL.from]! * tailFrom(LARGE, tail, bounds[x - from]!);
  }
  return sum;
}
