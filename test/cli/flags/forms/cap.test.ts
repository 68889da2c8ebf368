import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { cap } from '../../../../src/cli/flags/forms.js';

test.each([
  ['spend=99.9%', { metric: 'spend', share: 0.999, value: null }],
  ['spend=500', { metric: 'spend', share: null, value: 500 }],
  ['a=b=-1e3', { metric: 'a=b', share: null, value: -1000 }],
  ['spend = 99 %', { metric: 'spend ', share: 0.99, value: null }],
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
])('%s is none', (text) => expect(z.safeParse(cap, text).success).toBe(false));
