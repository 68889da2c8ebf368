import { SPENDING_NAMES } from '../report/hypotheses.js';
import {
  formatCount,
  formatCounted,
  formatLevel,
  formatPercent,
  formatShort,
} from '../report/numbers.js';
import type { PowerMonitoring, PowerNeighbour, PowerReport } from '../report/power-report.js';
import { brailleCurve } from './curve.js';
import { labelled, right } from './layout.js';
import type { Style } from './style.js';

const CURVE = { columns: 60, rows: 6 };

/** The answer of `power` for a person at a terminal. */
export function renderPower(report: PowerReport, style: Style): string {
  const { bold } = style.paint;
  const [answer = '', ...more] = row('Answer', answerOf(report), style);
  const blocks = [
    [
      ...row('Question', questionOf(report), style),
      bold(answer),
      ...more.map((line) => bold(line)),
      ...row('Test', testOf(report), style),
      ...looksRow(report, style),
      ...row('Method', `${report.formula}.`, style),
    ],
    neighbourTable(report, style),
    curveLines(report, style),
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

function questionOf(report: PowerReport): string {
  const { solvedFor, sampleSize, power } = report;
  const units = `${formatCount(sampleSize.treatment)} units per ${unitName(report)}`;
  const effect = `an effect of ${effectOf(report, report.mde)}`;
  switch (solvedFor) {
    case 'sampleSize':
      return `how many units show ${effect} on ${controlOf(report)} with ${formatLevel(power)} power?`;
    case 'mde':
      return `what effect on ${controlOf(report)} do ${units} show with ${formatLevel(power)} power?`;
    case 'power':
      return `with what power do ${units} show ${effect} on ${controlOf(report)}?`;
  }
}

function answerOf(report: PowerReport): string {
  const { solvedFor, power } = report;
  switch (solvedFor) {
    case 'sampleSize':
      return `${sizeOf(report)}${daysOf(report)}.`;
    case 'mde':
      return `${effectOf(report, report.mde)} or more; ${sizeOf(report)}${daysOf(report)}.`;
    case 'power':
      return `${formatPercent(power, 1)}; ${sizeOf(report)}${daysOf(report)}.`;
  }
}

/** Units by variant and in all. */
export function sizeOf(report: Pick<PowerReport, 'sampleSize'>): string {
  const { control, treatment, total } = report.sampleSize;
  const all = `${formatCount(total)} in all`;
  if (control === treatment) return `${formatCount(treatment)} units per variant, ${all}`;
  return `${formatCount(control)} units of the control and ${formatCount(treatment)} per treatment, ${all}`;
}

function unitName({ sampleSize }: PowerReport): string {
  return sampleSize.control === sampleSize.treatment ? 'variant' : 'treatment';
}

/** How long that takes, where it is known. */
export function daysOf({
  durationDays,
  dailyUnits,
}: Pick<PowerReport, 'durationDays' | 'dailyUnits'>): string {
  if (durationDays === null) return '';
  const days = durationDays === 1 ? '1 day' : `${formatCount(durationDays)} days`;
  return `: ${days} at ${formatCount(dailyUnits!)} units a day`;
}

function testOf(report: PowerReport): string {
  const { alpha, alternative, variants, alphaPerComparison, correction } = report;
  const sides = alternative === 'two-sided' ? 'two-sided' : `one-sided (${alternative})`;
  const family =
    variants === 2
      ? ''
      : correction === 'none'
        ? `; ${variants - 1} treatments, not corrected`
        : `; ${variants - 1} treatments, each at ${formatShort(alphaPerComparison)} so that the whole keeps alpha`;
  return `${sides}, alpha ${alpha}${family}.`;
}

function looksRow({ monitoring }: PowerReport, style: Style): string[] {
  return monitoring.method === 'fixed' ? [] : row('Looks', looksOf(monitoring), style);
}

/** What being looked at while it runs costs. */
export function looksOf({
  method,
  spending,
  looks,
  inflation,
  expectedShare,
}: PowerMonitoring): string {
  const more = `${inflation.toFixed(2)} times the units of a test that is looked at once`;
  if (method === 'always-valid') {
    return `as many as you like, whenever you like; that takes ${more}. The power is that at the planned size; looks before can only add to it.`;
  }
  const how = `${formatCounted(looks!, 'look')}, evenly spaced, ${SPENDING_NAMES[spending!]} spending; that takes ${more}, at most`;
  if (expectedShare === null) return `${how}.`;
  const share = (x: number) => formatPercent(x, 0);
  return `${how}. On average the test ends at ${share(expectedShare.effect)} of them with this effect, at ${share(expectedShare.null)} without any.`;
}

/** What is expected of the control. */
export function controlOf({
  kind,
  baseline,
  sd,
}: Pick<PowerReport, 'kind' | 'baseline' | 'sd'>): string {
  if (kind === 'proportion') return `a rate of ${formatLevel(baseline!)}`;
  const spread = `standard deviation ${formatShort(sd!)}`;
  return baseline === null
    ? `a mean with ${spread}`
    : `a mean of ${formatShort(baseline)} (${spread})`;
}

function effectOf({ kind }: PowerReport, { absolute, relative }: PowerReport['mde']): string {
  const sign = absolute < 0 ? '−' : '+';
  const size = Math.abs(absolute);
  const plain = kind === 'proportion' ? `${formatShort(100 * size)} pp` : formatShort(size);
  const lift =
    relative === null
      ? ''
      : ` (${relative < 0 ? '−' : '+'}${formatShort(100 * Math.abs(relative))} %)`;
  return `${sign}${plain}${lift}`;
}

function neighbourTable(report: PowerReport, style: Style): string[] {
  const { bold } = style.paint;
  const { neighbours, durationDays } = report;
  if (neighbours.length === 0) return [];
  const header = [
    'effect',
    `per ${unitName(report)}`,
    'in all',
    durationDays === null ? '' : 'days',
  ];
  const cells = (texts: string[]) =>
    `  ${right(texts[0]!, 26)}${texts
      .slice(1)
      .map((text) => right(text, 16))
      .join('')}`.trimEnd();
  const line = (neighbour: PowerNeighbour) => {
    const { mde, sampleSize, durationDays: days } = neighbour;
    const text = cells([
      effectOf(report, mde),
      formatCount(sampleSize.treatment),
      formatCount(sampleSize.total),
      days === null ? '' : formatCount(days),
    ]);
    return mde.absolute === report.mde.absolute ? bold(text) : text;
  };
  return [
    `Sizes for effects nearby, at ${formatLevel(round(report.power))} power`,
    cells(header),
    ...neighbours.map(line),
  ];
}

function curveLines(report: PowerReport, { width }: Style): string[] {
  const { curve, sampleSize, power } = report;
  const most = 2 * sampleSize.exactPerVariant;
  const columns = Math.min(CURVE.columns, width - 16);
  const points = curve.map(({ units, power: y }) => ({ x: units, y }));
  const lines = brailleCurve(points, { width: most, columns, rows: CURVE.rows });
  const axis = lines.map((line, i) => {
    const label = i === 0 ? '100 %' : i === CURVE.rows - 1 ? '0 %' : '';
    return `  ${right(label, 6)} ┤${line.replace(/\u2800+$/, '')}`;
  });
  const half = Math.floor(columns / 2);
  const ticks = `${' '.repeat(9)}└${'─'.repeat(half - 1)}┬${'─'.repeat(columns - half - 1)}┤`;
  const middle = `${formatCount(sampleSize.treatment)} (${formatPercent(power, 0)})`;
  const labels = `${' '.repeat(9)}${right(middle, half + Math.ceil(middle.length / 2))}${right(formatCount(2 * sampleSize.treatment), columns - half - Math.ceil(middle.length / 2) + 1)}`;
  return [`Power by units per ${unitName(report)}`, ...axis, ticks, labels];
}

function round(power: number): number {
  return Number(power.toFixed(3));
}

function row(label: string, text: string, { width }: Style): string[] {
  return labelled(label, text, { width });
}
