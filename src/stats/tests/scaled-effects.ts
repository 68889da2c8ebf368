import { differenceVariance, type EstimatedArms } from './point-estimate.js';

/** An effect on one scale, with its standard error. */
export interface ScaledEffect {
  estimate: number;
  /** Above 0. */
  standardError: number;
  /**
   * How much of its error comes from the control, signed: two effects that share their control covary by the
   * product of theirs; about so where covariates adjust them. `null` where that is not known.
   */
  controlPart: number | null;
}

/** An effect on every scale that it has; `null` where it has none there, or no error is known. */
export interface ScaledEffects {
  /** Treatment − control, in the metric's unit. */
  effect: ScaledEffect | null;
  /** ln (treatment ÷ control); of two positive means. */
  logRatio: ScaledEffect | null;
  /** Treatment ÷ control − 1; of a control other than 0. */
  lift: ScaledEffect | null;
}

/** An effect without an error on any scale. */
export const NO_SCALE: ScaledEffects = { effect: null, logRatio: null, lift: null };

/** The effects of two estimated arms, relative ones by the delta method. */
export function scaledEffects(arms: EstimatedArms): ScaledEffects {
  const [c, t] = [arms.control.estimate, arms.treatment.estimate];
  return {
    effect: scaled(arms, t - c, { control: -1, treatment: 1 }),
    logRatio:
      c > 0 && t > 0 ? scaled(arms, Math.log(t / c), { control: -1 / c, treatment: 1 / t }) : null,
    lift: c === 0 ? null : scaled(arms, t / c - 1, { control: -t / c ** 2, treatment: 1 / c }),
  };
}

/** @param slopes how fast the effect changes with each arm's mean. */
function scaled(
  { control, treatment, covariance = 0 }: EstimatedArms,
  estimate: number,
  slopes: { control: number; treatment: number },
): ScaledEffect | null {
  const arms = {
    control: { estimate: 0, variance: control.variance * slopes.control ** 2 },
    treatment: { estimate: 0, variance: treatment.variance * slopes.treatment ** 2 },
    covariance: -covariance * slopes.control * slopes.treatment,
  };
  const standardError = Math.sqrt(differenceVariance(arms));
  const controlPart = slopes.control * Math.sqrt(control.variance);
  const isKnown = standardError > 0 && Number.isFinite(standardError) && Number.isFinite(estimate);
  return isKnown ? { estimate, standardError, controlPart } : null;
}
