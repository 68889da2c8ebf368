import { readFileSync } from 'node:fs';
import type { Alternative } from '../../../src/stats/alternative.js';
import type { SequentialLooks } from '../../../src/stats/sequential/sequential-boundary.js';
import type { Spending } from '../../../src/stats/sequential/spending-family.js';

/** R's figures for tests that are looked at again and again; test/reference/README.md says how they were made. */
interface SequentialFigures {
  sequences: SequenceRow[];
  logQuantiles: [logP: number, z: number][];
  spending: { kind: Spending; t: number; logLevel: number; logSpent: number }[];
  boundaries: (Looks & { t: number[]; level: number; b: number[] })[];
  rpact: (Looks & { K: number; level: number; b: (number | null)[] } & Record<RpactSize, number>)[];
  sizes: SizeRow[];
  classical: { t: number[]; power: number; b: number[]; inflation: number; expected: number[] }[];
  planned: { two: number; alpha: number; power: number; inflation: number }[];
  repeated: (Looks & { t: number[]; z: number; repeated: number })[];
}

interface Looks {
  kind: Spending;
  two: number;
}

type RpactSize = 'rejected' | 'inflation' | 'expectedEffect' | 'expectedNull';

interface SizeRow extends Looks {
  t: number[];
  alpha: number;
  power: number;
  drift: number;
  b: number[];
  inflation: number;
  expected: [number, number];
  null: number[];
  effect: number[];
}

export interface SequenceRow {
  n: [number, number];
  mean: [number, number];
  v: [number, number];
  planned: number;
  alpha: number;
  level: number;
  z: number;
  critical: number;
  criticalOneSided: number;
  logP: number;
  logGreater: number;
  logLess: number;
  lower: number;
  upper: number;
  relative: [number | null, number | null];
  margin: number;
  logMargin: number;
  logBeyond: number;
  bound: number;
  share: number;
  logShare: number;
  logBeyondShare: number;
  shareBound: number | null;
}

export const sequentialFigures: SequentialFigures = read('sequential.json');

interface SharedCase {
  id: string;
  // biome-ignore lint/suspicious/noExplicitAny: each method has inputs of its own
  inputs: any;
  // biome-ignore lint/suspicious/noExplicitAny: and figures of its own
  expected: any;
}

/** The project's reference answers for one method. */
export function sequentialCases(method: string): SharedCase[] {
  return read('shared-sequential.json').cases.filter(
    (one: { method: string }) => one.method === method,
  );
}

/** The looks of a row, with one side or two. */
export function looksOf({ kind, two }: Looks, fractions: number[]): SequentialLooks {
  const alternative: Alternative = two === 1 ? 'two-sided' : 'greater';
  return { fractions, spending: kind, alternative };
}

export function equalFractions(looks: number): number[] {
  return Array.from({ length: looks }, (_, i) => (i + 1) / looks);
}

function read(file: string) {
  return JSON.parse(readFileSync(new URL(`../../reference/${file}`, import.meta.url), 'utf8'));
}

/** Standard normal draws, the same in every run: mulberry32 and Box–Muller. */
export function normalDraws(seed: number): () => number {
  let state = seed;
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}
