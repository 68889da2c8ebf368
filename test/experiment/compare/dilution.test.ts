import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  addValue,
  emptyAggregate,
  type MetricAggregate,
} from '../../../src/experiment/aggregates.js';
import { type DilutedSamples, dilutionOf } from '../../../src/experiment/compare/dilution.js';
import { testPair } from '../../../src/experiment/compare/pair.js';
import type { Comparison } from '../../../src/experiment/comparison.js';
import type { Design } from '../../../src/experiment/design.js';
import { addUnit, emptyMoments, type Moments } from '../../../src/stats/moments.js';
import { cellsOf, comparisonOf, designOf, metricOf, rate } from '../given.js';

interface Row {
  z: number[];
  t: number[];
  a: number[];
  b: number[];
  own: [number, number];
  ownRatio: [number, number];
  effect: [number, number, number];
  ratio: [number, number];
}

const { rows } = JSON.parse(
  readFileSync(new URL('../../reference/dilution.json', import.meta.url), 'utf8'),
) as { rows: Row[] };

/** So often each unit of the reference, which knows no degrees of freedom. */
const TIMES = 10_000;
const Z = 1.96 / Math.sqrt(TIMES);

/** Lifts of ratios over all units with their intervals: test/reference/dilution.R with 1.96 ÷ 100 in place of 1.96. */
const LIFTS = [
  [-0.07213045270795508, -0.07500966208855393, -0.0692448831351315],
  [-0.08106210292731844, -0.08407993912005637, -0.07803036579110005],
  [-0.05928786476380782, -0.06267721487758411, -0.055880243319131884],
  [0.1983224556272018, 0.19156559908227466, 0.20511074245387514],
  [0.2689198905579222, 0.26413758383004615, 0.2737257370560241],
  [0.09043086742654063, 0.08831362095524724, 0.09255338575526618],
  [0.038444660325576266, 0.03608785471812191, 0.040807818326544565],
];
/** The same of means. */
const MEAN_LIFTS = [
  [-0.01108066245680918, -0.013934271384968864, -0.008221513150506102],
  [0.18578156822810593, 0.18225028957066258, 0.1893269235585244],
  [0.32195853269537483, 0.3174571435716534, 0.3264830729568645],
  [0.18130591851440891, 0.17458645573969075, 0.18805899547923982],
  [0.21556583338100607, 0.21121229844069667, 0.21993869686342724],
  [0.4203590093160646, 0.4172928323969631, 0.42343684595671494],
  [0.9076145411851849, 0.9022075804915514, 0.9130384565180922],
];

/** As MEAN_LIFTS, of the effects. */
const MEAN_ENDS: [number, number][] = [
  [-0.004434392550851796, -0.0026111267494402885],
  [0.07229284311807486, 0.07483459915742022],
  [0.146473906309062, 0.1499027457017199],
  [0.3324945060006688, 0.35675705866062746],
  [0.5274083807970553, 0.546937327034718],
  [0.3582757745792925, 0.36297696835588983],
  [0.9243190848145881, 0.9331895787243687],
];

type Measured = (a: number, b: number) => number[][];

function samplesOf({ z, t, a, b }: Row, measured: Measured): DilutedSamples {
  const of = (arm: number, saw: number): MetricAggregate => {
    const moments = emptyMoments(measured(0, 1)[0]!.length);
    z.forEach((one, i) => {
      if (one !== arm || t[i] !== saw) return;
      for (const values of measured(a[i]!, b[i]!)) addUnit(moments, values);
    });
    return { moments: often(moments), successes: null, missing: 0 };
  };
  const both = (saw: number) => ({ control: of(0, saw), treatment: of(1, saw) });
  return { triggered: both(1), others: both(0) };
}

function often(moments: Moments): Moments {
  const { n, comoment, third } = moments;
  const scaled = (sums: number[]) => sums.map((sum) => sum * TIMES);
  return { ...moments, n: n * TIMES, comoment: scaled(comoment), third: scaled(third!) };
}

const estimateOf = ([estimate, error]: readonly [number, number], scale = 1) => ({
  estimate: scale * estimate,
  lower: scale * (estimate - Z * error),
  upper: scale * (estimate + Z * error),
});

/** Within so much of the interval's width. */
function near(
  found: { estimate: number; lower: number | null; upper: number | null } | null,
  [estimate, lower, upper]: readonly number[],
  share: number,
) {
  const width = upper! - lower!;
  expect(Math.abs(found!.estimate - estimate!)).toBeLessThan(1e-9 * Math.abs(estimate!) + 1e-12);
  expect(Math.abs(found!.lower! - lower!)).toBeLessThan(share * width);
  expect(Math.abs(found!.upper! - upper!)).toBeLessThan(share * width);
}

