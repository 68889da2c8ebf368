import type { LifetimeReport, PredictedComparison } from '../../report/lifetime-report.js';
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
  formatCounted,
  formatLevel,
  formatP,
  formatPercent,
  formatShort,
} from '../../report/wording/numbers.js';
import { sourceName } from '../../report/wording/source-name.js';
import { printable } from '../printable.js';
import { labelled, left, page, right, wrap } from './layout.js';
import type { Style } from './style.js';

/** What customers are expected to buy, for a person at a terminal. */
export function renderLifetime(report: LifetimeReport, style: Style): string {
  return page([
    title(report, style),
    asked(report, style),
    expected(report, style),
    ...comparisons(report, style),
    foretold(report, style),
    checks(report, style),
    answer(report, style),
  ]);
}

type Row = (label: string, text: string) => string[];

function rowOf({ width }: Style, indent = 0): Row {
  return (label, text) => labelled(label, printable(text), { indent, width });
}

function title({ input, lifetime, question }: LifetimeReport, { width, paint }: Style): string[] {
  const name = printable(input.files.map(sourceName).join(', '));
  const { customers, transactions, purchases } = lifetime;
  const rows = transactions === null ? [] : [formatCounted(transactions, 'transaction')];
  const facts = [
    ...rows,
    formatCounted(purchases, 'purchase'),
    formatCounted(customers, 'customer'),
  ];
  const days = question.from === null ? [] : [`${question.from} to ${question.until}`];
  const read = Object.entries(input.columns).flatMap(([what, column]) =>
    column === null ? [] : `${what} = ${printable(column)}`,
  );
  const [first = '', ...rest] = wrap([name, ...facts, ...days, read.join(', ')].join(' · '), width);
  return [paint.bold(first), ...rest];
}

function asked(report: LifetimeReport, style: Style): string[] {
  const row = rowOf(style);
  const skipped = report.input.files.reduce((sum, { skippedRows }) => sum + skippedRows, 0);
  const unread =
    skipped === 0 ? [] : [`${formatCounted(skipped, 'row')} could not be read and were left out.`];
  return [
    ...row('Question', wordLifetimeQuestion(report)),
    ...row('Model', wordLifetimeModel(report)),
    ...row('Habits', wordHabits(report)),
    ...[...unread, ...wordLeftOut(report)].flatMap((text) => row('Note', text)),
  ];
}

function expected(report: LifetimeReport, { paint }: Style): string[] {
  const { predictions, question } = report;
  const { byRepeats, purchases, value } = predictions;
  const hasValue = value !== null;
  const cells = ['customers', 'still buying', 'purchases', ...(hasValue ? ['value'] : [])];
  const line = (label: string, figures: readonly string[]) =>
    `  ${left(label, 18)}${figures.map((figure) => right(figure, 14)).join('')}`.trimEnd();
  const mean = [
    `  purchases    ${wordMean(purchases)}`,
    ...(value === null ? [] : [`  value        ${wordMean(value)}`]),
  ];
  return [
    `${paint.bold('Expected per customer')} · ${formatLevel(1 - question.alpha)} intervals`,
    ...mean,
    '',
    line('repeat purchases', cells),
    ...byRepeats.map((row) =>
      line(wordRepeats(row.repeats), [
        formatCount(row.customers),
        formatPercent(row.alive, 0),
        formatShort(row.purchases),
        ...(row.value === null ? [] : [formatShort(row.value)]),
      ]),
    ),
  ];
}

const SIGN = { higher: 'HIGHER', lower: 'LOWER', unclear: 'UNCLEAR', invalid: 'INVALID' } as const;

function comparisons(report: LifetimeReport, style: Style): string[][] {
  const measures = ['value', 'purchases'] as const;
  return measures.flatMap((measure) => {
    const own = report.predictedComparisons.filter((one) => one.measure === measure);
    return own.length === 0 ? [] : [measureLines(measure, own, report, style)];
  });
}

function measureLines(
  measure: 'value' | 'purchases',
  own: readonly PredictedComparison[],
  { variants }: LifetimeReport,
  style: Style,
): string[] {
  const { paint, width } = style;
  const row = rowOf(style, 4);
  const what = measure === 'value' ? 'value · expected' : 'purchases · expected';
  const means = variants.map((one) => {
    const { mean, standardError } = one[measure]!;
    const figures = [formatCount(one.customers), formatShort(mean), formatShort(standardError)];
    return `  ${left(printable(one.name), 18)}${figures.map((x) => right(x, 14)).join('')}`;
  });
  const heading = ['customers', 'mean', 'std. error'].map((x) => right(x, 14)).join('');
  return [
    paint.bold(what),
    `  ${left('', 18)}${heading}`,
    ...means,
    ...own.flatMap((one) => {
      const name = `  ${printable(one.treatment)} against ${printable(one.control)}`;
      const sign = SIGN[one.outcome];
      const relative = wordRelative(one);
      return [
        '',
        `${left(name, Math.min(width, 80) - sign.length)}${paint.bold(sign)}`,
        ...row('effect', wordPredicted(one)),
        ...(relative === null ? [] : row('relative', relative)),
        ...row(
          'p-value',
          `${formatP(one.logPValue)} · ${formatLevel(one.confidence)} intervals, with the noise of the model`,
        ),
      ];
    }),
  ];
}

function foretold({ calibration }: LifetimeReport, { paint, width }: Style): string[] {
  if (calibration === null) return [];
  const { until, end, byRepeats, byVariant } = calibration;
  const line = (label: string, figures: readonly string[]) =>
    `  ${left(label, 18)}${figures.map((figure) => right(figure, 14)).join('')}`;
  const intro = wrap(
    `${paint.bold('Foretold and come')} · fitted to what was known on ${until}, held against purchases until ${end}; per customer`,
    width,
  );
  return [
    ...intro,
    line('repeat purchases', ['customers', 'foretold', 'came']),
    ...byRepeats.map((row) =>
      line(wordRepeats(row.repeats), [
        formatCount(row.customers),
        formatShort(row.predicted),
        formatShort(row.observed),
      ]),
    ),
    ...byVariant.map(({ variant, purchases }) =>
      line(printable(variant), [
        formatCount(purchases.customers),
        formatShort(purchases.predicted / purchases.customers),
        formatShort(purchases.observed / purchases.customers),
      ]),
    ),
  ];
}

function checks(report: LifetimeReport, style: Style): string[] {
  const row = rowOf(style);
  const words = { pass: 'Check', warn: 'Warning', fail: 'INVALID' } as const;
  return [
    ...report.checks.flatMap(({ status, message }) => row(words[status], message)),
    ...wordLifetimeLimits(report).flatMap((text) => row('Note', text)),
  ];
}

function answer(report: LifetimeReport, style: Style): string[] {
  const { predictedComparisons: all, predictions } = report;
  const first = all.filter(({ measure }) => measure === all[0]?.measure);
  const { purchases, value } = predictions;
  const alone =
    value === null
      ? `${wordMean(purchases)} purchases per customer are expected.`
      : `${wordMean(value)} per customer is expected, from ${wordMean(purchases)} purchases.`;
  const text = first.length === 0 ? alone : first.map((one) => wordOutcome(one, report)).join(' ');
  return rowOf(style)('ANSWER', text).map((line) => style.paint.bold(line));
}
