import { expect, test } from 'vitest';
import type { ProgrammeReport } from '../../../src/report/programme-report.js';
import { wordRare } from '../../../src/report/wording/programme-wording.js';

/** A report of effects with these errors, each of an experiment of its own. */
function reportOf(errors: number[], scale: ProgrammeReport['scale'] = 'relative') {
  const effects = errors.map((standardError, i) => ({ experiment: `e${i + 1}`, standardError }));
  return { effects, scale } as ProgrammeReport;
}

/*
 * The root of 1 ÷ 10: a rate with ten events has no smaller error in its logarithm. With 5 to 10 events in the smaller
 * arm of 9 : 1 honest sums were 1.2 to 1.6 times the true ones, of 300 to 400 programmes.
 */
test('effects that rest on ten events or fewer are named', () => {
  expect(wordRare(reportOf([0.316, 0.01]))).toBeNull();
  expect(wordRare(reportOf([0.317, 0.01]))).toMatch(/^1 of 2 effects err .* \(e1\)$/);
  expect(wordRare(reportOf(Array.from({ length: 7 }, () => 0.5)))).toMatch(
    /^7 of 7 .*\(e1, e2, e3, e4, e5 …\)$/,
  );
});

test('an error in the unit of the metric tells nothing of events', () => {
  expect(wordRare(reportOf([5], 'absolute'))).toBeNull();
  expect(wordRare(reportOf([5], 'given'))).toBeNull();
});
