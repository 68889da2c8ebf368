import type { IndexComparison, SurrogateReport } from '../../report/surrogate-report.js';
import {
  formatCount,
  formatCounted,
  formatLevel,
  formatP,
  formatPercent,
  formatShort,
  formatSigned,
} from '../../report/wording/numbers.js';
import { sourceName } from '../../report/wording/source-name.js';
import {
  wordIndexEffect,
  wordIndexOutcome,
  wordNoise,
} from '../../report/wording/surrogate-wording.js';
import { printable } from '../printable.js';
import { labelled, left, page, right, wrap } from './layout.js';
import type { Style } from './style.js';

/** What a test is foretold to do to an outcome, for a person at a terminal. */
export function renderSurrogate(report: SurrogateReport, style: Style): string {
  return page([
    title(report, style),
    learned(report, style),
    ...report.indexComparisons.map((one) => comparison(one, report, style)),
    onRecord(report, style),
    checks(report, style),
    answer(report, style),
  ]);
}

function rowOf({ width }: Style, indent = 0) {
  return (label: string, text: string) => labelled(label, printable(text), { indent, width });
}

function line(label: string, figures: readonly string[]): string {
  return `  ${left(label, 24)}${figures.map((figure) => right(figure, 13)).join('')}`.trimEnd();
}

function title({ input, variants }: SurrogateReport, { width, paint }: Style): string[] {
  const units = variants.reduce((sum, one) => sum + one.units, 0);
  const files = input.files.map(sourceName).join(', ');
  const history = input.history.map(sourceName).join(', ');
  const facts = `${files} · ${formatCounted(units, 'unit')} · history ${history}`;
  const [first = '', ...rest] = wrap(printable(facts), width);
  return [paint.bold(first), ...rest];
}

function learned({ surrogacy }: SurrogateReport, style: Style): string[] {
  const { outcome, family, units, explained, measures } = surrogacy;
  const how = family === 'linear' ? 'by least squares' : 'by logistic regression, in log odds';
  return [
    ...rowOf(style)(
      'Index',
      `what ${outcome} is expected to be, ${how} of ${formatCounted(units, 'unit')} of the history; it has ${formatPercent(Math.max(0, explained), 1)} of what ${outcome} varies by.`,
    ),
    '',
    line('', ['weight', 'std. error', 'shift']),
    ...measures.map(({ name, role, weight, standardError, shift }) =>
      line(printable(role === 'covariate' ? `${name} (before)` : name), [
        formatShort(weight),
        formatShort(standardError),
        `${formatSigned(shift, 2)} sd`,
      ]),
    ),
  ];
}

const SIGN = { higher: 'HIGHER', lower: 'LOWER', unclear: 'UNCLEAR', invalid: 'INVALID' } as const;

function comparison(
  one: IndexComparison,
  { surrogacy, variants }: SurrogateReport,
  style: Style,
): string[] {
  const { paint, width } = style;
  const row = rowOf(style, 4);
  const arms = variants.filter(({ name }) => name === one.control || name === one.treatment);
  const name = `  ${printable(one.treatment)} against ${printable(one.control)}`;
  const sign = SIGN[one.outcome];
  const relative = one.relativeEffect;
  const percent = (share: number | null) =>
    share === null ? '∞' : `${formatSigned(100 * share, 1)} %`;
  const parts = one.contributions?.map(
    ({ name: measure, amount }) =>
      `${measure} ${amount < 0 ? '−' : '+'}${formatShort(Math.abs(amount))}`,
  );
  return [
    paint.bold(printable(`${surrogacy.outcome} · foretold`)),
    line('', ['units', 'mean index']),
    ...arms.map((arm) =>
      line(printable(arm.name), [formatCount(arm.units), formatShort(arm.index)]),
    ),
    '',
    `${left(name, Math.min(width, 80) - sign.length)}${paint.bold(sign)}`,
    ...row('effect', wordIndexEffect(one)),
    ...(relative === null
      ? []
      : row(
          'relative',
          `${percent(relative.estimate)} [${percent(relative.lower)}, ${percent(relative.upper)}]`,
        )),
    ...row(
      'p-value',
      `${formatP(one.logPValue)} · ${formatLevel(one.confidence)} intervals; ${wordNoise(one)}`,
    ),
    ...(parts === undefined ? [] : row('through', parts.join(', '))),
  ];
}

function onRecord({ onRecord: record, surrogacy }: SurrogateReport, { paint }: Style): string[] {
  if (record === null || record.length === 0) return [];
  return [
    paint.bold(printable(`${surrogacy.outcome} on record · foretold by the index, and measured`)),
    line('', ['foretold', 'measured', 'gap ± error']),
    ...record.map((one) =>
      line(printable(`${one.experiment} · ${one.treatment}`), [
        formatShort(one.predicted),
        formatShort(one.observed),
        `${formatSigned((one.observed - one.predicted) / one.gapError, 1)}${one.missed ? ' !' : ''}`,
      ]),
    ),
    '  The gap is in standard errors that are at most so large: what errors of one',
    '  experiment have in common is not on record.',
  ];
}

function checks({ checks: all, assumptions }: SurrogateReport, style: Style): string[] {
  const row = rowOf(style);
  const words = { pass: 'Check', warn: 'Warning', fail: 'INVALID' } as const;
  return [
    ...all.flatMap(({ status, message }) => row(words[status], message)),
    ...assumptions.flatMap((text) => row('Assumed', text)),
  ];
}

function answer(report: SurrogateReport, style: Style): string[] {
  const text = report.indexComparisons.map((one) => wordIndexOutcome(one, report)).join(' ');
  return rowOf(style)('ANSWER', text).map((words) => style.paint.bold(words));
}
