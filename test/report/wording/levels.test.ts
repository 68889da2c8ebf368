import { expect, test } from 'vitest';
import { wordLevels } from '../../../src/report/wording/levels.js';

test.each([
  [[0.95, 0.95, null], '95 %'],
  [[0.9875, 0.975], '97.5 % to 98.75 %'],
  [[null], null],
  [[], null],
])('of %j: %s', (levels, worded) => {
  expect(wordLevels(levels.map((confidence) => ({ confidence })))).toBe(worded);
});
