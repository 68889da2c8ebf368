import { describe, expect, test } from 'vitest';
import type { Capped, VariantAggregates } from '../../../src/experiment/aggregates.js';
import { designEffect, type Pilot, pilotOf } from '../../../src/experiment/size/pilot.js';
import { addUnit, emptyMoments, type Moments, skewness } from '../../../src/stats/moments.js';

type Unit = readonly (number | null)[];

function momentsOf(units: readonly Unit[]): Moments {
  const moments = emptyMoments(units[0]!.length);
  for (const unit of units) if (!unit.includes(null)) addUnit(moments, unit as number[]);
  return moments;
}

/** A variant whose second metric these are; the first says something else. */
function pilot(
  units: readonly Unit[],
  kind: Pilot['kind'] = 'mean',
  rest: { cap?: Capped | null; raw?: readonly Unit[]; successes?: number } = {},
): ReturnType<typeof pilotOf> {
  const { cap = null, raw = units, successes = null } = rest;
  const other = { moments: momentsOf([[1], [2]]), successes: null, missing: 0 };
  const cells: VariantAggregates = {
    units: units.length,
    samples: [other, { moments: momentsOf(units), successes, missing: 0 }],
    unitValues: raw.map((values) => [[0], [...values]]),
  };
  return pilotOf(cells, { index: 1, kind, cap });
}

function known(found: ReturnType<typeof pilotOf>): Pilot {
  if (typeof found === 'string') throw new Error(found);
  return found;
}

const SPENT = [4, 0, 9, 2, 30, 7, 1];
const BEFORE = [3, 1, 8, 2, 20, 9, 0];

describe('a pilot is of the units that have a value', () => {
  test('and takes five of them', () => {
    const units = SPENT.slice(0, 5).map((x) => [x]);
    expect(known(pilot(units))).toMatchObject({ kind: 'mean', n: 5, mean: 9 });
    expect(pilot([[null], ...units.slice(1)])).toBe('TOO_FEW_UNITS');
    const six = known(pilot([...units, [null]]));
    expect(six).toEqual(known(pilot(units)));
  });

  test('of a mean it has the deviation and the skewness', () => {
    const found = known(pilot(SPENT.map((x) => [x])));
    // R: x <- c(4, 0, 9, 2, 30, 7, 1); sd(x), mean((x - mean(x))^3) / mean((x - mean(x))^2)^1.5
    expect(found.sd).toBeCloseTo(10.406042200842, 10);
    expect(found.skewness).toBeCloseTo(1.653329827257, 10);
    expect(found).toMatchObject({ explained: null, successes: null, noise: { isLeast: false } });
    expect(found.baseline).toEqual({ kind: 'mean', mean: found.mean, sd: found.sd });
  });

  test('of a rate it has the successes, whose interval is its noise', () => {
    const found = known(pilot([[1], [0], [0], [1], [0]], 'proportion', { successes: 2 }));
    expect(found).toMatchObject({
      ...{ kind: 'proportion', n: 5, mean: 0.4, successes: 2, explained: null },
      ...{ skewness: null, noise: null, baseline: { kind: 'proportion', rate: 0.4 } },
    });
    expect(found.sd).toBeCloseTo(Math.sqrt(1.2 / 4), 12);
    const adjusted = [1, 0, 0, 1, 0, 1].map((y, i) => [y, i * i]);
    const asMean = known(pilot(adjusted, 'proportion', { successes: 3 }));
    expect(asMean).toMatchObject({ kind: 'proportion', successes: null, noise: {} });
    expect(asMean.explained).not.toBeNull();
  });

  test('says nothing where covariates explain it all, or it does not vary', () => {
    expect(pilot(SPENT.map((x) => [2 * x + 1, x]))).toBe('ZERO_VARIANCE');
    expect(pilot(SPENT.map((x) => [3, x]))).toBe('ZERO_VARIANCE');
    expect(
      pilot(
        SPENT.map(() => [0, 2]),
        'ratio',
      ),
    ).toBe('ZERO_VARIANCE');
    // A covariate that is always the same explains nothing, and takes no degree of freedom.
    const found = known(pilot(SPENT.map((x) => [x, 4])));
    expect(found.explained).toBeCloseTo(0, 12);
    expect(found.baseline).toMatchObject({ sd: expect.closeTo(found.sd, 12) });
  });
});

test('of six units two covariates are taken at most, the first ones, so that as many units are left', () => {
  const six = [4, 0, 9, 2, 30, 7].map((y, i) => [y, (i * i) % 5, (i * 7) % 4, (i * 3) % 7]);
  const [three, two, one] = [4, 3, 2].map((width) =>
    known(pilot(six.map((row) => row.slice(0, width)))),
  );
  expect(three!.baseline).toEqual(two!.baseline);
  expect(three!.explained).toBe(two!.explained);
  expect(two!.explained).not.toBeCloseTo(one!.explained!, 3);
});

