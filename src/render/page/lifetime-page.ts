import type { LifetimeReport, PredictedComparison } from '../../report/lifetime-report.js';
import { capital } from '../../report/wording/capital.js';
import { wordLifetimeLimits } from '../../report/wording/lifetime-wording.js';
import {
  wordHabits,
  wordLeftOut,
  wordLifetimeModel,
  wordLifetimeQuestion,
  wordMean,
  wordOutcome,
  wordPredicted,
  wordRelative,
  wordRepeats,
} from '../../report/wording/lifetime-words.js';
import {
  formatCount,
  formatLevel,
  formatP,
  formatPercent,
  formatShort,
} from '../../report/wording/numbers.js';
import { sourceName } from '../../report/wording/source-name.js';
import { curves } from './chart/curve.js';
import { figure } from './chart/figure.js';
import { forest } from './chart/forest.js';
import { amounts } from './chart/rise.js';
import { htmlDocument } from './document.js';
import { type Content, element, type Markup, nameOf } from './markup.js';
import { section } from './parts.js';
import { checkItems } from './sections/checks.js';
import { type Column, table } from './table.js';

/** What customers are expected to buy, as a page of one file. */
export function renderLifetimePage(report: LifetimeReport): string {
  return htmlDocument(
    'Customer lifetime value · perso-test',
    report,
    headSection(report),
    comparisonSection(report),
    expectedSection(report),
    foretoldSection(report),
    checksSection(report),
    modelSection(report),
  );
}

function headSection(report: LifetimeReport): Markup {
  const { predictions, predictedComparisons: all } = report;
  const { purchases, value } = predictions;
  const first = all.filter(({ measure }) => measure === all[0]?.measure);
  const expected =
    value === null
      ? `${wordMean(purchases)} purchases expected per customer`
      : `${wordMean(value)} expected per customer`;
  const question = wordLifetimeQuestion(report);
  return element(
    'header',
    { class: first.some(({ outcome }) => outcome === 'invalid') ? 'invalid' : 'what' },
    element('p', { class: 'what' }, report.input.files.map(sourceName).join(', ')),
    element('h1', {}, expected),
    element('p', {}, capital(question)),
    element('ul', {}, ...first.map((one) => element('li', {}, wordOutcome(one, report)))),
  );
}

const figureColumns = (...names: string[]): Column[] =>
  names.map((name, i) => ({ name, isFigure: i > 0 }));

const TONES = { higher: 'good', lower: 'bad', unclear: 'open', invalid: 'open' } as const;

function comparisonSection(report: LifetimeReport): Markup | null {
  const measures = (['value', 'purchases'] as const).flatMap((measure) => {
    const own = report.predictedComparisons.filter((one) => one.measure === measure);
    return own.length === 0 ? [] : [measureFigure(measure, own, report)];
  });
  if (measures.length === 0) return null;
  return section('Between the variants', ...measures);
}

function measureFigure(
  measure: 'value' | 'purchases',
  own: readonly PredictedComparison[],
  { variants }: LifetimeReport,
): Markup {
  const level = formatLevel(own[0]!.confidence);
  const rows = own.map((one) => ({
    name: `${one.treatment} against ${one.control}`,
    value: one.effect,
    figures: `${wordPredicted(one)}, ${formatP(one.logPValue)}`,
    tone: TONES[one.outcome],
  }));
  const told = {
    id: `difference-${measure}`,
    title: `Differences in expected ${measure} per customer`,
    description: rows.map(({ name, figures }) => `${name}: ${figures}`).join('; '),
  };
  const drawn = forest(told, rows, {
    lines: [{ value: 0, label: 'no difference', isZero: true }],
    unit: { factor: 1, sign: '' },
  });
  const differences: Content[][] = own.map((one) => [
    nameOf(one.treatment),
    formatShort(one.treatmentMean),
    wordPredicted(one),
    wordRelative(one) ?? '–',
    formatP(one.logPValue),
  ]);
  const control: Content[][] = variants
    .slice(0, 1)
    .map((one) => [nameOf(one.name), formatShort(one[measure]!.mean), 'control', '', '']);
  return figure(
    `Expected ${measure} per customer, treatment less control; ${level} intervals, with the noise of the model`,
    drawn.map(({ drawing }) => drawing),
    table(figureColumns('variant', 'mean', 'effect', 'relative', 'p'), [
      ...control,
      ...differences,
    ]),
  );
}

