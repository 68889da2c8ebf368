import type { PriorityIdea, PriorityReport } from '../../report/priority-report.js';
import { formatCount, formatCounted } from '../../report/wording/numbers.js';
import {
  formatMoney,
  WORD_ASSUMED,
  WORD_LENGTHS,
  WORD_SHIFTS,
  WORD_VALUE,
  wordAnswer,
  wordOrder,
  wordPrior,
  wordReason,
  wordRecord,
} from '../../report/wording/priority-wording.js';
import { htmlDocument } from './document.js';
import { element, type Markup, nameOf } from './markup.js';
import { section } from './parts.js';
import { byLength, netValues, perWeek, schedule } from './priority-charts.js';
import { list } from './programme-parts.js';
import { table } from './table.js';

/** Of so many ideas the reasons stand on the page. */
const MOST_REASONS = 20;

/** A ranked backlog as a page of one file. */
export function renderPriorityPage(report: PriorityReport): string {
  return htmlDocument(
    'Backlog · perso-test',
    report,
    verdict(report),
    perWeek(report),
    schedule(report),
    reasons(report),
    byLength(report),
    netValues(report),
    known(report),
  );
}

function verdict(report: PriorityReport): Markup {
  const { backlog, ideas, record } = report;
  const [first] = ideas;
  const best = ideas.find(({ answer }) => answer === 'test');
  const title =
    best !== undefined
      ? ['Test ', nameOf(best.name), ' first']
      : first!.answer === 'ship-untested'
        ? ['Ship ', nameOf(first!.name), ' now']
        : ['No idea is worth a test'];
  const { path, weeklyUnits } = backlog;
  const what = `${path} · ${formatCounted(ideas.length, 'idea')} · ${formatCount(weeklyUnits)} units a week`;
  return element(
    'header',
    { class: best === undefined ? 'collect' : 'ship' },
    element('p', { class: 'what' }, nameOf(what)),
    element('h1', {}, ...title),
    list([wordTally(ideas), wordOrder(report), ...(record === null ? [] : [wordRecord(report)])]),
    element('p', { class: 'aside' }, `Value: ${WORD_VALUE}`),
  );
}

function wordTally(ideas: readonly PriorityIdea[]): string {
  const counts = (['ship-untested', 'test', 'not-worth-testing'] as const).map((answer) => {
    const own = ideas.filter((one) => one.answer === answer);
    const worth = own.reduce((sum, { net }) => sum + net, 0);
    const money = answer === 'not-worth-testing' ? '' : ` (worth ${formatMoney(worth)} together)`;
    return own.length === 0 ? '' : `${formatCount(own.length)} to ${wordAnswer(answer)}${money}`;
  });
  return counts.filter((text) => text !== '').join(', ');
}

function reasons({ ideas }: PriorityReport): Markup {
  const shown = ideas.slice(0, MOST_REASONS);
  const terms = shown.flatMap((one) => [
    element('dt', {}, nameOf(one.name)),
    element(
      'dd',
      {},
      one.idea === null ? null : [element('em', {}, nameOf(one.idea)), ' '],
      `${wordAnswer(one.answer)}: ${wordReason(one)}.`,
    ),
  ]);
  return section('Why', element('dl', {}, ...terms));
}

function known({ ideas }: PriorityReport): Markup {
  const rows = ideas.map(({ name, prior }) => [nameOf(name), wordPrior(prior), sourceOf(prior)]);
  return section(
    'What was taken for known, and for granted',
    element(
      'details',
      {},
      element('summary', {}, 'Effects before their tests'),
      table([{ name: 'idea' }, { name: 'effect' }, { name: 'from' }], rows),
    ),
    list([`Tried: ${WORD_SHIFTS}.`, WORD_LENGTHS, WORD_ASSUMED]),
  );
}

function sourceOf({ record }: PriorityIdea['prior']): string {
  if (record === null) return 'the backlog';
  const tags = Object.entries(record.tags).map(([tag, value]) => `${tag} ${value}`);
  const which = record.fromAll ? `all, too few with ${tags.join(', ')}` : tags.join(', ');
  return `${formatCounted(record.experiments, 'experiment')} on record (${which})`;
}
