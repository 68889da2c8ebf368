import type { NoIndex } from '../../stats/surrogate/index-model.js';
import type { IndexComparison, SurrogateReport } from '../surrogate-report.js';
import {
  decimalsFor,
  formatCount,
  formatCounted,
  formatFixed,
  formatLevel,
  formatP,
  formatPercent,
  formatSigned,
} from './numbers.js';

/** Why there is no index, as a sentence; `measures` are in the model's order. */
export function wordNoIndex(why: NoIndex, measures: readonly string[], outcome: string): string {
  switch (why.code) {
    case 'CONSTANT':
      return `${measures[why.column]} is the same for all units of the history, and tells nothing`;
    case 'COLLINEAR':
      return `${measures[why.column]} is told by the others already (a sum of them, or one of them in another unit)`;
    case 'TOO_FEW_UNITS':
      return `the history has too few units with all measurements, ${formatCount(why.units)}: so many measurements take ${formatCount(why.least)}`;
    case 'OUTCOME_CONSTANT':
      return `${outcome} is the same for all units of the history`;
    case 'NOT_CONVERGED':
      return `${outcome} is told by the measurements without error, or hardly at all: the logistic model has no end`;
  }
}

/** A fact behind a check. */
export type SurrogateFact =
  | { code: 'SAMPLE_RATIO_MISMATCH'; shares: readonly number[]; logPValue: number; failed: boolean }
  | { code: 'MEASURES_MISSING'; missing: number; units: number; history: number }
  | { code: 'FAR_FROM_HISTORY'; name: string; shift: number }
  | { code: 'WEAK_INDEX'; explained: number; outcome: string }
  | { code: 'INDEX_ON_RECORD'; experiments: number; sameSign: number; missed: number }
  | { code: 'NOT_ON_RECORD'; given: boolean; outcome: string };

/** A check as a sentence that tells what it means and what to do. */
export function wordSurrogateCheck(fact: SurrogateFact): string {
  switch (fact.code) {
    case 'SAMPLE_RATIO_MISMATCH': {
      const split = fact.shares.map((share) => formatFixed(100 * share, 1)).join(' : ');
      const p = formatP(fact.logPValue);
      return fact.failed
        ? `split ${split}, which chance does not explain (${p}): the assignment or its logging is broken. No comparison can be trusted.`
        : `split ${split}: no sign of a fault (${p})`;
    }
    case 'MEASURES_MISSING':
      return `${formatCounted(fact.missing, 'unit')} of the experiment and ${formatCount(fact.history)} of the history lack a measurement and are left out: see that they lack it for no reason of the outcome.`;
    case 'FAR_FROM_HISTORY':
      return `${fact.name} lies ${formatFixed(Math.abs(fact.shift), 1)} standard deviations ${fact.shift > 0 ? 'above' : 'below'} the history: the index is carried to where it was not learned.`;
    case 'WEAK_INDEX':
      return `the index has ${formatPercent(fact.explained, 1)} of what ${fact.outcome} varies by: most of it is something that these measurements do not see.`;
    case 'INDEX_ON_RECORD':
      return wordOnRecord(fact);
    case 'NOT_ON_RECORD':
      return fact.given
        ? `No experiment on record has effects on all surrogates and on ${fact.outcome}: nobody knows whether this index foretells what treatments do to it.`
        : `Not held against experiments whose ${fact.outcome} is known: that the index foretells what treatments do to it is assumed.`;
  }
}

function wordOnRecord({
  experiments,
  sameSign,
  missed,
}: SurrogateFact & { code: 'INDEX_ON_RECORD' }): string {
  const record = `Of ${formatCounted(experiments, 'treatment')} on record, ${formatCount(sameSign)} went the way that the index says`;
  return missed === 0
    ? `${record}; none is surely another than was foretold.`
    : `${record}, and ${formatCount(missed)} came to something surely other than was foretold: this index is no measure of the outcome.`;
}

/** What has to hold for the index to say anything of the outcome. */
export function wordAssumptions(outcome: string): string[] {
  return [
    `Surrogacy: whatever a treatment does to ${outcome} goes through these measurements. An effect by another way is not seen.`,
    `Comparability: in the experiment ${outcome} hangs on them as it did in the history. Other customers, another season or another product may break that.`,
  ];
}

/** "+1.22 [+1.04, +1.40]". */
export function wordIndexEffect({ effect: { estimate, lower, upper } }: IndexComparison): string {
  const width = (upper ?? estimate) - (lower ?? estimate);
  const decimals = Math.max(0, decimalsFor(width, 3));
  const ends = [lower, upper].map((end) => (end === null ? '∞' : formatSigned(end, decimals)));
  return `${formatSigned(estimate, decimals)} [${ends.join(', ')}]`;
}

/** What a comparison comes to, in a sentence. */
export function wordIndexOutcome(one: IndexComparison, { surrogacy }: SurrogateReport): string {
  const figures = `${wordIndexEffect(one)} (${formatLevel(one.confidence)}), ${formatP(one.logPValue)}`;
  const { outcome } = surrogacy;
  switch (one.outcome) {
    case 'higher':
    case 'lower':
      return `${one.treatment} is expected to ${one.outcome === 'higher' ? 'raise' : 'lower'} ${outcome} against ${one.control}: ${figures}. That is foretold from surrogates, not measured: by itself it is no reason to ship.`;
    case 'unclear':
      return `What ${one.treatment} does to ${outcome} is not told: ${figures}. That is not “no effect”.`;
    case 'invalid':
      return `${one.treatment} cannot be compared with ${one.control}: the split is not as planned.`;
  }
}

/** Whose noise the interval is made of, in a sentence. */
export function wordNoise({ modelShare }: IndexComparison): string {
  return `${formatPercent(modelShare, 0)} of its variance is the noise of the model`;
}
