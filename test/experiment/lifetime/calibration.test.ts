import { describe, expect, test } from 'vitest';
import { type Calibration, calibration } from '../../../src/experiment/lifetime/calibration.js';
import {
  type LifetimeQuestion,
  lifetimeAnalysis,
} from '../../../src/experiment/lifetime/lifetime.js';
import { predictionsOf } from '../../../src/experiment/lifetime/predictions.js';
import { knownAt, type Purchase } from '../../../src/experiment/lifetime/purchases.js';
import { valueModel } from '../../../src/experiment/lifetime/value-model.js';
import { randomStream } from '../../../src/stats/random/random.js';
import { drawGamma } from '../../../src/stats/random/random-draws.js';

const TO = { until: 140, end: 238, unit: 7, hasAmounts: true };
/** Kinds of customers, and how many there are of each. */
const KINDS = 24;
const TIMES = 10;

const random = randomStream(15, [1, 0]);
const kinds = Array.from({ length: KINDS }, () => {
  const rate = drawGamma(random, 0.8) / 30;
  const [leaves, stays] = [drawGamma(random, 0.8), drawGamma(random, 3)];
  const each = 20 + 30 * random.uniform();
  let day = Math.floor(60 * random.uniform());
  const purchases: Purchase[] = [];
  for (;;) {
    purchases.push({ day, amount: Math.round(each * (0.6 + 0.8 * random.uniform())) });
    if (random.uniform() < leaves / (leaves + stays)) break;
    day += Math.max(1, Math.round(-Math.log(random.uniform()) / rate));
    if (day > 260) break;
  }
  return purchases;
});
// What is bought on the last days of both parts belongs to them.
kinds[0]!.push({ day: TO.until, amount: 31 }, { day: TO.end, amount: 37 });
kinds[0]!.sort((a, b) => a.day - b.day);
/** One who is not known yet. */
const LATER = [{ day: 141, amount: 99 }];

/** So many of each kind, the first half of the kinds in one arm, the others in the other. */
function calibrated(counts: readonly number[], to = TO): Calibration {
  const customers = [...kinds.flatMap((one, k) => Array(counts[k]!).fill(one)), LATER];
  const first = counts.slice(0, KINDS / 2).reduce((sum, count) => sum + count, 0);
  const places = customers.map((_, i) => i);
  const arms = [places.filter((i) => i < first), places.filter((i) => i >= first)];
  const found = calibration(customers, arms, to);
  if ('code' in found) throw new Error(found.code);
  return found;
}

const counts = Array(KINDS).fill(TIMES) as number[];
const all = calibrated(counts);
const later = kinds.map((one) => one.filter(({ day }) => day > 140 && day <= 238));
const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

test('what came is counted from the day after until the end, of those who were known', () => {
  expect(all).toMatchObject({ until: 140, end: 238 });
  expect(all.purchases.customers).toBe(KINDS * TIMES);
  expect(all.purchases.observed).toBe(TIMES * sumOf(later.map((one) => one.length)));
  const amounts = later.map((one) => sumOf(one.map(({ amount }) => amount)));
  expect(all.value!.observed).toBe(TIMES * sumOf(amounts));
  const [first, second] = all.byArm;
  expect(first!.purchases.observed).toBe(
    TIMES * sumOf(later.slice(0, KINDS / 2).map((one) => one.length)),
  );
  expect(second!.value!.observed).toBe(TIMES * sumOf(amounts.slice(KINDS / 2)));
  expect(second!.purchases.customers).toBe((KINDS / 2) * TIMES);
});

test('what is predicted is what a model of the first part alone expects of fourteen weeks', () => {
  const known = kinds.flatMap((one) => Array(TIMES).fill(knownAt(one, 140, 7)));
  const model = valueModel(known, true);
  if ('code' in model) throw new Error(model.code);
  const { purchases, value } = predictionsOf(model, known, { horizon: 14, discount: 0 });
  expect(all.model).toEqual(model);
  expect(all.purchases.predicted).toBeCloseTo(sumOf([...purchases]), 9);
  expect(all.value!.predicted).toBeCloseTo(sumOf([...value]), 7);
  const half = (KINDS / 2) * TIMES;
  expect(all.byArm[0]!.purchases.predicted).toBeCloseTo(sumOf([...purchases.slice(0, half)]), 9);
  expect(all.byArm[1]!.value!.predicted).toBeCloseTo(sumOf([...value.slice(half)]), 7);
});

test('a row has those of so many repeat purchases, the last of them and more', () => {
  const repeats = kinds.map((one) => one.filter(({ day }) => day <= 140).length - 1);
  expect(Math.max(...repeats)).toBeGreaterThan(7);
  for (const row of all.byRepeats) {
    const isIn = (x: number) => (row.repeats === 7 ? x >= 7 : x === row.repeats);
    const own = later.filter((_, k) => isIn(repeats[k]!));
    expect(row.customers).toBe(TIMES * own.length);
    expect(row.observed).toBeCloseTo(sumOf(own.map((one) => one.length)) / own.length, 12);
  }
  expect(sumOf(all.byRepeats.map(({ customers }) => customers))).toBe(KINDS * TIMES);
  const predicted = all.byRepeats.map((row) => row.customers * row.predicted);
  expect(sumOf(predicted)).toBeCloseTo(all.purchases.predicted, 9);
  for (const { customers } of all.byRepeats) expect(customers).toBeGreaterThan(0);
});

