/* Reads a table as plainly as can be, for the model: what it is not sure of it gives up (null). */

const MISSING = new Set(['', 'na', 'n/a', 'nan', 'null']);
const TRUTHS = { 0: 0, 1: 1, true: 1, false: 0, yes: 1, no: 0 };

/** The header and the rows of a text; `null` where there is anything but plain fields. */
export function plainTable(text, delimiter = null) {
  const plain = text.replace(/^\ufeff/, '').replaceAll('\r\n', '\n');
  const lines = plain.split('\n');
  while (lines.at(-1) === '') lines.pop();
  if (lines.length < 2 || /["\r\0'#\ufffd]/.test(plain)) return null;
  const signs = [',', ';', '\t', '|'].filter((sign) => lines[0].includes(sign));
  const sign = delimiter ?? signs[0];
  if (signs.length !== 1 || sign !== signs[0]) return null;
  const [header, ...rows] = lines.map((line) => line.split(sign).map((field) => field.trim()));
  const names = header.map((name) => name.toLowerCase());
  if (new Set(names).size < names.length || names.includes('')) return null;
  if (rows.some((row) => row.length !== header.length)) return null;
  return { header: names, rows };
}

/** A plain number; `null` where it is missing, `undefined` where it is neither. */
export function plainNumber(text) {
  if (MISSING.has(text.toLowerCase())) return null;
  return /^-?(?:\d+(?:\.\d*)?|\.\d+)(?:e-?\d+)?$/i.test(text) ? Number(text) : undefined;
}

/** 0 or 1, or as of a number. */
export function plainTruth(text) {
  if (MISSING.has(text.toLowerCase())) return null;
  return TRUTHS[text.toLowerCase()];
}
