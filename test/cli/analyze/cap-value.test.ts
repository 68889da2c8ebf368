import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { capValue } from '../../../src/cli/analyze/cap-value.js';

test.each([
  ['spend=99.9%', { metric: 'spend', share: 0.999, value: null }],
  ['spend=500', { metric: 'spend', share: null, value: 500 }],
  ['a=b=-1e3', { metric: 'a=b', share: null, value: -1000 }],
  ['spend = 99 %', { metric: 'spend ', share: 0.99, value: null }],
])('%s is a cap', (text, cap) => expect(z.parse(capValue, text)).toEqual(cap));

test.each([
  'spend',
  '=5',
  'spend=',
  'spend=x',
  'spend=0x5',
  'spend=1%',
  'spend=100%',
  'spend=1e999',
])('%s is none', (text) => expect(z.safeParse(capValue, text).success).toBe(false));
