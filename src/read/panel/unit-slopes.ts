import { addUnit, emptyMoments, type Moments } from '../../stats/moments.js';
import { FEWEST_DAYS, slopeCoefficients } from '../../stats/tests/effect-slope.js';
import type { MetricReading } from '../reading.js';
import type { EachUnit } from './returning-units.js';
import { type HowAdded, type UnitDays, valueOver } from './unit-days.js';

/** The days of a panel: how many, how metrics are made of them, and whether all units are in each. */
interface Panel {
  days: number;
  how: readonly HowAdded[];
  isBalanced: boolean;
}

/** What one variant's units do on each day: how many there are, and what their values and denominators add up to. */
interface DaySums {
  units: number;
  n: Float64Array;
  own: Float64Array;
  below: Float64Array;
}

/**
 * By variant and metric, how much more units do with each day, a number for each unit, whose mean is the slope of its
 * variant. With all units on all days that is each unit's own slope by least squares. Where units are on some days only,
 * or a ratio is of their sums, it is the variant's slope and what the unit moves it by (its influence function), which is
 * larger by n ÷ (n − 1) on a day of n units, as the mean of a few takes after each of them: of means, the jackknife's.
 *
 * @see Hampel (1974), Journal of the American Statistical Association 69, 383–393; Efron & Stein (1981), Annals of
 * Statistics 9, 586–596, for the jackknife.
 */
export function unitSlopes(
  each: EachUnit,
  metrics: readonly MetricReading[],
  panel: Panel,
): Map<string, (Moments | null)[]> {
  const sums = daySums(each, metrics.length, panel);
  const coefficients = metrics.map(({ quantile }, i) =>
    quantile === null ? coefficientsOf([...sums.values()].map((own) => own[i]!)) : null,
  );
  const slopes = new Map(
    [...sums.keys()].map((variant) => [
      variant,
      coefficients.map((known) => (known === null ? null : emptyMoments())),
    ]),
  );
  each((unit, variant) => {
    coefficients.forEach((known, i) => {
      if (known === null) return;
      const value = slopeOfUnit(unit, i, known, sums.get(variant)![i]!, panel);
      if (value !== null) addUnit(slopes.get(variant)![i]!, [value]);
    });
  });
  return slopes;
}

/** What a metric of a unit is on one day, with its denominator, 1 for a mean; `null` where it has none. */
function onDay(
  unit: UnitDays,
  metric: number,
  day: number,
  { how, isBalanced }: Panel,
): [own: number, below: number] | null {
  if (!isBalanced && unit.seen[day] === 0) return null;
  const [own, below = 1] = valueOver(unit, metric, [day, day + 1], how[metric]!);
  return own == null || below === null ? null : [own, below];
}

function daySums(each: EachUnit, metrics: number, panel: Panel): Map<string, DaySums[]> {
  const sums = new Map<string, DaySums[]>();
  each((unit, variant) => {
    const known = sums.get(variant) ?? Array.from({ length: metrics }, () => noSums(panel.days));
    sums.set(variant, known);
    known.forEach((sum, i) => {
      let isThere = false;
      for (let day = 0; day < panel.days; day++) {
        const value = onDay(unit, i, day, panel);
        if (value === null) continue;
        isThere = true;
        sum.n[day]! += 1;
        sum.own[day]! += value[0];
        sum.below[day]! += value[1];
      }
      sum.units += Number(isThere);
    });
  });
  return sums;
}

function noSums(days: number): DaySums {
  const zeros = () => new Float64Array(days);
  return { units: 0, n: zeros(), own: zeros(), below: zeros() };
}

/** What each day counts for in a slope, by all units of it; a day with fewer than two units of a variant, for nothing. */
function coefficientsOf(sums: readonly DaySums[]): Float64Array | null {
  const [first] = sums;
  if (first === undefined) return null;
  const weights = first.n.map((_, day) =>
    sums.every(({ n, below }) => n[day]! > 1 && below[day] !== 0)
      ? sums.reduce((all, { n }) => all + n[day]!, 0)
      : 0,
  );
  if (weights.filter((weight) => weight > 0).length < FEWEST_DAYS) return null;
  const days = Array.from(weights, (weight, time) => ({
    time,
    control: weight,
    treatment: weight,
  }));
  const coefficients = slopeCoefficients(days);
  return coefficients === null ? null : Float64Array.from(coefficients);
}

/** The number that a unit stands for in its variant's slope; `null` where none of its days has a value. */
function slopeOfUnit(
  unit: UnitDays,
  metric: number,
  coefficients: Float64Array,
  { units, n, own, below }: DaySums,
  panel: Panel,
): number | null {
  let [slope, isThere] = [0, false];
  for (let day = 0; day < panel.days; day++) {
    const coefficient = coefficients[day]!;
    const value = onDay(unit, metric, day, panel);
    isThere ||= value !== null;
    if (coefficient === 0) continue;
    const ratio = own[day]! / below[day]!;
    slope += coefficient * ratio;
    if (value === null) continue;
    const share = (units - 1) / (below[day]! * (1 - 1 / n[day]!));
    slope += coefficient * share * (value[0] - ratio * value[1]);
  }
  return isThere ? slope : null;
}
