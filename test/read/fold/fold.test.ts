import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Aggregates } from '../../../src/experiment/aggregates.js';
import { readAggregates } from '../../../src/read/read-aggregates.js';
import { chunksOf, mistakeIn, readText, UNSAID } from '../given.js';

const sample = (aggregates: Aggregates, variant: string, metric = 0) =>
  aggregates.variants.get(variant)!.samples[metric]!;

describe('rows', () => {
  test('yes and no, true and false, 0 and 1 are the same, in any case', async () => {
    const { aggregates } = await readText('arm,bought\na,Yes\na,no\na,TRUE\na,false\na,1\na,0\n');
    expect(sample(aggregates, 'a')).toMatchObject({ successes: 3, missing: 0 });
    expect(sample(aggregates, 'a').moments).toMatchObject({ n: 6, mean: [0.5] });
  });

  test('missing values are counted, and belong to no mean', async () => {
    const text = 'arm,revenue\na,NA\na,\na, n/a \na,\\N\na,-999\na,3\na,5\n';
    const { aggregates } = await readText(text, { missing: ['-999'] });
    expect(sample(aggregates, 'a')).toMatchObject({ missing: 5, moments: { n: 2, mean: [4] } });
    expect(aggregates.variants.get('a')!.units).toBe(7);
  });

  test('none is a missing number, but a label among labels, and NA may be the success', async () => {
    const text = 'arm,revenue,outcome\na,None,none\na,4,NA\na,5,bought\na,6,\n';
    const { aggregates } = await readText(text, {
      metrics: ['revenue', 'outcome=bought', 'outcome=NA'],
    });
    expect(sample(aggregates, 'a')).toMatchObject({ missing: 1, moments: { n: 3 } });
    expect(sample(aggregates, 'a', 1)).toMatchObject({
      missing: 2,
      successes: 1,
      moments: { n: 2 },
    });
    expect(sample(aggregates, 'a', 2)).toMatchObject({
      missing: 1,
      successes: 1,
      moments: { n: 3 },
    });
  });

  test('names of object properties are names like any other', async () => {
    const { aggregates } = await readText('variant,toString\n__proto__,1\nconstructor,0\n');
    expect([...aggregates.variants.keys()]).toEqual(['__proto__', 'constructor']);
    expect(sample(aggregates, '__proto__').successes).toBe(1);
  });

  test('a bad value among yes and no costs its own row only', async () => {
    const text = 'arm,bought\na,yes\na,12\na,no\na,yes\n';
    const { aggregates, files } = await readText(text, { onBadRow: 'skip' });
    expect(sample(aggregates, 'a')).toMatchObject({ successes: 2, moments: { n: 3 } });
    expect(files[0]).toMatchObject({ rows: 3, skippedRows: 1 });
  });

  test('a skipped row leaves nothing behind', async () => {
    const text = 'arm,x,y\na,1,2\nb,3,oops\nc,oops,3\na,2\n';
    const { aggregates } = await readText(text, { metrics: ['x', 'y'], onBadRow: 'skip' });
    expect([...aggregates.variants]).toHaveLength(1);
    expect(aggregates.variants.get('a')).toMatchObject({ units: 1 });
    expect(sample(aggregates, 'a').moments.n).toBe(1);
  });

  test('amounts in one file and yes in another are a mix, too', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'perso-'));
    const path = join(folder, 'a.csv');
    writeFileSync(path, 'x\n3\n1\n');
    const sources = [
      { path, variant: 'a' },
      { path: '-', variant: 'b' },
    ];
    const read = (text: string) =>
      readAggregates(
        sources,
        { ...UNSAID, metrics: ['x'] },
        { stdin: chunksOf(Buffer.from(text), [99]) },
      );
    expect((await read('x\n0\n1\n')).aggregates.variants.size).toBe(2);
    expect((await mistakeIn(() => read('x\n0\nyes\n'))).location).toMatchObject({ line: 3 });
    rmSync(folder, { recursive: true });
  });

  test('more than 1000 variants are an identifier', async () => {
    const rows = (n: number) => Array.from({ length: n }, (_, i) => `v${i},1\n`).join('');
    const { aggregates } = await readText(`group,converted\n${rows(1000)}${rows(1000)}`);
    expect(aggregates.variants.size).toBe(1000);
    const mistake = await mistakeIn(() => readText(`group,converted\n${rows(1001)}`));
    expect(mistake.location).toEqual({ file: 'standard input', line: 1002, column: 1 });
    expect(mistake.hint).toContain("variantColumn: 'NAME'");
  });
});

describe('counts', () => {
  test('rows of a cell are added up; with its successes missing, its units are missing', async () => {
    const text = 'arm,users,orders\na,10,2\na,20,NA\na,,\na,30,3\nb,0,0\n';
    const { aggregates } = await readText(text);
    expect(aggregates.variants.get('a')!.units).toBe(60);
    expect(sample(aggregates, 'a')).toMatchObject({ successes: 5, missing: 20 });
    expect(sample(aggregates, 'a').moments.n).toBe(40);
    expect(sample(aggregates, 'b').moments).toMatchObject({ n: 0, mean: [0], comoment: [0] });
  });

  test.each([
    ['-1', 'negative'],
    ['1.5', 'whole'],
    ['9007199254740992', 'exact'],
    ['11', 'out of 10'],
    ['yes', 'number'],
  ])('%s successes are refused at their place', async (count, what) => {
    const mistake = await mistakeIn(() => readText(`arm,users,orders\na,10,${count}\n`));
    expect(mistake.message).toContain(what);
    expect(mistake.location).toEqual({ file: 'standard input', line: 2, column: 3 });
  });

  test('a count with a point between thousands is not cut down to a small number', async () => {
    const mistake = await mistakeIn(() => readText('arm;users;orders\na;1.000;1\n'));
    expect(mistake.hint).toContain("thousands: '.'");
  });
});

describe('summary', () => {
  const head = 'arm,n,m_mean,m_var\n';

  test('0s and 1s are known by their mean and variance, anything else is a mean', async () => {
    const { aggregates } = await readText(`${head}a,10,0.3,${(0.21 * 10) / 9}\nb,10,0.3,0.2\n`);
    expect(sample(aggregates, 'a').successes).toBe(3);
    expect(sample(aggregates, 'b').successes).toBeNull();
  });

  test('an empty cell and a single unit need no variance', async () => {
    const { aggregates } = await readText(`${head}a,0,,\na,1,7,NULL\na,3,7,1\n`);
    expect(sample(aggregates, 'a').moments).toMatchObject({ n: 4, mean: [7], comoment: [2] });
  });

  test.each([
    ['a,,1,1', 2, 'number of units'],
    ['a,5,,1', 3, 'no value'],
    ['a,5,1,', 4, 'no value'],
    ['a,5,1,-1', 4, 'negative'],
  ])('%s is refused at field %d', async (row, column, what) => {
    const mistake = await mistakeIn(() => readText(`${head}${row}\n`));
    expect(mistake.message).toContain(what);
    expect(mistake.location).toMatchObject({ line: 2, column });
  });
});
