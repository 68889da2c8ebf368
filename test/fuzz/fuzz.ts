import { type Case, outcomeOf } from './case.js';
import { picksOf } from './choices.js';
import { KINDS } from './kinds.js';
import type { Material } from './material.js';
import { MODELS } from './models/models.js';
import { faultsOf } from './rules.js';
import { smallerCases, smallest } from './shrink.js';
import { type WrittenRun, writtenRun } from './written-run.js';

/** What a case came to. */
export interface Told {
  /** Its number, from which and the seed it can be made again. */
  at: number;
  kind: string;
  code: number;
  /** Of the processors. */
  seconds: number;
  stdout: string;
  stderr: string;
  /** What is wrong, each with the smallest run that fails likewise. */
  faults: { fault: string; run: WrittenRun }[];
}

/** Of how many hundreds of cases each kind is so many. */
const WEIGHTS: Readonly<Record<string, number>> = {
  flags: 30,
  table: 15,
  plan: 9,
  journal: 9,
  json: 8,
  several: 6,
  policy: 5,
  counts: 3,
  rewritten: 2,
  replanned: 2,
  damaged: 2,
  gzip: 2,
  confused: 2,
  page: 1,
  talk: 1,
  parquet: 1,
  rows: 1,
  writings: 0.5,
  workbook: 0.5,
};

/** The kinds as often as they come. */
export function kindsAsked(only: string | null): string[] {
  if (only !== null) return [only];
  return Object.entries(WEIGHTS).flatMap(([kind, weight]) => Array<string>(2 * weight).fill(kind));
}

/** Case i of a seed, which needs no case before it. */
export function caseOf(
  seed: number,
  i: number,
  kinds: readonly string[],
  material: Material,
): { kind: string; made: Case } {
  const pick = picksOf(seed, i);
  const kind = pick.oneOf(kinds);
  const model = MODELS[kind];
  const made = model === undefined ? { run: KINDS[kind]!(material, pick) } : model(material, pick);
  return { kind, made };
}

/** Seconds of the processors that no case of so few bytes may take. */
const MOST_SECONDS = 10;
/** So many runs are tried for a smaller case, and for no more than so many seconds of the processors. */
const TRIALS = 1500;
const TRYING_SECONDS = 60;

/**
 * Runs a case in the working folder, holds it to the rules and its model, and makes what fails smaller; `onRun` is
 * called before each run of the program.
 */
export async function toldOf(
  at: number,
  { kind, made }: ReturnType<typeof caseOf>,
  onRun: () => void,
): Promise<Told> {
  onRun();
  const { faults, ...came } = await cameOf(made);
  const told: Told = { at, kind, ...came, faults: [] };
  const trials = Math.min(TRIALS, TRYING_SECONDS / came.seconds);
  for (const fault of faults) {
    const fails = async (one: Case) => {
      onRun();
      const came = await cameOf(one);
      return came.faults.some((other) => kindOfFault(other) === kindOfFault(fault));
    };
    const { run } = await smallest(made, smallerCases, fails, trials);
    told.faults.push({ fault, run: writtenRun(run) });
  }
  return told;
}

async function cameOf(one: Case) {
  const came = await outcomeOf(one.run);
  const faults = await faultsOf(one.run, came);
  if (came.seconds > MOST_SECONDS) faults.push('it took more than 10 s of the processors');
  faults.push(...((await one.faultsBy?.(came)) ?? []));
  const { left: _, ...rest } = came;
  return { ...rest, faults };
}

/** What faults are alike by: their words without figures, and of a crash its place. */
export function kindOfFault(fault: string): string {
  return fault.replace(/[\d.e-]{6,}|\d+/g, 'N').slice(0, 160);
}

export { loadMaterial } from './material.js';
export { writtenRun } from './written-run.js';
