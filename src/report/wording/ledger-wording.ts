import type { Estimate } from '../../experiment/estimate.js';
import type { LedgerEffect, LedgerExperiment, LedgerNote, LedgerReport } from '../ledger-report.js';
import { type WordedEstimate, wordEffect, wordMeasure } from './effects.js';
import { besideLevel } from './levels.js';
import { formatCount, formatCounted, formatLevel, formatSigned } from './numbers.js';

/** How many experiments are listed, and what became of them: a sentence each. */
export function wordCounts({ ledger, counts, experiments }: LedgerReport): string[] {
  const { running, decided, closed, shipped, keptControl, invalid, overridden, learned } = counts;
  const rest = ledger.leftOut === 0 ? '' : ` of ${formatCount(ledger.experiments)}`;
  const listed =
    experiments.length === 0
      ? `No experiment${rest} is so`
      : `${formatCount(experiments.length)}${rest} ${ledger.experiments === 1 ? 'experiment' : 'experiments'}`;
  const states = joined([
    [running, 'running'],
    [decided, 'decided'],
    [closed, 'closed'],
  ]);
  const ends = joined([
    [shipped, 'shipped'],
    [keptControl, 'kept the control'],
    [invalid, 'invalid'],
  ]);
  // They are among those, so that they do not stand in one row with them.
  const some = joined([
    [overridden, 'closed otherwise than the gate said'],
    [closed - learned, 'closed with nothing learned'],
  ]);
  return [
    states === '' ? listed : `${listed}: ${states}`,
    some === '' ? ends : `${ends}; of these, ${some}`,
  ].filter((line) => line !== '');
}

function joined(parts: readonly (readonly [number, string])[]): string {
  return parts
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${formatCount(count)} ${what}`)
    .join(', ');
}

/** What is to be told beside the experiments, as a sentence. */
export function wordNote(note: LedgerNote): string {
  switch (note.code) {
    case 'SAME_EXPERIMENT':
      return `${note.experiment} is the name of several journals: ${listed(note.journals)}. Each is listed; is one a copy?`;
    case 'COPIED_JOURNAL':
      return `${note.journal} is a copy of ${note.original}, or of how that was before, and not counted.`;
    case 'EMPTY_JOURNAL':
      return `${note.journal} is empty, and not listed.`;
    case 'NO_JOURNAL':
      return `${formatCounted(note.files, 'file')} that the pattern matches ${note.files === 1 ? 'is' : 'are'} neither a journal (.jsonl) nor a plan, and not read: ${note.example}${note.files === 1 ? '' : ' and others'}.`;
    case 'NO_PLAN':
      return `No plan was found of ${listed(note.experiments)}, so that no look was worked out again from its figures: one that was edited would not be found. Lay the plan beside its journal, or name it.`;
    case 'OTHER_PLAN':
      return `The plan that lies there is not the one of the first look of ${listed(note.experiments)}: it was changed since.`;
  }
}

/** So many names are read; of more the number tells. */
const MOST_NAMED = 5;

function listed(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  const shown = names.slice(0, MOST_NAMED).join(', ');
  return more > 0 ? `${shown} and ${formatCount(more)} more` : shown;
}

/** The effect with its interval: "+1.22 pp" and "[+1.04, +1.40] (95 %)". */
export function wordLedgerEffect({ kind, effect, confidence }: LedgerEffect): WordedEstimate {
  const { estimate, interval } = wordEffect({ kind: kind ?? 'mean', effect });
  return { estimate, interval: interval === null ? null : interval + besideLevel(confidence) };
}

/** The lift alone; `null` where there is none. */
export function wordLedgerLift({ lift }: LedgerEffect): string | null {
  return lift === null ? null : `${formatSigned(100 * lift.estimate, 1)} %`;
}

/** What it nets a unit, and over the units that it was closed for; `null` where the plan has no prices. */
export function wordLedgerMoney(
  { netEffect, horizonNet }: LedgerEffect,
  done: LedgerExperiment['done'],
): string | null {
  if (netEffect === null) return null;
  const { estimate, interval } = wordMeasure(netEffect);
  const level = interval === null ? '' : ` ${interval} (${formatLevel(netEffect.confidence)})`;
  const unit = `${estimate} a unit${level}`;
  if (horizonNet === null) return unit;
  const all = wordMeasure(rounded(horizonNet));
  const ends = all.interval === null ? '' : ` ${all.interval}`;
  return `${unit}; over ${formatCounted(done!.horizonUnits!, 'unit')} ${all.estimate}${ends}`;
}

/** To the place that the second digit of the interval's half width has: digits below it would be noise. */
function rounded({ estimate, lower, upper }: Estimate): Estimate {
  const ends = [lower, upper].filter((end) => end !== null);
  const reach = Math.max(...ends.map((end) => Math.abs(end - estimate)), 0);
  // No end may be rounded to 0, which would lose its side.
  const least = Math.min(10 * reach, ...ends.filter((end) => end !== 0).map(Math.abs));
  const unit = Math.max(1, 10 ** (Math.floor(Math.log10(Math.min(reach, 10 * least))) - 1));
  const near = (x: number) => unit * Math.round(x / unit);
  return {
    estimate: near(estimate),
    lower: lower === null ? null : near(lower),
    upper: upper === null ? null : near(upper),
  };
}

/** From when to when, as days: "2026-03-01 to 2026-03-15, 14 days". */
export function wordTimes({
  firstTime,
  lastTime,
  days,
  looks,
  byReport,
}: LedgerExperiment): string {
  const [from, to] = [firstTime.slice(0, 10), lastTime.slice(0, 10)];
  const span = from === to ? from : `${from} to ${to}`;
  if (byReport) return `${span} · by a report`;
  // Of one look it is not on record how long units had come by then.
  const within = looks > 1 ? ` in ${formatCounted(days, 'day')}` : '';
  return `${span} · ${formatCounted(looks, 'look')}${within}`;
}

/** The tags, named: "surface homepage · tactic hero". */
export function wordTags({ tags }: Pick<LedgerExperiment, 'tags'>): string {
  return Object.entries(tags)
    .map(([tag, value]) => `${tag} ${value}`)
    .join(' · ');
}
