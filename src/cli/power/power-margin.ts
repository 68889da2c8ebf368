import { UserError } from '../../errors.js';
import { DEFAULTS } from '../../experiment/design.js';
import { marginUnits } from '../../experiment/size/guardrail-size.js';
import { sizeInflation } from '../../experiment/size/monitoring-size.js';
import { type PlannedTest, wholeSize } from '../../experiment/size/power-plan.js';
import type { MarginReport } from '../../report/margin-report.js';
import type { PowerFlags } from './power-flags.js';
import { monitoringReport } from './power-monitoring.js';
import { checkPower, effectFrom, plannedTest } from './power-question.js';

/**
 * The sample size that shows a treatment within a margin of a control that it truly equals.
 *
 * @throws {UserError} when the flags ask for more than that, or for what cannot be had.
 */
export function marginReport(flags: PowerFlags): MarginReport {
  checkFlags(flags);
  const { alpha, power = DEFAULTS.power, dailyUnits = null, lowerIsBetter = false } = flags;
  checkPower(power, alpha);
  const test = plannedTest(flags);
  const { baseline } = test;
  const margin = marginOf(flags, test);
  const sampleSize = wholeSize(test, unitsToShow(margin, { ...flags, power }, test));
  return {
    schemaVersion: 1,
    solvedFor: 'sampleSize',
    kind: baseline.kind,
    baseline: baseline.kind === 'proportion' ? baseline.rate : baseline.mean,
    sd: baseline.kind === 'mean' ? baseline.sd : null,
    alpha,
    power,
    variants: test.variants,
    alternative: margin.kind === 'equivalence' ? 'both' : lowerIsBetter ? 'less' : 'greater',
    monitoring: monitoringReport({ ...test, correction: 'none', alternative: 'greater' }, power),
    sampleSize,
    margin,
    mde: null,
    dailyUnits,
    durationDays: dailyUnits === null ? null : Math.ceil(sampleSize.total / dailyUnits),
    formula: FORMULAS[margin.kind][baseline.kind],
  };
}

/** Units in each treatment, not yet whole, with what looking at the test while it runs takes. */
function unitsToShow(
  { absolute, kind }: MarginReport['margin'],
  flags: PowerFlags & { power: number },
  { baseline, allocation, monitoring }: PlannedTest,
): number {
  const { margin: said, alpha, power, lowerIsBetter = false } = flags;
  const relative = said!.scale === 'relative';
  const once = marginUnits({
    control: baseline.kind === 'proportion' ? { rate: baseline.rate } : baseline,
    margin: relative ? said!.size : absolute,
    relative,
    kind,
    lowerIsBetter,
    allocation,
    alpha,
    power,
  });
  if (once !== null) return once * sizeInflation(monitoring, { alpha, power }, 'greater');
  throw new UserError('--margin: no sample size can be worked out for it', {
    hint: 'is it in the right unit? 1% is relative to the control, 0.2pp are points, 0.3 the unit of the metric',
  });
}

const FORMULAS = {
  'non-inferiority': {
    proportion:
      'normal approximation, variance under the null at the rates that differ by the margin (Farrington & Manning 1990, eq. 4)',
    mean: 'noncentral t distribution, common variance, the effect seen from the margin',
  },
  equivalence: {
    proportion:
      'normal approximation, variance under each null at the rates that differ by the margin (Farrington & Manning 1990; two one-sided tests, Schuirmann 1987)',
    mean: 'exact power of two one-sided t-tests (Phillips 1990)',
  },
};

function marginOf(flags: PowerFlags, test: PlannedTest): MarginReport['margin'] {
  const { baseline } = test;
  const absolute = effectFrom('--margin', flags.margin!, test);
  if (!(absolute > 0) || (baseline.kind === 'proportion' && absolute >= 1)) {
    throw new UserError('--margin must be above 0, and for a rate below 100 points', {
      hint: '1% is relative to the control, 0.2pp are points of a rate',
    });
  }
  const control = baseline.kind === 'proportion' ? baseline.rate : baseline.mean;
  return {
    absolute,
    relative: control === null || control === 0 ? null : absolute / Math.abs(control),
    kind: flags.equivalence === true ? 'equivalence' : 'non-inferiority',
  };
}

function checkFlags({ mde, sampleSize, alternative, alpha, ...rest }: PowerFlags): void {
  const refuse = (what: string, hint: string) => {
    throw new UserError(what, { hint });
  };
  if (mde !== undefined) {
    const hint = 'plan the primary metric with --mde, and each guardrail with --margin';
    refuse('--margin and --mde: they are two questions', hint);
  }
  if (sampleSize !== undefined) {
    refuse('--margin gives the sample size, and takes none', 'leave out --sample-size');
  }
  if (alternative !== 'two-sided') {
    const hint = 'where higher is worse, pass --lower-is-better';
    refuse(`--alternative ${alternative}: a margin has a side of its own`, hint);
  }
  if (alpha >= 0.5) {
    refuse(
      `--alpha ${alpha}: a one-sided test at a half or more needs no evidence`,
      '0.05 is usual',
    );
  }
  if (rest.equivalence === true && rest.lowerIsBetter === true) {
    const hint = 'leave out --lower-is-better';
    refuse('--equivalence is about both sides, and none is the better one', hint);
  }
}
