import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commonScale, intervalBar } from '../../../src/render/text/interval-bar.js';

const COLUMNS = 21;

function bar(estimate: number, lower: number | null, upper: number | null): string {
  const one = { estimate, lower, upper };
  return intervalBar(one, commonScale([one], COLUMNS));
}

test('draws the interval, its estimate and the zero', () => {
  expect(bar(5, 2, 8)).toBe(' ┊   ├──────●──────┤ ');
  expect(bar(-5, -8, -2)).toBe(' ├──────●──────┤   ┊ ');
  expect(bar(2, -2, 6)).toBe(' ├───┼────●────────┤ ');
});

test('an interval across the zero shows it inside', () => {
  const across = bar(2, -2, 6);
  expect(across.indexOf('┼')).toBeGreaterThan(across.indexOf('├'));
  expect(across.indexOf('┼')).toBeLessThan(across.indexOf('●'));
  expect(across).not.toContain('┊');
});

test('an end that is open is an arrow at the edge', () => {
  const greater = bar(5, 2, null);
  expect(greater.at(-1)).toBe('►');
  expect(greater).not.toContain('┤');
  const less = bar(-5, null, -2);
  expect(less[0]).toBe('◄');
  expect(less).not.toContain('├');
});

test('where the estimate or an end falls on zero, the zero shows', () => {
  expect(bar(0, -2, 2)).toBe(' ├────────⊕────────┤ ');
  expect(bar(5, 0, 10)).toBe(' ╟────────●────────┤ ');
  expect(bar(-5, -10, 0)).toBe(' ├────────●────────╢ ');
});

test('where all are equal, the estimate stands', () => {
  expect(bar(0, 0, 0).trim()).toBe('⊕');
  expect(bar(3, 3, 3)).toMatch(/^ *┊ +● *$/);
});

test('two effects of one metric share a scale', () => {
  const small = { estimate: 1, lower: 0.5, upper: 1.5 };
  const large = { estimate: 10, lower: 8, upper: 12 };
  const scale = commonScale([small, large], COLUMNS);
  const drawn = [small, large].map((one) => intervalBar(one, scale));
  expect(drawn[0]!.indexOf('┊')).toBe(drawn[1]!.indexOf('┊'));
  expect(drawn[0]!.indexOf('●')).toBeLessThan(drawn[1]!.indexOf('├'));
});

test('whatever the interval: as wide as asked, one dot, the dot between the ends, zero where it is', () => {
  // Below that a twentieth of it is no number any more.
  const whole = fc.double({ min: -1e9, max: 1e9, noNaN: true });
  const size = whole.map((x) => (Math.abs(x) < 1e-300 ? 0 : x));
  const intervals = fc
    .tuple(size, size, size, fc.boolean(), fc.boolean())
    .map(([a, b, c, open, shut]) => {
      const [lower, estimate, upper] = [a, b, c].sort((x, y) => x - y) as [number, number, number];
      return { estimate, lower: open ? null : lower, upper: shut ? null : upper };
    });
  fc.assert(
    fc.property(intervals, (one) => {
      const drawn = intervalBar(one, commonScale([one], COLUMNS));
      expect(drawn).toHaveLength(COLUMNS);
      expect(drawn.match(/[●⊕]/g)).toHaveLength(1);
      expect(drawn.match(/[┊┼⊕╟╢]/g), drawn).toHaveLength(1);
      const dot = drawn.search(/[●⊕]/);
      expect(dot).toBeGreaterThanOrEqual(Math.max(0, drawn.search(/[├╟◄]/)));
      const end = drawn.search(/[┤╢►]/);
      if (end >= 0) expect(dot).toBeLessThanOrEqual(end);
      const zero = drawn.indexOf('┊');
      const start = drawn.search(/[├╟◄]/);
      // The free zero mark is outside the interval, on the side where zero is.
      if (zero >= 0 && start >= 0 && one.lower !== null && one.lower > 0) {
        expect(zero).toBeLessThan(start);
      }
    }),
    { seed: 20240607, numRuns: 500 },
  );
});
