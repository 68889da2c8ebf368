import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { studentReference } from '../../../src/stats/distributions/reference-distribution.js';
import { addUnit, emptyMoments } from '../../../src/stats/moments.js';
import type { AdjustedArms } from '../../../src/stats/tests/adjusted-arms.js';
import {
  adjustedArms,
  adjustedTest,
  varianceReduction,
} from '../../../src/stats/tests/adjusted-test.js';
import { type MannWhitneyTest, mannWhitneyTest } from '../../../src/stats/tests/mann-whitney.js';
import { differenceTest } from '../../../src/stats/tests/means-test.js';
import { estimatedMean, type PointEstimate } from '../../../src/stats/tests/point-estimate.js';
import { effectHeterogeneity, pooledEffect } from '../../../src/stats/tests/pooled-effect.js';
import { linearizedRatio, ratioTest } from '../../../src/stats/tests/ratio-test.js';
import {
  mantelHaenszelDifference,
  mantelHaenszelOddsRatio,
  mantelHaenszelTest,
  type Stratum,
} from '../../../src/stats/tests/strata.js';
import type { TwoSampleTest } from '../../../src/stats/tests/two-sample-test.js';
import { relativeError } from '../reference.js';

/*
 * Real experiments, where the project's shared data stand beside the repository; they are not ours
 * to publish. Each answer was computed independently in R and in Python.
 */
const data = join(import.meta.dirname, '../../../../shared/data');
const here = existsSync(data);

const references: { id: string; expected: Record<string, number> }[] = here
  ? JSON.parse(readFileSync(join(data, 'reference.json'), 'utf8'))
  : [];

type Row = Record<string, string>;

const files = new Map<string, Row[]>();

function rowsOf(file: string): Row[] {
  const known =
    files.get(file) ?? parse(readFileSync(join(data, file)), { columns: true, bom: true });
  files.set(file, known as Row[]);
  return known as Row[];
}

function expectedOf(id: string): Record<string, number> {
  return references.find((reference) => reference.id === id)!.expected;
}

function expectClose(actual: number, expected: number | undefined, tolerance = 1e-9) {
  expect(relativeError(actual, expected!)).toBeLessThan(tolerance);
}

/** A file, the column of the arms and the names of both. */
type Arms = [file: string, column: string, control: string, treatment: string];

function armsOf([file, column, control, treatment]: Arms): [Row[], Row[]] {
  const arm = (name: string) => rowsOf(file).filter((row) => row[column] === name);
  return [arm(control), arm(treatment)];
}

function moments(rows: Row[], columns: string[]) {
  const result = emptyMoments(columns.length);
  for (const row of rows)
    addUnit(
      result,
      columns.map((column) => Number(row[column])),
    );
  return result;
}

const MENS: Arms = ['hillstrom.csv', 'segment', 'No E-Mail', 'Mens E-Mail'];
const WOMENS: Arms = ['hillstrom.csv', 'segment', 'No E-Mail', 'Womens E-Mail'];
const EMAIL: Arms = ['email.csv', 'email_version', 'generic', 'personalized'];

