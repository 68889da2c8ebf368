import { type ReadResult, readAggregates } from '../../read/read-aggregates.js';
import type { ReadOptions, Source, StandardInput } from '../../read/reading.js';
import type { Io } from '../io.js';
import { totalBytes } from './sources.js';
import { isWatched } from './watched.js';

interface Showing {
  quiet: boolean;
  /** Milliseconds, for the bar. */
  now?: () => number;
}

/** What `readAggregates` gives, with a bar on standard error meanwhile, where a terminal is to see it. */
export async function readWithProgress(
  sources: readonly Source[],
  options: ReadOptions,
  io: Io,
  showing: Showing,
): Promise<ReadResult> {
  const read = (input: StandardInput) => readAggregates(sources, options, input);
  return withProgress(sources, io, showing, read);
}

/** What reading these sources gives, with such a bar. */
export async function withProgress<T>(
  sources: readonly Source[],
  io: Io,
  { quiet, now }: Showing,
  read: (input: StandardInput) => Promise<T>,
): Promise<T> {
  if (quiet || !isWatched(io)) return read(io);
  const { byteProgress } = await import('./progress.js');
  const { advance: onBytes, end } = byteProgress(io.stderr, totalBytes(sources, io), now);
  const input = {
    get stdin() {
      return io.stdin;
    },
    onBytes,
  };
  try {
    return await read(input);
  } finally {
    end();
  }
}
