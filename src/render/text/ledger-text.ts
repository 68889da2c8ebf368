import {
  decisionOf,
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
  wordTags,
  wordTimes,
} from '../../report/wording/ledger-wording.js';
import { formatCounted } from '../../report/wording/numbers.js';
import { printable } from '../printable.js';
import { headline } from '../verdict-words.js';
import { fit, labelled, page, wrap } from './layout.js';
import type { Style } from './style.js';

/** Experiments as they are on record, for a person at a terminal: those that build on another stand below it. */
export function renderLedger(report: LedgerReport, style: Style): string {
  return page([
    wordCounts(report).flatMap((line) => wrap(line, style.width)),
    ...report.experiments.map((one) => experimentLines(one, report.ledger, style)),
    report.notes.flatMap((note) => labelled('Note', printable(wordNote(note)), style)),
  ]);
}

/** Deeper ones stand no further to the right, so that there is room for what they say. */
const DEEPEST = 6;
const STEP = 2;
const LABEL = 13;

function experimentLines(
  one: LedgerExperiment,
  asked: LedgerReport['ledger'],
  style: Style,
): string[] {
  const depth = Math.min(DEEPEST, one.depth);
  const indent = STEP * (depth + 1);
  const row = (label: string, text: string | null) =>
    text === null || text === ''
      ? []
      : labelled(label, printable(text), { indent, labelWidth: LABEL, width: style.width });
  return [
    heading(one, depth, style),
    ...facts(one, indent, style),
    ...tellingEffects(one, asked).flatMap((effect) => [
      ...labelled(printable(fit(effect.metric, LABEL - 1)), printable(effectWords(effect, one)), {
        indent,
        labelWidth: LABEL,
        width: style.width,
      }),
      ...row('net', wordLedgerMoney(effect, one.done)),
    ]),
    ...row('invalid', distrust(one)),
    ...row(one.byReport ? 'the report' : 'the gate', overruled(one)),
    ...row('because', one.done?.because ?? null),
    ...row('learned', one.done?.learned ?? null),
    ...row('next', one.done?.next ?? null),
    ...row('follows', one.depth === 0 ? one.follows : null),
  ];
}

/** Whose it is, of what kind, and when it ran. */
function facts(one: LedgerExperiment, indent: number, { paint, width }: Style): string[] {
  const whose = [one.owner, wordTags(one)].filter((part) => part !== null && part !== '');
  const texts = whose.length === 0 ? [wordTimes(one)] : [whose.join(' · '), wordTimes(one)];
  const margin = ' '.repeat(indent);
  return texts.flatMap((text) =>
    wrap(printable(text), width - indent).map((line) => margin + paint.dim(line)),
  );
}

function heading(one: LedgerExperiment, depth: number, { paint, width }: Style): string {
  const lead = depth === 0 ? '' : `${' '.repeat(STEP * (depth - 1))}└ `;
  const said = decisionOf(one);
  const decision = said === null ? '' : ` · ${printable(headline(said))}`;
  const facts = ` · ${one.state}${decision}`;
  const name = fit(printable(one.experiment), Math.max(20, width - lead.length - facts.length));
  const colour =
    said?.decision === 'ship'
      ? paint.green
      : said?.decision === 'invalid'
        ? paint.red
        : (text: string) => text;
  return `${lead}${paint.bold(name)} · ${one.state}${decision === '' ? '' : ` · ${colour(decision.slice(3))}`}`;
}

function effectWords(effect: LedgerExperiment['effects'][number], one: LedgerExperiment): string {
  const { estimate, interval } = wordLedgerEffect(effect);
  const lift = wordLedgerLift(effect);
  const several = new Set(one.effects.map(({ treatment }) => treatment)).size > 1;
  return [
    `${several ? `${effect.treatment}: ` : ''}${estimate}${interval === null ? '' : ` ${interval}`}`,
    ...(lift === null ? [] : [`lift ${lift}`]),
    ...(effect.units === null ? [] : [formatCounted(effect.units, 'unit')]),
  ].join(' · ');
}

/** By what an experiment is invalid, if it is. */
function distrust({ verdict }: LedgerExperiment): string | null {
  if (verdict?.decision !== 'invalid') return null;
  return `by ${verdict.reasons.join(', ')}: its effects are not to be relied on`;
}

/** What the gate said, where something else was done. */
function overruled({ done, verdict }: LedgerExperiment): string | null {
  if (done === null || done.overrides === null || verdict === null) return null;
  return `said ${headline(verdict)}`;
}
