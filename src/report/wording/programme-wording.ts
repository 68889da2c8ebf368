import type { ShippingRule } from '../../programme/worth/rules.js';
import type { ProgrammeReport } from '../programme-report.js';
import {
  decimalsFor,
  formatCount,
  formatCounted,
  formatFixed,
  formatLevel,
  formatP,
  formatPercent,
  formatShort,
  formatSigned,
} from './numbers.js';

/** How the effects of an answer are written. */
export interface EffectWording {
  /** An effect with its sign: "+1.2 %". */
  value: (effect: number) => string;
  /** An interval: "[−0.1 %, +2.4 %]". */
  interval: (ends: { lower: number; upper: number }) => string;
  /** A spread, which has no sign. */
  size: (spread: number) => string;
  /** An effect as it is drawn, in the unit of axes. */
  drawn: (effect: number) => number;
  /** Whether it is a percentage. */
  isPercent: boolean;
}

/** How effects on the scale of this answer are written; logarithms of ratios as the changes that they are. */
export function effectWording({ scale, direction, effects }: ProgrammeReport): EffectWording {
  const isPercent = scale === 'relative' || scale === 'lift';
  const drawn = (effect: number) => {
    if (scale !== 'relative') return effect;
    // Less being better, effects are logarithms turned round: by how much the treatment's value is less.
    return direction === 'decrease' ? -Math.expm1(-effect) : Math.expm1(effect);
  };
  const widths = effects.map(({ standardError }) => standardError).sort((a, b) => a - b);
  const typical = widths[Math.floor(widths.length / 2)]!;
  const factor = isPercent ? 100 : 1;
  const decimals = Math.max(0, decimalsFor(typical * factor, 2));
  const unit = isPercent ? ' %' : '';
  const value = (effect: number) => `${formatSigned(factor * drawn(effect), decimals)}${unit}`;
  return {
    value,
    interval: ({ lower, upper }) => `[${value(lower)}, ${value(upper)}]`,
    size: (spread) => `${formatFixed(factor * spread, decimals)}${unit}`,
    drawn,
    isPercent,
  };
}

/** What effects are, in a sentence. */
export function wordScale({ scale, direction, metric, source }: ProgrammeReport): string {
  const of = metric === null ? '' : ` on ${metric}`;
  const better =
    direction === 'increase'
      ? 'positive is better'
      : 'less is better, so signs are turned: positive is better';
  const what = {
    relative: `Relative effects${of}, added as logarithms of treatment ÷ control`,
    lift: `Relative effects${of}, treatment ÷ control − 1`,
    absolute: `Effects${of}, treatment − control`,
    given: `Effects as they stand in ${source.files[0]!.path}`,
  };
  return `${what[scale]}; ${better}.`;
}

/** Where they are from: "30 experiments, 33 treatments". */
export function wordExperiments({ experiments, effects }: ProgrammeReport): string {
  const several = effects.length > experiments;
  return `${formatCounted(experiments, 'experiment')}${several ? `, ${formatCounted(effects.length, 'treatment')}` : ''}`;
}

/** The mean over all experiments. */
export function wordMean(report: ProgrammeReport): string {
  const { pooled, confidence } = report;
  if (pooled === null) return TOO_FEW;
  const { value, interval } = effectWording(report);
  const { mean, df } = pooled;
  return `${value(mean.estimate)} ${interval(mean)} on average over true effects (${formatLevel(confidence)}, t with ${formatCount(df)} df, ${formatP(Math.log(mean.pValue))})`;
}

const TOO_FEW =
  'one experiment alone knows neither a mean of true effects nor their spread: nothing can be corrected by the others';

/** How far true effects differ. */
export function wordSpread(report: ProgrammeReport): string | null {
  const { pooled } = report;
  if (pooled === null) return null;
  const { size } = effectWording(report);
  const { spread, shareBeyondChance: share, heterogeneity: q } = pooled;
  const range = `τ ${size(spread.estimate)} [${size(spread.lower)}, ${size(spread.upper)}]`;
  const said =
    spread.estimate === 0
      ? 'no more spread is seen than chance makes'
      : `${formatPercent(share, 0)} of what is seen to differ is no chance (I²)`;
  return `${range}: ${said}; Q ${formatShort(q.statistic)} on ${formatCount(q.df)}, ${formatP(Math.log(q.pValue))}`;
}

