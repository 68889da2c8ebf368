import { effectiveSd } from '../experiment/size/sample-size.js';
import { strictestLevel } from '../stats/multiplicity.js';
import { meanPower } from '../stats/power/power-mean.js';
import { proportionPower } from '../stats/power/power-proportion.js';
import type { ComparisonReport } from './comparison-report.js';
import type { Report } from './report.js';

/** How surely a sample finds effects of a metric by their size, in the metric's unit. */
export interface DetectionCurve {
  comparison: ComparisonReport;
  /** The smallest effect that is found with the planned power. */
  smallest: number;
  /** The effect that was asked for, if one was. */
  mde: number | null;
  /** Sizes of effects from small to large, each with the power of the test, 0–1. */
  points: (readonly [size: number, power: number])[];
}

/** Effects up to so many times the smallest that is found with the planned power. */
const REACH = 2;
const POINTS = 60;

/**
 * The curve of the primary metric's first comparison: with the smallest detectable effect it passes through the
 * planned power. `null` where a test is looked at more than once, or no power is known of it.
 */
export function detectionCurve({ comparisons, pairs = [], design }: Report): DetectionCurve | null {
  const primary = comparisons.filter(({ role, segment }) => role === 'primary' && segment === null);
  const [comparison] = primary;
  const smallest = comparison?.sampleSize.smallestDetectable.absolute ?? null;
  if (comparison === undefined || smallest === null || design.monitoring !== 'fixed') return null;
  // Those that can be tested make one family, pairs of treatments included.
  const family = [...primary, ...pairs].filter(
    (one) => one.role === 'primary' && one.pValue !== null,
  );
  const alpha = strictestLevel(design.alpha, design.correction, family.length);
  const powerAt = powerOf(comparison, { alpha, alternative: design.alternative });
  if (powerAt === null) return null;
  const points = Array.from({ length: POINTS }, (_, i) => {
    const effect = ((i + 1) / POINTS) * REACH * smallest;
    return [Math.abs(effect), powerAt(effect)] as const;
  }).filter((point): point is readonly [number, number] => point[1] !== null);
  const { basis, effect } = comparison.sampleSize;
  const mde = basis === 'mde' && effect.absolute !== null ? Math.abs(effect.absolute) : null;
  return { comparison, smallest: Math.abs(smallest), mde, points };
}

type PowerAt = (effect: number) => number | null;

/** The power at an effect; `null` where none is known of such a test. */
function powerOf(
  { kind, control, treatment, covariate, strata }: ComparisonReport,
  test: { alpha: number; alternative: Report['design']['alternative'] },
): PowerAt | null {
  const units = { controlUnits: control.n, treatmentUnits: treatment.n };
  if (kind === 'proportion' && covariate === null) {
    return (effect) => {
      const rate = control.mean + effect;
      if (rate < 0 || rate > 1) return null;
      return proportionPower({ control: control.mean, treatment: rate, ...units, ...test });
    };
  }
  const sd = effectiveSd({ control, treatment, covariate, strata });
  if (sd === null) return null;
  return (effect) => meanPower({ effect, sd, ...units, ...test });
}
