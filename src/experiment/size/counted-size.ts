import { countedPower, timesForPower } from '../../stats/power/counted-power.js';
import { isScoreRough, scoreAccuracy } from '../../stats/tests/score-accuracy.js';
import { type PlannedSize, type PowerDesign, plannedLevel, wholeSize } from './power-plan.js';

/** What a size of rates has truly, where so few events are expected, or in arms so unequal, that no normal approximation is right. */
export interface CountedSize {
  /** By what it is judged: a sequence is no exact test. */
  judge: 'exact-test' | 'sequence';
  /** Of the test that will be made; `null` of one that is looked at while it runs, whose power is not summed up. */
  power: number | null;
  /** The units, about, that have the power asked for, where these have less; else `null`. */
  sampleSize: PlannedSize | null;
}

/** Powers are told to a tenth of a percent, and single counts let a size come no nearer than half of one. */
const SHORT = 0.005;

/**
 * What a size of rates has truly; `null` of means, and where the normal approximation will do, since the score test
 * judges then.
 *
 * @param asked the power that the size is for; `null`: no more than what it has is wanted.
 */
export function countedSize(
  test: PowerDesign,
  effect: number,
  units: number,
  asked: number | null,
): CountedSize | null {
  const { baseline, monitoring, alternative } = test;
  if (baseline.kind === 'mean' || effect === 0) return null;
  const [control, treatment] = [baseline.rate, baseline.rate + effect];
  const size = wholeSize(test, units);
  const counts = (rate: number, n: number) => ({ successes: rate * n, n });
  const accuracy = scoreAccuracy(counts(control, size.control), counts(treatment, size.treatment), {
    shift: 0,
  });
  if (!isScoreRough(accuracy)) return null;
  const judge = monitoring.method === 'always-valid' ? 'sequence' : 'exact-test';
  if (monitoring.method !== 'fixed') return { judge, power: null, sampleSize: null };
  const alpha = plannedLevel(test);
  const at = (times: number) => {
    const { control: controlUnits, treatment: treatmentUnits } = wholeSize(test, units * times);
    return countedPower({ control, treatment, controlUnits, treatmentUnits, alpha, alternative });
  };
  const power = at(1);
  if (asked === null || power >= asked - SHORT) return { judge, power, sampleSize: null };
  const times = timesForPower(at, asked, { alpha, alternative });
  return { judge, power, sampleSize: wholeSize(test, units * times) };
}
