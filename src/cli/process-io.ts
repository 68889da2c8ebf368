import { fstatSync, writeSync } from 'node:fs';
import { UserError } from '../errors.js';
import { descriptorChunks } from '../read/bytes/file-chunks.js';
import { isSystemError } from '../read/bytes/system-errors.js';
import type { Io, Output } from './io.js';

/** The standard streams of this process, each touched only when it is needed. */
export function processIo(): Io {
  return {
    get stdin() {
      return Object.assign(standardInput(), { fd: 0 });
    },
    stdout: outputTo(1, () => process.stdout),
    stderr: outputTo(2, () => process.stderr),
    env: process.env,
    now: () => new Date(),
    // The bundle is one CommonJS module.
    program: __filename,
  };
}

/** `false` where there is nothing behind a standard stream, as for a program without a window on Windows. */
function isCharacterDevice(fd: number): boolean {
  try {
    return fstatSync(fd).isCharacterDevice();
  } catch (error) {
    if (isSystemError(error)) return false;
    throw error;
  }
}

/**
 * Standard input. A terminal is read by Node's own stream; a file or pipe directly, which is faster to
 * start and to read. A pipe that does not wait for its writer gets the stream after all.
 */
async function* standardInput(): AsyncGenerator<Buffer> {
  if (isCharacterDevice(0)) {
    yield* process.stdin;
    return;
  }
  try {
    yield* descriptorChunks(0);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    // What Windows calls the end of a pipe.
    if (code === 'EOF') return;
    if (code !== 'EAGAIN') throw error;
    yield* process.stdin;
  }
}

/**
 * A standard output. A terminal is written to by Node's own stream; anything else directly, since that
 * stream takes longer to load than a report to make. A pipe that is full gets the stream after all.
 */
function outputTo(fd: 1 | 2, stream: () => NodeJS.WriteStream): Output {
  if (isCharacterDevice(fd) && stream().isTTY) return stream();
  return {
    write: (text) => {
      const rest = writeDirectly(fd, Buffer.from(text));
      if (rest.length > 0) withoutBrokenPipe(fd, stream()).write(rest);
    },
  };
}

/**
 * Writes as much as goes at once, and gives back what does not. A message that cannot be told changes
 * nothing: the exit code says it still.
 *
 * @throws {UserError} when standard output takes nothing more, as a full disk does.
 */
function writeDirectly(fd: 1 | 2, bytes: Buffer): Buffer {
  let rest = bytes;
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(fd, rest));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'EAGAIN') return rest;
    // The reader has gone, as `| head` does: nothing is left to say, and the exit code stands.
    if (code === 'EPIPE' || fd === 2) return Buffer.alloc(0);
    throw new UserError(`standard output cannot be written (${code})`, {
      hint: 'is there room? --output FILE writes to a file',
    });
  }
  return rest;
}

function withoutBrokenPipe(fd: 1 | 2, stream: NodeJS.WriteStream): NodeJS.WriteStream {
  if (stream.listenerCount('error') > 0) return stream;
  return stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && fd === 1) throw error;
  });
}
