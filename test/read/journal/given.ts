import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { UserError } from '../../../src/errors.js';
import { lineSha256 } from '../../../src/read/journal/chain.js';
import type { Journal, JournalLine } from '../../../src/read/journal/journal.js';
import type { JournalLineV1 } from '../../../src/read/journal/version-1.js';

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A folder of its own, removed after the test. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'perso-test-journal-'));
  folders.push(folder);
  return folder;
}

/** A line that says nothing special but this. */
export function lineOf(rest: Partial<JournalLine> = {}): JournalLine {
  return {
    schemaVersion: 2,
    time: '2026-11-24T03:00:00.000Z',
    tool: '0.1.0',
    experiment: 'hero',
    tags: { surface: 'homepage' },
    owner: null,
    follows: null,
    plan: 'a'.repeat(64),
    data: 'b'.repeat(64),
    flags: 'c'.repeat(64),
    previous: null,
    look: 1,
    repeats: false,
    plannedUnits: { generic: 5000, light: 5000 },
    units: { generic: 1000, light: 1012 },
    unitsInTwoVariants: 0,
    comparisons: [
      {
        metric: 'signup',
        kind: 'proportion',
        role: 'primary',
        direction: 'increase',
        margin: null,
        control: { variant: 'generic', n: 1000, mean: 0.1, variance: 0.09, successes: 100 },
        treatment: { variant: 'light', n: 1012, mean: 0.11, variance: 0.0979, successes: 111 },
        covariates: [],
        statistic: 1.25,
        pValue: 0.2113,
        adjustedPValue: 0.2113,
        criticalValue: 4.8769,
        informationFraction: 0.2,
        alphaSpent: 1.0777e-6,
        effect: { estimate: 0.012, lower: -0.03, upper: null },
        confidence: 0.95,
        netEffect: null,
        futile: false,
        outcome: 'inconclusive',
      },
    ],
    decision: 'keep-collecting',
    variant: null,
    reasons: ['NOT_REJECTED', 'MORE_UNITS'],
    ...rest,
  };
}

/** The same as version 1 had it. */
export function oldLineOf(rest: Partial<JournalLineV1> = {}): JournalLineV1 {
  const { time, tool, plan, data, look, repeats, plannedUnits, units, ...more } = lineOf();
  const [{ metric, role, statistic, pValue, criticalValue, alphaSpent, effect }] =
    more.comparisons as [JournalLine['comparisons'][number]];
  const progress = { informationFraction: 0.2, alphaSpent };
  const figures = { metric, treatment: 'light', role, statistic, pValue, criticalValue, effect };
  const { decision, variant, reasons } = more;
  return {
    ...{ schemaVersion: 1, time, tool, plan, data, look, repeats, plannedUnits, units },
    ...{ comparisons: [{ ...figures, ...progress }], decision, variant, reasons },
    ...rest,
  };
}

/** The next line after those, for `recordLook`. */
export async function nextAfter({ looks, last }: Pick<Journal, 'looks' | 'last'>) {
  const line = lineOf({ look: looks.length + 1, previous: last });
  return { line, result: line.look };
}

/** A journal's text: a line each, with these look numbers, and each naming the one before. */
export function textOf(...looks: Partial<JournalLine>[]): string {
  let previous: string | null = null;
  const lines = looks.map((rest) => {
    const line = JSON.stringify(lineOf({ previous, ...rest }));
    previous = lineSha256(line);
    return `${line}\n`;
  });
  return lines.join('');
}

/** The mistake of the user's that this work ends in. */
export async function userErrorOf(work: () => unknown): Promise<UserError> {
  try {
    await work();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('there was no error');
}
