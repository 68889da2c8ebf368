import {
  decisionOf,
  type LedgerEffect,
  type LedgerExperiment,
  type LedgerReport,
  tellingEffects,
} from '../../report/ledger-report.js';
import {
  wordCounts,
  wordLedgerEffect,
  wordLedgerLift,
  wordLedgerMoney,
  wordNote,
} from '../../report/wording/ledger-wording.js';
import { formatCount } from '../../report/wording/numbers.js';
import { inert } from '../printable.js';
import { headline } from '../verdict-words.js';
import { markdownText } from './escape.js';
import { atMost, COLUMNS, table } from './parts.js';

/** Experiments as they are on record, for a pull request or a page of a team: what came of each, and what was learned. */
export function renderLedgerMarkdown(report: LedgerReport): string {
  const learned = report.experiments.flatMap(lesson);
  const blocks = [
    '## Experiments on record',
    ...wordCounts(report),
    effectTable(report),
    ...(learned.length === 0
      ? []
      : ['### What was learned', atMost(COLUMNS.items, 'experiment', learned).join('\n')]),
    ...report.notes.map((note) => `> ${sentence(wordNote(note))}`),
  ];
  return inert(`${blocks.join('\n\n')}\n`);
}

const HEADER = ['experiment', 'owner', 'state', 'decision', 'metric', 'treatment'];
const FIGURES = ['effect', 'interval', 'lift', 'units', 'days'];

function effectTable({ experiments, ledger }: LedgerReport): string {
  const rows = experiments.flatMap((one) => {
    const effects = tellingEffects(one, ledger);
    return effects.length === 0 ? [row(one, null)] : effects.map((effect) => row(one, effect));
  });
  return table([...HEADER, ...FIGURES, 'money'], rows, FIGURES);
}

function row(one: LedgerExperiment, effect: LedgerEffect | null): string[] {
  const said = decisionOf(one);
  const overruled = one.done?.overrides == null ? '' : ' (overruled)';
  const isInvalid = one.verdict?.decision === 'invalid';
  const worded = effect === null ? null : wordLedgerEffect(effect);
  const money = effect === null ? null : wordLedgerMoney(effect, one.done);
  return [
    `${one.depth === 0 ? '' : '└ '}${name(one.experiment)}`,
    name(one.owner ?? '–'),
    one.state,
    said === null ? '–' : `**${name(headline(said))}**${overruled}`,
    name(effect?.metric ?? '–'),
    name(effect?.treatment ?? '–'),
    `${kept(worded?.estimate ?? '–')}${isInvalid && worded !== null ? ' (not to be relied on)' : ''}`,
    kept(markdownText(worded?.interval ?? '–', COLUMNS.name)),
    kept((effect === null ? null : wordLedgerLift(effect)) ?? '–'),
    effect?.units == null ? '–' : formatCount(effect.units),
    formatCount(one.days),
    money === null ? '–' : kept(markdownText(money, COLUMNS.sentence)),
  ];
}

function lesson({ experiment, done }: LedgerExperiment): string[] {
  if (done === null) return [];
  const { learned, next, because } = done;
  const parts = [
    ...(learned === null ? [] : [sentence(learned)]),
    ...(because === null ? [] : [`Because: ${sentence(because)}`]),
    ...(next === null ? [] : [`Next: ${sentence(next)}`]),
  ];
  return parts.length === 0 ? [] : [`- **${name(experiment)}**: ${parts.join(' ')}`];
}

/** Figures that stay beside their units, where a narrow table breaks its cells. */
function kept(figures: string): string {
  return figures.replace(/ (?=%|pp)/g, '\u00a0');
}

function name(text: string): string {
  return markdownText(text, COLUMNS.name);
}

function sentence(text: string): string {
  return markdownText(text, COLUMNS.sentence);
}
