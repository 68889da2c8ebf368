import { UserError } from '../../errors.js';
import type { Aggregates } from '../../experiment/aggregates.js';
import { kindOf } from '../../experiment/compare/tested.js';
import { designEffect, type NoPilot, type Pilot, pilotOf } from '../../experiment/size/pilot.js';
import type { ReadResult } from '../../read/read-aggregates.js';
import {
  EVERYONE,
  fileName,
  type MetricReading,
  type ReadOptions,
  type Source,
} from '../../read/reading.js';
import { controlOfPast, variantNamed } from '../../read/recognize/control.js';
import { inputReport } from '../../report/input-report.js';
import type { PilotRead } from '../../report/pilot-report.js';
import { readOptionsFrom } from '../flags/read-options.js';
import { readWithProgress } from '../input/read-files.js';
import type { Io } from '../io.js';
import type { PowerFlags } from './power-flags.js';

/**
 * What the past data that flags name say of the control.
 *
 * @throws {UserError} when they cannot be read, or nothing can be planned by them.
 */
export async function pilotFrom(
  flags: PowerFlags,
  sources: readonly Source[],
  io: Io,
): Promise<PilotRead> {
  const file = fileName(sources[0]!);
  const options = pilotOptions(flags);
  const read = await readWithProgress(sources, options, io, { quiet: false });
  const metric = plannedMetric(read.reading.metrics, file);
  const { variants } = read.aggregates;
  const names = [...variants.keys()];
  const variant =
    flags.control === undefined
      ? controlOfPast(names, file)
      : variantNamed(names, flags.control, (say) => say.control());
  const cells = variants.get(variant)!;
  const kind = pilotKind(read.aggregates, metric);
  const cap = read.aggregates.capped[0] ?? null;
  const pilot = pilotOf(cells, { index: 0, kind, cap });
  if (typeof pilot === 'string') throw noPilot(pilot, { metric, file, variant });
  checkRateVaries(pilot, metric, file);
  return {
    input: inputReport(read),
    variant: variant === EVERYONE ? null : variant,
    metric: metric.name,
    missing: cells.units - pilot.n,
    covariates: metric.covariates,
    clusters: await clustersOf(read, { sources, options, variant, pilot }, io),
    pilot,
  };
}

/** Each unit's values are kept, to tell how noisy they are. */
function pilotOptions(flags: PowerFlags): ReadOptions {
  const options = readOptionsFrom({ ...flags, variants: [], segment: [] });
  const mayLackVariants = flags.control === undefined;
  return { ...options, mayLackVariants, keepsUnits: true };
}

function plannedMetric(metrics: readonly MetricReading[], file: string): MetricReading {
  const [metric, ...others] = metrics;
  if (metric !== undefined && others.length === 0) return metric;
  const names = metrics.map(({ name }) => name).join(', ');
  throw new UserError(`one metric is planned at a time, and here are ${names}`, {
    location: { file },
    hint: 'say which: --metric NAME; other tests of the decision are counted by --guardrails',
  });
}

function pilotKind(aggregates: Aggregates, metric: MetricReading): Pilot['kind'] {
  const design = { ...metric, lowerIsBetter: false, mde: null, margin: null };
  const kind = kindOf(aggregates, design, 0);
  if (kind !== 'quantile') return kind;
  throw new UserError(`${metric.name} is a quantile, and no size is worked out for those`, {
    hint: 'a plan may have it as a guardrail all the same; size the test by its primary metric',
  });
}

/** What a rate that no unit or every unit has leaves open. */
function checkRateVaries(pilot: Pilot, { name }: MetricReading, file: string): void {
  if (pilot.baseline.kind === 'mean' || (pilot.mean > 0 && pilot.mean < 1)) return;
  const all = pilot.mean === 0 ? 'none' : 'every one';
  throw new UserError(`${all} of ${pilot.n} units has ${name}: no size follows from that`, {
    location: { file },
    hint: 'read more units, or say what you expect: --baseline 0.1%',
  });
}

function noPilot(
  why: NoPilot,
  { metric, file, variant }: { metric: MetricReading; file: string; variant: string },
): UserError {
  const whose = variant === EVERYONE ? '' : ` of ${variant}`;
  const location = { file };
  switch (why) {
    case 'TOO_FEW_UNITS':
      return new UserError(`fewer than five units${whose} have a value of ${metric.name}`, {
        location,
        hint: 'read more of them; some hundreds are worth planning by',
      });
    case 'ZERO_VARIANCE':
      return new UserError(`${metric.name} does not vary between units${whose}`, {
        location,
        hint: 'is it the right column? nothing can be planned by it',
      });
    case 'ZERO_DENOMINATOR':
      return new UserError(`${metric.denominator} of ${metric.name} adds up to 0, or next to it`, {
        location,
        hint: 'is it the right column? a ratio needs it',
      });
  }
}

/** The rows behind units that were added up, read once more as if each were a unit. */
async function clustersOf(
  { reading }: ReadResult,
  asked: { sources: readonly Source[]; options: ReadOptions; variant: string; pilot: Pilot },
  io: Io,
): Promise<PilotRead['clusters']> {
  const { sources, options, variant, pilot } = asked;
  // Standard input is gone by now.
  if (reading.unitIdColumn === null || sources.some(({ path }) => path === '-')) return null;
  const asRows = { unitIdColumn: null, rowsAreUnits: true, keepsUnits: false, unhashed: true };
  const plain = { ...options, ...asRows, covariates: [], caps: [] };
  const { aggregates } = await readWithProgress(sources, plain, io, { quiet: false });
  const { units, samples } = aggregates.variants.get(variant)!;
  // A unit's success is that of any of its rows, and a cap is on its sum: rows have neither.
  const isComparable = pilot.kind !== 'proportion' && options.caps.length === 0;
  const effect = isComparable ? designEffect(pilot, samples[0]!.moments, pilot.kind) : null;
  return { rows: units, designEffect: effect };
}
