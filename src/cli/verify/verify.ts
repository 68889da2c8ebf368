import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { version } from '../../../package.json';
import { UserError } from '../../errors.js';
import { sha256OfBytes } from '../../read/bytes/source.js';
import { type ReadCase, readCases } from '../../read/cases/read-cases.js';
import { folderOf, OWN_PATHS, withSlashes } from '../../read/paths/paths.js';
import { answerFormats } from '../../render/answers.js';
import {
  type Verification,
  type VerifiedCase,
  verificationOf,
} from '../../report/verification-report.js';
import { EXIT } from '../exit-codes.js';
import { checkedFlags } from '../flags/checked-flags.js';
import { shareProgress } from '../input/progress.js';
import { isWatched } from '../input/watched.js';
import type { Io, Run } from '../io.js';
import { outputsFrom } from '../output/outputs.js';
import { writeAnswer } from '../output/rendered.js';
import { verifiedCase } from './verified-case.js';
import { VERIFY_FLAGS } from './verify-flags.js';

/** Runs the cases, writes what came of them, and gives the exit code: 0 where all agree, else 1. */
export async function verify(
  files: readonly string[],
  given: unknown,
  { io, run }: { io: Io; run: Run },
): Promise<number> {
  const flags = checkedFlags(VERIFY_FLAGS, given);
  const targets = outputsFrom(flags, answerFormats('verification'), files);
  const paths = files.length === 0 ? publishedFiles() : files;
  const cases = chosenCases(paths, flags.only);
  const answer = verificationOf(await verifiedCases(cases, run, io), {
    version,
    environment: environmentOf(io),
    sources: paths.map((path) => ({
      path: files.length === 0 ? withSlashes(path.slice(packageFolder().length + 1)) : path,
      sha256: sha256OfBytes(readFileSync(path)),
    })),
  });
  await writeAnswer('verification', answer, targets, flags, io);
  return answer.totals.agreeing === answer.totals.cases ? EXIT.done : EXIT.disagrees;
}

async function verifiedCases(cases: readonly ReadCase[], run: Run, io: Io) {
  const bar = isWatched(io) ? shareProgress(io.stderr) : null;
  const verified: VerifiedCase[] = [];
  try {
    for (const one of cases) {
      verified.push(await verifiedCase(one, run, io));
      bar?.advance(1 / cases.length);
    }
  } finally {
    bar?.end();
  }
  return verified;
}

/** Those of the files in which one of the texts stands, whatever its case; all where none is given. */
function chosenCases(paths: readonly string[], texts: readonly string[]): ReadCase[] {
  const all = paths.flatMap(readCases);
  const wanted = texts.map((text) => text.toLowerCase());
  const chosen = all.filter(({ method, name, source }) => {
    const said = [method, name, source].join('\n').toLowerCase();
    return wanted.length === 0 || wanted.some((text) => said.includes(text));
  });
  if (chosen.length > 0) return chosen;
  const methods = [...new Set(all.map(({ method }) => method))];
  throw new UserError(`--only ${texts.join(', ')}: no case has that`, {
    hint: `methods: ${methods.join(', ')}`,
  });
}

function environmentOf({ program }: Io): Verification['environment'] {
  const { version: node, platform, arch } = process;
  return {
    node,
    platform: `${platform}-${arch}`,
    // Some machines do not tell.
    cpu: cpus()[0]?.model.trim() || 'unknown processor',
    program: program === undefined ? null : sha256OfBytes(readFileSync(program)),
  };
}

/** The cases that come with the package, by name. */
function publishedFiles(): string[] {
  const folder = OWN_PATHS.join(packageFolder(), 'fixtures/verification');
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return names.sort().map((name) => OWN_PATHS.join(folder, name));
}

/** The folder of the package, above this file or the bundle that it became. */
function packageFolder(): string {
  let folder = import.meta.dirname;
  while (!existsSync(OWN_PATHS.join(folder, 'fixtures/verification'))) {
    const above = folderOf(folder);
    if (above === folder) throw new Error('the cases of the package are not there');
    folder = above;
  }
  return folder;
}
