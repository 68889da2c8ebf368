import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { asFileError } from '../../read/bytes/system-errors.js';
import type { CaseStep, ReadCase } from '../../read/cases/read-cases.js';
import { OWN_PATHS } from '../../read/paths/paths.js';
import type { VerifiedCase } from '../../report/verification-report.js';
import { shellWord } from '../../vocabulary.js';
import type { Io, Run } from '../io.js';
import { judgedFigure } from './judged-figure.js';

/** What a command printed, and how it ended. */
interface Outcome {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/** What comes of a case, run in a folder of its own that is gone afterwards. */
export async function verifiedCase(one: ReadCase, run: Run, io: Io): Promise<VerifiedCase> {
  const { name, method, source, steps } = one;
  const root = mkdtempSync(OWN_PATHS.join(tmpdir(), 'perso-test-verify-'));
  const home = process.cwd();
  try {
    process.chdir(caseFolder(root));
    const early = await earlyFaults(steps.slice(0, -1), run, io);
    const last = steps.at(-1)!;
    const argv = one.expect === undefined ? last.command : [...last.command, '--format', 'json'];
    const outcome = await outcomeOf({ ...last, command: argv }, steps.length - 1, run, io);
    const figures = figuresOf(one, outcome);
    const faults = [...early, ...faultsOf(one, last, outcome)];
    const agrees = faults.length === 0 && figures.every((figure) => figure.agrees);
    const command = ['perso-test', ...argv].map(typed).join(' ');
    return { name, method, source, command, agrees, figures, faults };
  } finally {
    process.chdir(home);
    rmSync(root, { recursive: true, force: true });
  }
}

/** A folder in the root of a repository of its own, so that no rules and defaults from above bear on the case. */
function caseFolder(root: string): string {
  mkdirSync(OWN_PATHS.join(root, '.git'));
  const folder = OWN_PATHS.join(root, 'case');
  mkdirSync(folder);
  return folder;
}

/** A word as a shell takes it. */
function typed(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : shellWord(word);
}

async function earlyFaults(steps: readonly CaseStep[], run: Run, io: Io): Promise<string[]> {
  const faults: string[] = [];
  for (const [i, step] of steps.entries()) {
    const outcome = await outcomeOf(step, i, run, io);
    faults.push(...exitFault(step, outcome).map((fault) => `command ${i + 1}: ${fault}`));
  }
  return faults;
}

/** The first command runs on this day, each after it a day later: equal cases give equal answers. */
const FIRST_DAY = Date.UTC(2026, 0, 1);
const DAY = 86_400_000;

async function outcomeOf(step: CaseStep, day: number, run: Run, io: Io): Promise<Outcome> {
  for (const [name, bytes] of step.files) writeOwn(name, bytes);
  let [stdout, stderr] = ['', ''];
  const exitCode = await run(step.command, {
    stdin: nothing(),
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    env: {},
    now: () => new Date(FIRST_DAY + day * DAY),
    ...(io.program === undefined ? {} : { program: io.program }),
  });
  return { exitCode, stdout, stderr };
}

function writeOwn(name: string, bytes: Uint8Array): void {
  try {
    writeFileSync(name, bytes);
  } catch (error) {
    throw asFileError(error, name, (code) => [
      `this file of a case cannot be written (${code})`,
      'give it a short and plain name',
    ]);
  }
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

function figuresOf({ expect = {}, digits }: ReadCase, { stdout }: Outcome) {
  const answer = answerIn(stdout);
  return Object.entries(expect).map(([path, expected]) =>
    judgedFigure(path, expected, { answer, digits }),
  );
}

/** What is no JSON has no figures; the exit code and the message tell why. */
function answerIn(stdout: string): unknown {
  try {
    return JSON.parse(stdout);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

function faultsOf(one: ReadCase, step: CaseStep, outcome: Outcome): string[] {
  const missing = (stream: 'stdout' | 'stderr', parts: readonly string[] = []) =>
    parts
      .filter((part) => !outcome[stream].includes(part))
      .map((part) => `${stream} does not say ${JSON.stringify(part)}`);
  return [
    ...exitFault(step, outcome),
    ...missing('stderr', one.stderr),
    ...missing('stdout', one.stdout),
  ];
}

function exitFault({ exitCode }: CaseStep, outcome: Outcome): string[] {
  if (outcome.exitCode === exitCode) return [];
  const said = outcome.stderr.split('\n', 1)[0]!;
  const why = said === '' ? '' : `: ${said}`;
  return [`exit code ${outcome.exitCode} in place of ${exitCode}${why}`];
}
