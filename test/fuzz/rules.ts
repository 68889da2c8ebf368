import { COMMAND, STEERING } from '../render/forbidden.js';
import type { Outcome, Run } from './case.js';
import { faultOfFormat, formatOf } from './formats.js';

/* What must hold of every run, whatever it was given; each rule gives what is wrong, in words. */

/** Flags whose words name what is written, and the commands that write what they are given. */
const WRITTEN =
  /^(?:-[of]|--(?:output|journal|(?:prior|units|customers)-out|init|record|format)\b)/;

/** What is wrong with how a run ended. */
export async function faultsOf(run: Run, came: Outcome): Promise<string[]> {
  const { code, stdout, stderr } = came;
  const faults = codesOf(run.argv).has(code) ? [] : [`exit code ${code}: ${crashIn(stderr)}`];
  faults.push(...(code === 2 ? faultsOfRefusal(run, came) : faultsOfAnswer(run, came)));
  if (STEERING.test(stderr.replaceAll('\n', ' '))) faults.push('stderr steers the terminal');
  if (code === 2) return faults;
  if (stdout !== '') faults.push(...(await faultsOfText(run, stdout)));
  faults.push(...(await faultsOfFiles(run, came)));
  return faults;
}

function crashIn(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => !line.startsWith('perso-test: this is a bug'));
  const place = lines.find((line) => /^\s+at /.test(line)) ?? '';
  return `${lines[0] ?? ''} ${place.trim().replace(/\(.*[/\\]|:\d+:\d+\)?$/g, '(')}`.slice(0, 200);
}

/** The exit codes that a command may end with. */
function codesOf(argv: readonly string[]): Set<number> {
  const codes = [0, 2];
  const [command = ''] = argv.filter((word) => !word.startsWith('-'));
  if (command === 'gate') codes.push(20, 21, 22, ...remapped(argv));
  if (command === 'verify') codes.push(1);
  // Plans and journals against the rules of a project.
  if (command === 'plan' || command === 'ledger') codes.push(22);
  return new Set(codes);
}

function remapped(argv: readonly string[]): number[] {
  return argv.flatMap((word) => {
    const code = Number(/^(?:--exit-code=)?\s*[a-z-]+\s*=\s*(\d+)$/.exec(word)?.[1]);
    return Number.isNaN(code) || code === 1 ? [] : [code];
  });
}

/** The project's file may say first that it changes what no flag says. */
const OF_PROJECT = /^[^\n]* says what no flag does: [^\n]*\n/;
/** Who asks a gate for help gets it. */
const HELPED = 'gate: help or the version was asked for';

/** Who says no word is shown what there is, and that is no answer. */
const USAGE = /^Usage: perso-test /;

function faultsOfRefusal({ argv, files }: Run, { stdout, stderr, left }: Outcome): string[] {
  const faults: string[] = [];
  const message = stderr.replace(OF_PROJECT, '');
  if (USAGE.test(message)) return faults;
  if (!/^[^\n]+\n(?:hint: [^\n]+\n)?$/.test(message)) faults.push('no one message');
  else if (!message.includes('\nhint: ')) faults.push(`no hint: ${message.slice(0, 60)}`);
  if (stdout !== '' && !stderr.startsWith(HELPED)) faults.push('a refusal with a report');
  const changed = changes(files, left).filter((name) => !isFromBefore(name, argv));
  if (changed.length > 0) faults.push('a refusal that wrote something');
  return faults;
}

function faultsOfAnswer({ argv, files }: Run, { code, stderr, left }: Outcome): string[] {
  const faults: string[] = [];
  const notes = stderr.replace(OF_PROJECT, '');
  if (notes !== '' && argv[0] !== 'summarize' && code !== 1)
    faults.push('a message beside an answer');
  const may = (name: string) =>
    argv.some(
      (word, i) =>
        asKept(word).includes(name) && (WRITTEN.test(word) || WRITTEN.test(argv[i - 1] ?? '')),
    ) ||
    (argv[0] === 'close' && argv.includes(name));
  const others = changes(files, left).filter((name) => !may(name));
  if (others.length > 0) faults.push(`it wrote ${others.length} files that nobody named`);
  return faults;
}

/** What was whole before a full disk kept the next thing from being written: a gate's look, another format. */
function isFromBefore(name: string, argv: readonly string[]): boolean {
  return ['/dev/full', name].every((part) => argv.some((word) => asKept(word).includes(part)));
}

/** As a file system keeps a name that has half a character. */
const asKept = (name: string) => Buffer.from(name).toString();

/** The file of that name, which may be that of something every object has. */
const own = (files: Record<string, Buffer>, name: string): Buffer | undefined =>
  Object.hasOwn(files, name) ? files[name] : undefined;

/** The paths at which there is something else than before. */
function changes(before: Record<string, Buffer>, after: Record<string, Buffer>): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => {
    const [old, now] = [before, after].map((files) => own(files, name));
    return old === undefined || now === undefined || !old.equals(now);
  });
}

/** What only a slip of ours would say. */
const LEAKS = /\b(?:undefined|NaN|\[object \w+\])(?=$|[\s,.;:)%])/;

async function faultsOfText(run: Run, text: string): Promise<string[]> {
  const faults: string[] = [];
  const [slip] = LEAKS.exec(text) ?? [];
  if (slip !== undefined && !wordsOf(run).includes(slip)) faults.push(`it says ${slip}`);
  const format = formatOf(run.argv);
  const wrong = await faultOfFormat(format, text);
  if (wrong !== null) faults.push(wrong);
  // Programs read these: JSON, and names as a warehouse has them.
  if (format === 'json lines' || format === 'query') return faults;
  const lines = text.replaceAll('\r\n', '\n');
  if (STEERING.test(lines)) faults.push('stdout steers the terminal');
  if (!isGithub(run.argv) && COMMAND.test(lines)) faults.push('stdout speaks to a runner of CI');
  return faults;
}

/** Of files that are written in a format, whatever is wrong with one. */
async function faultsOfFiles({ argv, files }: Run, { left }: Outcome): Promise<string[]> {
  const asked = argv.flatMap((word) => {
    const [, format, name] = /^(?:--format=|-f)?([a-z]+)=(.+)$/.exec(word) ?? [];
    const bytes = name === undefined ? undefined : own(left, name);
    if (bytes === undefined || own(files, name!)?.equals(bytes)) return [];
    return [[format!, bytes] as const];
  });
  const faults = asked.map(([format, bytes]) => faultOfFormat(format, bytes.toString()));
  return (await Promise.all(faults)).filter((fault) => fault !== null);
}

const isGithub = (argv: readonly string[]) => argv.some((word) => /github/.test(word));

/** All that the program was given, of UTF-16 too what is in Latin letters. */
const wordsOf = ({ argv, files, stdin }: Run) =>
  [...argv, ...[...Object.values(files), stdin].map((bytes) => bytes.toString('latin1'))]
    .join(' ')
    .replaceAll('\0', '');
