import { expect, test } from 'vitest';
import { DAYS_OF, TIME_UNITS } from '../../../src/experiment/lifetime/time-units.js';

test('each unit of time has its days, of which 400 years of the calendar have 146,097', () => {
  expect(TIME_UNITS.map((unit) => DAYS_OF[unit])).toEqual([1, 7, 146_097 / 4800, 146_097 / 400]);
});
