import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { differences, outcomeOf } from './both-ways.js';
import { anyCase } from './cases.js';

const folder = mkdtempSync(join(tmpdir(), 'perso-test-scan-'));
const path = join(folder, 'rows.csv');

afterAll(() => rmSync(folder, { recursive: true }));

test('scanning and reading record by record come to the same, in thousands of files', async () => {
  let scans = 0;
  await fc.assert(
    fc.asyncProperty(anyCase, async (one) => {
      const scanned = await outcomeOf(one, path, true);
      if (scanned === null) return;
      scans += 1;
      const read = await outcomeOf(one, path, false);
      expect(differences(scanned, read!)).toEqual([]);
    }),
    { seed: 20261124, numRuns: 3000 },
  );
  expect(scans).toBeGreaterThan(1500);
});
