import type { ComparisonReport } from '../../report/comparison-report.js';
import type { Report } from '../../report/report.js';
import { wordCoverage } from '../../report/wording/coverage-wording.js';
import { wordDiluted } from '../../report/wording/dilution-wording.js';
import { liftOf, wordEffect, wordMean } from '../../report/wording/effects.js';
import { wordNet } from '../../report/wording/money-wording.js';
import { formatLevel, formatPValue } from '../../report/wording/numbers.js';
import { adjustedLogP } from '../../report/wording/reason-wording.js';
import { outcomeWords } from '../verdict-words.js';
import { markdownText } from './escape.js';
import { COLUMNS, table } from './parts.js';

/** The comparisons over all units as a table, and those of treatments with one another as a second one. */
export function comparisonTable({ comparisons, pairs = [], verdict }: Report): string[] {
  const whole = comparisons.filter(({ segment }) => segment === null);
  const whose = `Each treatment against the control, ${name(whole[0]!.control.variant)}.`;
  const treatment = [
    'treatment',
    'control → treatment',
    (one: ComparisonReport) => name(one.treatment.variant),
  ] as const;
  const pair = [
    'pair',
    'first → second',
    (one: ComparisonReport) => `${name(one.control.variant)} → ${name(one.treatment.variant)}`,
  ] as const;
  const among = ['Treatments with one another:', figuresTable(pairs, pair, verdict)];
  return [
    '### Comparisons',
    whose,
    figuresTable(whole, treatment, verdict),
    ...(pairs.length === 0 ? [] : among),
  ];
}

function figuresTable(
  compared: readonly ComparisonReport[],
  [who, values, nameOf]: readonly [string, string, (one: ComparisonReport) => string],
  verdict: Report['verdict'],
): string {
  const diluted = compared.some(({ dilution }) => dilution !== undefined);
  const priced = compared.some(({ netEffect }) => netEffect !== null);
  const header = ['metric', who, values, 'effect', 'interval', 'lift', 'p'];
  const rows = compared.map((comparison) => [
    `${name(comparison.metric)} (${comparison.role})`,
    nameOf(comparison),
    kept(
      `${wordMean(comparison, comparison.control)} → ${wordMean(comparison, comparison.treatment)}`,
    ),
    ...figures(comparison),
    ...(diluted ? [overAll(comparison)] : []),
    ...(priced ? [net(comparison)] : []),
    verdict.decision === 'invalid' ? outcomeWords(comparison) : `**${outcomeWords(comparison)}**`,
  ]);
  const money = [...(diluted ? ['over all units'] : []), ...(priced ? ['net gain per unit'] : [])];
  return table([...header, ...money, 'outcome'], rows, [...header.slice(2), ...money]);
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

function overAll(comparison: ComparisonReport): string {
  const worded = wordDiluted(comparison);
  return worded === null ? '–' : plain(worded);
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
