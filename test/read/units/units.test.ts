import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Aggregates, unitsRead } from '../../../src/experiment/aggregates.js';
import { readAggregates } from '../../../src/read/read-aggregates.js';
import { mistakeIn, readText, UNSAID } from '../given.js';

const byId = { unitIdColumn: 'id', metrics: ['x'] };

async function cellsIn(text: string, options = {}): Promise<Aggregates> {
  const { aggregates } = await readText(text, { ...byId, ...options });
  return aggregates;
}

function sampleIn(aggregates: Aggregates, variant: string, metric = 0) {
  return aggregates.variants.get(variant)!.samples[metric]!;
}

describe('rows of one unit', () => {
  test('are one success of a proportion, however many of them are', async () => {
    const aggregates = await cellsIn('id,arm,x\nu,a,0\nu,a,1\nu,a,1\nv,a,0\nv,a,0\nw,b,1\n');
    expect(aggregates.variants.get('a')!.units).toBe(2);
    expect(sampleIn(aggregates, 'a')).toMatchObject({ successes: 1, missing: 0 });
    expect(sampleIn(aggregates, 'a').moments).toMatchObject({ n: 2, mean: [0.5], comoment: [0.5] });
  });

  test('are one success for words and for a value that was named', async () => {
    const words = await cellsIn('id,arm,x\nu,a,no\nu,a,yes\nv,b,no\n');
    expect(sampleIn(words, 'a')).toMatchObject({ successes: 1, moments: { n: 1 } });
    const named = { metrics: ['x=paid'] };
    const labels = await cellsIn('id,arm,x\nu,a,paid\nu,a,paid\nv,b,seen\n', named);
    expect(sampleIn(labels, 'a')).toMatchObject({ successes: 1, moments: { n: 1 } });
  });

  test('are the sum of amounts, also where the amounts are met after 0 and 1 only', async () => {
    const aggregates = await cellsIn('id,arm,x\nu,a,1\nu,a,1\nv,a,0\nw,b,2.5\nw,b,1\n');
    expect(sampleIn(aggregates, 'a').moments).toMatchObject({ n: 2, mean: [1], comoment: [2] });
    expect(sampleIn(aggregates, 'b').moments.mean).toEqual([3.5]);
  });

  test('are the sum of 0 and 1 where a mean was asked for', async () => {
    const aggregates = await cellsIn('id,arm,x\nu,a,1\nu,a,1\nv,b,0\n', { metrics: ['x:mean'] });
    expect(sampleIn(aggregates, 'a').moments.mean).toEqual([2]);
  });

  test('make no proportion of amounts that happen to add up to 0 and 1', async () => {
    const aggregates = await cellsIn('id,arm,x\nu,a,0.5\nu,a,0.5\nv,b,-1\nv,b,1\n');
    expect(sampleIn(aggregates, 'a').successes).toBeNull();
    expect(sampleIn(aggregates, 'b').successes).toBeNull();
  });

  test('are a ratio of what both columns add up to', async () => {
    const aggregates = await cellsIn('id,arm,x,y\nu,a,1,2\nu,a,3,5\nv,b,1,1\n', {
      metrics: ['x/y'],
    });
    expect(sampleIn(aggregates, 'a').moments.mean).toEqual([4, 7]);
  });

  test('have the covariate and the segment of the first of them', async () => {
    const covariates = [{ metric: 'x', column: 'before' }];
    const text = 'id,arm,x,before,land\nu,a,2,7,de\nu,a,3,8,fr\nv,b,1,9,fr\n';
    const aggregates = await cellsIn(text, { covariates, segments: ['land'] });
    expect(sampleIn(aggregates, 'a').moments.mean).toEqual([5, 7, 0]);
    const lands = aggregates.segments.get('land')!;
    expect([...lands.get('de')!.keys()]).toEqual(['a']);
    expect(lands.get('fr')!.get('b')!.units).toBe(1);
    expect(lands.get('fr')!.has('a')).toBe(false);
  });

  test('may stand in several files', async () => {
    const stdin = [Buffer.from('id,arm,x\nu,a,2\nv,b,1\n')];
    const source = { path: '-', variant: null };
    const folder = `${import.meta.dirname}/../../runs/analyze/unit-id/repeated-rows`;
    const again = { path: `${folder}/more.csv`, variant: null };
    const io = {
      stdin: (async function* () {
        yield* stdin;
      })(),
    };
    const { aggregates, files } = await readAggregates([source, again], { ...UNSAID, ...byId }, io);
    expect(files.map(({ rows }) => rows)).toEqual([2, 2]);
    expect(sampleIn(aggregates, 'a').moments).toMatchObject({ n: 1, mean: [12] });
  });
});

