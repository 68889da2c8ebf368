import { expect, test } from 'vitest';
import { runProgram } from '../../program.js';

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
