import { UserError } from '../errors.js';
import { dataHash, type SaidOfFiles } from '../read/bytes/data-hash.js';
import type { FileRead } from '../read/read-aggregates.js';
import type { Source } from '../read/reading.js';

/** What tells whether another look is at the same data, read alike; in hexadecimal. */
export interface LookHashes {
  /** Over what the files hold, unzipped, whatever their names and order. */
  data: string;
  /** Over what was said of how to read them, as far as the answer depends on it. */
  flags: string;
  /** Both in one, over the files as they lie on the disk, as journals of version 1 have it. */
  version1: string;
}

/**
 * What the data of a look are known by.
 *
 * @throws {UserError} when a file is given twice, be it gzipped: its units would count twice, and any effect
 *   look surer than it is.
 * @throws {RangeError} when the files were read without their hashes.
 * @example
 * const { plan } = await readPlan('fixtures/plan.yaml');
 * const sources = [{ path: 'fixtures/homepage-hero.csv', variant: null }];
 * const { files } = await readAggregates(sources, planReadOptions(plan), process);
 * hashOfLook(files, sources).data.slice(0, 8); // => '5a8c5cb6'
 * // Decimal commas would be other data.
 * hashOfLook(files, sources).flags === hashOfLook(files, sources, { decimal: ',' }).flags; // => false
 */
export function hashOfLook(
  files: readonly FileRead[],
  sources: readonly Source[],
  said: SaidOfFiles = {},
): LookHashes {
  checkOnce(files);
  const hashed = (key: 'sha256' | 'contentSha256') =>
    files.map((file, i) => {
      const sha256 = file[key];
      if (sha256 === null) throw new RangeError(`${file.path} was read without its hash`);
      return { sha256, variant: sources[i]!.variant };
    });
  return {
    data: dataHash(hashed('contentSha256')),
    flags: dataHash([], said),
    version1: dataHash(hashed('sha256'), said),
  };
}

function checkOnce(files: readonly FileRead[]): void {
  for (const [i, { path, contentSha256 }] of files.entries()) {
    const first = files
      .slice(0, i)
      .find((file) => contentSha256 !== null && file.contentSha256 === contentSha256);
    if (first === undefined) continue;
    throw new UserError(`these are the bytes of ${first.path} again, and would count twice`, {
      location: { file: path },
      hint: 'leave out one of the two',
    });
  }
}
