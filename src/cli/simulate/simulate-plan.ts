import { UserError } from '../../errors.js';
import { DEFAULTS, type EffectMagnitude } from '../../experiment/design.js';
import type { StoppingRule } from '../../experiment/monitoring/stopping-rule.js';
import type { Baseline } from '../../experiment/size/baseline.js';
import type { Plan, PlannedBaseline, PlannedMetric } from '../../experiment/size/plan.js';
import { SPENDINGS } from '../../stats/sequential/spending-family.js';
import { flagName } from '../flags/flag.js';
import { futilityFrom } from '../flags/monitoring.js';
import { FILES } from '../flags/shared-flags.js';
import { questionFrom } from '../power/power-question.js';
import { QUESTION_FLAGS, type SimulateFlags } from './simulate-flags.js';

/**
 * The plan that the flags say, of one metric.
 *
 * @throws {UserError} when they say too little, or the impossible.
 */
export function planFromFlags(flags: SimulateFlags): Plan {
  if (QUESTION_FLAGS.every((name) => flags[name] === undefined)) {
    throw new UserError('say which rule: a plan, or what the control is expected to do', {
      hint: 'for example: perso-test simulate --baseline 10% --mde 5%',
    });
  }
  const { mde, sampleSize, alternative = DEFAULTS.alternative } = flags;
  if (flags.power !== undefined && sampleSize !== undefined) {
    throw new UserError('--power and --sample-size: each gives the planned units', {
      hint: 'leave out one of them',
    });
  }
  if (mde === undefined && sampleSize === undefined) {
    throw new UserError('say which effect is wanted (--mde), or how many units there are', {
      hint: 'for example: perso-test simulate --baseline 10% --mde 5%',
    });
  }
  const { test, effect } = questionFrom({
    ...flags,
    alpha: flags.alpha ?? DEFAULTS.alpha,
    alternative,
    correction: flags.correction ?? DEFAULTS.correction,
    variants: flags.variants ?? 2,
    allocation: flags.allocation ?? { shares: [1, 1], ratio: 1 },
    guardrails: 0,
    // How it is looked at, the plan below says.
    monitoring: 'fixed',
    looks: undefined,
    spending: undefined,
    futility: undefined,
  });
  const treatments = treatmentsOf(test.variants);
  const weights = treatments.map((name): [string, number] => [name, test.allocation]);
  const lowerIsBetter = effect === null ? alternative === 'less' : effect < 0;
  const size = mde === undefined ? null : { ...mde, size: Math.abs(mde.size) };
  return {
    experiment: 'simulated',
    hypothesis: null,
    control: 'control',
    treatments,
    allocation: new Map([['control', 1], ...weights]),
    intensity: null,
    cost: null,
    variantColumn: null,
    segments: [],
    stratify: null,
    units: { id: null, column: null, daily: flags.dailyUnits ?? null },
    metrics: [plannedMetric(test.baseline, lowerIsBetter, size)],
    alpha: test.alpha,
    power: flags.power ?? DEFAULTS.power,
    alternative,
    correction: test.correction,
    monitoring: monitoringOf(flags),
    sampleSize: sampleSize ?? null,
  };
}

function plannedMetric(
  baseline: Baseline,
  lowerIsBetter: boolean,
  mde: EffectMagnitude | null,
): PlannedMetric {
  return {
    name: 'metric',
    column: 'metric',
    kind: baseline.kind,
    quantile: null,
    role: 'primary',
    lowerIsBetter,
    mde,
    margin: null,
    value: null,
    covariate: null,
    baseline: baselineOf(baseline),
  };
}

function treatmentsOf(variants: number): string[] {
  if (variants === 2) return ['treatment'];
  return Array.from({ length: variants - 1 }, (_, i) => `treatment ${i + 1}`);
}

/** Without a relative effect the mean itself does not matter. */
function baselineOf(baseline: Baseline): PlannedBaseline {
  if (baseline.kind === 'proportion') return { rate: baseline.rate };
  return { mean: baseline.mean ?? 0, sd: baseline.sd };
}

function monitoringOf(flags: SimulateFlags): StoppingRule {
  const { monitoring = 'fixed', spending, looks, futility } = flags;
  if (monitoring !== 'group-sequential') {
    if (spending === undefined && futility === undefined) return { method: monitoring };
    const flag = spending === undefined ? 'futility' : 'spending';
    throw new UserError(`--${flag} is of group-sequential tests; this one is ${monitoring}`, {
      hint: 'leave it out, or pass --monitoring group-sequential',
    });
  }
  if (looks === undefined) {
    throw new UserError('a group-sequential test is planned for a number of looks', {
      hint: 'add --looks 5, or how often you will look',
    });
  }
  const { alpha = DEFAULTS.alpha, power = DEFAULTS.power } = flags;
  return {
    method: monitoring,
    spending: spending ?? SPENDINGS[0],
    looks,
    futility: futilityFrom(futility, { alpha, power, looks }),
  };
}

/**
 * Checks that nothing is said twice.
 *
 * @throws {UserError} for a flag that the plan says already.
 */
export function checkNoQuestion(flags: SimulateFlags): void {
  const given = QUESTION_FLAGS.find((name) => flags[name] !== undefined);
  if (given === undefined) return;
  throw new UserError(`${flagName(given)} stands for a plan, and there is one`, {
    hint: 'change the plan, or leave it out and say everything with flags',
  });
}

/**
 * Checks that nothing is said of how to read files where there are none.
 *
 * @throws {UserError} for a flag that would do nothing.
 */
export function checkNoCsvFormat(flags: SimulateFlags): void {
  const names = Object.keys(FILES) as (keyof typeof FILES)[];
  const given = names.find((name) => {
    const value = flags[name];
    return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== 'stop';
  });
  if (given === undefined) return;
  throw new UserError(`${flagName(given)} is about files to read, and there are none`, {
    hint: 'name them: --from results.csv',
  });
}
