import { smallSha256 } from './sha256.js';

/**
 * One SHA-256, in hexadecimal, over the data of a look: the hashes of its files with the variants that
 * were named for them, in any order. Equal for the same files, however they are called.
 *
 * Hashed without OpenSSL, which takes longer to start than this takes for hundreds of files.
 */
export function dataHash(files: readonly { sha256: string; variant: string | null }[]): string {
  // As JSON, so that no name can be read as the end of one entry and the start of another.
  const entries = files.map(({ sha256, variant }) => JSON.stringify([sha256, variant]));
  return smallSha256(Buffer.from(`${entries.sort().join('\n')}\n`));
}
