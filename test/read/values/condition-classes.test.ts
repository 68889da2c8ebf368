import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fulfils } from '../../../src/read/values/condition.js';
import {
  decidingStart,
  namedTexts,
  turningPoints,
} from '../../../src/read/values/condition-classes.js';
import { parseCondition } from '../../../src/read/values/written-condition.js';

const POINTED = { decimal: '.', thousands: '' } as const;
const COMMA = { decimal: ',', thousands: '.' } as const;
const conditionOf = (text: string) => parseCondition(text, () => true);
const verdict = (condition: string, text: string) =>
  fulfils(conditionOf(condition), text, false, POINTED);

describe('the numbers at which the verdict on numbers may turn', () => {
  test.each([
    ['x < 5', [5]],
    ['x in 3, 1.5, DE', [3, 1.5]],
    ['x != DE', []],
    ['x > soon', null],
    ['x > 2026-03-01', null],
  ])('%s: %j', (condition, points) => {
    expect(turningPoints(conditionOf(condition), POINTED)).toEqual(points);
  });

  test('none are known where a condition has a number as the column alone writes it', () => {
    expect(turningPoints(conditionOf('x = 1,5'), COMMA)).toBeNull();
    expect(turningPoints(conditionOf('x = 1.500'), COMMA)).toBeNull();
    expect(turningPoints(conditionOf('x = 1.5'), COMMA)).toEqual([1.5]);
  });

  test('numbers between the same two fare alike', () => {
    const number = fc.integer({ min: -5, max: 5 });
    const operator = fc.constantFrom('=', '!=', '<', '<=', '>', '>=', ' in ', ' not in ');
    const near = fc.double({ min: -7, max: 7, noNaN: true });
    fc.assert(
      fc.property(operator, fc.array(number, { minLength: 1 }), near, near, (op, values, a, b) => {
        const condition = `x${op}${op.trim().endsWith('in') ? values : values[0]}`;
        const turns = turningPoints(conditionOf(condition), POINTED)!;
        const isAlike = turns.every((turn) => Math.sign(a - turn) === Math.sign(b - turn));
        if (isAlike) expect(verdict(condition, String(a))).toBe(verdict(condition, String(b)));
      }),
      { seed: 20261127, numRuns: 2000 },
    );
  });
});

test.each([
  ['at >= 2026-03', { length: 7, day: null }],
  ['at >= 2026-03-01', { length: 10, day: '2026-03-01' }],
  ['at < 2026-03-01T12:30', { length: 16, day: '2026-03-01' }],
  ['at = 2026-03-01', null],
  ['at < 20260301', null],
])('what start of a text decides by %s: %j', (condition, start) => {
  expect(decidingStart(conditionOf(condition))).toEqual(start);
});

test('what comes behind the start that decides makes no difference', () => {
  const two = fc.integer({ min: 1, max: 12 }).map((n) => String(n).padStart(2, '0'));
  const time = fc
    .tuple(two, two, fc.constantFrom(' ', 'T'), two, two)
    .map(([month, day, mark, hour, minute]) => `2026-${month}-${day}${mark}${hour}:${minute}`);
  fc.assert(
    fc.property(time, fc.integer({ min: 7, max: 16 }), time, (value, length, text) => {
      const condition = `at < ${value.slice(0, length)}`;
      const start = decidingStart(conditionOf(condition))!;
      const isOtherDay = start.day !== null && !text.startsWith(start.day);
      const decides = isOtherDay ? Math.min(10, start.length) : start.length;
      expect(verdict(condition, text.slice(0, decides))).toBe(verdict(condition, text));
    }),
    { seed: 20261127, numRuns: 2000 },
  );
});

test('texts that are not named fare alike, unless they are numbers', () => {
  expect(namedTexts(conditionOf('x in DE, FR'))).toEqual(['DE', 'FR']);
  expect(namedTexts(conditionOf('x > 5'))).toBeNull();
});