describe('the error', () => {
  const off = ({ observed, predicted }: { observed: number; predicted: number }) =>
    observed - predicted;
  const told = (of: Calibration) =>
    [of, ...of.byArm].flatMap(({ purchases, value }) => [purchases, ...(value ? [value] : [])]);

  test.each([
    ['amounts', true],
    ['purchases alone', false],
  ])(
    'of %s is that of customers drawn anew, each of whom moves the model, too',
    (_, hasAmounts) => {
      const to = { ...TO, hasAmounts };
      // What one customer more of a kind and one less change in observed − predicted, halved.
      const moved = kinds.map((_, k) => {
        const [more, less] = [TIMES + 1, TIMES - 1].map((count) =>
          told(calibrated(counts.with(k, count), to)).map(off),
        );
        return more!.map((one, j) => (one - less![j]!) / 2);
      });
      const found = told(calibrated(counts, to));
      expect(found).toHaveLength(hasAmounts ? 6 : 3);
      found.forEach(({ standardError }, j) => {
        const error = Math.sqrt(TIMES * sumOf(moved.map((one) => one[j]! ** 2)));
        expect(standardError / error).toBeCloseTo(1, 1);
      });
    },
  );

  test('gives p by a normal distribution', () => {
    for (const { observed, predicted, standardError, pValue } of told(all)) {
      const z = Math.abs(observed - predicted) / standardError;
      // Abramowitz & Stegun 26.2.18, within 2.5e-4 of each tail.
      const series = 1 + 0.196854 * z + 0.115194 * z ** 2 + 0.000344 * z ** 3 + 0.019527 * z ** 4;
      expect(Math.abs(pValue - series ** -4)).toBeLessThan(5e-4);
    }
  });
});

test('without amounts only purchases are held against what came', () => {
  const found = calibrated(counts, { ...TO, hasAmounts: false });
  expect(found.value).toBeNull();
  expect(found.byArm.map(({ value }) => value)).toEqual([null, null]);
  expect(found.purchases).toEqual(all.purchases);
});

describe('an analysis', () => {
  const customers = kinds.flatMap((purchases, k) =>
    Array.from({ length: TIMES }, (_, i) => ({
      name: `${k}.${i}`,
      variant: k < KINDS / 2 ? 'generic' : 'personal',
      purchases,
      known: knownAt(purchases, TO.end, TO.unit),
    })),
  );
  const question = {
    ...{ ahead: { horizon: 52, discount: 0 }, hasAmounts: true, alpha: 0.05 },
    ...{ variants: ['generic', 'personal'], allocation: [1, 1] },
  };
  const analysed = (dated: LifetimeQuestion['dated'], rest = {}) => {
    const found = lifetimeAnalysis(customers, { ...question, ...rest, dated });
    if ('code' in found) throw new Error(found.code);
    return found;
  };
  const { unit, end } = TO;

  test('holds the model against the second part where that is asked for', () => {
    const half = customers.length / 2;
    const arms = [0, 1].map((arm) => Array.from({ length: half }, (_, i) => arm * half + i));
    const parted = { ...TO, until: 140 };
    const found = analysed({ unit, end, fitUntil: null, calibrateAt: 140 });
    const purchases = customers.map((one) => one.purchases);
    expect(found.calibration).toEqual(calibration(purchases, arms, parted));
    expect(analysed({ unit, end, fitUntil: null, calibrateAt: null }).calibration).toBeNull();
    expect(analysed(null).calibration).toBeNull();
  });

  test('fits what was known at a day, and predicts of what is known at the end', () => {
    const known = customers.map((one) => knownAt(one.purchases, 140, unit));
    const found = analysed({ unit, end, fitUntil: 140, calibrateAt: null });
    expect(found.model).toEqual(valueModel(known, true));
    expect(analysed(null).model).not.toEqual(found.model);
  });

  test('has rows by repeat purchases, without value where no amounts are known', () => {
    const { byRepeats, predictions } = analysed(null);
    const repeats = customers.map(({ known }) => Math.min(7, known!.history.repeats));
    for (const row of byRepeats) {
      const own = repeats.flatMap((x, i) => (x === row.repeats ? i : []));
      const average = (of: Float64Array) => sumOf(own.map((i) => of[i]!)) / own.length;
      expect(row.customers).toBe(own.length);
      expect(row.alive).toBeCloseTo(average(predictions.alive), 10);
      expect(row.purchases).toBeCloseTo(average(predictions.purchases), 10);
      expect(row.value).toBeCloseTo(average(predictions.value), 8);
    }
    expect(sumOf(byRepeats.map((row) => row.customers))).toBe(customers.length);
    const plain = analysed(null, { hasAmounts: false });
    expect(plain.byRepeats.every(({ value }) => value === null)).toBe(true);
    expect(plain.correlation).toBeNull();
  });
});

test('what has no model has no calibration', () => {
  const found = calibration(kinds, [[0], [1]], TO);
  expect(found).toMatchObject({ code: 'TOO_FEW_CUSTOMERS', customers: KINDS });
});
