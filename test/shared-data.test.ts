import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ComparisonReport, Report } from '../src/report/report.js';
import { runProgram } from './program.js';

/*
 * Real experiments, where the project's shared data stand beside the repository; they are not ours
 * to publish. Each answer was computed independently in R and in Python.
 */
const data = join(import.meta.dirname, '../../shared/data');
const here = existsSync(data);

interface Reference {
  id: string;
  expected: Record<string, number>;
}

const references: Reference[] = here
  ? JSON.parse(readFileSync(join(data, 'reference.json'), 'utf8'))
  : [];

function expectedOf(id: string): Record<string, number> {
  return references.find((reference) => reference.id === id)!.expected;
}

async function analyzed(files: string[], ...flags: string[]): Promise<Report> {
  const paths = files.map((file) => file.replace(/^(.*=)?/, (name) => `${name}${data}/`));
  const result = await runProgram(['analyze', ...paths, ...flags, '--format', 'json']);
  expect(result.stderr).toBe('');
  return JSON.parse(result.stdout);
}

function comparisonOf({ comparisons }: Report, metric: string, treatment: string) {
  return comparisons.find((c) => c.metric === metric && c.treatment.variant === treatment)!;
}

function expectClose(actual: number | null, expected: number | undefined, tolerance = 1e-6) {
  expect(Math.abs(actual! / expected! - 1)).toBeLessThan(tolerance);
}

function expectProportions(id: string, { control, treatment, ...c }: ComparisonReport) {
  const expected = expectedOf(id);
  expect([control.successes, control.n]).toEqual([expected.x1, expected.n1]);
  expect([treatment.successes, treatment.n]).toEqual([expected.x2, expected.n2]);
  expectClose(c.effect.estimate, expected.diff);
  expectClose(c.statistic, expected.z_pooled);
  expectClose(c.pValue, expected.p_pooled);
  if (expected.rel_lift !== undefined) expectClose(c.relativeEffect!.estimate, expected.rel_lift);
}

function expectMeans(id: string, { control, treatment, ...c }: ComparisonReport) {
  const expected = expectedOf(id);
  expect([control.n, treatment.n]).toEqual([expected.n1, expected.n2]);
  expectClose(control.mean, expected.mean1);
  expectClose(Math.sqrt(treatment.variance!), expected.sd2);
  expectClose(c.statistic, expected.t);
  expectClose(c.df, expected.df);
  expectClose(c.pValue, expected.p);
  expectClose(c.effect.lower, expected.ci_lo, 1e-5);
  expectClose(c.effect.upper, expected.ci_hi, 1e-5);
}

