import { expect, test } from 'vitest';
import type { LineHypothesis } from '../../../src/stats/tests/line-hypothesis.js';
import { ratioStatisticOf } from '../../../src/stats/tests/ratio-statistic.js';
import { isSameRegion, sameOfTwo } from '../../../src/stats/tests/same-region.js';
import { beyondObserved, type Region, regionOf } from '../../../src/stats/tests/table-region.js';

const arms = { control: { successes: 8, n: 50 }, treatment: { successes: 9, n: 60 } };
const everywhere = [
  { control: 0, treatment: 0 },
  { control: 1, treatment: 1 },
] as const;

function beyondRatio(phi: number, claim: 'greater' | 'less') {
  const hypothesis: LineHypothesis = {
    line: { slope: phi, shift: 0 },
    statistic: ratioStatisticOf({ control: arms.control.n, treatment: arms.treatment.n }, phi),
  };
  const beyond = beyondObserved(arms, hypothesis, claim);
  return { holds: beyond.holds, region: regionOf(beyond, arms, everywhere) };
}

const ratios = Array.from({ length: 400 }, (_, i) => 1 + i / 400);

test.each(['greater', 'less'] as const)(
  'the tables in which two regions differ tell which of them a third is, on the side of %s',
  (claim) => {
    const told = { one: 0, other: 0, neither: 0 };
    for (let i = 1; i + 1 < ratios.length; i += 1) {
      for (const away of [1, 3, 90]) {
        const [one, here, other] = [i - away, i, i + away].map((k) =>
          beyondRatio(ratios[Math.min(ratios.length - 1, Math.max(0, k))]!, claim),
        );
        const same = sameOfTwo(one!.region, other!.region, here!.holds);
        if (same !== null) expect(isSameRegion(same, here!.region)).toBe(true);
        const isOne = isSameRegion(one!.region, here!.region);
        const isOther = isSameRegion(other!.region, here!.region);
        if (isOne !== isOther) expect(same).toBe(isOne ? one!.region : other!.region);
        told[isOne ? 'one' : isOther ? 'other' : 'neither'] += 1;
      }
    }
    expect(Math.min(...Object.values(told))).toBeGreaterThan(5);
  },
);

test('regions of different counts are not compared', () => {
  const { holds, region } = beyondRatio(1.2, 'greater');
  expect(sameOfTwo(region, { ...region, from: 1 }, holds)).toBeNull();
  expect(sameOfTwo(region, { ...region, bounds: region.bounds.slice(1) }, holds)).toBeNull();
});

test('regions are the same only with the same arms, the same side and the same bounds', () => {
  const region: Region = {
    ...{ smaller: 'control', from: 2, tail: 'upper', bounds: Float64Array.of(3, 5) },
  };
  const others = [
    { ...region, from: 1 },
    { ...region, tail: 'lower' as const },
    { ...region, bounds: Float64Array.of(3, 5, 6) },
    { ...region, bounds: Float64Array.of(3) },
    { ...region, bounds: Float64Array.of(3, 6) },
    null,
  ];
  expect(isSameRegion(region, { ...region, bounds: Float64Array.of(3, 5) })).toBe(true);
  for (const other of others) {
    expect(isSameRegion(region, other)).toBe(false);
    expect(isSameRegion(other, region)).toBe(false);
  }
  for (const other of others.slice(0, 4)) expect(sameOfTwo(region, other!, () => true)).toBeNull();
});
