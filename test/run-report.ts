import { readFileSync, rmSync } from 'node:fs';
import { expectSameJson } from './summaries.js';

/*
 * What a run that is not about its page is held to: figures of its report, and another run's report.
 */

/** Values by the place in a report that they stand at, such as `comparisons.0.pValue`. */
export type Figures = Record<string, unknown>;

/** How far two figures may lie apart: what adding in another order leaves, well above 2^-53. */
const DIGITS = 1e-12;

/** Where the report of a command is written in its working folder, out of every pattern's reach. */
const REPORT = '.report.json';

/** A command that writes its report too, beside what it writes anyway. */
export function withReport(words: readonly string[]): string[] {
  const text = words.includes('--format') ? [] : ['--format', 'text'];
  return [...words, ...text, '--format', `json=${REPORT}`];
}

/** The report that such a command wrote, which is taken away. Throws where there is none. */
export function takeReport(): unknown {
  const report: unknown = JSON.parse(readFileSync(REPORT, 'utf8'));
  rmSync(REPORT);
  return report;
}

/** What a report holds where `wanted` has figures: the wanted ones where they agree, else its own. */
export function figuresIn(report: unknown, wanted: Figures): Figures {
  const entries = Object.entries(wanted).map(([path, value]) => {
    const own = valueAt(report, path);
    return [path, agrees(own, value) ? value : own];
  });
  return Object.fromEntries(entries);
}

/** The value at a path of keys and numbers. Throws RangeError where the report has no such place. */
function valueAt(report: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, key) => {
    if (typeof inner !== 'object' || inner === null || !Object.hasOwn(inner, key)) {
      throw new RangeError(`the report has no ${path}`);
    }
    return (inner as Record<string, unknown>)[key];
  }, report);
}

/** Whether two figures are one but for rounding; whole numbers are counts, and exact. */
function agrees(own: unknown, wanted: unknown): boolean {
  if (typeof own !== 'number' || typeof wanted !== 'number' || Number.isInteger(wanted)) {
    return own === wanted;
  }
  return Math.abs(own - wanted) <= DIGITS * Math.abs(wanted);
}

/** Expects two reports to say the same, whichever files they were made from. */
export function expectSameReport(report: unknown, other: unknown): void {
  expectSameJson(withoutFiles(other), withoutFiles(report), DIGITS);
}

function withoutFiles(report: unknown): unknown {
  const { input, ...rest } = report as { input: { files: unknown } };
  const { files: _, ...read } = input;
  return { ...rest, input: read };
}