describe.runIf(here)('real experiments', () => {
  test.each<[string, Arms, string[]]>([
    ['hillstrom_spend_cuped_history_mens_vs_none', MENS, ['spend', 'history']],
    ['hillstrom_visit_cuped_recency_womens_vs_none', WOMENS, ['visit', 'recency']],
    ['email_purchases_cuped', EMAIL, ['clicked', 'user_past_purchases']],
    ['nsw_re78_cuped_re75', ['small/nsw_mixtape.csv', 'treat', '0', '1'], ['re78', 're75']],
  ])('%s', (id, arms, columns) => {
    const expected = expectedOf(id);
    const [control, treatment] = armsOf(arms).map((rows) => moments(rows, columns));
    // The covariate's coefficient in a regression with the arm is the slope that both share …
    const both = adjustedArms(control!, treatment!, 'student') as AdjustedArms;
    expectClose(both.thetas[0]!, expected.ancova_theta);
    expectClose(both.treatment.estimate - both.control.estimate, expected.ancova_coef);
    // … and where both slopes are alike, the reference's adjustment is nearly ours.
    const result = adjustedTest(control!, treatment!, 'welch', 'two-sided') as TwoSampleTest;
    expect(Math.abs(result.statistic! - expected.t!)).toBeLessThan(0.02);
    const used = adjustedArms(control!, treatment!, 'welch') as AdjustedArms;
    const reduction = varianceReduction(control!, treatment!, used);
    // Ours counts the slope's degree of freedom and its error.
    const fewest = Math.min(control!.n, treatment!.n);
    expect(Math.abs(reduction - expected.var_reduction!)).toBeLessThan(2 / fewest);
  });

  test('email_click_to_open_ratio', () => {
    const expected = expectedOf('email_click_to_open_ratio');
    const [control, treatment] = armsOf(EMAIL).map((rows) => moments(rows, ['clicked', 'opened']));
    expectClose(linearizedRatio(treatment!).mean[0]!, expected.ratio2);
    const arms = {
      control: estimatedMean(linearizedRatio(control!)),
      treatment: estimatedMean(linearizedRatio(treatment!)),
    };
    const result = differenceTest('delta', arms, studentReference(null), 'two-sided');
    expectClose(result.statistic!, expected.z);
    expectClose(result.pValue, expected.p);
    expectClose(result.effectInterval(0.05).lower!, expected.ci_lo);
    // The answer is of the delta method for many units; ours is a little wider for their number.
    const ours = ratioTest(control!, treatment!, 'two-sided') as TwoSampleTest;
    expectClose(ours.statistic!, expected.z, 1e-3);
  });

  test.each<[string, Arms, string, string]>([
    ['hillstrom_visit_womens_by_channel', WOMENS, 'visit', 'channel'],
    ['hillstrom_visit_womens_by_womens_flag', WOMENS, 'visit', 'womens'],
    ['hillstrom_visit_mens_by_mens_flag', MENS, 'visit', 'mens'],
    ['email_click_by_country', EMAIL, 'clicked', 'user_country'],
    ['email_click_by_weekday', EMAIL, 'clicked', 'weekday'],
    [
      'kidney_stratified_A_vs_B',
      ['kidney_stone_data.csv', 'treatment', 'B', 'A'],
      'success',
      'stone_size',
    ],
  ])('%s', (id, arms, metric, column) => {
    const [control, treatment] = armsOf(arms);
    const names = [...new Set(control.map((row) => row[column]!))];
    const counts = (rows: Row[], name: string) => {
      const values = rows.filter((row) => row[column] === name).map((row) => Number(row[metric]));
      return { successes: values.filter((value) => value === 1).length, n: values.length };
    };
    expectStrata(
      id,
      names.map((name) => ({ control: counts(control, name), treatment: counts(treatment, name) })),
    );
  });

  test('ucb_stratified_male_vs_female', () => {
    const rows = rowsOf('small/UCBAdmissions.csv');
    const counts = (gender: string, department: string) => {
      const of = (admit: string) =>
        Number(
          rows.find((r) => r.Gender === gender && r.Dept === department && r.Admit === admit)!.Freq,
        );
      return { successes: of('Admitted'), n: of('Admitted') + of('Rejected') };
    };
    const strata = [...'ABCDEF'].map((department) => ({
      control: counts('Female', department),
      treatment: counts('Male', department),
    }));
    expectStrata('ucb_stratified_male_vs_female', strata);
  });

  test.each<[string, Arms, string]>([
    ['hillstrom_spend_welch_mens_vs_none', MENS, 'spend'],
    ['hillstrom_spend_welch_womens_vs_none', WOMENS, 'spend'],
    [
      'cookie_rounds_welch_raw',
      ['cookie_cats.csv', 'version', 'gate_30', 'gate_40'],
      'sum_gamerounds',
    ],
  ])('ranks of %s', (id, arms, metric) => {
    const expected = expectedOf(id);
    const [control, treatment] = armsOf(arms).map((rows) => rows.map((row) => Number(row[metric])));
    const result = mannWhitneyTest(control!, treatment!, 'two-sided') as MannWhitneyTest;
    // The reference's U is either arm's.
    const pairs = control!.length * treatment!.length;
    expect([result.u, pairs - result.u]).toContain(expected.mwu_U);
    expectClose(result.pValue, expected.mwu_p);
  });
});

function expectStrata(id: string, strata: Stratum[]): void {
  const expected = expectedOf(id);
  const result = mantelHaenszelTest(strata);
  if (typeof result === 'string') throw new Error(result);
  expectClose(result.statistic, expected.cmh_chisq);
  expectClose(result.pValue, expected.cmh_p);
  const ratio = mantelHaenszelOddsRatio(strata, 0.05)!;
  expectClose(ratio.estimate, expected.mh_or);
  expectClose(ratio.lower, expected.mh_or_lo);
  expectClose(ratio.upper, expected.mh_or_hi);
  const difference = mantelHaenszelDifference(strata)!;
  expectClose(difference.estimate, expected.mh_rd);
  expectClose(Math.sqrt(difference.variance), expected.mh_rd_se);
  const effects = strata.map((stratum) => mantelHaenszelDifference([stratum])!);
  const pooled = pooledEffect(effects) as PointEstimate;
  expectClose(pooled.estimate, expected.iv_rd);
  expectClose(Math.sqrt(pooled.variance), expected.iv_rd_se);
  const q = effectHeterogeneity(effects);
  if (typeof q === 'string') throw new Error(q);
  expectClose(q.statistic, expected.q_rd);
  expectClose(q.pValue, expected.q_rd_p);
  expect(q.shareBeyondChance).toBeCloseTo(expected.i2_rd!, 9);
}
