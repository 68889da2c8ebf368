import { version } from '../../package.json';
import { COMMANDS } from '../cli/flags/commands.js';
import { runProgram } from '../program.js';

/** The manual page in the macros of man(7), of what help says of every command. */
export async function manPage(): Promise<string> {
  const names = Object.keys(COMMANDS);
  const sections = await Promise.all(names.map(commandSection));
  const list = names.map((name) => `.TP\n.B ${name}\n${roff(descriptionOf(name))}`);
  return [
    `.TH PERSO\\-TEST 1 "" "perso\\-test ${version}" "User Commands"`,
    '.SH NAME',
    'perso\\-test \\- does the personalized experience beat the generic one?',
    '.SH SYNOPSIS',
    '.B perso\\-test',
    '.I COMMAND',
    '[\\fIOPTION\\fR]... [\\fIFILE\\fR]...',
    '.SH COMMANDS',
    ...list,
    ...sections,
    '.SH EXIT STATUS',
    ...['0 done, and of gate: ship', '1 a bug of ours', '2 wrong usage or input'].map(status),
    ...['20 gate: keep the control', '21 gate: keep collecting', '22 gate: invalid'].map(status),
    '.SH SEE ALSO',
    roff('The documentation of the package, in its folder docs.'),
    '',
  ].join('\n');
}

function descriptionOf(name: string): string {
  return COMMANDS[name]!.command.description();
}

async function commandSection(name: string): Promise<string> {
  // Help by itself decides nothing, which a gate says by its exit code and on standard error.
  const { stdout } = await runProgram([name, '--help', 'all']);
  return `.SH ${roff(name.toUpperCase())}\n.nf\n${roff(stdout.trimEnd())}\n.fi`;
}

function status(line: string): string {
  const [code, ...words] = line.split(' ');
  return `.TP\n.B ${code}\n${roff(words.join(' '))}`;
}

/** Text that stands as it is: a hyphen is one, and no line begins a request. */
function roff(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/[^\0-\x7f]/gu, (letter) => `\\[u${hex(letter)}]`)
    .replace(/^([.'])/gm, '\\&$1');
}

/** A code point as groff names it: four digits at least. */
function hex(letter: string): string {
  return letter.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
}
