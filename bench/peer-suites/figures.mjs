/*
 * What the files of peers have in common: numbers found in their text, and how close a printed one must be met.
 */

/** All that a pattern finds, by the names of its groups. */
export const all = (text, pattern) => [...text.matchAll(pattern)].map(({ groups }) => groups);

/** The numbers of a list, as Python and R write them. */
export const numbers = (text) =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .map(Number);

/** Half a unit of the last digit that is written, as rounding leaves it: of 0.706 that is 0.0005. */
export function asWritten(text) {
  const [, fraction = ''] = /\.(\d+)/.exec(text) ?? [];
  const [, exponent = '0'] = /e([+-]?\d+)/i.exec(text) ?? [];
  return 0.5000001 * 10 ** (Number(exponent) - fraction.length);
}

/** The body of a Python test. */
export function pythonTest(text, name) {
  const [, body = ''] =
    new RegExp(`def ${name}\\(([\\s\\S]*?)(?=\\n *(?:@|def )|$)`).exec(text) ?? [];
  return body;
}
