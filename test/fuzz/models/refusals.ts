import { gunzipSync, gzipSync } from 'node:zlib';
import type { Case, Outcome, Run } from '../case.js';
import type { Pick } from '../choices.js';
import { type LookedGate, type Material, tablesNamed } from '../material.js';
import { mutatedValue } from '../mutate/document.js';
import { mutatedBytes } from '../mutate/text.js';

/* What nothing may come of: a journal rewritten, a plan changed behind its look, a file damaged on its way. */

/** Of a journal of version 2, any change in a line that another follows is seen by its hash. */
export function noJournalIsRewritten({ looked }: Material, pick: Pick): Case {
  const gate = drawn(looked, pick, ({ lines }) => lines.length > 1 && lines.every(isOfVersion2));
  const at = pick.whole(0, gate.lines.length - 2);
  const line = gate.lines[at]!;
  let edited = line;
  while (edited === line) edited = JSON.stringify(mutatedValue(JSON.parse(line), pick)) ?? '';
  const journal = `${gate.lines.with(at, edited).join('\n')}\n`;
  return mustBeRefused(withFile(gate.run, gate.name, Buffer.from(journal)), 'a rewritten journal');
}

const isOfVersion2 = (line: string) => line.includes('"schemaVersion":2');

/** A plan that promises something else than at the first look is refused. */
export function noPlanChangesBehindItsLook({ looked }: Material, pick: Pick): Case {
  const { run } = drawn(looked, pick, (gate) => promisesElse(planOf(gate)).length > 0);
  const path = planNameOf(run);
  const plan = pick.oneOf(promisesElse(run.files[path]!.toString()));
  return mustBeRefused(withFile(run, path, Buffer.from(plan)), 'a plan changed after a look');
}

const planNameOf = ({ argv }: Run) => argv.find((word) => /\.(yaml|json)$/.test(word)) ?? '';
const planOf = ({ run }: LookedGate) => run.files[planNameOf(run)]?.toString() ?? '';

/** Plans that differ from this one in one promise. */
function promisesElse(plan: string): string[] {
  if (plan === '') return [];
  const others = [
    plan.replace(/^alpha: .*$/m, 'alpha: 0.2'),
    plan.replace(/direction: increase/, 'direction: decrease'),
    plan.replace(/^sampleSize: (\d+)$/m, (_, size) => `sampleSize: ${Number(size) - 1}`),
    plan.replace(/^experiment: .*$/m, 'experiment: another'),
    plan.includes('minimumDays') ? plan : `${plan}minimumDays: 1\n`,
  ];
  return others.filter((other) => other !== plan);
}

/** A table that was packed and then damaged, so that Node's own zlib refuses it, is refused. */
export function noDamagedFileIsRead({ answered }: Material, pick: Pick): Case {
  const run = pick.oneOf(answered);
  const name = pick.oneOf(tablesNamed(run));
  const whole = gzipSync(run.files[name]!);
  let damaged: Buffer = whole;
  while (!isDamaged(damaged)) damaged = mutatedBytes(whole, pick);
  return mustBeRefused(withFile(run, name, damaged), 'a damaged file');
}

/** What is no gzip by its first bytes is another file, not a damaged one. */
function isDamaged(bytes: Buffer): boolean {
  if (bytes.length < 18 || bytes.readUInt16BE(0) !== 0x1f8b) return false;
  try {
    gunzipSync(bytes);
    return false;
  } catch {
    return true;
  }
}

function drawn<T>(list: readonly T[], pick: Pick, isMeant: (one: T) => boolean): T {
  let one = pick.oneOf(list);
  while (!isMeant(one)) one = pick.oneOf(list);
  return one;
}

const withFile = (run: Run, name: string, bytes: Buffer): Run => ({
  ...run,
  files: { ...run.files, [name]: bytes },
});

/** No smaller case is sought: less of a journal, a plan or a file may be a whole one. */
function mustBeRefused(run: Run, what: string): Case {
  const isRefused = ({ code }: Outcome) =>
    code === 2 || code === 22 || run.argv.includes('--exit-code');
  return {
    run,
    // An invalid experiment says so in its report; its code may be another one that is asked for.
    faultsBy: (came) => (isRefused(came) ? [] : [`${what} ends with ${came.code}`]),
    smaller: () => [],
  };
}
