import { expect, test } from 'vitest';
import type { PlanReport } from '../../src/report/plan-report.js';
import { runProgram } from '../program.js';
import { fileWith, smallPlan } from '../read/plan/given.js';

async function planned(keys: object, metric: object): Promise<PlanReport> {
  const primary = { name: 'signup', role: 'primary', ...metric };
  const path = fileWith(JSON.stringify({ ...smallPlan(), metrics: [primary], ...keys }));
  const { stdout, stderr } = await runProgram(['plan', path, '--format', 'json']);
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

const RATE = { kind: 'proportion', baseline: '10%', mde: '2pp' };
const FIVE_THOUSAND = { monitoring: 'fixed', sampleSize: 5000 };

const powerAt = ({ detection }: PlanReport, effect: number) =>
  detection!.curve.find((point) => Math.abs(point.effect - effect) < 1e-12)!.power;

test('effects of a rate are found as surely as power.prop.test says', async () => {
  // R 4.2.2: power.prop.test(n = 5000, p1 = .1, p2 = .1 + c(.02, .03)), and its p2 for power = .8.
  const report = await planned(FIVE_THOUSAND, RATE);
  expect(powerAt(report, 0.02)).toBeCloseTo(0.8918973516, 9);
  expect(powerAt(report, 0.03)).toBeCloseTo(0.996973928, 9);
  const { absolute, relative } = report.detection!.detectable!;
  expect(absolute).toBeCloseTo(0.01743991481, 9);
  expect(relative).toBeCloseTo(0.1743991481, 8);
});

test('effects of a mean are found as surely as power.t.test says', async () => {
  // R 4.2.2: power.t.test(n = 400, sd = 14, delta = 2)$power, and its delta for power = .9.
  const report = await planned(
    { monitoring: 'fixed', sampleSize: 400, power: 0.9 },
    { kind: 'mean', baseline: { mean: 20, sd: 14 }, mde: 4 },
  );
  expect(powerAt(report, 2)).toBeCloseTo(0.5230896057, 9);
  expect(report.detection!.detectable!.absolute).toBeCloseTo(3.212805637, 8);
});

test('an effect is looked for where it is hoped for', async () => {
  const report = await planned(FIVE_THOUSAND, { ...RATE, direction: 'decrease' });
  // R 4.2.2: power.prop.test(n = 5000, p1 = .1, p2 = .08)$power.
  expect(powerAt(report, -0.02)).toBeCloseTo(0.9376395661, 9);
  expect(report.detection!.detectable!.absolute).toBeLessThan(0);
});

test('bounds are those of Lan and DeMets at four looks', async () => {
  // R 4.2.2, mvtnorm 1.1: a search on Miwa's integral at each look.
  const monitoring = { method: 'group-sequential', spending: 'obrien-fleming', looks: 4 };
  const { boundary } = await planned({ ...FIVE_THOUSAND, monitoring }, RATE);
  const wanted = [4.332633646, 2.963131598, 2.359044285, 2.014090144];
  expect(boundary.map(({ statistic }) => statistic)).toEqual(
    wanted.map((z) => expect.closeTo(z, 7)),
  );
  expect(boundary.map(({ units }) => units)).toEqual([2500, 5000, 7500, 10_000]);
  // z · √(.1 · .9 · 2/5000 ÷ fraction): so far from the null an effect is then.
  expect(boundary[0]!.distance).toBeCloseTo(4.332633646 * 0.006 * 2, 9);
  expect(boundary[3]!.distance).toBeCloseTo(2.014090144 * 0.006, 9);
});

test('a band that holds at any time is tuned by alpha and judged at the level of a comparison', async () => {
  // R 4.2.2: nu = f (−2 ln .05 + ln(1 − 2 ln .05)); √(2 (½ ln(1 + nu) − ln .025) (1 + nu) ÷ nu) at f = ¼ and 1.
  const variants = { control: 'generic', treatments: ['a', 'b'] };
  const { boundary } = await planned(
    { ...FIVE_THOUSAND, monitoring: 'always-valid', variants },
    RATE,
  );
  const at = (fraction: number) =>
    boundary.find(({ informationFraction }) => informationFraction === fraction)!.statistic!;
  expect(at(0.25)).toBeCloseTo(3.56940177674, 10);
  expect(at(1)).toBeCloseTo(3.28229627589, 10);
});

test.each([
  ['nothing is expected of the control', { kind: 'proportion', mde: '10%' }, FIVE_THOUSAND],
  [
    'there is a margin in place of an effect',
    { ...RATE, mde: undefined, margin: '1pp', direction: 'increase' },
    FIVE_THOUSAND,
  ],
  ['there is no size', { kind: 'proportion', baseline: '10%' }, { monitoring: 'fixed' }],
])('which effects are found is not told where %s', async (_, metric, keys) => {
  const { detection } = await planned(keys, metric);
  expect(detection).toBeNull();
});

test('the bound of a margin has one side, at all of alpha', async () => {
  const margin = { kind: 'proportion', baseline: '10%', margin: '1pp', direction: 'increase' };
  const { boundary } = await planned(FIVE_THOUSAND, margin);
  // qnorm(.95)
  expect(boundary[0]!.statistic).toBeCloseTo(1.644853627, 9);
});

test('no effect is found as surely as is wanted where no rate can have so large a one', async () => {
  const report = await planned(
    { monitoring: 'fixed', sampleSize: 40 },
    { kind: 'proportion', baseline: '99.5%', mde: '0.4pp' },
  );
  expect(report.detection!.detectable).toBeNull();
  expect(report.detection!.curve.at(-1)!.effect).toBeCloseTo(0.005, 12);
});
