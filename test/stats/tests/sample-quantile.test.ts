import { expect, test } from 'vitest';
import { quantileType6, quantileType7 } from '../../../src/stats/tests/sample-quantile.js';
import reference from '../../reference/units.json' with { type: 'json' };

test.each(reference.quantiles)("quantiles are R's, types 6 and 7: $sample", (given) => {
  const close = (found: number, wanted: number) =>
    expect(found).toBeCloseTo(wanted, 12 - Math.ceil(Math.log10(1 + Math.abs(wanted))));
  given.at.forEach((p, i) => {
    close(quantileType7(given.sample, p), given.type7[i]!);
    close(quantileType6(given.sample, p), given.type6[i]!);
  });
});

test('of nothing there is none', () => {
  expect([quantileType6([], 0.5), quantileType7([], 0.5)]).toEqual([Number.NaN, Number.NaN]);
});
