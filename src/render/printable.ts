/**
 * Text from the data, safe to print: control characters, line ends and those that turn the writing
 * direction or are invisible stand as visible \u escapes, so that no file can move the cursor, hide
 * a row or ring the bell, and so does what a CI takes for a command wherever it stands. Joiners inside
 * emoji and scripts that need them stay.
 */
export function printable(text: string): string {
  if (PLAINLY_SAFE.test(text)) return withoutCommands(text);
  return withoutCommands(text.replace(UNSAFE, escaped));
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
 * Whole lines that no CI takes for a command, as a name from the data might be: runners read standard
 * output and standard error line by line, and `::` at the start of one speaks to them, behind any space
 * (actions/runner, ActionCommand.cs).
 */
export function inert(lines: string): string {
  return withoutCommands(lines).replace(LINE_COMMAND, (_, space) => `${space}${escaped(':')}:`);
}

const LINE_COMMAND = /^(\s*)::/gm;

function withoutCommands(text: string): string {
  return text.replace(COMMAND, escaped('#'));
}

/**
 * The sign that begins a command wherever in a line it stands: `##[` (actions/runner, ActionCommand.cs, the
 * older form), `##vso[` (Azure, "Logging commands"), `##teamcity[` (TeamCity, "Service messages").
 */
export const COMMAND = /#(?=#\w*\[)/g;
