import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fisherExact } from '../../../src/stats/tests/fisher-exact.js';
import { relativeError, rowsOf, sharedCases, tailError, worst } from '../reference.js';

const arm = fc
  .integer({ min: 1, max: 400 })
  .chain((units) =>
    fc.record({ units: fc.constant(units), successes: fc.integer({ min: 0, max: units }) }),
  );

function counts(cs: number, cu: number, ts: number, tu: number) {
  return { controlSuccesses: cs, controlUnits: cu, treatmentSuccesses: ts, treatmentUnits: tu };
}

test('all three alternatives agree with R to 1e-12, for arms up to 250,000', () => {
  const result = worst(rowsOf('fisher'), (r) => {
    const table = counts(
      r.controlSuccesses!,
      r.controlUnits!,
      r.treatmentSuccesses!,
      r.treatmentUnits!,
    );
    return [
      tailError(fisherExact(table).logPValue, r.logTwoSided!),
      tailError(fisherExact(table, 'greater').logPValue, r.logGreater!),
      tailError(fisherExact(table, 'less').logPValue, r.logLess!),
    ];
  });
  expect(result.error, JSON.stringify(result.row)).toBeLessThan(1e-12);
});

test('gives the reference answers', () => {
  for (const { id, inputs, expected } of sharedCases('fisher')) {
    const { control, treatment } = inputs;
    const table = counts(control.successes, control.n, treatment.successes, treatment.n);
    for (const [alternative, value] of [
      ['two-sided', expected.fisher_p_two_sided],
      ['greater', expected.fisher_p_greater],
      ['less', expected.fisher_p_less],
    ] as const) {
      if (typeof value !== 'number') continue;
      const { pValue } = fisherExact(table, alternative);
      if (value > 0)
        expect(relativeError(pValue, value), `${id} ${alternative}`).toBeLessThan(1e-11);
      else expect(pValue).toBeLessThan(1e-300);
    }
  }
});

test('gives published figures', () => {
  // Fisher (1935), The Design of Experiments, chapter II: the lady tasting tea; 17/70 and 34/70
  expect(fisherExact(counts(1, 4, 3, 4), 'greater').pValue).toBeCloseTo(17 / 70, 14);
  expect(fisherExact(counts(1, 4, 3, 4)).pValue).toBeCloseTo(34 / 70, 14);
  // tea-tasting, test_proportion: 19/53 against 13/47
  expect(fisherExact(counts(19, 53, 13, 47)).pValue).toBeCloseTo(0.3999948918, 10);
});

test('one-sided p-values overlap in the observed table; swapping arms swaps them', () => {
  fc.assert(
    fc.property(arm, arm, (c, t) => {
      const table = counts(c.successes, c.units, t.successes, t.units);
      const swapped = counts(t.successes, t.units, c.successes, c.units);
      const [greater, less] = [
        fisherExact(table, 'greater').pValue,
        fisherExact(table, 'less').pValue,
      ];
      expect(greater + less).toBeGreaterThan(1 - 1e-12);
      expect(relativeError(fisherExact(swapped, 'less').pValue, greater)).toBeLessThan(1e-11);
      const both = fisherExact(table).pValue;
      expect(relativeError(fisherExact(swapped).pValue, both)).toBeLessThan(1e-11);
      expect(both).toBeGreaterThanOrEqual(Math.min(greater, less) * (1 - 1e-12));
      expect(both).toBeLessThanOrEqual(1);
    }),
  );
});

test('with equal arms the mirrored table ties, so that two-sided is twice one-sided', () => {
  const draws = fc.integer({ min: 0, max: 3000 });
  fc.assert(
    fc.property(draws, draws, (control, treatment) => {
      fc.pre(control < treatment);
      const table = counts(control, 3000, treatment, 3000);
      const twice = Math.LN2 + fisherExact(table, 'greater').logPValue;
      expect(Math.abs(fisherExact(table).logPValue - twice)).toBeLessThan(1e-10);
    }),
  );
});

test('arms of a million take milliseconds, and p is never 0', () => {
  const started = performance.now();
  for (let i = 0; i < 20; i += 1) fisherExact(counts(500_000 + i, 1e6, 501_000, 1e6));
  expect((performance.now() - started) / 20).toBeLessThan(20);
  const { pValue, logPValue } = fisherExact(counts(100_000, 1e6, 501_000, 1e6));
  expect(pValue).toBe(Number.MIN_VALUE);
  // R 4.2.2: the same sum of dhyper(log = TRUE) as in distributions.R
  expect(relativeError(logPValue, -204352.11033839665)).toBeLessThan(1e-13);
});

test('tables with one possible outcome have p = 1', () => {
  for (const table of [
    counts(0, 5, 0, 7),
    counts(5, 5, 7, 7),
    counts(0, 0, 3, 7),
    counts(0, 0, 0, 0),
  ]) {
    for (const alternative of ['two-sided', 'greater', 'less'] as const) {
      expect(fisherExact(table, alternative)).toEqual({ pValue: 1, logPValue: 0 });
    }
  }
});

test('refuses what are no counts', () => {
  for (const bad of [-1, 1.5, 6, Number.NaN]) {
    expect(() => fisherExact(counts(bad, 5, 1, 5))).toThrow(RangeError);
    expect(() => fisherExact(counts(1, 5, bad, 5))).toThrow(RangeError);
  }
  expect(() => fisherExact(counts(1, 5.5, 1, 5))).toThrow(RangeError);
});
