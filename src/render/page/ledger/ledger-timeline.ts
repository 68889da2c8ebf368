import {
  decisionOf,
  type LedgerExperiment,
  type LedgerReport,
} from '../../../report/ledger-report.js';
import { wordTimes } from '../../../report/wording/ledger-wording.js';
import { headline } from '../../verdict-words.js';
import type { Tone } from '../chart/colours.js';
import { figure } from '../chart/figure.js';
import { timeline } from '../chart/timeline.js';
import type { Markup } from '../markup.js';
import { section } from '../parts.js';

/** More would be no drawing that anyone reads; the table has all. */
const MOST_DRAWN = 60;

/** When each experiment ran, from its first line to its last, the earliest above. */
export function ledgerTimeline({ experiments }: LedgerReport): Markup | null {
  if (experiments.length === 0) return null;
  const sorted = [...experiments].sort((a, b) => Date.parse(a.firstTime) - Date.parse(b.firstTime));
  const drawn = sorted.slice(-MOST_DRAWN);
  const cut = sorted.length > drawn.length ? `; the last ${MOST_DRAWN} of ${sorted.length}` : '';
  const told = {
    id: 'timeline',
    title: 'When experiments ran',
    description: drawn.map((one) => `${one.experiment}: ${wordTimes(one)}`).join('; '),
  };
  const rows = drawn.map((one) => ({
    name: one.experiment,
    figures: wordEnd(one),
    from: Date.parse(one.firstTime),
    to: Date.parse(one.lastTime),
    tone: toneOf(one),
    isOpen: one.state === 'running',
  }));
  return section(
    'When they ran',
    figure(
      `From the first look to the last, or to the end; blue is shipped, dashes go on${cut}`,
      timeline(told, rows),
      null,
    ),
  );
}

function wordEnd(one: LedgerExperiment): string {
  const said = decisionOf(one);
  return said === null ? one.state : headline(said);
}

function toneOf(one: LedgerExperiment): Tone {
  const decision = decisionOf(one)?.decision;
  return decision === 'ship' ? 'good' : decision === 'invalid' ? 'bad' : 'open';
}
