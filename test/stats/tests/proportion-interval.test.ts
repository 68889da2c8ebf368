import { describe, expect, test } from 'vitest';
import { clopperPearson } from '../../../src/stats/tests/proportion-interval.js';
import { clopperPearsonRows } from '../reference.js';

describe('the interval of a rate', () => {
  test.each(clopperPearsonRows())('is R’s, for $successes of $n at $level', (row) => {
    const { lower, upper } = clopperPearson(row.successes!, row.n!, row.level!);
    expect(Math.abs(lower - row.lower!)).toBeLessThanOrEqual(1e-12 * row.lower!);
    expect(Math.abs(upper - row.upper!)).toBeLessThanOrEqual(1e-12 * row.upper!);
  });

  test('is refused for what are no counts', () => {
    expect(() => clopperPearson(1, 0, 0.05)).toThrow(RangeError);
    expect(() => clopperPearson(11, 10, 0.05)).toThrow(RangeError);
    expect(() => clopperPearson(1.5, 10, 0.05)).toThrow(RangeError);
    expect(() => clopperPearson(1, 10, 0)).toThrow(RangeError);
  });
});
