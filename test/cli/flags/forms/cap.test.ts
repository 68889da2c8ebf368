import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { cap } from '../../../../src/cli/flags/forms.js';

test.each([
  ['spend=99.9%', { metric: 'spend', share: 0.999, value: null }],
  ['spend=500', { metric: 'spend', share: null, value: 500 }],
  ['a=b=-1e3', { metric: 'a=b', share: null, value: -1000 }],
  ['spend = 99 %', { metric: 'spend ', share: 0.99, value: null }],
  ['x=-50..500', { metric: 'x', share: null, value: 500, lower: { share: null, value: -50 } }],
  ['x=1%..99%', { metric: 'x', share: 0.99, value: null, lower: { share: 0.01, value: null } }],
  ['x=0..99.9%', { metric: 'x', share: 0.999, value: null, lower: { share: null, value: 0 } }],
])('%s is a cap', (text, meant) => expect(z.parse(cap, text)).toEqual(meant));

test.each([
  'spend',
  '=5',
  'spend=',
  'spend=x',
  'spend=0x5',
  'spend=1%',
  'spend=100%',
  'spend=1e999',
  'spend=..5',
  'spend=1..',
  'spend=1..2..3',
  'spend=60%..99%',
  'spend=0%..99%',
])('%s is none', (text) => expect(z.safeParse(cap, text).success).toBe(false));