const design: Design = designOf(cellsOf(['m'], { generic: [rate(1, 2)], personal: [rate(1, 2)] }));

describe('R has what ratios of those who could see it come to over all', () => {
  test.each(rows.map((row, i) => [i, row] as const))('case %d', (i, row) => {
    const comparison = comparisonOf({ kind: 'ratio', effect: estimateOf(row.ownRatio) });
    const [ratio, error] = row.ratio;
    const expected = [ratio, ratio - Z * error, ratio + Z * error];
    const samples = samplesOf(row, (a, b) => [[a, b]]);
    const metric = metricOf('m', { kind: 'ratio' });
    const found = dilutionOf(comparison, samples, metric, design);
    near(found.effect, expected, 1e-4);
    near(found.relativeEffect, LIFTS[i]!, 1e-3);
    expect(found.netEffect).toBeNull();
    // A covariate that has nothing to do with either: each unit once above its mean and once below.
    const beside = samplesOf(row, (a, b) => [
      [a, b, 1, 0],
      [a, b, -1, 0],
    ]);
    const adjusted = { ...metric, covariates: ['before'] };
    const own = estimateOf([row.ownRatio[0], row.ownRatio[1] / Math.SQRT2]);
    const half = error / Math.SQRT2;
    near(
      dilutionOf({ ...comparison, effect: own }, beside, adjusted, design).effect,
      [ratio, ratio - Z * half, ratio + Z * half],
      1e-4,
    );
  });

  test('an end that is open stays so', () => {
    const [row] = rows;
    const effect = { ...estimateOf(row!.ownRatio), upper: null };
    const samples = samplesOf(row!, (a, b) => [[a, b]]);
    const comparison = comparisonOf({ kind: 'ratio', effect });
    const found = dilutionOf(comparison, samples, metricOf('m'), design);
    expect(found.effect!.upper).toBeNull();
    expect(found.effect!.lower).not.toBeNull();
  });

  test('there is none without a denominator', () => {
    const samples = samplesOf(rows[0]!, (a) => [[a, 0]]);
    const comparison = comparisonOf({ kind: 'ratio' });
    const found = dilutionOf(comparison, samples, metricOf('m'), design);
    expect(found).toMatchObject({ effect: null, relativeEffect: null });
  });
});

describe('R has what means of those who could see it come to over all', () => {
  const money = { value: 10, cost: new Map<string, number>() };

  test.each(rows.map((row, i) => [i, row] as const))('case %d', (i, row) => {
    const samples = samplesOf(row, (a) => [[a]]);
    const effect = estimateOf(row.own);
    const breakEven = { absolute: 0, relative: 0 };
    const netEffect = { ...estimateOf(row.own, 10), breakEven } as Comparison['netEffect'];
    const comparison = comparisonOf({ kind: 'mean', effect, netEffect });
    const metric = metricOf('m', { kind: 'mean' });
    const found = dilutionOf(comparison, samples, metric, { ...design, money });
    const [all] = row.effect;
    const [lower, upper] = MEAN_ENDS[i]!;
    near(found.effect, [all, lower, upper], 0.005);
    near(found.netEffect, [10 * all, 10 * lower, 10 * upper], 0.005);
    near(found.relativeEffect, MEAN_LIFTS[i]!, 0.005);
    // Strata that take off three quarters of the variance leave the share of those who could as unsure.
    const strata = { column: 'c', strata: 2, unitsLeftOut: 0, varianceReduction: 0.75 };
    const [own, error] = row.own;
    const units = own / all;
    const half = (upper - lower) / 2;
    const ofShare = (half * units) ** 2 - (Z * error) ** 2;
    const within = Math.sqrt((Z * error) ** 2 / 4 + ofShare) / units;
    const stratified = { ...comparison, strata, effect: estimateOf([own, error / 2]) };
    const averaged = dilutionOf(stratified, samples, metric, { ...design, money });
    near(averaged.effect, [all, all - within, all + within], 0.01);
    expect(averaged.relativeEffect).toBeNull();
  });
});