describe('a value that is missing in one of the rows', () => {
  test('leaves the sum unknown', async () => {
    const aggregates = await cellsIn('id,arm,x\nu,a,3\nu,a,\nu,a,1\nv,a,4\nw,b,2\n');
    expect(sampleIn(aggregates, 'a')).toMatchObject({ missing: 1, moments: { n: 1, mean: [4] } });
  });

  test('leaves a success a success, but no success is unknown', async () => {
    const aggregates = await cellsIn('id,arm,x\nu,a,\nu,a,1\nv,a,0\nv,a,NA\nw,b,0\n');
    expect(sampleIn(aggregates, 'a')).toMatchObject({
      missing: 1,
      successes: 1,
      moments: { n: 1 },
    });
  });

  test('leaves a ratio unknown, whichever side it is on', async () => {
    const text = 'id,arm,x,y\nu,a,1,\nu,a,3,5\nv,a,,2\nv,a,2,2\nw,b,1,1\n';
    expect(sampleIn(await cellsIn(text, { metrics: ['x/y'] }), 'a').missing).toBe(2);
  });

  test('of a covariate counts in the first row only', async () => {
    const covariates = [{ metric: 'x', column: 'before' }];
    const text = 'id,arm,x,before\nu,a,2,7\nu,a,3,\nv,a,2,\nv,a,3,7\nw,b,1,9\n';
    const aggregates = await cellsIn(text, { covariates });
    expect(sampleIn(aggregates, 'a')).toMatchObject({
      missing: 0,
      moments: { n: 2, mean: [5, 3.5, 0.5] },
    });
  });
});

describe('a unit in two variants', () => {
  const text = 'id,arm,x,land\nu,a,2,de\nv,a,1,fr\nu,b,3,de\nw,b,1,fr\nu,a,4,de\n';

  test('is left out of all aggregates, and counted', async () => {
    const aggregates = await cellsIn(text, { segments: ['land'] });
    expect(aggregates.unitsInTwoVariants).toBe(1);
    expect(unitsRead(aggregates)).toBe(3);
    expect([...aggregates.variants].map(([name, { units }]) => [name, units])).toEqual([
      ['a', 1],
      ['b', 1],
    ]);
    expect([...aggregates.segments.get('land')!.keys()]).toEqual(['fr']);
  });

  test('leaves its variants where they are, also without other units', async () => {
    const aggregates = await cellsIn('id,arm,x\nu,a,1\nu,b,1\nv,a,1\n');
    expect(aggregates.variants.get('b')!.units).toBe(0);
  });

  test('does not hide an identifier taken for the variant', async () => {
    const rows = Array.from({ length: 1001 }, (_, i) => `u,arm${i},1\n`).join('');
    const mistake = await mistakeIn(() => cellsIn(`id,arm,x\n${rows}`));
    expect(mistake.message).toContain('more than 1000 different values');
  });

  test('does not tell what kind of metric it is', async () => {
    expect(sampleIn(await cellsIn(text), 'a').successes).toBe(1);
  });
});

describe('an id', () => {
  test('is a text, compared to its last digit and in its case', async () => {
    const long = '123456789012345678901234567890123456789';
    const ids = [long, `${long.slice(0, -1)}8`, `0${long}`, 'Ab', 'ab', '1', '1.0', '__proto__'];
    const rows = ids.map((id) => `${id},a,1\n`).join('');
    const aggregates = await cellsIn(`id,arm,x\n${rows}__proto__,a,0\nconstructor,b,1\n`);
    expect(aggregates.variants.get('a')!.units).toBe(ids.length);
    expect(aggregates.variants.get('b')!.units).toBe(1);
  });

  test('that is missing stops the run with its place, or the row is left out and counted', async () => {
    const text = 'id,arm,x\nu,a,1\n ,b,1\nNA,b,1\nv,b,1\n';
    const mistake = await mistakeIn(() => cellsIn(text));
    expect(mistake.message).toBe('there is no unit id in column id');
    expect(mistake.location).toMatchObject({ line: 3, column: 1 });
    const read = await readText(text, { ...byId, onBadRow: 'skip' });
    expect(read.files[0]).toMatchObject({ rows: 2, skippedRows: 2 });
  });

  test('is no metric, however much a number', async () => {
    const { reading } = await readText('nr,arm,x\n1,a,1\n2,b,0\n', { unitIdColumn: 'NR' });
    expect(reading).toMatchObject({ unitIdColumn: 'nr', metrics: [{ name: 'x' }] });
  });

  test('that was named settles what a row is, where it stands beside a number of units', async () => {
    const { reading } = await readText('user_id,arm,n,x\nu,a,3,1\nv,b,4,1\n', {
      ...byId,
      unitIdColumn: 'user_id',
    });
    expect(reading.layout).toBe('rows');
  });

  test('is not the variant', async () => {
    const mistake = await mistakeIn(() => cellsIn('id,x\na,1\nb,1\n', { variantColumn: 'id' }));
    expect(mistake.message).toBe('unitIdColumn id: that is the column of variants');
  });

  test('does not go with counts', async () => {
    const mistake = await mistakeIn(() =>
      cellsIn('id,arm,users,x\n1,a,9,1\n', { layout: 'counts' }),
    );
    expect(mistake.message).toBe('unitIdColumn id: a file of counts has no rows of single units');
  });
});

