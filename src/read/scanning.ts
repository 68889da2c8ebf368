import type { FileHashes } from './bytes/file-hashes.js';
import { inputFile, sizeOf } from './bytes/plain-file.js';
import { LARGE_BYTES } from './bytes/source.js';
import type { FileState } from './file-state.js';
import type { KeptSpans } from './kept-spans.js';
import type { Source, StandardInput } from './reading.js';
import type { Stream } from './scan/scan-stream.js';
import type { ScanTools } from './scan/scan-tools.js';

/** The faster of the ways that files are read, where they are worth it. */
export interface Scanning {
  /** Scans a plain file, and gives its hash; `null`, with nothing read, where it is none for that. */
  file: (state: FileState) => Promise<FileHashes | null>;
  /** Scans a stream that turned out to be large; whether it did: `false`, with nothing taken, where it is none for that. */
  stream: (state: FileState, stream: Stream) => Promise<boolean>;
  /** Lets go of the threads that scan. */
  leave: () => void;
}

/** How these files are scanned, with threads that last for all of them; where spans are given, values are told apart in them. */
export function scanningOf(
  sources: readonly Source[],
  io: StandardInput,
  spans?: KeptSpans,
): Scanning {
  const bytes = sources.reduce((sum, source) => sum + (sizeOf(source, io) ?? 0), 0);
  let tools: ScanTools | null = null;
  const toolsOf = async () => {
    const { scanTools } = await import('./scan/scan-tools.js');
    tools ??= scanTools(bytes);
    return tools;
  };
  return {
    file: async (state) => {
      if (bytes < LARGE_BYTES || sizeOf(state.source, io) === null) return null;
      const { scanFile } = await import('./scan/scan-file.js');
      const { onBytes } = io;
      const input = state.source.path === '-' ? inputFile(io) : null;
      return scanFile(state, await toolsOf(), {
        input,
        spans,
        ...(onBytes === undefined ? {} : { onBytes }),
      });
    },
    stream: async (state, stream) => {
      const { scanStream } = await import('./scan/scan-stream.js');
      return scanStream(state, stream, await toolsOf());
    },
    leave: () => tools?.leave(),
  };
}
