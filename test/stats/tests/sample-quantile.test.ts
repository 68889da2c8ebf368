import { expect, test } from 'vitest';
import { sampleQuantile } from '../../../src/stats/tests/sample-quantile.js';
import reference from '../../reference/units.json' with { type: 'json' };

test.each(reference.quantiles)('quantiles are those of R, type 7: $sample', (given) => {
  given.at.forEach((p, i) => {
    expect(sampleQuantile(given.sample, p)).toBeCloseTo(
      given.values[i]!,
      12 - Math.ceil(Math.log10(1 + Math.abs(given.values[i]!))),
    );
  });
});

test('of nothing there is none', () => expect(sampleQuantile([], 0.5)).toBeNaN());
