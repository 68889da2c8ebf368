import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readAggregates } from '../../../src/read/read-aggregates.js';
import { mistakeIn, readText, UNSAID } from '../given.js';

const ROWS = 'variant,visitors,orders\na,100,5\nb,110,7\n';

test('successes without a number of units stop the run, where they were left out unsaid', async () => {
  const { message, hint, location } = await mistakeIn(() => readText(`${ROWS}a,,9\n`));
  expect(message).toBe('there is no number of units for 9 successes in column visitors');
  expect(hint).toBe("fill it in; to leave out such rows: onBadRow: 'skip'");
  expect(location).toMatchObject({ line: 4, column: 2 });
  const { files } = await readText(`${ROWS}a,,9\n`, { onBadRow: 'skip' });
  expect(files[0]).toMatchObject({ rows: 2, skippedRows: 1 });
});

test('a row that says nothing adds nothing, and units without successes are missing', async () => {
  const { aggregates } = await readText(`${ROWS}a,,\na,50,\n`);
  const { units, samples } = aggregates.variants.get('a')!;
  expect([units, samples[0]!.missing, samples[0]!.successes]).toEqual([150, 50, 5]);
});

test('so do they in a large file, which is scanned', async () => {
  const path = join(await mkdtemp(join(tmpdir(), 'perso-test-counts-')), 'x.csv');
  const many = Array.from({ length: 20_000 }, (_, i) => `${'ab'[i % 2]},${100 + (i % 7)},${i % 5}`);
  await writeFile(path, `variant,visitors,orders\n${many.join('\n')}\na,,9\n`);
  const { message, location } = await mistakeIn(() =>
    readAggregates([{ path, variant: null }], UNSAID, process),
  );
  expect(message).toBe('there is no number of units for 9 successes in column visitors');
  expect(location).toMatchObject({ line: 20_002, column: 2 });
});
