import type { Aggregates } from '../experiment/aggregates.js';
import { sizeOf } from './bytes/plain-file.js';
import { LARGE_BYTES } from './bytes/source.js';
import { type KeptSpans, READ_IN_VAIN } from './kept-spans.js';
import { type ReadOnce, readInOrder, readTwice } from './limits-first.js';
import type { Cap, ReadOptions, Source, StandardInput } from './reading.js';
import { isWrittenAsQuantile } from './recognize/metrics.js';
import { SAMPLE } from './scan/sample-sizes.js';

/** Whether few of the values that are kept may be enough, which files can be sampled for. */
export function mayKeepFew(
  sources: readonly Source[],
  options: ReadOptions,
  io: StandardInput,
): boolean {
  return (
    (options.caps.some(isOpen) || asksAroundQuantiles(options)) &&
    // Of these all have to be known.
    !options.ranks &&
    options.unitIdColumn === null &&
    options.keepsUnits !== true &&
    areEnoughBytes(sources, io)
  );
}

/** Whether these are plain files, each worth a sample, and all of them worth another reading. */
function areEnoughBytes(sources: readonly Source[], io: StandardInput): boolean {
  const sizes = sources.map((source) => (source.path === '-' ? 0 : (sizeOf(source, io) ?? 0)));
  const all = sizes.reduce((sum, size) => sum + size, 0);
  return all >= SAMPLE.leastBytes && sizes.every((size) => size >= LARGE_BYTES);
}

/** Whether a cap is a quantile whose value is not known. */
function isOpen({ value, lower }: Cap): boolean {
  return value === null || lower?.value === null;
}

function asksAroundQuantiles({ aroundQuantiles = false, metrics }: ReadOptions): boolean {
  return aroundQuantiles && metrics.some(isWrittenAsQuantile);
}

/** Reads files once, telling values apart where the wanted ones are thought to lie. */
type ReadWithin<T> = (...args: [...Parameters<ReadOnce<T>>, spans?: KeptSpans]) => Promise<T>;

/**
 * What files come to of which few values are kept: all different ones where these are few; else those around the wanted
 * ones, which a sample tells; and should it have misled, all of them after all.
 *
 * @throws {UserError} what reading them throws, or when one has changed between two readings.
 */
export async function readKeepingFew<T extends { aggregates: Aggregates }>(
  read: ReadWithin<T>,
  sources: readonly Source[],
  options: ReadOptions,
  io: StandardInput,
): Promise<T> {
  const { sampledSpans } = await import('./sampled-spans.js');
  const spans = await sampledSpans(sources, options);
  if (spans === null) return readInOrder(read, sources, options, io);
  const within: ReadOnce<T> = (files, how, input) => read(files, how, input, spans);
  try {
    return options.caps.some(isOpen)
      ? await readTwice(within, sources, options, io)
      : await within(sources, options, io);
  } catch (error) {
    if (error !== READ_IN_VAIN) throw error;
    return readInOrder(read, sources, options, told(io));
  }
}

/** Input whose bytes have been told before. */
function told(io: StandardInput): StandardInput {
  if (io.onBytes === undefined) return io;
  return {
    get stdin() {
      return io.stdin;
    },
    onBytes: () => {},
  };
}