function expectedSection({ predictions }: LifetimeReport): Markup {
  const { byRepeats, value } = predictions;
  const columns = ['repeat purchases', 'customers', 'still buying', 'purchases'];
  const rows = byRepeats.map((row) => [
    wordRepeats(row.repeats),
    formatCount(row.customers),
    formatPercent(row.alive, 0),
    formatShort(row.purchases),
    ...(row.value === null ? [] : [formatShort(row.value)]),
  ]);
  return section(
    'What is expected, by what was bought',
    table(figureColumns(...columns, ...(value === null ? [] : ['value'])), rows),
  );
}

function foretoldSection({ calibration }: LifetimeReport): Markup | null {
  if (calibration === null) return null;
  const { until, end, byRepeats, byVariant } = calibration;
  const last = byRepeats.at(-1);
  const most = last === undefined ? '' : ` (at the right ${wordRepeats(last.repeats)})`;
  const points = (key: 'predicted' | 'observed') =>
    byRepeats.map((row): [number, number] => [row.repeats, row[key]]);
  const told = {
    id: 'foretold',
    title: 'Purchases foretold and come, by repeat purchases before',
    description: byRepeats
      .map(
        (row) =>
          `${wordRepeats(row.repeats)}: ${formatShort(row.predicted)} foretold, ${formatShort(row.observed)} came`,
      )
      .join('; '),
  };
  const drawn = [
    { name: 'foretold', tone: 'open' as const, points: points('predicted'), dashed: true },
    { name: 'came', tone: 'good' as const, points: points('observed') },
  ];
  const rows: Content[][] = [
    ...byRepeats.map((row): Content[] => [
      wordRepeats(row.repeats),
      formatCount(row.customers),
      formatShort(row.predicted),
      formatShort(row.observed),
    ]),
    ...byVariant.map(({ variant, purchases }): Content[] => [
      nameOf(variant),
      formatCount(purchases.customers),
      formatShort(purchases.predicted / purchases.customers),
      formatShort(purchases.observed / purchases.customers),
    ]),
  ];
  return section(
    'Foretold and come',
    figure(
      `Purchases per customer from ${until} to ${end}, by repeat purchases until then${most}: as the model foretold that knew no more, and as they came`,
      byRepeats.length < 2
        ? []
        : [
            curves(told, drawn, {
              lines: [],
              unit: { factor: 1, sign: '' },
              rise: amounts(drawn.flatMap(({ points: all }) => all.map(([, y]) => y))),
            }),
          ],
      table(figureColumns('repeat purchases', 'customers', 'foretold', 'came'), rows),
    ),
  );
}

function checksSection(report: LifetimeReport): Markup {
  return section(
    'Checks',
    element(
      'ul',
      {},
      ...checkItems(report.checks),
      ...wordLifetimeLimits(report).map((text) => element('li', {}, text)),
    ),
  );
}

function modelSection(report: LifetimeReport): Markup {
  const { purchases, spending } = report.model;
  const rows = [purchases, spending].flatMap((one) =>
    (one?.parameters ?? []).map(({ name, estimate, lower, upper }) => [
      name,
      formatShort(estimate),
      `${formatShort(lower)} to ${formatShort(upper)}`,
    ]),
  );
  const sentences = [wordLifetimeModel(report), wordHabits(report)];
  const paragraphs = [...sentences, ...wordLeftOut(report)].map((text) =>
    element('p', {}, capital(text)),
  );
  return section(
    'The model',
    ...paragraphs,
    table(
      figureColumns('parameter', 'estimate', `${formatLevel(1 - report.question.alpha)} interval`),
      rows,
    ),
  );
}
