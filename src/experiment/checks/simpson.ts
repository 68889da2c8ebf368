import type { SegmentedEffect } from '../compare/heterogeneity.js';
import type { CheckedData } from './check.js';

interface SimpsonFinding {
  code: 'SIMPSON';
  status: 'warn';
  effect: SegmentedEffect;
}

/** Where the effect within segments points the other way than the effect over all units. */
export function simpson({ effects }: Pick<CheckedData, 'effects'>): SimpsonFinding[] {
  return effects.flatMap((effect): SimpsonFinding[] =>
    effect.pointsApart ? [{ code: 'SIMPSON', status: 'warn', effect }] : [],
  );
}
