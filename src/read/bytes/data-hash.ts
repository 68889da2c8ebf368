import { smallSha256 } from './sha256.js';

/** What is said of how files are written, beyond what they show by themselves. */
export type SaidOfFiles = Readonly<Record<string, unknown>>;

/**
 * One SHA-256, in hexadecimal, over the data of a look: the hashes of its files with the variants that
 * were named for them, in any order, and what was said of how to read them. Equal for the same files
 * read alike, however they are called.
 *
 * Hashed without OpenSSL, which takes longer to start than this takes for hundreds of files.
 *
 * @example
 * const one = { sha256: 'a'.repeat(64), variant: 'generic' };
 * const other = { sha256: 'b'.repeat(64), variant: 'personalized' };
 * dataHash([one, other]) === dataHash([other, one]); // => true
 * dataHash([one, other]) === dataHash([one, { ...other, variant: 'full' }]); // => false
 */
export function dataHash(
  files: readonly { sha256: string; variant: string | null }[],
  said: SaidOfFiles = {},
): string {
  // As JSON, so that no name can be read as the end of one entry and the start of another.
  const entries = [
    ...files.map(({ sha256, variant }) => JSON.stringify([sha256, variant])),
    // The same bytes with other rows left out, or other values missing, are other data.
    ...Object.entries(said).map((entry) => JSON.stringify(entry)),
  ];
  return smallSha256(Buffer.from(`${entries.sort().join('\n')}\n`));
}
