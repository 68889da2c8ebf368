import { UserError } from '../errors.js';
import { dataHash, type SaidOfFiles } from '../read/bytes/data-hash.js';
import type { FileRead } from '../read/read-aggregates.js';
import type { Source } from '../read/reading.js';

/**
 * The hash over the data of a look, which says whether another look is at the same ones: that of the files
 * as they were read, in the order of their sources, and of what was said of how they are written.
 *
 * @throws {UserError} when a file is given twice: its units would count twice, and any effect look surer
 *   than it is.
 * @throws {RangeError} when the files were read without their hashes.
 */
export function hashOfLook(
  files: readonly FileRead[],
  sources: readonly Source[],
  said: SaidOfFiles = {},
): string {
  checkOnce(files);
  const hashes = files.map(({ path, sha256 }, i) => {
    if (sha256 === null) throw new RangeError(`${path} was read without its hash`);
    return { sha256, variant: sources[i]!.variant };
  });
  return dataHash(hashes, said);
}

function checkOnce(files: readonly FileRead[]): void {
  for (const [i, { path, sha256 }] of files.entries()) {
    const first = files.slice(0, i).find((file) => sha256 !== null && file.sha256 === sha256);
    if (first === undefined) continue;
    throw new UserError(`these are the bytes of ${first.path} again, and would count twice`, {
      location: { file: path },
      hint: 'leave out one of the two',
    });
  }
}
