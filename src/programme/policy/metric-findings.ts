import type { ExperimentOnRecord } from '../experiment-on-record.js';
import type { DefinitionOfMetric, Finding } from './breach.js';
import { definitionOf } from './measured.js';

type Definition = DefinitionOfMetric & { experiments: string[] };

/**
 * Metrics of one name that plans define in two ways, so that their effects are not of one thing. Of two that differ
 * only in that one leaves its kind to the data, nothing is said.
 */
export function metricFindings(records: readonly ExperimentOnRecord[]): Finding[] {
  const byName = new Map<string, Definition[]>();
  for (const { experiment, plan } of records) {
    for (const metric of plan?.plan.metrics ?? []) {
      const known = byName.get(metric.name) ?? [];
      byName.set(metric.name, known);
      addTo(known, definitionOf(metric), experiment);
    }
  }
  return [...byName]
    .filter(([, definitions]) => definitions.length > 1)
    .map(([metric, definitions]) => ({
      code: 'METRIC_DEFINED_TWICE',
      status: 'fail',
      // Those that differ from what most have.
      experiments: commonestFirst(definitions)
        .slice(1)
        .flatMap(({ experiments }) => experiments),
      metric,
      definitions: commonestFirst(definitions),
    }));
}

function commonestFirst(definitions: readonly Definition[]): Definition[] {
  return definitions.toSorted((a, b) => b.experiments.length - a.experiments.length);
}

function addTo(known: Definition[], metric: DefinitionOfMetric, experiment: string): void {
  const same = known.find((one) => isSame(one, metric));
  if (same === undefined) {
    known.push({ ...metric, experiments: [experiment] });
    return;
  }
  same.kind ??= metric.kind;
  if (!same.experiments.includes(experiment)) same.experiments.push(experiment);
}

function isSame(a: DefinitionOfMetric, b: DefinitionOfMetric): boolean {
  const isKind = a.kind === null || b.kind === null || a.kind === b.kind;
  return isKind && a.column === b.column && a.direction === b.direction && a.cap === b.cap;
}
