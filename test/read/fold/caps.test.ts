import { describe, expect, test } from 'vitest';
import type { Aggregates } from '../../../src/experiment/aggregates.js';
import type { Cap } from '../../../src/read/reading.js';
import { mistakeIn, readText } from '../given.js';

const at = (share: number, metric = 'x'): Cap => ({ metric, share, value: null });
const to = (value: number, metric = 'x'): Cap => ({ metric, share: null, value });

async function cellsIn(text: string, caps: Cap[], options = {}): Promise<Aggregates> {
  const { aggregates } = await readText(text, { metrics: ['x'], caps, ...options });
  return aggregates;
}

function momentsIn(aggregates: Aggregates, variant: string, metric = 0) {
  return aggregates.variants.get(variant)!.samples[metric]!.moments;
}

const text = 'arm,x\na,0\nb,10\na,2\nb,100\na,4\n';

describe('a cap', () => {
  test('of a value brings larger ones down to it, and counts them by variant', async () => {
    const aggregates = await cellsIn(text, [to(3)]);
    expect(momentsIn(aggregates, 'a').mean[0]).toBeCloseTo(5 / 3, 15);
    expect(momentsIn(aggregates, 'b')).toMatchObject({ n: 2, mean: [3], comoment: [0] });
    expect(aggregates.capped).toEqual([
      {
        ...{ metric: 'x', share: null, limit: 3 },
        touched: [
          { variant: 'a', units: 1, of: 3 },
          { variant: 'b', units: 2, of: 2 },
        ],
      },
    ]);
  });

  test('with a lower side brings smaller ones up to that, of all variants together', async () => {
    const lower = { share: null, value: 1 };
    const aggregates = await cellsIn(text, [{ ...to(50), lower }]);
    expect(momentsIn(aggregates, 'a').mean[0]).toBeCloseTo(7 / 3, 15);
    expect(momentsIn(aggregates, 'b').mean[0]).toBe(30);
    expect(aggregates.capped[0]!.lower).toMatchObject({ limit: 1 });
    expect(aggregates.capped[0]!.lower!.touched.map(({ units }) => units)).toEqual([1, 0]);
    const quarters = await cellsIn(text, [{ ...at(0.75), lower: { share: 0.25, value: null } }]);
    expect(quarters.capped[0]).toMatchObject({ limit: 10, lower: { share: 0.25, limit: 2 } });
  });

  test('whose lower side is the higher one is a mistake', async () => {
    const lower = { share: null, value: 5 };
    const mistake = await mistakeIn(() => cellsIn(text, [{ ...to(3), lower }]));
    expect(mistake.message).toContain('its lower side, 5, is above 3');
  });

  test('leaves values that equal it as they are, uncounted', async () => {
    const aggregates = await cellsIn(text, [to(10)]);
    expect(aggregates.capped[0]!.touched.map(({ units }) => units)).toEqual([0, 1]);
  });

  test('of a share is the quantile of all variants together, blind to the arm', async () => {
    const aggregates = await cellsIn(text, [at(0.75)]);
    expect(aggregates.capped[0]).toMatchObject({ share: 0.75, limit: 10 });
    const swapped = text
      .replace(/^[ab]/gm, (arm) => (arm === 'a' ? 'b' : 'a'))
      .replace('brm', 'arm');
    expect((await cellsIn(swapped, [at(0.75)])).capped[0]!.limit).toBe(10);
  });

  test('holds within segments too, at the value for all units', async () => {
    const segmented = 'arm,x,s\na,0,p\nb,10,p\na,2,q\nb,100,q\na,4,q\n';
    const aggregates = await cellsIn(segmented, [at(0.75)], { segments: ['s'] });
    expect(aggregates.segments.get('s')!.get('q')!.get('b')!.samples[0]!.moments.mean).toEqual([
      10,
    ]);
  });

  test('does not touch other metrics, nor a covariate', async () => {
    const more = 'arm,x,y,before\na,9,9,9\nb,1,9,8\na,2,1,7\nb,3,4,6\n';
    const covariates = [{ metric: 'x', column: 'before' }];
    const aggregates = await cellsIn(more, [to(2)], { metrics: ['y', 'x'], covariates });
    expect(momentsIn(aggregates, 'a').mean).toEqual([5]);
    expect(momentsIn(aggregates, 'a', 1).mean).toEqual([2, 8, 0]);
  });

  test('leaves missing values missing', async () => {
    const aggregates = await cellsIn('arm,x\na,\nb,7\na,2\n', [to(3)]);
    expect(aggregates.variants.get('a')!.samples[0]).toMatchObject({
      missing: 1,
      moments: { n: 1 },
    });
  });

  test('makes no proportion of amounts, and no amount of a proportion', async () => {
    const aggregates = await cellsIn(text, [to(1)]);
    expect(aggregates.variants.get('a')!.samples[0]!.successes).toBeNull();
    const mistake = await mistakeIn(() => cellsIn('arm,x\na,0\nb,1\n', [to(1)]));
    expect(mistake.message).toBe('caps x=…: x is a proportion, and only a mean can be capped');
    const said = await cellsIn('arm,x\na,0\nb,1\n', [to(0.5)], { metrics: ['x:mean'] });
    expect(momentsIn(said, 'b').mean).toEqual([0.5]);
  });

  test('is of what rows of a unit add up to', async () => {
    const rows = 'id,arm,x\nu,a,3\nu,a,3\nv,b,2\nv,b,9\n';
    const aggregates = await cellsIn(rows, [to(5)], { unitIdColumn: 'id' });
    expect(momentsIn(aggregates, 'a').mean).toEqual([5]);
    expect(aggregates.capped[0]!.touched).toEqual([
      { variant: 'a', units: 1, of: 1 },
      { variant: 'b', units: 1, of: 1 },
    ]);
  });

  test('given twice for a metric is the last one', async () => {
    expect((await cellsIn(text, [to(3), to(4)])).capped.map(({ limit }) => limit)).toEqual([4]);
  });
});

describe('a cap is refused', () => {
  const counts = 'arm,users,x\na,9,1\nb,9,2\n';
  test.each([
    [
      'for a metric that is not there',
      text,
      [to(3, 'X1')],
      {},
      'there is no such metric in this run',
    ],
    ['for a proportion', text, [to(3)], { metrics: ['x:proportion'] }, 'x is a proportion'],
    ['for a ratio', 'arm,x,y\na,1,2\n', [to(3, 'x/y')], { metrics: ['x/y:ratio'] }, 'is a ratio'],
    ['for counts', counts, [to(3)], {}, 'a file of counts does not say what each unit'],
  ])('%s', async (_, from, caps, options, message) => {
    const mistake = await mistakeIn(() => cellsIn(from, caps, options));
    expect(mistake.message).toContain(message);
  });
});