/** Fewer experiments than these tell little of the spread. */
const FEW_EXPERIMENTS = 10;

/** Where few experiments leave much to what is taken for granted; `null` where they do not. */
export function wordFew({ experiments, pooled }: ProgrammeReport): string | null {
  if (pooled === null || experiments >= FEW_EXPERIMENTS) return null;
  return `with ${formatCounted(experiments, 'experiment')} the spread is hardly known, and what follows hangs on its prior: a half-Cauchy at the size of a typical error`;
}

/** The error of a logarithm of two rates, one of which rests on ten events: the root of 1 ⁄ 10. */
const RARE_ERROR = Math.sqrt(0.1);

/** Where relative effects rest on so few events that their errors are guesses too; `null` where none does. */
export function wordRare({ effects, scale }: ProgrammeReport): string | null {
  if (scale !== 'relative') return null;
  const rare = effects.filter(({ standardError }) => standardError >= RARE_ERROR);
  if (rare.length === 0) return null;
  const names = rare.map(({ experiment }) => experiment);
  const shown = [...new Set(names)].slice(0, 5).join(', ');
  const more = new Set(names).size > 5 ? ' …' : '';
  return `${formatCount(rare.length)} of ${formatCounted(effects.length, 'effect')} err by a third and more, as a rate does with ten events or fewer in an arm: such errors are guesses too, and what is honestly said of the effects is then too large in unequal arms (${shown}${more})`;
}

/** What to expect of the next one. */
export function wordAnother(report: ProgrammeReport): string | null {
  const { pooled, confidence, positiveShare } = report;
  if (pooled === null || positiveShare === null) return null;
  const { interval } = effectWording(report);
  const { estimate, lower, upper } = positiveShare;
  const percent = (share: number) => formatPercent(share, 0);
  return `the true effect of another such experiment lies in ${interval(pooled.another)} with ${formatLevel(confidence)}; ${percent(estimate)} [${percent(lower)}, ${percent(upper)}] of true effects are above 0`;
}

/** What was shipped, as it was measured and as it is to be believed. */
export function wordShipped(report: ProgrammeReport): string[] {
  const { shipped, confidence } = report;
  if (shipped === null) {
    return ['Nobody says what was shipped: add a column shipped, of 1 and 0.'];
  }
  if (shipped.count === 0) return ['Nothing was shipped.'];
  const { value, interval, drawn } = effectWording(report);
  const { naive, honest, count } = shipped;
  const what = formatCounted(count, 'treatment');
  if (honest === null) return [`${what}: measured ${value(naive.estimate)}.`];
  return [
    `${what}: all experiments together put ${count === 1 ? 'it' : 'them'} at ${value(honest.mean)} ${interval(honest)} (${formatLevel(confidence)}).`,
    `The measured effects add up to ${value(naive.estimate)}${timesAsMuch(drawn(naive.estimate), drawn(honest.mean))}${naive.estimate > honest.mean ? `: ${WHY_LARGER}` : ''}.`,
    "That they add up takes changes for not getting into each other's way, and for lasting.",
  ];
}

const WHY_LARGER = 'what is shipped because it looked large looks larger than it is';

function timesAsMuch(naive: number, honest: number): string {
  const times = naive / honest;
  return honest > 0 && times >= 1.005 ? `, ${formatFixed(times, 2)} times as much` : '';
}

/** How far the sum hangs on what the tails are taken for; `null` where that is not known. */
export function wordTails(report: ProgrammeReport): string | null {
  const { otherTails, tails, shipped } = report;
  if (otherTails === null || shipped === null || shipped.count === 0) return null;
  const { value, interval } = effectWording(report);
  const { honest, logBayesFactor } = otherTails;
  const name = { normal: 'normal', student: 'heavy (t with 3 df)' };
  const which = logBayesFactor > 0 ? otherTails.tails : tails;
  const factor = Math.exp(Math.abs(logBayesFactor));
  const weight =
    factor < 3
      ? 'the data do not tell which is right'
      : `the data speak for ${name[which]} tails, ${factor > 1000 ? 'more than 1,000' : formatShort(factor)} to 1`;
  return `With ${name[otherTails.tails]} tails of true effects in place of ${name[tails]} ones: ${value(honest.mean)} ${interval(honest)}; ${weight}.`;
}

