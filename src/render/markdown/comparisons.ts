import type { ComparisonReport } from '../../report/comparison-report.js';
import type { Report } from '../../report/report.js';
import { wordCoverage } from '../../report/wording/coverage-wording.js';
import { liftOf, wordEffect, wordMean } from '../../report/wording/effects.js';
import { wordNet } from '../../report/wording/money-wording.js';
import { formatLevel, formatPValue } from '../../report/wording/numbers.js';
import { adjustedLogP } from '../../report/wording/reason-wording.js';
import { outcomeWords } from '../verdict-words.js';
import { markdownText } from './escape.js';
import { COLUMNS, table } from './parts.js';

/** The comparisons over all units as a table. */
export function comparisonTable({ comparisons, verdict }: Report): string[] {
  const whole = comparisons.filter(({ segment }) => segment === null);
  const control = name(whole[0]!.control.variant);
  const priced = whole.some(({ netEffect }) => netEffect !== null);
  const header = ['metric', 'treatment', 'control → treatment', 'effect', 'interval', 'lift', 'p'];
  const rows = whole.map((comparison) => [
    `${name(comparison.metric)} (${comparison.role})`,
    name(comparison.treatment.variant),
    kept(
      `${wordMean(comparison, comparison.control)} → ${wordMean(comparison, comparison.treatment)}`,
    ),
    ...figures(comparison),
    ...(priced ? [net(comparison)] : []),
    verdict.decision === 'invalid' ? outcomeWords(comparison) : `**${outcomeWords(comparison)}**`,
  ]);
  const money = priced ? ['net gain per unit'] : [];
  const whose = `Each treatment against the control, ${control}.`;
  const columns = [...header, ...money, 'outcome'];
  return ['### Comparisons', whose, table(columns, rows, [...header.slice(2), ...money])];
}

/** Effect, interval, lift and p-value; the reason where there are none. */
function figures(comparison: ComparisonReport): string[] {
  const { reason, confidence, coverage } = comparison;
  if (reason !== undefined) {
    return [`no test: ${markdownText(reason.message, COLUMNS.sentence)}`, '–', '–', '–'];
  }
  const { estimate, interval } = wordEffect(comparison);
  const lift = liftOf(comparison);
  const ends =
    interval === null ? '–' : `${interval} (${formatLevel(confidence!)}${wordCoverage(coverage!)})`;
  const relative = lift === null ? '–' : `${lift.estimate} ${lift.interval ?? ''}`.trim();
  return [kept(estimate), plain(ends), plain(relative), formatPValue(adjustedLogP(comparison))];
}

function net({ netEffect }: ComparisonReport): string {
  return netEffect === null ? '–' : plain(wordNet(netEffect));
}

function plain(figure: string): string {
  return kept(markdownText(figure, COLUMNS.name));
}

/** Figures that stay beside their units, where a narrow table breaks its cells. */
function kept(figures: string): string {
  return figures.replace(/ (?=%|pp)/g, '\u00a0');
}

function name(text: string): string {
  return markdownText(text, COLUMNS.name);
}