describe('a ratio is that of means', () => {
  const sessions = [1, 2, 4, 1, 6, 3, 2];
  const ratio = 53 / 19;
  /** What each unit adds to it (delta method), as a mean of its own. */
  const linear = SPENT.map((x, i) => (x - ratio * sessions[i]!) / (19 / 7));

  test('and varies as its linearized values do', () => {
    const found = known(
      pilot(
        SPENT.map((x, i) => [x, sessions[i]!]),
        'ratio',
      ),
    );
    const asMean = known(pilot(linear.map((z) => [z])));
    expect(found.mean).toBeCloseTo(ratio, 12);
    expect(found.sd).toBeCloseTo(asMean.sd, 12);
    expect(found.skewness).toBeCloseTo(asMean.skewness!, 10);
    expect(found.baseline).toEqual({ kind: 'mean', mean: found.mean, sd: found.sd });
  });

  test('with covariates, of which none is the denominator', () => {
    const found = known(
      pilot(
        SPENT.map((x, i) => [x, sessions[i]!, BEFORE[i]!]),
        'ratio',
      ),
    );
    const asMean = known(pilot(linear.map((z, i) => [z, BEFORE[i]!])));
    expect(found.mean).toBeCloseTo(ratio, 12);
    expect(found.sd).toBeCloseTo(asMean.sd, 12);
    expect(found.explained).toBeCloseTo(asMean.explained!, 12);
    expect(found.baseline).toMatchObject({
      sd: expect.closeTo((asMean.baseline as { sd: number }).sd, 12),
    });
    const equal = known(
      pilot(
        SPENT.map((x, i) => [x, 2, BEFORE[i]!]),
        'ratio',
      ),
    );
    const half = known(pilot(SPENT.map((x, i) => [x / 2, BEFORE[i]!])));
    // Where all denominators are alike, it is a mean in that unit.
    expect(equal.noise!.absolute).toBeCloseTo(half.noise!.absolute, 12);
    expect(equal.noise!.relative).toBeCloseTo(half.noise!.relative!, 12);
    expect(equal.sd).toBeCloseTo(half.sd, 12);
  });
});

describe('units are brought to the cap that their sums were brought to', () => {
  const side = (limit: number) => ({ share: null, limit, touched: [] });
  const noiseOf = (cap: Capped, bring: (x: number) => number, kind: Pilot['kind'] = 'mean') => {
    const unit = (x: number, i: number) => (kind === 'ratio' ? [x, 1 + (i % 2)] : [x, BEFORE[i]!]);
    const capped = SPENT.map((x, i) => unit(bring(x), i));
    const raw = SPENT.map(unit);
    return [pilot(capped, kind, { cap, raw }), pilot(capped, kind)].map(known);
  };

  test.each<[string, Capped, (x: number) => number]>([
    ['above', { metric: 'm', ...side(8) }, (x) => Math.min(8, x)],
    [
      'on both sides',
      { metric: 'm', ...side(8), lower: side(2) },
      (x) => Math.min(8, Math.max(2, x)),
    ],
  ])('%s', (_, cap, bring) => {
    for (const kind of ['mean', 'ratio'] as const) {
      const [capped, byHand] = noiseOf(cap, bring, kind);
      expect(capped).toEqual(byHand);
    }
    const [, whole] = noiseOf(cap, (x) => x);
    const [capped] = noiseOf(cap, bring);
    expect(capped!.noise!.absolute).not.toBeCloseTo(whole!.noise!.absolute, 3);
  });
});

describe('the design effect of rows', () => {
  const sum = (rows: readonly number[][]) => rows.map(([y]) => y!);
  const rows = [[3], [5], [9], [1], [4], [8]];

  test('is the squared relative error of units ÷ that of rows', () => {
    // Two rows in each unit: totals of 8, 10 and 12, and more for five.
    const totals = [8, 10, 12, 7, 3];
    const own = known(pilot(totals.map((y) => [y])));
    const of = (values: number[]) => {
      const mean = values.reduce((a, b) => a + b, 0) / values.length;
      const squares = values.reduce((a, b) => a + (b - mean) ** 2, 0);
      return squares / (values.length - 1) / values.length / mean ** 2;
    };
    expect(designEffect(own, momentsOf(rows), 'mean')).toBeCloseTo(of(totals) / of(sum(rows)), 12);
    expect(designEffect(own, momentsOf(rows.slice(0, 2)), 'mean')).toBeCloseTo(
      of(totals) / of([3, 5]),
      12,
    );
  });

  test('of a ratio is by its linearized values', () => {
    const pairs = rows.map(([y], i) => [y!, 1 + (i % 3)]);
    const own = known(
      pilot(
        SPENT.map((x, i) => [x, 1 + i]),
        'ratio',
      ),
    );
    const level = 30 / 12;
    const linear = pairs.map(([y, d]) => (y! - level * d!) / 2);
    const squares = linear.reduce((total, z) => total + z * z, 0);
    const asRows = squares / 5 / 6 / level ** 2;
    expect(designEffect(own, momentsOf(pairs), 'ratio')).toBeCloseTo(
      own.sd ** 2 / 7 / own.mean ** 2 / asRows,
      12,
    );
    expect(
      designEffect(
        own,
        momentsOf([
          [1, 0],
          [2, 0],
        ]),
        'ratio',
      ),
    ).toBeNull();
  });

  test('is not known of one row, of rows all alike, or beside a mean of 0', () => {
    const own = known(pilot(SPENT.map((x) => [x])));
    expect(designEffect(own, momentsOf([[3]]), 'mean')).toBeNull();
    expect(designEffect(own, momentsOf([[3], [3]]), 'mean')).toBeNull();
    expect(designEffect({ ...own, mean: 0 }, momentsOf(rows), 'mean')).toBeNull();
  });
});

test('moments that say no skewness leave none', () => {
  const moments = { ...momentsOf(SPENT.map((x) => [x])), third: null };
  expect(skewness(moments)).toBeNull();
  const cells = { units: 7, samples: [{ moments, successes: null, missing: 0 }] };
  const found = known(pilotOf(cells, { index: 0, kind: 'mean', cap: null }));
  expect(found).toMatchObject({ n: 7, skewness: null, noise: { isLeast: true } });
});
