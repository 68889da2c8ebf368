import type { TrendReport } from '../../report/comparison-report.js';
import type { Report } from '../../report/report.js';
import { wordEffect } from '../../report/wording/effects.js';
import { wordLevels } from '../../report/wording/levels.js';
import { formatFixed, formatP, formatPValue, formatShort } from '../../report/wording/numbers.js';
import { printable } from '../printable.js';
import { fit, labelled, left, right } from './layout.js';
import type { Style } from './style.js';

const COLUMNS = { step: 34, effect: 28, p: 10 };

/** How one metric goes with the strength of personalization; nothing where no strengths were given. */
export function renderTrend({ trends }: Report, metric: string, style: Style): string[] {
  const trend = trends.find((one) => one.metric === metric);
  if (trend === undefined) return [];
  const widths = { ...COLUMNS, step: stepColumns(style) };
  const levels = wordLevels(trend.steps);
  const effect = levels === null ? 'effect' : `effect (${levels})`;
  return [
    style.paint.bold(fit(printable(`${metric} by strength of personalization`), style.width)),
    ...labelled('trend', printable(trendSentence(trend)), { indent: 4, width: style.width }),
    `  ${left('each step adds', widths.step)}${left(effect, widths.effect)}${right('adj. p', widths.p)}`,
    ...trend.steps.map((step) => stepLine(trend, step, widths)),
  ];
}

/** The columns left for the names of a step, with an indent of two. */
function stepColumns({ width }: Style): number {
  return Math.min(COLUMNS.step, width - 2 - COLUMNS.effect - COLUMNS.p);
}

/** How much a unit of strength adds, as a sentence. */
export function trendSentence({ slope, statistic, df, pValue, kind, reason }: TrendReport): string {
  if (reason !== undefined) return `no test: ${reason.message}`;
  const test =
    kind === 'proportion'
      ? `Cochran–Armitage chi-square ${formatFixed(statistic!, 2)}`
      : `t = ${formatFixed(statistic!, 2)}, df ${formatShort(df!)}`;
  const change = kind === 'proportion' ? `${formatShort(100 * slope!)} pp` : formatShort(slope!);
  return `${slope! < 0 ? '' : '+'}${change} for each unit of strength (${test}, ${formatP(Math.log(pValue!))}).`;
}

function stepLine(
  { kind }: TrendReport,
  step: TrendReport['steps'][number],
  widths: typeof COLUMNS,
): string {
  const { estimate, interval } = wordEffect({ kind, effect: step.effect });
  const name = `${printable(step.from)} → ${printable(step.to)}`;
  const p = step.adjustedPValue === null ? '–' : formatPValue(Math.log(step.adjustedPValue));
  return `  ${left(name, widths.step)}${left(`${estimate} ${interval ?? ''}`, widths.effect)}${right(p, widths.p)}`;
}
