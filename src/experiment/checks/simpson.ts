import type { SegmentedEffect } from '../compare/heterogeneity.js';
import type { CheckedData } from './check.js';

interface SimpsonCheck {
  code: 'SIMPSON';
  status: 'warn';
  effect: SegmentedEffect;
}

/** Where the effect within segments points the other way than the effect over all units. */
export function simpson({ effects }: Pick<CheckedData, 'effects'>): SimpsonCheck[] {
  return effects.flatMap((effect): SimpsonCheck[] =>
    effect.pointsApart ? [{ code: 'SIMPSON', status: 'warn', effect }] : [],
  );
}
