import { expect, test } from 'vitest';
import { addValue, emptyAggregate } from '../../../src/experiment/aggregates.js';
import { quantileArm, quantileComparison } from '../../../src/experiment/compare/quantile.js';
import { runProgram } from '../../program.js';
import { relativeError } from '../../stats/reference.js';
import { quantileRows } from '../../stats/tests/segments-reference.js';

function sampleOf(values: readonly number[]) {
  const sample = emptyAggregate(1, true);
  for (const value of values) addValue(sample, value);
  return sample;
}

test('is the comparison that R’s figures hold', () => {
  for (const row of quantileRows()) {
    const [control, treatment] = [sampleOf(row.control), sampleOf(row.treatment)];
    const greater = quantileComparison(control, treatment, row.at, 'greater');
    const two = quantileComparison(control, treatment, row.at, 'two-sided');
    if (typeof greater === 'string' || typeof two === 'string') throw new Error(String(two));
    expect(relativeError(greater.pValue, row.greater)).toBeLessThan(1e-10);
    const { lower, upper } = two.effectInterval(row.alpha);
    expect([lower, upper]).toEqual(
      row.effect.map((end) => (end === null ? null : expect.closeTo(end, 8))),
    );
    const mean = (sample: typeof control) => quantileArm('a', sample, row.at).mean;
    expect(mean(control)).toBeCloseTo(row.quantiles[0], 10);
    expect(mean(treatment)).toBeCloseTo(row.quantiles[1], 10);
  }
});

test('an arm has its quantile, and no variance to size a test with', () => {
  const arm = quantileArm('a', sampleOf([5, 1, 4, 2, 3]), 0.5);
  expect(arm).toEqual({ variant: 'a', n: 5, mean: 3, variance: null });
  expect(quantileArm('a', sampleOf([]), 0.5)).toMatchObject({ n: 0, mean: 0 });
});

const rows = (values: [string, number][]) =>
  `variant,ms\n${values.map(([variant, ms]) => `${variant},${ms}`).join('\n')}\n`;

test('the whole program compares medians, and the mean of the same column beside them', async () => {
  const values = Array.from({ length: 200 }, (_, i): [string, number] => {
    const treated = i % 2 === 1;
    return [treated ? 'personalized' : 'generic', 100 + i + (treated ? 60 : 0)];
  });
  const flags = ['--metric', 'ms:median', '--metric', 'ms', '--format', 'json'];
  const { stdout, code } = await runProgram(['analyze', '-', ...flags], { stdin: rows(values) });
  expect(code).toBe(0);
  const { comparisons } = JSON.parse(stdout);
  expect(comparisons[0]).toMatchObject({
    metric: 'ms:median',
    kind: 'quantile',
    method: 'bootstrap',
    control: { mean: 199 },
    treatment: { mean: 260 },
    effect: { estimate: 61 },
    outcome: 'win',
  });
  expect(comparisons[1]).toMatchObject({ metric: 'ms', kind: 'mean' });
});

test.each([
  ['ms:p0', 'no value is below'],
  ['ns:p95', 'no column ns'],
])('%s is refused', async (metric, message) => {
  const stdin = rows([
    ['generic', 1],
    ['personalized', 2],
  ]);
  const result = await runProgram(['analyze', '-', '--metric', metric], { stdin });
  expect(result.code).toBe(2);
  expect(result.stderr).toContain(message);
});
