import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect } from 'vitest';
import type { Tails } from '../../src/stats/distributions/tails.js';

interface Table {
  columns: string[];
  rows: number[][];
}

interface SharedCase {
  id: string;
  method: string;
  // biome-ignore lint/suspicious/noExplicitAny: each method has inputs of its own
  inputs: any;
  // biome-ignore lint/suspicious/noExplicitAny: and figures of its own
  expected: any;
}

/** Every property below is checked on the same draws in every run. */
fc.configureGlobal({ seed: 20240607, numRuns: 200 });

/** R's own values; test/reference/README.md says how they were made. */
export function rowsOf(name: string): Record<string, number>[] {
  return named(read('distributions.json')[name]);
}

/** R's figures for comparisons of two samples. */
export function comparisonRows(name: 'proportions' | 'means'): Record<string, number>[] {
  return named(read('comparisons.json')[name]);
}

/** R's Clopper–Pearson intervals. */
export function clopperPearsonRows(): Record<string, number>[] {
  return named(read('clopper-pearson.json'));
}

/** mpmath's quantiles of Student's t. */
export function studentQuantileRows(): Record<string, number>[] {
  return named(read('student-quantile.json'));
}

/** mpmath's values of the noncentral t distribution. */
export function noncentralRows(): Record<string, number>[] {
  return named(read('noncentral-t.json'));
}

/** The project's reference answers for one method. */
export function sharedCases(method: string): SharedCase[] {
  const cases: SharedCase[] = [
    ...read('shared-cases.json').cases,
    ...read('shared-comparisons.json').cases,
  ];
  return cases.filter((one) => one.method === method);
}

function read(file: string) {
  return JSON.parse(readFileSync(new URL(`../reference/${file}`, import.meta.url), 'utf8'));
}

function named({ columns, rows }: Table): Record<string, number>[] {
  return rows.map((row) => Object.fromEntries(columns.map((column, i) => [column, row[i]!])));
}

/** |actual ÷ expected − 1|, 0 where both are the same (0, infinite). */
export function relativeError(actual: number, expected: number): number {
  return actual === expected ? 0 : Math.abs(actual - expected) / Math.abs(expected);
}

/**
 * The relative error of a tail given by logarithms, down to 1e-300 and, scaled, beyond; near 1,
 * where the logarithm is minus the other tail, the relative error of that one.
 */
export function tailError(actual: number, expected: number): number {
  if (actual === expected) return 0;
  const scale = Math.abs(expected) < 1 ? Math.abs(expected) : Math.max(1, expected / LOG_1E_300);
  return Math.abs(actual - expected) / scale;
}

const LOG_1E_300 = Math.log(1e-300);

/** The worst error over all rows, with the row: `expect(worst(…).error).toBeLessThan(…)`. */
export function worst<Row>(
  rows: Row[],
  errors: (row: Row) => number[],
): { error: number; row: Row } {
  expect(rows.length).toBeGreaterThan(0);
  const judged = rows.map((row) => ({ error: Math.max(...errors(row)), row }));
  return judged.reduce((a, b) => (b.error > a.error || Number.isNaN(b.error) ? b : a));
}

/** Errors of both logarithms, and of the probabilities against the logarithms. */
export function tailsErrors(tails: Tails, logLower: number, logUpper: number): number[] {
  return [
    tailError(tails.logLower, logLower),
    tailError(tails.logUpper, logUpper),
    probabilityError(tails.lower, tails.logLower),
    probabilityError(tails.upper, tails.logUpper),
  ];
}

/** Below the smallest normal double, 2⁻¹⁰²², a probability has fewer digits than its logarithm. */
function probabilityError(p: number, log: number): number {
  return log > -708 ? relativeError(p, Math.exp(log)) : Math.max(0, p - 2 ** -1021);
}

export function expectWholeOf(tails: Tails): void {
  expect(Math.abs(tails.lower + tails.upper - 1)).toBeLessThan(4e-15);
}

/** −0 is 0. */
export function plain(tails: Tails): Tails {
  return {
    lower: tails.lower + 0,
    upper: tails.upper + 0,
    logLower: tails.logLower + 0,
    logUpper: tails.logUpper + 0,
  };
}