test('a row that cannot be read leaves its unit as it was', async () => {
  const text = 'id,arm,x\nu,a,2\nu,b,oops\nu,a,3\nv,b,1\n';
  const { aggregates } = await readText(text, { ...byId, onBadRow: 'skip' });
  expect(aggregates.unitsInTwoVariants).toBe(0);
  expect(sampleIn(aggregates, 'a').moments.mean).toEqual([5]);
});

test('with one row a unit the aggregates are those of the rows, to the last bit', async () => {
  const row = fc.tuple(
    fc.constantFrom('a', 'b'),
    fc.constantFrom('p', 'q'),
    fc.double({ min: -9, max: 9, noNaN: true }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 20 }), async (rows) => {
      const lines = rows.map(([arm, land, x], i) => `${i},${arm},${land},${x}\n`).join('');
      const text = `id,arm,land,x\n${lines}`;
      const plain = { unitIdColumn: null, segments: ['land'], metrics: ['x:mean'] };
      const [{ aggregates }, units] = [
        await readText(text, plain),
        await cellsIn(text, { ...plain, unitIdColumn: 'id' }),
      ];
      for (const { samples } of aggregates.variants.values()) samples[0]!.successes = null;
      for (const part of aggregates.segments.get('land')!.values())
        for (const { samples } of part.values()) samples[0]!.successes = null;
      expect(units).toEqual(aggregates);
    }),
    { seed: 20261122, numRuns: 50 },
  );
});

test('the aggregates are those of a file in which the rows of each unit were added up before', async () => {
  const value = fc.oneof(
    { weight: 9, arbitrary: fc.integer({ min: -5, max: 9 }) },
    fc.constant(null),
  );
  const row = fc.record({
    id: fc.integer({ min: 1, max: 30 }),
    x: value,
    y: value,
    before: value,
    land: fc.constantFrom('p', 'q', ''),
  });
  const options = {
    metrics: ['x:mean', 'x/y:ratio', 'y:mean'],
    covariates: [{ metric: 'y', column: 'before' }],
    segments: ['land'],
  };
  const text = (rows: { id: number; x: unknown; y: unknown; before: unknown; land: string }[]) => {
    const lines = rows.map(
      ({ id, x, y, before, land }) =>
        `u${id},${id % 2 === 0 ? 'a' : 'b'},${x ?? ''},${y ?? ''},${before ?? ''},${land}\n`,
    );
    return `id,arm,x,y,before,land\n${lines.join('')}`;
  };
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 200 }), async (rows) => {
      const ids = [...new Set(rows.map(({ id }) => id))];
      const units = ids.map((id) => rows.filter((one) => one.id === id));
      const sum = (values: (number | null)[]) =>
        values.includes(null) ? null : values.reduce<number>((total, v) => total + v!, 0);
      const added = units.map((own) => ({
        ...own[0]!,
        x: sum(own.map(({ x }) => x)),
        y: sum(own.map(({ y }) => y)),
      }));
      const [byUnit, byRow] = [
        await readText(text(rows), { ...options, unitIdColumn: 'id' }),
        await readText(text(added), options),
      ];
      for (const { samples } of partsOf(byRow.aggregates)) {
        for (const sample of samples) sample.successes = null;
      }
      expect(byUnit.aggregates).toEqual(byRow.aggregates);
    }),
    { seed: 20261124, numRuns: 100 },
  );
});

function partsOf({ variants, segments }: Aggregates) {
  const parts = [...segments.values()].flatMap((values) => [...values.values()]);
  return [variants, ...parts].flatMap((part) => [...part.values()]);
}
