import { type ReadResult, readAggregates } from '../../read/read-aggregates.js';
import type { ReadOptions, Source } from '../../read/reading.js';
import type { Io } from '../io.js';
import { totalBytes } from './sources.js';

/**
 * What `readCells` gives, with a bar on standard error meanwhile, where a terminal is to see it.
 *
 * @param now milliseconds, for the bar
 */
export async function readWithProgress(
  sources: readonly Source[],
  options: ReadOptions,
  io: Io,
  { quiet, now }: { quiet: boolean; now?: () => number },
): Promise<ReadResult> {
  if (quiet || io.stderr.isTTY !== true) return readAggregates(sources, options, io);
  const { byteProgress } = await import('./progress.js');
  const { advance: onBytes, end } = byteProgress(io.stderr, totalBytes(sources), now);
  const input = {
    get stdin() {
      return io.stdin;
    },
    onBytes,
  };
  try {
    return await readAggregates(sources, options, input);
  } finally {
    end();
  }
}
