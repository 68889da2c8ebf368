import { readFileSync } from 'node:fs';
import {
  type EffectGroup,
  independentEffects,
  type KnownEffects,
  knownEffects,
} from '../../../src/stats/meta/known-effects.js';

interface Case {
  id: string;
  y: number[];
  v: number[];
  mods: number[][];
  reml: number;
  ml: number;
  pm: number;
  profile: [number, number];
  i2: number;
  q: number;
  qp: number;
  b: number[];
  se: number[];
  lower: number[];
  upper: number[];
  p: number[];
  knhaSe: number[];
  knhaLower: number[];
  knhaUpper: number[];
  qm: number | null;
  qmp: number | null;
  qmF: number | null;
  qmFp: number | null;
  prediction: [number, number];
  tPrediction: [number, number];
  fixed: number[];
  fixedI2: number;
  blup: number[];
  blupSe: number[];
}

interface SharedCase {
  arms: number[];
  y: number[];
  V: number[][];
  mv: number;
  reml: number;
  b: number;
  se: number;
  q: number;
  blup: number[];
  blupSe: number[];
  ship: number[];
  sum: number;
  sumSe: number;
}

interface Bayes {
  y: number[];
  v: number[];
  ship: number[];
  df?: number | null;
  sum: number;
  sumSd: number;
  mean: number;
  below: number;
  first: number;
  another: number;
  x0: number;
  belowX0: number;
  logEvidence: number;
}

/** Figures of metafor 3.8.1 and of R's integrate; test/reference/README.md says how they were made. */
export const META: {
  cases: Case[];
  shared: SharedCase[];
  normal: Bayes[];
  student: Bayes[];
} = JSON.parse(readFileSync(new URL('../../reference/meta.json', import.meta.url), 'utf8'));

/** Figures of numpy, where one effect is of another order. */
export const OUTLIER: (Pick<Case, 'y' | 'v'> & {
  mean: number;
  third: number;
  last: number;
  logTau: number;
  logEvidence: number;
})[] = JSON.parse(
  readFileSync(new URL('../../reference/meta-outlier.json', import.meta.url), 'utf8'),
);

export function metaCase(id: string): Case {
  return META.cases.find((one) => one.id === id)!;
}

/** Independent effects with their moderators. */
export function effectsOf({ y, v, mods = [] }: { y: number[]; v: number[]; mods?: number[][] }) {
  const groups = independentEffects(y.map((estimate, i) => ({ estimate, variance: v[i]! })));
  return knownEffects(groups, mods) as KnownEffects;
}

/** Effects of experiments that have several treatments each. */
export function sharedGroups({ arms, y, V }: SharedCase): EffectGroup[] {
  let from = 0;
  return arms.map((count) => {
    const at = Array.from({ length: count }, (_, i) => from + i);
    from += count;
    return {
      estimates: at.map((i) => y[i]!),
      covariance: at.map((i) => at.map((j) => V[i]![j]!)),
    };
  });
}

/** How far apart in units of a scale, which a figure near 0 has none of. */
export function errorBy(scale: number, actual: number, expected: number): number {
  return Math.abs(actual - expected) / scale;
}
