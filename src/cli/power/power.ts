import { UserError } from '../../errors.js';
import {
  type PlannedTest,
  plannedLevel,
  plannedMde,
  plannedPower,
  plannedSize,
  powerByUnits,
  wholeSize,
} from '../../experiment/size/power-plan.js';
import { ANSWER_FORMAT_NAMES } from '../../render/answer-formats.js';
import { renderMargin } from '../../render/text/margin-text.js';
import { renderPower } from '../../render/text/power-text.js';
import type { PowerNeighbour, PowerReport } from '../../report/power-report.js';
import { formatCount, formatLevel } from '../../report/wording/numbers.js';
import { checkedFlags } from '../flags/checked-flags.js';
import type { Io } from '../io.js';
import { outputsFrom } from '../output/outputs.js';
import { writeAnswer } from '../output/rendered.js';
import { POWER_FLAGS, type PowerFlags } from './power-flags.js';
import { marginReport } from './power-margin.js';
import { monitoringReport } from './power-monitoring.js';
import { type PowerQuestion, questionFrom } from './power-question.js';

/** Sizes a test before it is launched and writes the answer. */
export async function power(given: unknown, io: Io): Promise<void> {
  const flags = checkedFlags(POWER_FLAGS, given);
  const { color } = flags;
  const targets = outputsFrom(flags, ANSWER_FORMAT_NAMES);
  if (flags.margin !== undefined) {
    const report = marginReport(flags);
    return writeAnswer(report, renderMargin, { targets, color }, io);
  }
  checkMarginFlags(flags);
  const report = powerReport(questionFrom(flags), flags.dailyUnits ?? null);
  return writeAnswer(report, renderPower, { targets, color }, io);
}

/** Flags that only a margin gives a meaning would be silently ignored. */
function checkMarginFlags({ equivalence, lowerIsBetter }: PowerFlags): void {
  if (equivalence !== true && lowerIsBetter !== true) return;
  const flag = equivalence === true ? '--equivalence' : '--lower-is-better';
  throw new UserError(`${flag} is about a margin, and there is none`, {
    hint: 'give it: --margin 0.2pp; for an effect pass --alternative less',
  });
}

/** Effects that the neighbours' sizes are given for, as multiples of the one asked about. */
const NEIGHBOURS = [0.5, 0.75, 1, 1.5, 2];
/** Points on the curve: two for each of the sixty characters that it is drawn in. */
const CURVE_POINTS = 120;

function powerReport(question: PowerQuestion, dailyUnits: number | null): PowerReport {
  const { test } = question;
  const solved = solve(question);
  const { baseline } = test;
  const { effect, power: reached, sampleSize } = solved;
  return {
    schemaVersion: 1,
    solvedFor: solved.solvedFor,
    kind: baseline.kind,
    baseline: baseline.kind === 'proportion' ? baseline.rate : baseline.mean,
    sd: baseline.kind === 'mean' ? baseline.sd : null,
    alpha: test.alpha,
    alphaPerComparison: plannedLevel(test),
    correction: test.correction,
    power: reached,
    alternative: test.alternative,
    variants: test.variants,
    sampleSize,
    mde: onBothScales(test, effect),
    monitoring: monitoringReport(test, reached),
    dailyUnits,
    durationDays: days(sampleSize.total, dailyUnits),
    formula: FORMULAS[baseline.kind],
    neighbours: neighbours(test, solved, dailyUnits),
    curve: curve(test, effect, sampleSize.exactPerVariant),
  };
}

const FORMULAS = {
  proportion:
    'normal approximation, pooled variance under the null and unpooled under the alternative (Fleiss 1981; as power.prop.test in R)',
  mean: 'noncentral t distribution, common variance (Cohen 1988; as power.t.test in R)',
};

type Solved = Pick<PowerReport, 'solvedFor' | 'power' | 'sampleSize'> & { effect: number };

function solve({ test, effect, units, power }: PowerQuestion): Solved {
  if (units === null) {
    const sampleSize = plannedSize(test, effect!, power!);
    if (sampleSize === null || sampleSize.total > Number.MAX_SAFE_INTEGER) {
      throw withoutSize(test, effect!, power!);
    }
    return { solvedFor: 'sampleSize', effect: effect!, power: power!, sampleSize };
  }
  const sampleSize = wholeSize(test, units);
  if (power === null) {
    const reached = plannedPower(test, effect!, units);
    return { solvedFor: 'power', effect: effect!, power: reached, sampleSize };
  }
  const found = plannedMde(test, power, units);
  if (found !== null) return { solvedFor: 'mde', effect: found, power, sampleSize };
  throw new UserError(
    `--sample-size ${formatCount(units)}: no effect on such a rate is large enough to be detected with ${formatLevel(power)} power`,
    { hint: 'give more units' },
  );
}

/** Why no number of units is the answer: the effect is too large for one, or too small. */
function withoutSize(test: PlannedTest, effect: number, power: number): UserError {
  if (plannedPower(test, effect, FEWEST_UNITS) > power) {
    return new UserError(
      '--mde: the smallest test there is detects so large an effect more often',
      {
        hint: 'is it in the right unit? 5% is relative to the control, 0.3 in the unit of the metric',
      },
    );
  }
  return new UserError('--mde: so small an effect needs more units than can be counted', {
    hint: 'give the smallest effect that would change your decision',
  });
}

/** In each treatment: a mean needs two for a variance. */
const FEWEST_UNITS = 2;

function onBothScales({ baseline }: PlannedTest, absolute: number): PowerReport['mde'] {
  const control = baseline.kind === 'proportion' ? baseline.rate : baseline.mean;
  return { absolute, relative: control === null || control === 0 ? null : absolute / control };
}

function days(total: number, dailyUnits: number | null): number | null {
  return dailyUnits === null ? null : Math.ceil(total / dailyUnits);
}

function neighbours(
  test: PlannedTest,
  { effect, power, sampleSize: asked }: Solved,
  dailyUnits: number | null,
): PowerNeighbour[] {
  const possible = NEIGHBOURS.map((factor) => factor * effect).filter((size) => {
    const rate = test.baseline.kind === 'proportion' ? test.baseline.rate + size : 0.5;
    return rate >= 0 && rate <= 1;
  });
  // A power that rounds to 0 or 1 has no size of its own.
  if (!(power > plannedLevel(test) && power < 1)) return [];
  return possible.flatMap((size) => {
    const sampleSize = size === effect ? asked : plannedSize(test, size, power);
    if (sampleSize === null) return [];
    const durationDays = days(sampleSize.total, dailyUnits);
    return [{ mde: onBothScales(test, size), sampleSize, durationDays }];
  });
}

/** Power from few units to twice as many as asked about. */
function curve(test: PlannedTest, effect: number, units: number): PowerReport['curve'] {
  const least = test.baseline.kind === 'mean' ? 2 * Math.max(1, test.allocation) : 1;
  const powerAt = powerByUnits(test, effect);
  return Array.from({ length: CURVE_POINTS }, (_, i) => (2 * units * (i + 1)) / CURVE_POINTS)
    .filter((size) => size >= least)
    .map((size) => ({ units: size, power: powerAt(size) }));
}