describe('a quantile over all units', () => {
  const values = (from: number, n: number, step: number) =>
    Array.from({ length: n }, (_, i) => from + ((i * 37) % n) * step);
  const sampleOf = (...parts: number[][]) => {
    const sample = emptyAggregate(1, true);
    for (const value of parts.flat()) addValue(sample, value);
    return sample;
  };
  const saw = { control: values(100, 80, 1), treatment: values(140, 90, 1.3) };
  const others = { control: values(60, 120, 2), treatment: values(55, 110, 2) };
  const of = ({ control, treatment }: typeof saw) => ({
    control: sampleOf(control),
    treatment: sampleOf(treatment),
  });
  const samples: DilutedSamples = { triggered: of(saw), others: of(others) };
  const metric = metricOf('m', { kind: 'quantile', quantile: 0.5 });
  const comparison = comparisonOf({ kind: 'quantile', confidence: 0.9 });

  test('is that of all units, at the level of its comparison, whoever could see it', () => {
    const all = (arm: 'control' | 'treatment') => ({
      variant: arm,
      sample: sampleOf(saw[arm], others[arm]),
    });
    const pair = testPair(all('control'), all('treatment'), 'quantile', metric, design);
    if (typeof pair.test === 'string') throw new Error(pair.test);
    const found = dilutionOf(comparison, samples, metric, design);
    expect(found.effect).toEqual({ estimate: pair.effect, ...pair.test.effectInterval(0.1) });
    const relative = pair.test.relativeInterval(0.1);
    expect(found.relativeEffect).toEqual({ estimate: pair.relativeEffect, ...relative });
    expect(found.netEffect).toBeNull();
    expect(found.units).toEqual({ triggered: 170, all: 400 });
  });

  test('is none at looks, or where the comparison has no level', () => {
    const none = { effect: null, relativeEffect: null, netEffect: null };
    const unjudged = { ...comparison, confidence: null } as Comparison;
    expect(dilutionOf(unjudged, samples, metric, design)).toMatchObject(none);
    const monitoring = { plan: { method: 'always-valid' } } as Design['monitoring'];
    expect(dilutionOf(comparison, samples, metric, { ...design, monitoring })).toMatchObject(none);
  });
});

describe('units', () => {
  const nobody = { control: rate(0, 0), treatment: rate(0, 0) };
  const some = { control: rate(10, 100), treatment: rate(20, 100) };
  const required = { control: 10, treatment: 21, total: 31 };
  const { sampleSize } = comparisonOf();
  const comparison = comparisonOf({ sampleSize: { ...sampleSize, required } });
  const of = (triggered: typeof some, others: typeof some, one = comparison) =>
    dilutionOf(one, { triggered, others }, metricOf('m'), design);

  test('of all are as many more as those who could are fewer, rounded up in each arm', () => {
    const found = of(some, { control: rate(30, 500), treatment: rate(30, 300) });
    expect(found).toMatchObject({ units: { triggered: 200, all: 1000 }, share: 0.2 });
    expect(found.required).toEqual({ control: 50, treatment: 105, total: 155 });
    const third = of(some, { control: rate(30, 300), treatment: rate(10, 100) });
    expect(third.required).toEqual({ control: 30, treatment: 63, total: 93 });
    // 33.35, 70.035 and 103.385.
    const tenths = of(some, { control: rate(30, 267), treatment: rate(10, 200) });
    expect(tenths.share).toBeCloseTo(0.29985, 5);
    expect(tenths.required).toEqual({ control: 34, treatment: 71, total: 104 });
    const none = comparisonOf({ sampleSize: { ...sampleSize, required: null } });
    expect(of(some, some, none).required).toBeNull();
  });

  test('where all could see a difference change nothing', () => {
    const netEffect = { estimate: 1, lower: 0.5, upper: 1.5, pValue: 0.01 };
    const priced = { ...comparison, netEffect } as unknown as Comparison;
    const found = of(some, nobody, priced);
    expect(found.effect).toBe(comparison.effect);
    expect(found.relativeEffect).toBe(comparison.relativeEffect);
    expect(found.netEffect).toEqual({ estimate: 1, lower: 0.5, upper: 1.5 });
    expect(of(some, nobody).netEffect).toBeNull();
    expect(found.required).toEqual(required);
  });

  test('of whom nobody could have no effect, and without any no share', () => {
    const unknown = { effect: null, relativeEffect: null, netEffect: null, required: null };
    expect(of(nobody, some)).toMatchObject({ share: 0, ...unknown });
    expect(of(nobody, nobody)).toMatchObject({ share: null, ...unknown });
    const untested = { ...comparison, reason: 'ZERO_VARIANCE' } as Comparison;
    expect(of(some, some, untested)).toMatchObject({ ...unknown, required: { control: 20 } });
  });
});
