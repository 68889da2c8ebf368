import type { Aggregates, Capped } from '../experiment/aggregates.js';
import type { CapEnd } from '../experiment/size/plan.js';
import { sizeOf } from './bytes/plain-file.js';
import { LARGE_BYTES } from './bytes/source.js';
import { whileUnchanged } from './bytes/unchanged.js';
import type { Cap, ReadOptions, Source, StandardInput } from './reading.js';

/** Reads files once. */
type Read<T> = (sources: readonly Source[], options: ReadOptions, io: StandardInput) => Promise<T>;

/**
 * Whether what caps come to is better found by a reading of its own. A quantile is known when the last value is, and
 * until then a unit's covariates would have to be kept beside its value; large files are sooner read twice.
 */
export function areLimitsFirst(
  sources: readonly Source[],
  options: ReadOptions,
  io: StandardInput,
): boolean {
  const isCovered = (cap: Cap) =>
    (cap.share !== null || cap.lower?.share != null) &&
    options.covariates.some(({ metric }) => metric === cap.metric);
  return (
    options.caps.some(isCovered) &&
    options.unitIdColumn === null &&
    options.keepsUnits !== true &&
    areLargeFiles(sources, io)
  );
}

/** Whether these are plain files that are large together. */
function areLargeFiles(sources: readonly Source[], io: StandardInput): boolean {
  const sizes = sources.map((source) => (source.path === '-' ? null : sizeOf(source, io)));
  const isEach = sizes.every((size) => size !== null);
  return isEach && sizes.reduce((sum, size) => sum + size, 0) >= LARGE_BYTES;
}

/**
 * What files come to that are read for the limits of caps, and then again between these.
 *
 * @throws {UserError} what reading them throws, or when one has changed since the first time.
 */
export async function readTwice<T extends { aggregates: Aggregates }>(
  read: Read<T>,
  sources: readonly Source[],
  options: ReadOptions,
  io: StandardInput,
): Promise<T> {
  const half = { ...io, onBytes: (count: number) => io.onBytes?.(count / 2) };
  const both = async () => {
    const { aggregates } = await read(sources, { ...options, limitsOnly: true }, half);
    const caps = options.caps.map((cap) => withLimits(cap, aggregates.capped));
    return { result: await read(sources, { ...options, caps }, half), sha256: null };
  };
  const unchanged = sources.reduce<() => ReturnType<typeof both>>(
    (inner, source) => () => whileUnchanged(source, io, inner),
    both,
  );
  return (await unchanged()).result;
}

/** A cap whose quantiles have their values beside them. */
function withLimits(cap: Cap, capped: readonly Capped[]): Cap {
  const found = capped.find(({ metric }) => metric === cap.metric);
  if (found === undefined) return cap;
  const lower: CapEnd | undefined = cap.lower && { ...cap.lower, value: found.lower!.limit };
  return { ...cap, value: found.limit, ...(lower === undefined ? {} : { lower }) };
}