describe.skipIf(!here)('real experiments', () => {
  test('email.csv: the personalized e-mail is clicked more', async () => {
    const report = await analyzed(['email.csv'], '--metric', 'clicked', '--metric', 'opened');
    const c = comparisonOf(report, 'clicked', 'personalized');
    expectProportions('email_click_personalized_vs_generic', c);
    expectProportions(
      'email_open_personalized_vs_generic',
      comparisonOf(report, 'opened', 'personalized'),
    );
    expectClose(report.checks[0]!.pValue!, expectedOf('email_srm').p);
    expect(report.verdict).toMatchObject({ decision: 'ship', variant: 'personalized' });
  });

  test('hillstrom.csv: three arms, visits, conversions and spend, six comparisons', async () => {
    const metrics = ['visit', 'conversion', 'spend'];
    const report = await analyzed(
      ['hillstrom.csv'],
      ...['--variant-column', 'segment', '--control', 'no e-mail'],
      ...metrics.flatMap((metric) => ['--metric', metric]),
    );
    const [mens, womens] = ['Mens E-Mail', 'Womens E-Mail'];
    expectProportions('hillstrom_visit_mens_vs_none', comparisonOf(report, 'visit', mens));
    expectProportions('hillstrom_visit_womens_vs_none', comparisonOf(report, 'visit', womens));
    const conversion = comparisonOf(report, 'conversion', womens);
    expectProportions('hillstrom_conversion_womens_vs_none', conversion);
    expectMeans('hillstrom_spend_welch_womens_vs_none', widened(report, 'spend', womens));
    const holm = expectedOf('hillstrom_multiplicity_6');
    for (const metric of metrics) {
      expectClose(comparisonOf(report, metric, mens).adjustedPValue, holm[`mens_${metric}__holm`]);
      const other = comparisonOf(report, metric, womens);
      expectClose(other.adjustedPValue, holm[`womens_${metric}__holm`]);
    }
    expectClose(report.checks[0]!.pValue!, expectedOf('hillstrom_srm').p);
    expect(report.verdict).toMatchObject({ decision: 'ship', variant: mens });
  });

  test('hillstrom.csv: Fisher and Student on request', async () => {
    const report = await analyzed(
      ['hillstrom.csv'],
      ...['--variant-column', 'segment', '--control', 'No E-Mail'],
      ...['--metric', 'conversion', '--metric', 'spend', '--test', 'fisher', '--test', 'student'],
    );
    const fisher = comparisonOf(report, 'conversion', 'Mens E-Mail');
    expectClose(fisher.pValue, expectedOf('hillstrom_conversion_mens_vs_none').fisher_p);
    const student = comparisonOf(report, 'spend', 'Mens E-Mail');
    expectClose(student.statistic, expectedOf('hillstrom_spend_welch_mens_vs_none').student_t);
    expectClose(student.pValue, expectedOf('hillstrom_spend_welch_mens_vs_none').student_p);
  });

  test('cookie_cats.csv: retention falls, and the split is odd', async () => {
    const report = await analyzed(
      ['cookie_cats.csv'],
      ...['--control', 'gate_30', '--metric', 'retention_7', '--metric', 'retention_1'],
    );
    expectProportions('cookie_retention_7', comparisonOf(report, 'retention_7', 'gate_40'));
    expectProportions('cookie_retention_1', comparisonOf(report, 'retention_1', 'gate_40'));
    expect(report.checks[0]).toMatchObject({ code: 'SAMPLE_RATIO_MISMATCH', status: 'warn' });
    expectClose(report.checks[0]!.pValue!, expectedOf('cookie_srm').p);
    expect(report.verdict.decision).toBe('keep-control');
  });

  test('free_trial: one file an arm, one row a day', async () => {
    const files = [
      'generic=free_trial/control_data.csv',
      'personalized=free_trial/experiment_data.csv',
    ];
    const report = await analyzed(
      files,
      '--metric',
      'Enrollments/Clicks',
      '--metric',
      'Payments/Clicks',
    );
    const gross = comparisonOf(report, 'Enrollments/Clicks', 'personalized');
    expectProportions('free_trial_gross_conversion', gross);
    const net = comparisonOf(report, 'Payments/Clicks', 'personalized');
    expectProportions('free_trial_net_conversion', net);
    expectClose(report.checks[0]!.pValue!, expectedOf('free_trial_srm_clicks').p);
    expect(report.checks.filter(({ code }) => code === 'MISSING_VALUES')).toHaveLength(2);
  });

  test('campaign_daily: clicks as units from dated rows, days as units on request', async () => {
    const files = ['campaign_daily/control_group.csv', 'campaign_daily/test_group.csv'];
    const named = files.map((file, i) => `${['control', 'test'][i]}=${file}`);
    const clicks = await analyzed(named, '--metric', '# of Purchase/# of Website Clicks');
    const pooled = comparisonOf(clicks, '# of Purchase/# of Website Clicks', 'test');
    expectProportions('campaign_daily_purchase_per_click_pooled', pooled);
    const days = await analyzed(named, '--metric', '# of Purchase');
    expectMeans('campaign_daily_purchase_welch', comparisonOf(days, '# of Purchase', 'test'));
  });

  test('email_subscriptions_daily.csv: dated counts in one file', async () => {
    const report = await analyzed(['email_subscriptions_daily.csv']);
    expectProportions('email_subscriptions', comparisonOf(report, 'Email Subscriptions', 'test'));
  });

  test('small trials: labels as successes, zero cells, missing outcomes', async () => {
    const stent = await analyzed(['small/stent30.csv'], '--metric', 'outcome=stroke');
    expectProportions('stent30', comparisonOf(stent, 'outcome=stroke', 'treatment'));
    const trial = await analyzed(
      ['small/biontech_adolescents.csv'],
      '--metric',
      'outcome=COVID-19',
    );
    const vaccine = comparisonOf(trial, 'outcome=COVID-19', 'vaccine');
    expectProportions('biontech_zero_cell', vaccine);
    const sleep = await analyzed(['small/sleep.csv'], '--metric', 'extra', '--control', '1');
    expectMeans('sleep_welch', comparisonOf(sleep, 'extra', '2'));
    const charity = await analyzed(
      ['small/rondeau.csv'],
      ...['--variant-column', 'treattype', '--control', '3', '--metric', 'donation'],
    );
    const challenge = widened(charity, 'donation', '1');
    expectMeans('rondeau_challenge_vs_lowcontrol_mean', challenge);
  });

  test('kidney_stone_data.csv and UCBAdmissions: the crude comparison', async () => {
    const kidney = await analyzed(
      ['kidney_stone_data.csv'],
      '--metric',
      'success',
      '--control',
      'B',
    );
    expectProportions('kidney_pooled_A_vs_B', comparisonOf(kidney, 'success', 'A'));
  });
});

/** A comparison among several, with the 95 % interval that a family of one would have. */
function widened(report: Report, metric: string, treatment: string): ComparisonReport {
  const comparison = comparisonOf(report, metric, treatment);
  const reach = (comparison.effect.upper! - comparison.effect.lower!) / 2;
  const { estimate } = comparison.effect;
  const expected = references.find(
    ({ expected }) => Math.abs((expected.t ?? 0) / comparison.statistic! - 1) < 1e-6,
  )!.expected;
  const scale = (expected.ci_hi! - expected.ci_lo!) / 2 / reach;
  expect(comparison.confidence).toBeGreaterThanOrEqual(0.95);
  return {
    ...comparison,
    effect: { estimate, lower: estimate - scale * reach, upper: estimate + scale * reach },
  };
}
