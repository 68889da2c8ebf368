import type { PowerNeighbour, PowerReport } from '../../report/power-report.js';
import { formatCount, formatLevel, formatPercent } from '../../report/wording/numbers.js';
import {
  answerOf,
  effectOf,
  looksOf,
  questionOf,
  testOf,
  togetherOf,
  unitName,
} from '../../report/wording/power-wording.js';
import { brailleCurve } from './curve.js';
import { labelled, page, right } from './layout.js';
import type { Style } from './style.js';

const CURVE = { columns: 60, rows: 6 };

/** The answer of `power` for a person at a terminal. */
export function renderPower(report: PowerReport, style: Style): string {
  const { bold } = style.paint;
  const row = (label: string, text: string) => labelled(label, text, { width: style.width });
  const blocks = [
    [
      ...row('Question', questionOf(report)),
      ...row('Answer', answerOf(report)).map((line) => bold(line)),
      ...(report.decision === null
        ? []
        : row('Decision', togetherOf(report.decision, report.power))),
      ...row('Test', testOf(report)),
      ...(report.monitoring.method === 'fixed' ? [] : row('Looks', looksOf(report.monitoring))),
      ...row('Method', `${report.formula}.`),
    ],
    neighbourTable(report, style),
    curveLines(report, style),
  ];
  return page(blocks);
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
