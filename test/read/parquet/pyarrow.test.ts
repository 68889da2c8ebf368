import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { outcomeOf, WAYS, type Way } from './all-ways.js';

/*
 * Files as pyarrow writes them, with statistics in the headers of pages, of which small numbers end in zeros; and what
 * they come to, by its own figures. See pyarrow/make.py.
 */
const FILES = join(import.meta.dirname, 'pyarrow');
const FIGURES: Record<string, Record<string, [number, number, number]>> = JSON.parse(
  readFileSync(join(FILES, 'figures.json'), 'utf8'),
);

const folder = mkdtempSync(join(tmpdir(), 'perso-pyarrow-'));
const path = join(folder, 'copy.parquet');
afterAll(() => rmSync(folder, { recursive: true }));

describe.each(Object.keys(FIGURES))('%s', (name) => {
  const bytes = readFileSync(join(FILES, `${name}.parquet`));

  test.each(Object.keys(WAYS) as Way[])('has its figures, read by way of %s', async (way) => {
    let read = 0;
    const onPiece = (isScanned: boolean) => {
      read += isScanned ? 0 : 1;
    };
    const sizes = { threads: 0, onPiece };
    const options = { rowsAreUnits: true, metrics: ['x:mean'] };
    // The first rows of a file are read record by record; of one that follows another, none.
    const before = way === 'scanned' ? bytes : null;
    const { known, mistake } = await outcomeOf(
      { bytes, before, options, variant: null, sizes },
      path,
      way,
    );
    expect(mistake).toBeNull();
    if (way === 'scanned') expect(read).toBe(0);
    const times = before === null ? 1 : 2;
    for (const [arm, [n, mean, variance]] of Object.entries(FIGURES[name]!)) {
      const { moments } = known!.aggregates.variants.get(arm)!.samples[0]!;
      expect(moments.n).toBe(times * n);
      expect(moments.mean[0]! + moments.residual[0]!).toBeCloseTo(mean, 12);
      expect(moments.comoment[0]! / times / (n - 1)).toBeCloseTo(variance, 11);
    }
  });
});
