import { describe, expect, test } from 'vitest';
import { mistakeIn, readText } from '../given.js';

const [N, M] = [1200, 1180];
const variances = [40.2 ** 2, 44 ** 2] as const;

/** The same two arms with their spread said in that way. */
function summary(ending: string, [control, treatment]: readonly [number, number]): string {
  return `variant,n,revenue_mean,revenue${ending}\ngeneric,${N},25.1,${control}\npersonalized,${M},28.4,${treatment}\n`;
}

const [sd, otherSd] = [40.2, 44];

describe('a summary may say how far values spread', () => {
  test.each([
    ['_variance', variances],
    ['_sd', [sd, otherSd]],
    ['_SD', [sd, otherSd]],
    ['_stddev', [sd, otherSd]],
    ['_se', [sd / Math.sqrt(N), otherSd / Math.sqrt(M)]],
    ['_sem', [sd / Math.sqrt(N), otherSd / Math.sqrt(M)]],
  ] as const)('as %s', async (ending, spreads) => {
    const expected = await readText(summary('_var', variances));
    const read = await readText(summary(ending, spreads));
    expect(read.reading.layout).toBe('summary');
    for (const arm of ['generic', 'personalized']) {
      const of = ({ aggregates }: typeof read) => aggregates.variants.get(arm)!.samples[0]!.moments;
      expect(of(read).n).toBe(of(expected).n);
      expect(of(read).comoment[0]! / of(expected).comoment[0]!).toBeCloseTo(1, 14);
    }
  });
});

test('of several the variance is read', async () => {
  const both =
    'variant,n,revenue_mean,revenue_sd,revenue_var\ngeneric,9,1,3,4\npersonalized,9,1,3,4\n';
  const { aggregates } = await readText(both);
  expect(aggregates.variants.get('generic')!.samples[0]!.moments.comoment[0]).toBe(32);
});

test('a standard error is over the units with a value', async () => {
  const some = 'variant,n,x_n,x_mean,x_se\ngeneric,100,25,1.5,0.2\npersonalized,100,25,1.5,0.2\n';
  const { aggregates } = await readText(some);
  const { moments } = aggregates.variants.get('generic')!.samples[0]!;
  expect(moments.comoment[0]! / 24).toBeCloseTo(1, 12);
});

test('a negative one is named as what it is', async () => {
  const mistake = await mistakeIn(() => readText(summary('_sd', [-1, 2])));
  expect(mistake.message).toContain('negative');
  expect(mistake.hint).toContain('standard deviation');
});
