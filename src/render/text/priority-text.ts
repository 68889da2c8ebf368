import type { PriorityIdea, PriorityReport } from '../../report/priority-report.js';
import { capital } from '../../report/wording/capital.js';
import { formatCount, formatCounted, formatPercent } from '../../report/wording/numbers.js';
import {
  formatMoney,
  formatRanks,
  WORD_COLUMNS,
  WORD_LENGTHS,
  WORD_SHIFTS,
  WORD_VALUE,
  wordAnswer,
  wordOrder,
  wordPrior,
  wordReason,
  wordRecord,
} from '../../report/wording/priority-wording.js';
import { printable } from '../printable.js';
import { columnsOf, labelled, left, page } from './layout.js';
import type { Style } from './style.js';
import { type TableColumn, tableLines } from './table.js';

/** Ideas beyond these are counted on a terminal; JSON, CSV and the page have them all. */
const MOST_IDEAS = 50;

/** Of so many ideas the reasons are told. */
const MOST_REASONS = 10;

/** A ranked backlog, for a person at a terminal. */
export function renderPriority(report: PriorityReport, style: Style): string {
  return page([
    heading(report),
    [
      ...labelled('Value', WORD_VALUE, style),
      ...(report.record === null ? [] : labelled('Ledger', wordRecord(report), style)),
    ],
    ideaTable(report, style),
    reasons(report, style),
    [
      ...labelled('Columns', WORD_COLUMNS, style),
      ...labelled('Order', printable(`${wordOrder(report)} Tried: ${WORD_SHIFTS}.`), style),
    ],
    schedule(report, style),
  ]);
}

function heading({ backlog }: PriorityReport): string[] {
  const { path, ideas, weeklyUnits } = backlog;
  return [
    printable(
      `${path} · ${formatCounted(ideas, 'idea')} · ${formatCount(weeklyUnits)} units a week`,
    ),
  ];
}

const COLUMNS: TableColumn[] = [
  { align: 'left', width: 26 },
  { align: 'right', width: 6 },
  { align: 'right', width: 10 },
  { align: 'right', width: 9 },
  { align: 'right', width: 12 },
  { align: 'right', width: 11 },
  { align: 'right', width: 8 },
];

const TITLES = ['idea', 'rank', 'do', 'weeks', 'net value', 'per week', 'if off', 'RICE'];

function ideaTable({ ideas }: PriorityReport, { width, paint }: Style): string[] {
  const shown = ideas.slice(0, MOST_IDEAS);
  const hasRice = ideas.some(({ rice }) => rice !== null);
  const columns = hasRice ? [...COLUMNS, { align: 'right' as const, width: 6 }] : COLUMNS;
  const rows = [TITLES, ...shown.map(cells)].map((row) => row.slice(0, columns.length));
  const [head, ...lines] = tableLines(columns, rows, width);
  const more = ideas.length - shown.length;
  return [
    paint.dim(head!),
    ...lines,
    ...(more > 0
      ? [`  … and ${formatCounted(more, 'idea')} more; every other format has them all`]
      : []),
  ];
}

function cells(one: PriorityIdea): string[] {
  const { name, rank, answer, net, bestPerWeek, best, sensitivity, rice } = one;
  const isTest = answer === 'test';
  return [
    printable(name),
    formatCount(rank),
    wordAnswer(answer),
    isTest ? weeksOf(bestPerWeek!.weeks, best!.weeks) : '',
    formatMoney(net),
    isTest ? formatMoney(bestPerWeek!.perWeek) : '',
    formatRanks(sensitivity.alone),
    rice === null ? '' : formatCount(rice.rank),
  ];
}

/** The length that is worth most by the week, and the one that is worth most. */
function weeksOf(byWeek: number, most: number): string {
  return most === byWeek ? formatCount(most) : `${formatCount(byWeek)} / ${formatCount(most)}`;
}

function reasons({ ideas }: PriorityReport, style: Style): string[] {
  const shown = ideas.slice(0, MOST_REASONS);
  const width = Math.min(24, 2 + Math.max(...shown.map(({ name }) => columnsOf(printable(name)))));
  return shown.flatMap((one) => {
    const prior = `Its effect: ${wordPrior(one.prior)}.`;
    const test = one.answer === 'test' ? ` ${chances(one)}` : '';
    const text = `${capital(wordReason(one))}.${test} ${prior}`;
    return labelled(left(printable(one.name), width - 1), printable(text), {
      ...style,
      indent: 2,
      labelWidth: width,
    });
  });
}

function chances({ best, net, ideal }: PriorityIdea): string {
  const { shipped, regret } = best!;
  const test = `It ships with a probability of ${formatPercent(shipped, 0)}; its units lose ${formatMoney(regret)} by the worse arm.`;
  // That is of one look: a gate that may stop sooner can earn more.
  return ideal! > net ? `${test} Ideal decisions would make it ${formatMoney(ideal!)}.` : test;
}

const SCHEDULE: TableColumn[] = [
  { align: 'left', width: 24 },
  { align: 'left', width: 16 },
  { align: 'right', width: 10 },
  { align: 'right', width: 12 },
  { align: 'left', width: 0 },
];

function schedule({ schedule: all, weeksPlanned }: PriorityReport, style: Style): string[] {
  if (all.length === 0) return labelled('Schedule', 'no idea is worth a test.', style);
  const running = all
    .filter(({ from }) => from !== null)
    .toSorted((a, b) => a.from! - b.from!)
    .slice(0, MOST_IDEAS);
  const later = all.filter(({ from }) => from === null);
  const columns = SCHEDULE.slice(0, 4).concat({
    align: 'left',
    width: Math.max(8, style.width - 66),
  });
  const titles = ['test', 'surface', 'weeks', 'units', ''];
  const rows = running.map(({ idea, surface, from, to, units }) => [
    printable(idea),
    printable(surface ?? ''),
    formatRanks({ first: from!, last: to! }),
    formatCount(units),
    `  ${bar(from!, to!, weeksPlanned, Math.max(6, style.width - 70))}`,
  ]);
  const [head, ...lines] = tableLines(columns, [titles, ...rows], style.width);
  const names = later.slice(0, 5).map(({ idea }) => printable(idea));
  const rest =
    later.length > names.length ? ` and ${formatCount(later.length - names.length)} more` : '';
  return [
    ...labelled(
      'Schedule',
      `the first ${formatCounted(weeksPlanned, 'week')}; tests on one surface, or that block one another, do not meet. ${WORD_LENGTHS}`,
      style,
    ),
    '',
    style.paint.dim(head!),
    ...lines,
    ...(later.length === 0
      ? []
      : [
          '',
          ...labelled(
            'Later',
            `${names.join(', ')}${rest}: no room to end within these weeks.`,
            style,
          ),
        ]),
  ];
}

/** When a test runs, on a line as long as the weeks that are planned. */
function bar(from: number, to: number, weeks: number, width: number): string {
  const place = (week: number) => Math.round((width * week) / weeks);
  const [start, end] = [place(from - 1), Math.max(place(from - 1) + 1, place(to))];
  return `${'·'.repeat(start)}${'█'.repeat(end - start)}${'·'.repeat(Math.max(0, width - end))}`;
}
