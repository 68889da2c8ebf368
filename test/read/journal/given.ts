import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { UserError } from '../../../src/errors.js';
import type { JournalLine } from '../../../src/read/journal/journal.js';

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
    schemaVersion: 1,
    time: '2026-11-24T03:00:00.000Z',
    tool: '0.1.0',
    plan: 'a'.repeat(64),
    data: 'b'.repeat(64),
    look: 1,
    repeats: false,
    plannedUnits: { generic: 5000, light: 5000 },
    units: { generic: 1000, light: 1012 },
    comparisons: [
      {
        metric: 'signup',
        treatment: 'light',
        role: 'primary',
        informationFraction: 0.2,
        statistic: 1.25,
        pValue: 0.2113,
        criticalValue: 4.8769,
        alphaSpent: 1.0777e-6,
        effect: { estimate: 0.012, lower: -0.03, upper: null },
      },
    ],
    decision: 'keep-collecting',
    variant: null,
    reasons: ['NOT_REJECTED', 'MORE_UNITS'],
    ...rest,
  };
}

/** The next line after those, for `recordLook`. */
export async function nextAfter(before: JournalLine[]) {
  const line = lineOf({ look: before.length + 1 });
  return { line, result: line.look };
}

/** A journal's text: a line each, with these look numbers. */
export function textOf(...looks: Partial<JournalLine>[]): string {
  return looks.map((rest) => `${JSON.stringify(lineOf(rest))}\n`).join('');
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
