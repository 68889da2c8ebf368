import { triples } from '../stats/moments.js';

/*
 * The layout of a summary: one row a cell, with the columns named here. What writes summaries (render,
 * sql) and what reads them share this page.
 */

/** What a summary calls the variant of units that were seen in two variants or more; only n counts. */
export const SEVERAL_VARIANTS = '(several)';

/** What a summary calls the variant of rows that should be added up to units and have no unit id. */
export const NO_UNIT_ID = '(no unit id)';

/** The columns that a unit is measured by for a metric: its own, a denominator, each covariate and its lack. */
export type Parts = readonly string[];

/** What a summary calls whether a unit lacks a covariate, 1 or 0. */
export function lackOf(covariate: string): string {
  return `${covariate}_missing`;
}

/** Whether a part says that the covariate before it is lacking; such a part may be left out where none is. */
export function isLack(parts: Parts, i: number): boolean {
  return i >= 2 && parts[i] === lackOf(parts[i - 1]!);
}

/** What a summary calls what it knows of a metric. */
export interface MetricColumns {
  parts: PartColumns[];
  /** Sample covariances of the parts, as a triangle without its diagonal: (1,0), (2,0), (2,1). */
  covariances: string[];
  /**
   * Third central moments Σ(x − x̄)(y − ȳ)(z − z̄) ÷ n of every three parts, in the order of `triples`. A summary
   * need not have them: then it is not known how skewed values are. Of 0s and 1s by themselves the mean tells.
   */
  thirds: ThirdColumn[];
  /** Units without a value, written only where they are not the rest of all units. */
  missing: string;
}

/** What a summary calls one third moment, and of which parts that is. */
export interface ThirdColumn {
  name: string;
  of: readonly [number, number, number];
}

/** How a summary says how far values spread: their sample variance, its root, or the standard error of the mean. */
export type Spread = 'variance' | 'standard deviation' | 'standard error';

/** What a column is called, behind its metric's name, that says so. Ours are the variances; the first that is there is read. */
export const SPREAD_ENDINGS: readonly [ending: string, spread: Spread][] = [
  ['_var', 'variance'],
  ['_variance', 'variance'],
  ['_sd', 'standard deviation'],
  ['_std', 'standard deviation'],
  ['_stddev', 'standard deviation'],
  ['_se', 'standard error'],
  ['_sem', 'standard error'],
  ['_stderr', 'standard error'],
  ['_std_err', 'standard error'],
];

/** What a summary calls what it knows of one part: n is units with a value in all of the parts. */
export interface PartColumns {
  mean: string;
  variance: string;
  n: string;
}

/**
 * The names of the columns of each metric: m_mean, m_var, m_third, m_n, and of two parts a_b_cov and
 * a_b_third_1_1_2, where parts are numbered by their place in the metric.
 *
 * A metric of several parts is over the units with a value in all of them. Where two metrics share a
 * part, its mean in each is over units of its own, so their columns get the metric's parts before
 * them: a_b_a_mean. A metric of one part has the plain name always.
 */
export function summaryColumns(metrics: readonly Parts[]): MetricColumns[] {
  return metrics.map((parts) => {
    const others = metrics.filter((other) => keyOf(other) !== keyOf(parts));
    const stems = others.flatMap(stemsOf);
    // A ratio of two columns, and one of them with the other as covariate: the latter says all its parts.
    const short = shortKey(parts);
    const key = others.some((other) => shortKey(other) === short) ? keyOf(parts) : short;
    return namedColumns(parts, (stem) => stems.includes(stem), key);
  });
}

/** The names of a metric's columns where each, none, or some of them have its parts, or another key, before them. */
export function namedColumns(
  parts: Parts,
  isLong: (stem: string) => boolean,
  key = shortKey(parts),
): MetricColumns {
  const named = (stem: string) => (parts.length > 1 && isLong(stem) ? `${key}_${stem}` : stem);
  return {
    parts: parts.map(named).map((stem) => ({
      mean: `${stem}_mean`,
      variance: `${stem}_var`,
      n: `${stem}_n`,
    })),
    covariances: pairsOf(parts).map((pair) => `${named(pair)}_cov`),
    thirds: triples(parts.length).map(([i, j, l]) => {
      const numbered = `${key}_third_${l + 1}_${j + 1}_${i + 1}`;
      return { name: i === l ? `${named(parts[i]!)}_third` : numbered, of: [i, j, l] };
    }),
    missing: `${named(parts[0]!)}_missing`,
  };
}

function stemsOf(parts: Parts): string[] {
  return [...parts, ...pairsOf(parts)];
}

function pairsOf(parts: Parts): string[] {
  return parts.flatMap((later, i) => parts.slice(0, i).map((part) => keyOf([part, later])));
}

/** The parts but for lacks, as far as they are named; warehouses allow no long names. */
function shortKey(parts: Parts): string {
  return keyOf(parts.filter((_, i) => !isLack(parts, i)));
}

/** All of the parts, by which no two metrics are alike. */
export function keyOf(parts: Parts): string {
  return parts.join('_');
}

/** One name for several segment columns, or for a value of each: units are parted by all at once. */
export function crossedName(names: readonly string[]): string {
  return JSON.stringify(names);
}

/** The names that a crossed name is of. */
export function crossedNames(crossed: string): string[] {
  return JSON.parse(crossed);
}
