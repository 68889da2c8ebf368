import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { UserError } from '../errors.js';
import type { FileHashes } from './bytes/file-hashes.js';
import { LARGE_BYTES, readBytes } from './bytes/source.js';
import { readRecords } from './csv/records.js';
import type { FileState } from './file-state.js';
import { takeRecord } from './one-file.js';
import { fileName, type StandardInput } from './reading.js';
import type { Scanning } from './scanning.js';

/**
 * Takes all records of a file, CSV, Parquet or a workbook, by the fastest of the ways that it can be read, and
 * gives what its bytes are known by.
 *
 * @param scanning the ways that are faster than reading record by record; `null` where each record is wanted
 * @throws {UserError} on the first thing that cannot be read rightly, with its place.
 */
export async function takeFile(
  state: FileState,
  io: StandardInput,
  scanning: Scanning | null,
): Promise<FileHashes> {
  const scanned = (await scanning?.file(state)) ?? null;
  if (scanned !== null) return scanned;
  const { source } = state;
  const signature = signatureOf(source.path);
  checkSheet(state, signature);
  if (signature === 'PAR1') {
    const { takeParquet } = await import('./parquet/parquet.js');
    return alike(await takeParquet(state, io));
  }
  if (signature === WORKBOOK) {
    const { takeWorkbook } = await import('./workbook/workbook.js');
    return alike(await takeWorkbook(state, io));
  }
  const { chunks, hashes } = readBytes(source, io, state.options);
  const stream = chunks[Symbol.asyncIterator]();
  try {
    await takeStream(state, stream, scanning);
  } finally {
    // Who stops at a mistake has not come to the rest, which may be an open file.
    await stream.return?.();
  }
  return hashes();
}

/** Of what is packed part by part, nothing else is known than the file. */
function alike(sha256: string | null): FileHashes {
  return { sha256, contentSha256: sha256 };
}

const WORKBOOK = 'PK\x03\x04';

function checkSheet({ source, options }: FileState, signature: string): void {
  const { sheet } = options;
  if ((sheet ?? null) === null || signature === WORKBOOK) return;
  throw new UserError((say) => `${say.sheet()} ${sheet}: this is no Excel workbook`, {
    location: { file: fileName(source) },
    hint: 'leave it out',
  });
}

/** Scans what turns out to be large, from a pipe or unpacked; has the rest read record by record. */
async function takeStream(
  state: FileState,
  stream: AsyncIterator<Buffer>,
  scanning: Scanning | null,
): Promise<void> {
  const { parts, ended } = await startOf(stream);
  const chunks = joined(parts, stream);
  if (!ended && (await scanning?.stream(state, { start: Buffer.concat(parts), chunks }))) return;
  const { source, options } = state;
  await readRecords(chunks, fileName(source), options, (fields, line) =>
    takeRecord(state, fields, line),
  );
}

/** So much of a stream that it is worth scanning, or all of it. */
async function startOf(stream: AsyncIterator<Buffer>) {
  const parts: Buffer[] = [];
  for (let bytes = 0; bytes < LARGE_BYTES; ) {
    const { value, done } = await stream.next();
    if (done === true) return { parts, ended: true };
    parts.push(value);
    bytes += value.length;
  }
  return { parts, ended: false };
}

async function* joined(
  parts: readonly Buffer[],
  rest: AsyncIterator<Buffer>,
): AsyncGenerator<Buffer> {
  yield* parts;
  yield* { [Symbol.asyncIterator]: () => rest };
}

/** The first bytes of a plain file, which tell what it is; of a pipe, which cannot give them twice, none. */
function signatureOf(path: string): string {
  if (path === '-' || !existsSync(path) || !statSync(path).isFile()) return '';
  const start = Buffer.alloc(4);
  try {
    const file = openSync(path, 'r');
    readSync(file, start, { position: 0 });
    closeSync(file);
  } catch {
    // Why it cannot be read, its reading will say.
    return '';
  }
  return start.toString('latin1');
}
