import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { type FileState, takeRecord } from './one-file.js';
import { fileName, type StandardInput } from './reading.js';
import { readRecords } from './records.js';
import { readBytes } from './source.js';

/**
 * Takes all records of a file, CSV or Parquet, and gives the SHA-256 of its bytes.
 *
 * @throws {UserError} on the first thing that cannot be read rightly, with its place.
 */
export async function takeFile(state: FileState, io: StandardInput): Promise<string> {
  const { source, options } = state;
  if (beginsAsParquet(source.path)) {
    const { takeParquet } = await import('./parquet.js');
    return takeParquet(state, io);
  }
  const { chunks, sha256 } = readBytes(source, io);
  await readRecords(chunks, fileName(source), options, (fields, line) =>
    takeRecord(state, fields, line),
  );
  return sha256();
}

/** Whether a path is that of a plain file with Parquet's first bytes, which a pipe cannot give twice. */
function beginsAsParquet(path: string): boolean {
  if (path === '-' || !existsSync(path) || !statSync(path).isFile()) return false;
  const start = Buffer.alloc(4);
  try {
    const file = openSync(path, 'r');
    readSync(file, start, { position: 0 });
    closeSync(file);
  } catch {
    // Why it cannot be read, its reading will say.
    return false;
  }
  return start.toString('latin1') === 'PAR1';
}
