/**
 * Whether a word of a command names a file outside of the folder in which the command runs: by itself, or behind the =
 * of NAME=FILE. Links in the folder are followed, as whoever made them wanted.
 */
export function namesOutside(word: string): boolean {
  const path = word.slice(word.lastIndexOf('=') + 1);
  return /^([/\\~]|[A-Za-z]:[\\/])|(^|[\\/])\.\.([\\/]|$)/.test(path);
}
