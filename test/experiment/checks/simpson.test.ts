import { expect, test } from 'vitest';
import { simpson } from '../../../src/experiment/checks/simpson.js';
import type { SegmentedEffect } from '../../../src/experiment/compare/heterogeneity.js';

test('only effects that point the other way within segments are told', () => {
  const effect = (pointsApart: boolean) => ({ pointsApart }) as SegmentedEffect;
  expect(simpson({ effects: [effect(false), effect(true), effect(false)] })).toEqual([
    { code: 'SIMPSON', status: 'warn', effect: effect(true) },
  ]);
});
