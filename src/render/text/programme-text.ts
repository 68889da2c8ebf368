import type { ProgrammeReport } from '../../report/programme-report.js';
import {
  LEVELS_NOTE,
  maturityRows,
  wordHoldouts,
  wordLevels,
} from '../../report/wording/maturity-wording.js';
import { formatCount, formatLevel, formatPercent } from '../../report/wording/numbers.js';
import {
  BY_TAG_NOTE,
  effectWording,
  RULE_NAMES,
  wordAnother,
  wordExperiments,
  wordFew,
  wordLeftOut,
  wordMean,
  wordRare,
  wordRules,
  wordScale,
  wordShipped,
  wordSpread,
  wordTag,
  wordTails,
  wordWins,
} from '../../report/wording/programme-wording.js';
import { printable } from '../printable.js';
import { labelled, page, wrap } from './layout.js';
import type { Style } from './style.js';
import { type TableColumn, tableLines } from './table.js';

/** More effects than these are for --details. */
const MOST_EFFECTS = 20;

/** The answer of `programme` for a person at a terminal. */
export function renderProgramme(
  report: ProgrammeReport,
  style: Style,
  {
    details = false,
    detailsOption = '',
  }: { details?: boolean | undefined; detailsOption?: string },
): string {
  const { bold } = style.paint;
  const rows = (label: string, texts: readonly (string | null)[]) =>
    texts.flatMap((text, i) =>
      text === null ? [] : labelled(i === 0 ? label : '', printable(text), { width: style.width }),
    );
  const effects = details ? report.effects : mostTelling(report);
  return page([
    wrap(printable(`${wordExperiments(report)}. ${wordScale(report)}`), style.width),
    rows('Left out', wordLeftOut(report)),
    [
      ...rows('Mean', [wordMean(report)]),
      ...rows('Spread', [wordSpread(report), wordFew(report), wordRare(report)]),
      ...rows('Another', [wordAnother(report)]),
    ],
    ...report.byTag.map((by) => tagLines(report, by, style)),
    effectLines(report, effects, style),
    effects.length < report.effects.length
      ? [
          `  ${formatCount(report.effects.length - effects.length)} more: ${detailsOption === '' ? 'in the JSON' : detailsOption}`,
        ]
      : [],
    rows('Wins', wordWins(report)),
    ruleLines(report, style),
    maturityLines(report, style),
    rows('SHIPPED', [...wordShipped(report), wordTails(report)]).map((line, i) =>
      i === 0 ? bold(line) : line,
    ),
  ]);
}

/** What was shipped, then the largest as they are to be believed. */
function mostTelling({ effects }: ProgrammeReport): ProgrammeReport['effects'] {
  if (effects.length <= MOST_EFFECTS) return effects;
  const size = ({ shrunk, estimate }: ProgrammeReport['effects'][number]) =>
    Math.abs(shrunk?.mean ?? estimate);
  const order = effects.toSorted(
    (a, b) => Number(b.shipped === true) - Number(a.shipped === true) || size(b) - size(a),
  );
  const kept = new Set(order.slice(0, MOST_EFFECTS));
  return effects.filter((effect) => kept.has(effect));
}

const EFFECTS: readonly TableColumn[] = [
  { align: 'left', width: 30 },
  { align: 'right', width: 10 },
  { align: 'right', width: 12 },
  { align: 'right', width: 20 },
  { align: 'right', width: 9 },
  { align: 'left', width: 10 },
];

function effectLines(
  report: ProgrammeReport,
  effects: ProgrammeReport['effects'],
  { width, paint }: Style,
): string[] {
  const { value, interval } = effectWording(report);
  const rows = effects.map(({ experiment, treatment, estimate, shrunk, shipped }) => [
    printable(treatment === null ? experiment : `${experiment} · ${treatment}`),
    value(estimate),
    shrunk === null ? '–' : value(shrunk.mean),
    shrunk === null ? '–' : interval(shrunk),
    shrunk === null ? '–' : formatPercent(shrunk.aboveZero, 0),
    shipped === true ? '  shipped' : '',
  ]);
  const header = ['', 'measured', 'honestly', formatLevel(report.confidence), 'above 0', ''];
  const [first = '', ...lines] = tableLines(EFFECTS, [header, ...rows], width);
  return [paint.bold(first), ...lines];
}

const LEVELS: readonly TableColumn[] = [
  { align: 'left', width: 30 },
  { align: 'right', width: 9 },
  { align: 'right', width: 10 },
  { align: 'right', width: 22 },
];

function tagLines(
  report: ProgrammeReport,
  by: ProgrammeReport['byTag'][number],
  { width, paint }: Style,
): string[] {
  const { value, interval } = effectWording(report);
  const title = labelled('By', printable(wordTag(report, by)), { width });
  if (by.why !== null) return title;
  const note = labelled('', BY_TAG_NOTE, { width });
  if (by.levels.length === 0) return [...title, ...note];
  const rows = by.levels.map((level) => [
    level.value === null ? '(without)' : printable(level.value),
    formatCount(level.effects),
    value(level.mean.estimate),
    interval(level.mean),
  ]);
  const header = [printable(by.tag), 'effects', 'mean', formatLevel(report.confidence)];
  const [first = '', ...lines] = tableLines(LEVELS, [header, ...rows], width);
  return [...title, ...note, paint.bold(first), ...lines];
}

const RULES: readonly TableColumn[] = [
  { align: 'left', width: 31 },
  { align: 'right', width: 9 },
  { align: 'right', width: 12 },
  { align: 'right', width: 20 },
  { align: 'right', width: 13 },
];

function ruleLines(report: ProgrammeReport, { width, paint }: Style): string[] {
  const { value, interval } = effectWording(report);
  const rows = report.shippingRules
    .filter(({ withThese, expected }) => withThese !== null || expected !== null)
    .map(({ rule, withThese, expected }) => [
      RULE_NAMES[rule],
      withThese === null ? '–' : formatCount(withThese.count),
      withThese?.honest == null ? '–' : value(withThese.honest.mean),
      withThese?.honest == null ? '–' : interval(withThese.honest),
      expected === null ? '–' : value(expected),
    ]);
  const header = ['rule', 'shipped', 'these', formatLevel(report.confidence), 'on average'];
  const [first = '', ...lines] = tableLines(RULES, [header, ...rows], width);
  return [paint.bold(first), ...lines, ...wrap(wordRules(report), width - 2).map((l) => `  ${l}`)];
}

const FACT_COLUMNS: readonly TableColumn[] = [
  { align: 'right', width: 10 },
  { align: 'left', width: 66 },
];

function maturityLines({ maturity }: ProgrammeReport, { width, paint }: Style): string[] {
  if (maturity === null) return [];
  const rows = maturityRows(maturity).map(({ count, what }) => [count, `  ${what}`]);
  return [
    paint.bold('How it works'),
    ...tableLines(FACT_COLUMNS, rows, width),
    ...[...wordHoldouts(maturity), ...wordLevels(maturity), LEVELS_NOTE].flatMap((text) =>
      wrap(printable(text), width - 2).map((line) => `  ${line}`),
    ),
  ];
}
