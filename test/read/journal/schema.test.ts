import { expect, test } from 'vitest';
import { faultOf } from '../../../src/read/journal/schema.js';
import { lineOf } from './given.js';

test('a line as it should be has no fault', () => expect(faultOf(lineOf())).toBeNull());

const [comparison] = lineOf().comparisons;
const { plan: _, ...withoutPlan } = lineOf();

test.each([
  ['units.light may not be 1.5', { ...lineOf(), units: { generic: 1, light: 1.5 } }],
  ['units.light may not be -1', { ...lineOf(), units: { light: -1 } }],
  ['a number of units is none', { ...lineOf(), units: JSON.parse('{"__proto__": "7"}') }],
  ['plan is missing', withoutPlan],
  ['plan may not be "abc"', { ...lineOf(), plan: 'abc' }],
  ["note is no part of a journal's line", { ...lineOf(), note: 'x' }],
  ['time may not be "yesterday"', { ...lineOf(), time: 'yesterday' }],
  [
    'time may not be "2026-11-24T03:00:00+01:00"',
    { ...lineOf(), time: '2026-11-24T03:00:00+01:00' },
  ],
  ['look may not be 0', { ...lineOf(), look: 0 }],
  ['schemaVersion may not be "1"', { ...lineOf(), schemaVersion: '1' }],
  ['units may not be that', { ...lineOf(), units: [1, 2] }],
  ['decision may not be "stop"', { ...lineOf(), decision: 'stop' }],
  [
    'comparisons.0.pValue may not be 2',
    { ...lineOf(), comparisons: [{ ...comparison, pValue: 2 }] },
  ],
  ['this is no JSON object', [lineOf()]],
  ['this is no JSON object', null],
])('%s', (fault, value) => expect(faultOf(value)).toBe(fault));
