import { readFileSync } from 'node:fs';
import type { Moments } from '../../../src/stats/moments.js';

/** One question of the project's reference answers; each method has inputs and figures of its own. */
interface SegmentCase {
  id: string;
  method: string;
  // biome-ignore lint/suspicious/noExplicitAny: each method has inputs of its own
  inputs: any;
  // biome-ignore lint/suspicious/noExplicitAny: and figures of its own
  expected: any;
}

interface RankRow {
  control: number[];
  treatment: number[];
  alpha: number;
  exact: boolean;
  u: number;
  p: number;
  greater: number;
  less: number;
  superiority: number;
  lower: number | null;
  upper: number | null;
}

/** R's figures on a grid, by column; test/reference/README.md says how they were made. */
export function segmentRows(name: string): Record<string, number>[] {
  const { columns, rows } = read('segments.json')[name];
  return rows.map((row: number[]) =>
    Object.fromEntries(columns.map((column: string, i: number) => [column, row[i]])),
  );
}

/** R's figures for raw samples. */
export function rankRows(): RankRow[] {
  return read('segments.json').ranks;
}

interface QuantileRow {
  control: number[];
  treatment: number[];
  at: number;
  alpha: number;
  quantiles: [number, number];
  effect: [number | null, number | null];
  relative: [number | null, number | null];
  greater: number;
  less: number;
}

/** R's figures for quantiles of raw samples. */
export function quantileRows(): QuantileRow[] {
  return read('segments.json').quantiles;
}

/** mpmath's figures for posteriors. */
export function posteriorRows(): Record<string, number>[] {
  const { columns, rows } = read('posteriors.json');
  return rows.map((row: number[]) =>
    Object.fromEntries(columns.map((column: string, i: number) => [column, row[i]])),
  );
}

/** The project's reference answers for one method. */
export function segmentCases(method: string): SegmentCase[] {
  const cases: SegmentCase[] = read('shared-segments.json').cases;
  return cases.filter((one) => one.method === method);
}

function read(file: string) {
  return JSON.parse(readFileSync(new URL(`../../reference/${file}`, import.meta.url), 'utf8'));
}

/** The moments of `measurements` numbers a unit from a row of sample means and covariances. */
export function momentsIn(
  row: Record<string, number>,
  arm: 'c' | 't',
  measurements: number,
): Moments {
  const n = row[`n${arm}`]!;
  const indices = Array.from({ length: measurements }, (_, i) => i + 1);
  return {
    n,
    mean: indices.map((i) => row[`mean${i}${arm}`]!),
    residual: indices.map(() => 0),
    comoment: indices.flatMap((i) =>
      indices.slice(0, i).map((j) => row[`v${i}${j}${arm}`]! * (n - 1)),
    ),
    third: null,
  };
}

export function excludesZero({ lower, upper }: { lower: number | null; upper: number | null }) {
  return (lower !== null && lower > 0) || (upper !== null && upper < 0);
}
