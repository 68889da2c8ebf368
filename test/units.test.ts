import { describe, expect, test } from 'vitest';
import type { Report } from '../src/report/report.js';
import { runProgram } from './program.js';
import reference from './reference/units.json' with { type: 'json' };

const sessions = `${import.meta.dirname}/../fixtures/sessions.csv`;

async function analyzed(...flags: string[]): Promise<Report> {
  const { stdout, stderr } = await runProgram(['analyze', sessions, ...flags, '--format', 'json']);
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

function expectWelch({ comparisons }: Report, expected: typeof reference.spend): void {
  const { control, treatment, ...compared } = comparisons.at(-1)!;
  expect([control.n, treatment.n]).toEqual(expected.n);
  const relative = (actual: number | null, wanted: number) =>
    expect(Math.abs(actual! / wanted - 1)).toBeLessThan(1e-12);
  [control, treatment].forEach((arm, i) => {
    relative(arm.mean, expected.mean[i]!);
    relative(arm.variance, expected.variance[i]!);
  });
  relative(compared.statistic, expected.statistic);
  relative(compared.df, expected.df);
  relative(compared.pValue, expected.p);
}

describe('rows added up to units and capped give what R gives', () => {
  test('units', async () => {
    const report = await analyzed('--unit-id', 'user_id', '-m', 'ordered', '-m', 'spend');
    expect(report.input).toMatchObject({ units: reference.units, rows: reference.rows });
    const { bought } = reference;
    expect(report.comparisons[0]!.control.successes).toBe(bought.generic);
    expect(report.comparisons[0]!.treatment.successes).toBe(bought.personalized);
    expectWelch(report, reference.spend);
  });

  test('ranks beside the means, of the values as they are capped', async () => {
    const flags = ['--unit-id', 'user_id', '-m', 'spend', '--test', 'brunner-munzel'];
    const [compared] = (await analyzed(...flags)).comparisons;
    const { method, pValue, superiority } = compared!.ranks!;
    expect(Math.abs(pValue / reference.ranks.p - 1)).toBeLessThan(1e-12);
    expect(Math.abs(superiority / reference.ranks.superiority - 1)).toBeLessThan(1e-12);
    expect([method, compared!.method]).toEqual(['brunner-munzel', 'welch']);
    const [capped] = (await analyzed(...flags, '--cap', 'spend=0')).comparisons;
    expect(capped!.ranks).toBeNull();
  });

  test.each([
    ['units', ['--unit-id', 'user_id', '--cap', 'spend=99%'], reference.cappedUnits],
    ['rows', ['--rows-are-units', '--cap', 'spend=99.5%'], reference.cappedRows],
    ['a value', ['--rows-are-units', '--cap', 'spend=100'], reference.cappedAt100],
  ])('a cap: %s', async (_, flags, expected) => {
    const report = await analyzed('--metric', 'spend', ...flags);
    const { limit, touched } = report.input.caps[0]!;
    expect(limit).toBe(expected.cap);
    expect(touched.map(({ units }) => units)).toEqual(expected.touched);
    expectWelch(report, expected);
  });
});
