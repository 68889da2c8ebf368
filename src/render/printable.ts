/**
 * Text from the data, safe to print: control characters, line ends and those that turn the writing
 * direction or are invisible stand as visible \u escapes, so that no file can move the cursor, hide
 * a row or ring the bell. Joiners inside emoji and scripts that need them stay.
 */
export function printable(text: string): string {
  if (PLAINLY_SAFE.test(text)) return text;
  return text.replace(UNSAFE, escaped);
}

function escaped(character: string): string {
  const code = character.codePointAt(0)!.toString(16);
  return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`;
}

/** Most text; asked first, since the full pattern takes longer to build than a report to print. */
const PLAINLY_SAFE = /^[\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2190-\u25ff]*$/;

/** Controls, format characters other than the joiners U+200C and U+200D, separators, lone surrogates. */
const UNSAFE = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * Whole lines that no CI takes for a command: runners read standard output line by line, and `::` or
 * `##[` at the start of one speaks to them (GitHub, "Workflow commands"; Azure, "Logging commands"),
 * as a name from the data might.
 */
export function inert(lines: string): string {
  return lines.replace(COMMAND, (_, space, first, rest) => `${space}${escaped(first)}${rest}`);
}

const COMMAND = /^([ \t]*)([:#])(:|#(?:\[|vso\[))/gm;
