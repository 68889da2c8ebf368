import {
  addAggregates,
  type addMetricAggregate,
  type VariantAggregates,
} from '../../experiment/aggregates.js';
import { countRun } from '../../stats/counted-values.js';
import { emptyMoments } from '../../stats/moments.js';
import { ones, type ValueCounts } from '../../stats/value-counts.js';
import { cappedSample, type DeferredValues } from '../fold/deferred-values.js';
import type { KeptSample } from './kept-rows.js';
import type { KeptMetric } from './scanned-values.js';

/** What was kept of a scanned cell, of these metrics, and where capped ones have their values kept. */
export interface Kept {
  keeps: readonly KeptMetric[];
  samples: readonly KeptSample[];
  deferred: DeferredValues | null;
}

/** Tells a cell what its moments do not say, as if its rows had been read one by one. */
export function complete(cell: VariantAggregates, { keeps, samples, deferred }: Kept): void {
  keeps.forEach(({ metric, counts }, i) => {
    const sample = cell.samples[metric]!;
    const cap = deferred?.caps[metric] ?? null;
    // Until a cap is known all values wait for it.
    if (cap?.limits === null) sample.moments = emptyMoments(sample.moments.mean.length);
    else if (counts) sample.values = { waiting: [], runs: [runOf(samples[i]!)] };
    // Whether a capped metric is a proportion its values tell as they were.
    if (cap !== null) sample.successes = 0;
  });
}

/** Adds a cell, completed, to others in place, each sample as is said, and what was kept of it beside them. */
export function addCell(
  into: VariantAggregates,
  cell: VariantAggregates,
  { keeps, samples, deferred }: Kept,
  add: typeof addMetricAggregate,
): void {
  addAggregates(into, cell, add);
  keeps.forEach(({ metric }, i) => {
    const cap = deferred?.caps[metric] ?? null;
    if (deferred === null || cap === null) return;
    const known = cappedSample(deferred, into.samples[metric]!);
    known.above += samples[i]!.above;
    known.below += samples[i]!.below;
    if (cap.limits === null) countRun(known.values, runOf(samples[i]!));
  });
}

function runOf({ values, counts }: KeptSample): ValueCounts {
  return { values, counts: counts ?? ones(values.length) };
}
