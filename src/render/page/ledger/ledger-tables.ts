import {
  decisionOf,
  type LedgerExperiment,
  type LedgerReport,
} from '../../../report/ledger-report.js';
import { wordTags } from '../../../report/wording/ledger-wording.js';
import { formatCount } from '../../../report/wording/numbers.js';
import { headline } from '../../verdict-words.js';
import { type Content, element, type Markup, nameOf } from '../markup.js';
import { section } from '../parts.js';
import { table } from '../table.js';

/** What was learned, in the words of whoever closed an experiment; nothing where none was closed. */
export function lessonTable({ experiments }: LedgerReport): Markup | null {
  const told = experiments.flatMap((one) => (one.done === null ? [] : [{ one, done: one.done }]));
  if (told.length === 0) return null;
  const rows = told.map(({ one, done }): Content[] => [
    nameOf(one.experiment),
    [
      element('strong', {}, nameOf(headline(done))),
      done.overrides === null ? '' : ` although the gate said ${done.overrides}`,
      done.because === null ? '' : [': ', nameOf(done.because)],
    ],
    nameOf(done.learned ?? '–'),
    nameOf(done.next ?? '–'),
  ]);
  const columns = ['experiment', 'what was done', 'what was learned', 'what is next'];
  return section(
    'What was learned',
    table(
      columns.map((name) => ({ name })),
      rows,
    ),
  );
}

const WORDS = ['experiment', 'owner', 'tags', 'state', 'decision', 'the gate said', 'from', 'to'];
const FIGURES = ['looks', 'days', 'units'];

/** Every experiment in a row, with those that build on it below. */
export function ledgerTable({ experiments }: LedgerReport): Markup {
  const columns = [
    ...WORDS.map((name) => ({ name })),
    ...FIGURES.map((name) => ({ name, isFigure: true })),
  ];
  return section('All of them', table(columns, experiments.map(row)));
}

function row(one: LedgerExperiment): Content[] {
  const said = decisionOf(one);
  return [
    [
      one.depth === 0 ? '' : `${'\u2003'.repeat(Math.min(6, one.depth - 1))}└ `,
      nameOf(one.experiment),
    ],
    nameOf(one.owner ?? '–'),
    nameOf(wordTags(one)),
    one.state,
    said === null ? '–' : nameOf(headline(said)),
    one.verdict === null ? '–' : nameOf(headline(one.verdict)),
    one.firstTime.slice(0, 10),
    one.lastTime.slice(0, 10),
    formatCount(one.looks),
    formatCount(one.days),
    one.units === null ? '–' : formatCount(one.units),
  ];
}
