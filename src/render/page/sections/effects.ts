import type { ComparisonReport } from '../../../report/comparison-report.js';
import type { Report } from '../../../report/report.js';
import { wordCoverage } from '../../../report/wording/coverage-wording.js';
import { liftOf, wordEffect, wordMean } from '../../../report/wording/effects.js';
import { formatCount, formatLevel, formatPValue } from '../../../report/wording/numbers.js';
import { adjustedLogP } from '../../../report/wording/reason-wording.js';
import { comparedWith, comparisonsByMetric, NO_EFFECT, wordEffects } from '../../charted.js';
import { outcomeWords } from '../../verdict-words.js';
import { figure } from '../chart/figure.js';
import { type Forest, forest } from '../chart/forest.js';
import { toneOf, unitOf, wordFigures } from '../figures.js';
import { element, type Markup, nameOf } from '../markup.js';
import { table } from '../table.js';

/** Each metric's effects over all units, drawn and as a table. */
export function effectsSection(report: Report): Markup {
  return element(
    'section',
    {},
    element('h2', {}, 'Effects'),
    ...comparisonsByMetric(report).map((compared, i) =>
      effects(compared, report, `effects-${i + 1}`),
    ),
    ...pairs(report),
  );
}

function pairs({ pairs: compared = [], verdict }: Report): Markup[] {
  if (compared.length === 0) return [];
  return [
    element('h3', {}, 'Treatments with one another'),
    comparisonTable(compared, verdict.decision !== 'invalid', true),
  ];
}

function effects(compared: readonly ComparisonReport[], report: Report, id: string): Markup {
  const isValid = report.verdict.decision !== 'invalid';
  return figure(
    [element('strong', {}, nameOf(compared[0]!.metric)), wordEffects(compared)],
    effectsForest(compared, isValid, id).map(({ drawing }) => drawing),
    comparisonTable(compared, isValid, false),
  );
}

/** The effects of each treatment on a metric, with what they are compared with. */
export function effectsForest(
  compared: readonly ComparisonReport[],
  isValid: boolean,
  id: string,
): Forest[] {
  const first = compared[0]!;
  const control = first.control.variant;
  const told = {
    id,
    title: `Effect on ${first.metric}`,
    description: compared
      .map((one) => `${one.treatment.variant} against ${control}: ${wordFigures(one)}`)
      .join('; '),
  };
  const rows = compared.map((one) => ({
    name: one.treatment.variant,
    value: one.reason === undefined ? one.effect : null,
    figures: `${wordFigures(one)} · ${outcomeWords(one)}`,
    tone: toneOf(one, isValid),
  }));
  const lines = [NO_EFFECT, ...comparedWith(compared)];
  return forest(told, rows, { lines, unit: unitOf(first) });
}

const FIGURES = ['units', 'control', 'treatment', 'effect', 'interval', 'lift', 'adj. p'];

function comparisonTable(
  compared: readonly ComparisonReport[],
  isValid: boolean,
  isPaired: boolean,
): Markup {
  const columns = [
    { name: isPaired ? 'pair' : 'treatment' },
    ...FIGURES.map((name) => ({ name, isFigure: true })),
    { name: 'outcome' },
  ];
  const rows = compared.map((one) => [
    isPaired
      ? [
          nameOf(one.metric),
          ': ',
          nameOf(one.treatment.variant),
          ' – ',
          nameOf(one.control.variant),
        ]
      : nameOf(one.treatment.variant),
    `${formatCount(one.control.n)} + ${formatCount(one.treatment.n)}`,
    wordMean(one, one.control),
    wordMean(one, one.treatment),
    ...figures(one),
    element(isValid ? 'strong' : 'span', {}, outcomeWords(one)),
  ]);
  return table(columns, rows);
}

/** Effect, interval, lift and p-value; the reason where there are none. */
function figures(one: ComparisonReport): string[] {
  if (one.reason !== undefined) return [`no test: ${one.reason.message}`, '–', '–', '–'];
  const { estimate, interval } = wordEffect(one);
  const lift = liftOf(one);
  const level = `(${formatLevel(one.confidence!)}${wordCoverage(one.coverage!)})`;
  return [
    estimate,
    interval === null ? '–' : `${interval} ${level}`,
    lift === null ? '–' : `${lift.estimate} ${lift.interval ?? ''}`.trim(),
    formatPValue(adjustedLogP(one)),
  ];
}
