import type { PowerReport } from '../../report/power-report.js';
import { wordFutilityRule, wordZ } from '../../report/wording/futility-wording.js';
import { formatCount, formatLevel, formatPercent } from '../../report/wording/numbers.js';
import {
  answerOf,
  assuranceSentence,
  effectOf,
  looksOf,
  questionOf,
  testOf,
  togetherOf,
  unitName,
} from '../../report/wording/power-wording.js';
import { printable } from '../printable.js';
import { brailleCurve } from './curve.js';
import { labelled, page, right } from './layout.js';
import { pilotRows } from './pilot-text.js';
import type { Style } from './style.js';
import { type TableColumn, tableLines } from './table.js';

const CURVE = { columns: 60, rows: 6 };

/**
 * The answer of `power` for a person at a terminal.
 * @example
 * const test = {
 *   baseline: { kind: 'proportion', rate: 0.5 }, alpha: 0.05, alternative: 'two-sided',
 *   correction: 'holm', variants: 2, allocation: 1, monitoring: { method: 'fixed' },
 * } satisfies PowerDesign;
 * const answer = powerAnswer({ test, effect: 0.25, units: null, power: 0.9 });
 * if (typeof answer === 'string') throw new Error(answer);
 * renderPower(powerReport(test, answer), { paint: PLAIN, width: 80 }).split('\n')[2];
 * // => 'Answer       77 units per variant, 154 in all.'
 */
export function renderPower(report: PowerReport, style: Style): string {
  const { bold } = style.paint;
  const row = (label: string, text: string) =>
    labelled(label, printable(text), { width: style.width });
  const blocks = [
    [
      ...row('Question', questionOf(report)),
      ...row('Answer', answerOf(report)).map((line) => bold(line)),
      ...(report.decision === null
        ? []
        : row('Decision', togetherOf(report.decision, report.power))),
      ...pilotRows(report).flatMap(([label, text]) => row(label, text)),
      ...(report.assurance === undefined
        ? []
        : row('Believed', printable(assuranceSentence(report.assurance)))),
      ...row('Test', testOf(report)),
      ...(report.monitoring.method === 'fixed' ? [] : row('Looks', looksOf(report.monitoring))),
      ...futilityRow(report, style),
      ...row('Method', `${report.formula}.`),
    ],
    futilityTable(report, style),
    neighbourTable(report, style),
    curveLines(report, style),
  ];
  return page(blocks);
}

function futilityRow({ monitoring }: PowerReport, { width }: Style): string[] {
  const text = wordFutilityRule(monitoring);
  return text === null ? [] : labelled('Futility', text, { width });
}

const LOOKS: readonly TableColumn[] = [
  { align: 'right', width: 6 },
  { align: 'right', width: 16 },
  { align: 'right', width: 12 },
  { align: 'right', width: 26 },
];

function futilityTable(report: PowerReport, { paint, width }: Style): string[] {
  const looks = report.monitoring.futility?.looks ?? [];
  if (looks.length === 0) return [];
  const rows = looks.map(({ number, units, statistic, effect }) => [
    `${number}`,
    formatCount(units),
    statistic === null ? '–' : wordZ(statistic),
    effect.absolute === null
      ? '–'
      : effectOf(report, { absolute: effect.absolute, relative: effect.relative }),
  ]);
  const header = ['look', 'units in all', 'z below', 'or an effect short of'];
  const [first = '', ...lines] = tableLines(LOOKS, [header, ...rows], width);
  return [paint.bold(first), ...lines];
}

function neighbourTable(report: PowerReport, style: Style): string[] {
  const { neighbours, durationDays } = report;
  if (neighbours.length === 0) return [];
  const power = report.pilot?.forPower?.power ?? report.power;
  const least = report.pilot?.forSkewness ? ' or more, as skewness asks' : '';
  const days = durationDays === null ? [] : ['days'];
  const header = ['effect', `per ${unitName(report)}`, 'in all', ...days];
  const rows = neighbours.map(({ mde, sampleSize, durationDays: own }) => [
    effectOf(report, mde),
    formatCount(sampleSize.treatment),
    formatCount(sampleSize.total),
    ...days.map(() => (own === null ? '' : formatCount(own))),
  ]);
  const columns = header.map((_, i): TableColumn => ({ align: 'right', width: i === 0 ? 26 : 16 }));
  const [titles = '', ...lines] = tableLines(columns, [header, ...rows], style.width);
  return [
    `Sizes for effects nearby, at ${formatLevel(round(power))} power${least}`,
    titles,
    ...lines.map((text, i) =>
      neighbours[i]!.mde.absolute === report.mde.absolute ? style.paint.bold(text) : text,
    ),
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