/** What the tests themselves said. */
export function wordWins(report: ProgrammeReport): string[] {
  const { wins, shippedRisk, alpha, power } = report;
  if (wins.tests === 0) return ['No finished test says whether it won.'];
  const percent = (share: number) => formatPercent(share, share < 0.1 ? 1 : 0);
  const lines = [
    `${formatCount(wins.wins)} of ${formatCounted(wins.tests, 'finished test')} won (${percent(wins.share)}), ${formatCount(wins.losses)} lost.`,
  ];
  if (wins.falsePositiveRisk !== null) {
    lines.push(
      `At alpha ${formatLevel(alpha)} two-sided and ${formatLevel(power)} power that means that ${percent(wins.success)} of ideas work, and ${percent(wins.falsePositiveRisk)} of wins are none (Kohavi, Deng & Vermeer 2022).`,
    );
  }
  if (shippedRisk !== null) {
    lines.push(
      `By their own effects, ${percent(shippedRisk)} of what was shipped is no better than the control.`,
    );
  }
  return lines;
}

/** What a rule is called. */
export const RULE_NAMES: Record<ShippingRule, string> = {
  'as-shipped': 'what was shipped',
  'significant-5': 'better, p < 0.05',
  'significant-20': 'better, p < 0.2',
  positive: 'whatever looks better',
  'expected-positive': 'expected to be better',
  'all-known': 'with the truth known',
};

/** What the two figures of a rule are. */
export function wordRules(report: ProgrammeReport): string {
  const seen = 'These results: what the rule would have shipped of them, honestly summed.';
  if (report.prior === null) return seen;
  return `${seen} On average: what it earns of ${formatCounted(report.experiments, 'such experiment')} before they are run, true effects being spread as these are.`;
}

/** Why something is left out. */
export function wordLeftOut({ leftOut, source }: ProgrammeReport): string[] {
  const skipped = source.files.reduce((sum, file) => sum + (file.skippedRows ?? 0), 0);
  const reasons = [...new Set(leftOut.map(({ why }) => why))];
  const rows = skipped === 0 ? [] : [`${formatCounted(skipped, 'row')} that cannot be read`];
  const effects = reasons.map((why) => {
    const names = leftOut
      .filter((one) => one.why === why)
      .map(({ experiment, treatment }) =>
        treatment === null ? experiment : `${experiment} (${treatment})`,
      );
    const shown = names.slice(0, 5).join(', ');
    return `${formatCount(names.length)} ${LEFT_OUT[why]}: ${shown}${names.length > 5 ? ' …' : ''}`;
  });
  return [...rows, ...effects];
}

const LEFT_OUT: Record<ProgrammeReport['leftOut'][number]['why'], string> = {
  NO_LOOK: 'without a look',
  INVALID: 'invalid',
  OTHER_METRIC: 'without this metric',
  NO_DIRECTION: 'without a plan that says which change is better',
  NO_STANDARD_ERROR: 'without a standard error on this scale',
  SHARED_CONTROL_UNKNOWN: 'whose control is shared in a way that is not on record',
};

/** What a tag tells; its levels stand in a table. */
export function wordTag(
  report: ProgrammeReport,
  { tag, why, test, spread, slope, numeric }: ProgrammeReport['byTag'][number],
): string {
  if (why !== null || test === null || spread === null) {
    return `${tag}: ${TAG_MISFITS[why ?? 'ONE_VALUE']}`;
  }
  const { size, value, interval } = effectWording(report);
  const left = `τ ${size(spread.estimate)} is left within`;
  const p = formatP(Math.log(test.pValue));
  const f = `F ${formatShort(test.statistic)} on ${formatCount(test.df)} and ${formatCount(test.errorDf)}, ${p}`;
  if (!numeric || slope === null) return `${tag}: ${f} that it tells nothing; ${left}.`;
  return `${tag}: ${value(slope.estimate)} ${interval(slope)} for each 1 more; ${f}; ${left}.`;
}

const TAG_MISFITS: Record<NonNullable<ProgrammeReport['byTag'][number]['why']>, string> = {
  ONE_VALUE: 'all experiments are alike in it, so that it tells nothing.',
  TOO_FEW_EFFECTS: 'it has as many values as there are effects.',
  NOT_A_NUMBER: 'not every experiment has a number there.',
};

/** What a comparison by tags is not. */
export const BY_TAG_NOTE =
  'Where effects were larger, which is not what made them larger: no lot was drawn over tags.';
