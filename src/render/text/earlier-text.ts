import type { AlikeReport } from '../../report/earlier-report.js';
import { decisionOf } from '../../report/ledger-report.js';
import type { PlanReport } from '../../report/plan-report.js';
import {
  wordAlike,
  wordControl,
  wordLoss,
  wordTrueEffects,
} from '../../report/wording/earlier-wording.js';
import { wordLedgerEffect, wordLedgerLift, wordNote } from '../../report/wording/ledger-wording.js';
import { formatCount } from '../../report/wording/numbers.js';
import { printable } from '../printable.js';
import { headline } from '../verdict-words.js';
import { labelled } from './layout.js';
import type { Style } from './style.js';

/** More are for the ledger itself. */
const MOST_SHOWN = 6;

/** What earlier tests tell of a plan, as lines; none where no ledger was named. */
export function earlierLines(report: PlanReport, style: Style): string[] {
  return earlierRows(report).flatMap(([label, text]) => labelled(label, printable(text), style));
}

/** The same as labels and texts. */
export function earlierRows(report: PlanReport): [label: string, text: string][] {
  const { earlier, metrics } = report;
  if (earlier === undefined) return [];
  const row = (label: string, text: string | null): [string, string][] =>
    text === null ? [] : [[label, text]];
  const others = earlier.alike.filter(({ test }) => test.experiment !== report.plan.follows);
  return [
    ...row('Earlier', wordAlike(earlier, report)),
    ...row('Follows', followed(report)),
    ...others.slice(0, MOST_SHOWN).flatMap((one, i) => row(i === 0 ? 'Alike' : '', told(one))),
    ...row('', left(others.length)),
    ...row('Lost before', losers(earlier.alike)),
    ...row('Effects', wordTrueEffects(earlier, metrics[0]!.name)),
    ...row('Control', wordControl(earlier, report)),
    ...earlier.notes.flatMap((note) => row('Note', wordNote(note))),
  ];
}

function followed({ plan, earlier }: PlanReport): string | null {
  if (plan.follows === null) return null;
  const one = earlier!.followed;
  return one === null ? `${plan.follows}, which is not on record here.` : told(one);
}

/** One test in a line or two: what was decided, its effect, what is in common, what was learned. */
function told({ test, shared }: AlikeReport): string {
  const said = decisionOf(test);
  const effects = test.effects.map((effect) => {
    const { estimate, interval } = wordLedgerEffect(effect);
    const who = test.effects.length > 1 ? `${effect.treatment} ` : '';
    const lift = wordLedgerLift(effect);
    return `${who}${estimate}${interval === null ? '' : ` ${interval}`}${lift === null ? '' : `, lift ${lift}`}`;
  });
  const parts = [
    test.experiment,
    said === null ? test.state : headline(said),
    ...effects,
    ...(shared.length === 0 ? [] : [`same ${shared.join(', ')}`]),
  ];
  const learned = test.done?.learned ?? null;
  const next = test.done?.next ?? null;
  return [
    `${parts.join(' · ')}.`,
    ...(learned === null ? [] : [`Learned: ${learned}`]),
    ...(next === null ? [] : [`Next: ${next}`]),
  ].join(' ');
}

function left(count: number): string | null {
  return count > MOST_SHOWN
    ? `… and ${formatCount(count - MOST_SHOWN)} more, by perso-test ledger.`
    : null;
}

function losers(alike: readonly AlikeReport[]): string | null {
  const lost = alike.flatMap((one) => {
    const why = wordLoss(one);
    return why === null ? [] : [`${one.test.experiment} (${why})`];
  });
  return lost.length === 0 ? null : `${lost.join(', ')}.`;
}
