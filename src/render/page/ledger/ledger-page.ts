import type { LedgerReport } from '../../../report/ledger-report.js';
import { capital } from '../../../report/wording/capital.js';
import { wordCounts, wordNote } from '../../../report/wording/ledger-wording.js';
import { htmlDocument } from '../document.js';
import { element, type Markup } from '../markup.js';
import { section } from '../parts.js';
import { ledgerEffects } from './ledger-effects.js';
import { ledgerTable, lessonTable } from './ledger-tables.js';
import { ledgerTimeline } from './ledger-timeline.js';

/** Experiments as they are on record, as a page of one file. */
export function renderLedgerPage(report: LedgerReport): string {
  return htmlDocument(
    'Experiments on record · perso-test',
    report,
    headSection(report),
    ledgerEffects(report),
    lessonTable(report),
    ledgerTimeline(report),
    ledgerTable(report),
    noteSection(report),
  );
}

function headSection(report: LedgerReport): Markup {
  const { metric, where } = report.ledger;
  const [listed = '', ...more] = wordCounts(report);
  const asked = [...where, ...(metric === null ? [] : [`metric ${metric}`])];
  return element(
    'header',
    { class: 'what' },
    element('p', { class: 'what' }, 'Experiments on record'),
    element('h1', {}, listed),
    ...more.map((line) => element('p', {}, `${capital(line)}.`)),
    asked.length === 0 ? null : element('p', { class: 'aside' }, `Only: ${asked.join(', ')}`),
  );
}

function noteSection({ notes }: LedgerReport): Markup | null {
  if (notes.length === 0) return null;
  const items = notes.map((note) => element('li', {}, wordNote(note)));
  return section('Notes', element('ul', {}, ...items));
}
