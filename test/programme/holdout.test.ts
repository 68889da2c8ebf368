import { expect, test } from 'vitest';
import type { ExperimentOnRecord } from '../../src/programme/experiment-on-record.js';
import { type Confirmed, type HeldOut, heldOut } from '../../src/programme/holdout.js';
import { randomStream } from '../../src/stats/random/random.js';
import { drawNormal } from '../../src/stats/random/random-draws.js';

const UNITS = 1e6;

/** An arm with this mean whose logarithm has that variance. */
const arm = (mean: number, variance: number) => ({
  estimate: mean,
  variance: variance * mean ** 2,
});

/** A finished test with this ln (treatment ÷ control), its error alike in both arms. */
function tested(at: number, effect: number, error: number, direction = 'increase') {
  const sign = direction === 'increase' ? 1 : -1;
  const of = (variant: string, mean: number) => {
    const variance = UNITS * arm(mean, error ** 2 / 2).variance;
    const moments = {
      mean: [mean],
      residual: [0],
      comoment: [variance * (UNITS - 1)],
      third: null,
    };
    return { variant, n: UNITS, mean, variance, moments };
  };
  const comparison = {
    metric: 'revenue',
    kind: 'mean',
    role: 'primary',
    direction,
    control: of('old', 1),
    treatment: of('new', Math.exp(effect)),
    effect: { estimate: 0, lower: null, upper: null },
    covariates: [],
    adjustedPValue: null,
  };
  const ships = sign * effect > 1.96 * error;
  const decision = ships ? 'ship' : 'keep-control';
  const lastLook = { schemaVersion: 2, decision, comparisons: [comparison] };
  const [experiment, variant] = [`e${at}`, ships ? 'new' : null];
  const told = { journal: `${experiment}.jsonl`, experiment, decision, variant, state: 'decided' };
  const record = { ...told, plan: null, report: null, tags: new Map(), lastLook };
  return record as unknown as ExperimentOnRecord;
}

function held(records: ExperimentOnRecord[], measured: number, error: number): HeldOut {
  const arms = {
    control: arm(1, error ** 2 / 2),
    treatment: arm(Math.exp(measured), error ** 2 / 2),
  };
  const found = heldOut(records, 'revenue', arms, 0.05);
  if ('code' in found) throw new Error(found.code);
  return found;
}

test('claims and what is measured have the sign of the metric, whichever is better', () => {
  const effects = [0.06, 0.05, 0.01, 0, -0.01, 0.02];
  const [up, down] = [1, -1].map((sign) => {
    const direction = sign === 1 ? 'increase' : 'decrease';
    const records = effects.map((effect, i) => tested(i, sign * effect, 0.01, direction));
    return held(records, sign * 0.08, 0.02);
  });
  expect(up!.claim.shipped).toHaveLength(3);
  expect(up!.claim.naive.estimate).toBeCloseTo(0.13, 12);
  expect(up!.claim.naive.variance).toBeCloseTo(3e-4, 12);
  expect(up!.claim.honest!.estimate).toBeLessThan(0.13);
  for (const part of ['naive', 'honest'] as const) {
    expect(down!.claim[part]!.estimate).toBeCloseTo(-up!.claim[part]!.estimate, 12);
    expect(down!.confirmed[part]!.lower).toBeCloseTo(up!.confirmed[part]!.lower, 10);
  }
});

test('what was claimed of nothing that was shipped is nothing', () => {
  const records = [0.01, 0, -0.01].map((effect, i) => tested(i, effect, 0.01));
  const arms = { control: arm(1, 1e-4), treatment: arm(1.1, 1e-4) };
  expect(heldOut(records, 'revenue', arms, 0.05)).toEqual({ code: 'NOTHING_SHIPPED' });
});

test('the share of what is believed holds how much of it is left; of the claim, how much of that number came', () => {
  // Seeded; 300 programmes know a coverage of 95 % to 1.3 % (one standard error).
  const counts = { told: 0, believed: 0, claim: 0, came: 0, programmes: 0 };
  const holds = ({ lower, upper }: Confirmed, share: number) =>
    Number(lower <= share && share <= upper);
  for (let k = 0; k < 300; k += 1) {
    const random = randomStream(71, [k, 0]);
    const tests = Array.from({ length: 30 }, (_, i) => {
      const truth = 0.02 * drawNormal(random);
      const error = 0.01 * Math.exp(0.4 * drawNormal(random));
      return { truth, record: tested(i, truth + error * drawNormal(random), error) };
    });
    const shipped = tests.filter(({ record }) => record.variant !== null);
    if (shipped.length === 0) continue;
    const left = 0.5 * shipped.reduce((sum, { truth }) => sum + truth, 0);
    const error = 0.01;
    const found = held(
      tests.map(({ record }) => record),
      left + error * drawNormal(random),
      error,
    );
    const { naive, honest } = found.confirmed;
    counts.programmes += 1;
    counts.claim += holds(naive!, 0.5);
    counts.came += holds(naive!, left / found.claim.naive.estimate);
    if (honest === null) continue;
    counts.told += 1;
    counts.believed += holds(honest, 0.5);
  }
  expect(counts.told).toBeGreaterThan(280);
  expect(counts.believed / counts.told).toBeGreaterThan(0.92);
  expect(counts.believed / counts.told).toBeLessThan(0.98);
  // What was chosen by its noise is claimed too large: half of it is less than half of the claim.
  expect(counts.claim / counts.programmes).toBeLessThan(0.9);
  expect(counts.came / counts.programmes).toBeGreaterThan(0.93);
});
