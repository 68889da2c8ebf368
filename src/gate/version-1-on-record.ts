import { emptyAggregates } from '../experiment/aggregates.js';
import { sampleRatio } from '../experiment/checks/balance-checks.js';
import { lookChecks } from '../experiment/checks/look-checks.js';
import { type Design, wantedSign } from '../experiment/design.js';
import { progressOf } from '../experiment/monitoring/pair-monitoring.js';
import { endedAt, isDue } from '../experiment/monitoring/progress.js';
import type { Journal } from '../read/journal/schema.js';
import type { JournalLineV1 } from '../read/journal/version-1.js';
import type { PlanRead } from '../read/plan/read-plan.js';
import { failuresOf } from './decision-on-record.js';
import { plannedDesign } from './design-from-plan.js';
import { differenceOf, wordDifference } from './difference.js';
import { monitoringFrom } from './monitoring-from.js';

/**
 * What a look of version 1 says that its plan, its units and its p-values do not; `null` where they come to
 * that. Its arms are not on record, so that more is not known.
 */
export function faultOfVersion1(
  line: JournalLineV1,
  before: Journal,
  read: PlanRead,
): string | null {
  const aggregates = unitsAlone(line);
  const data = { data: line.data, flags: '', version1: line.data };
  const size = new Map(Object.entries(line.plannedUnits));
  const monitoring = monitoringFrom(
    { read, aggregates, data, before, time: new Date(line.time) },
    size,
  );
  const design = plannedDesign(read.plan, monitoring);
  const again = {
    ...line,
    repeats: monitoring.repeats !== null,
    plannedUnits: Object.fromEntries(monitoring.plannedUnits),
    comparisons: line.comparisons.map((one) => ({ ...one, ...progressOf(design, one.treatment) })),
  };
  const difference = differenceOf(line, again);
  if (difference !== null) return wordDifference(difference);
  const failures = lookChecks({ design, aggregates })
    .filter(({ status }) => status === 'fail')
    .map(({ code }) => code);
  return (
    faultOfFailures(line, failures) ??
    faultOfSplit(line, sampleRatio({ design, aggregates })[0]?.pValue ?? 1) ??
    faultOfEnd(line, design) ??
    faultOfShip(line, design)
  );
}

/**
 * Looks of version 1 had their split judged by a test that knew the planned size: where that is found below 0.001,
 * the one of now, a mean over scales, is not above 0.05; what it did not find it may now, and nothing follows.
 */
const NO_SPLIT_FAULT = 0.05;

function faultOfSplit(line: JournalLineV1, pValue: number): string | null {
  const isSaid = failuresOf(line).includes('SAMPLE_RATIO_MISMATCH');
  return isSaid && pValue > NO_SPLIT_FAULT ? wordExtra('SAMPLE_RATIO_MISMATCH') : null;
}

function wordExtra(code: string): string {
  return `${code} is among its reasons, and its units do not come to it`;
}

function unitsAlone({ units }: JournalLineV1) {
  const aggregates = emptyAggregates([]);
  for (const [variant, n] of Object.entries(units)) {
    aggregates.variants.set(variant, { units: n, samples: [] });
  }
  return aggregates;
}

/** The failures that units alone tell must be among the reasons, and no other of them. */
function faultOfFailures(line: JournalLineV1, failures: readonly string[]): string | null {
  const said = failuresOf(line);
  const missing = failures.find((code) => !said.includes(code));
  if (missing !== undefined) return `its units come to ${missing}, which is not among its reasons`;
  const toldByUnits = ['PLAN_CHANGED', 'DATA_SHRANK'];
  const extra = said.find((code) => toldByUnits.includes(code) && !failures.includes(code));
  return extra === undefined ? null : wordExtra(extra);
}

/** What a plan came to at its end stands. */
function faultOfEnd({ decision, variant }: JournalLineV1, design: Design): string | null {
  const ended = endedAt(design);
  if (decision === 'invalid' || ended === null || decision === ended.decision) {
    return ended === null || variant === ended.variant || decision === 'invalid'
      ? null
      : `variant is ${variant}, where look ${ended.number} ended the plan with ${ended.variant}`;
  }
  return `decision is ${decision}, where look ${ended.number} ended the plan with ${ended.decision}`;
}

/** A treatment is shipped by a p-value below alpha, an effect in the wanted direction and a plan that is due. */
function faultOfShip(line: JournalLineV1, design: Design): string | null {
  if (line.decision !== 'ship' || endedAt(design) !== null) return null;
  // There was no floor of units then.
  const isFixed = design.monitoring!.plan.method === 'fixed';
  if (isFixed && !isDue(design)) return 'decision is ship, before the planned units are there';
  const [metric] = design.metrics;
  const { pValue, effect } = line.comparisons.find(
    ({ role, treatment }) => role === 'primary' && treatment === line.variant,
  )!;
  // With prices it is the net effect that decides, and with a margin the side of it; neither is on record.
  if (design.money !== null || metric!.margin !== null) return null;
  if (pValue === null || pValue >= design.alpha) {
    return `decision is ship, where p is ${pValue} and alpha ${design.alpha}`;
  }
  return Math.sign(effect.estimate) === wantedSign(design, metric!)
    ? null
    : `decision is ship, where the effect is ${effect.estimate}`;
}
