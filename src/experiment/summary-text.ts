/*
 * How a summary writes a name: as it is, but for what a spreadsheet would run or a CI take for a command when
 * the summary is shown to it. An apostrophe stands before that, and reading takes it away again.
 */

/** The text as a summary writes it; `nameInSummary` gives it back. */
export function writtenInSummary(name: string): string {
  if (NUMBER.test(name)) return name;
  const inert = name.replace(LINE_COMMAND, "$1'$2").replace(COMMAND, "$1'$2");
  return FORMULA.test(inert) ? `'${inert}` : inert;
}

/** The name that a summary has written so. */
export function nameInSummary(written: string): string {
  if (!written.includes("'")) return written;
  const inert = written.startsWith("'") && FORMULA.test(written) ? written.slice(1) : written;
  return inert.replace(WRITTEN_COMMAND, '$1$2').replace(WRITTEN_LINE_COMMAND, '$1$2');
}

/** What a spreadsheet reads as a number, its sign and all, and nobody runs. */
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/**
 * What begins a formula (OWASP, "CSV Injection"), also behind apostrophes, so that taking one away always gives
 * back the name; full-width signs begin one in East Asian settings.
 */
const FORMULA = /^'*\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

/*
 * What GitHub's runner and others take for a command: `::` at the start of a line, behind any space that .NET
 * trims, and `##[` anywhere, with a name between as `##vso[` (actions/runner, ActionCommand.cs; Azure, "Logging
 * commands"; TeamCity, "Service messages").
 */
const LINE_COMMAND = /^([\s\x85]*)('*::)/gm;
const WRITTEN_LINE_COMMAND = /^([\s\x85]*)'('*::)/gm;
const COMMAND = /(##\w*)('*\[)/g;
const WRITTEN_COMMAND = /(##\w*)'('*\[)/g;
