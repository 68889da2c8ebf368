import { beforeAll, expect, test } from 'vitest';
import { renderPage } from '../../../src/render/page/page.js';
import { detectionCurve } from '../../../src/report/detection-curve.js';
import { posteriorDensities } from '../../../src/report/posterior-density.js';
import type { Report } from '../../../src/report/report.js';
import { runProgram } from '../../program.js';
import { reportOn } from '../reports.js';
import { drawings, type Mark, readOff } from './drawings.js';

let report: Report;
let drawn: Map<string, Mark[]>;
beforeAll(async () => {
  const flags = ['--metric', 'signed_up', '--metric', 'revenue', '--segment', 'country', '--bayes'];
  report = await reportOn('hero.csv', ...flags, '--mde', '20%');
  drawn = drawings(renderPage(report));
});

test('equal reports have equal pages', () => {
  expect(renderPage(structuredClone(report))).toBe(renderPage(report));
});

test('intervals are drawn where the figures are', () => {
  const factor = { proportion: 100, mean: 1, ratio: 1, quantile: 1 };
  const groups = [
    ...report.comparisons.filter(({ segment }) => segment === null).map((one) => [one]),
    ...report.heterogeneity.map(({ metric }) =>
      report.comparisons.filter((one) => one.metric === metric && one.segment !== null),
    ),
  ];
  const ids = ['effects-1', 'effects-2', 'segments-1', 'segments-2'];
  groups.forEach((compared, i) => {
    const marks = drawn.get(ids[i]!)!;
    const valueAt = readOff(marks);
    const bars = marks.filter(({ name, at }) => name === 'line' && at['stroke-width'] === '3');
    const dots = marks.filter(({ name }) => name === 'circle');
    expect(bars).toHaveLength(compared.length);
    compared.forEach(({ effect, kind }, row) => {
      const { x1, x2 } = bars[row]!.at;
      const places = [x1!, x2!, dots[row]!.at.cx!].map(valueAt);
      const wanted = [effect.lower!, effect.upper!, effect.estimate].map((x) => factor[kind] * x);
      const width = wanted[1]! - wanted[0]!;
      const off = places.map((place, k) => Math.abs(place - wanted[k]!) / width);
      expect(Math.max(...off)).toBeLessThan(1e-3);
    });
  });
});

test('the effect that was asked for is drawn where it is', () => {
  const marks = drawn.get('effects-1')!;
  const mde = marks.find(({ text }) => text === 'MDE')!;
  const asked = report.comparisons[0]!.sampleSize.effect.absolute!;
  expect(readOff(marks)(mde.at.x!)).toBeCloseTo(100 * asked, 2);
});

test('the curve of power passes through the planned power at the smallest effect that the sample detects', () => {
  const { points, smallest } = detectionCurve(report)!;
  const [size, power] = points.find(([effect]) => effect >= smallest * (1 - 1e-12))!;
  expect(size).toBeCloseTo(smallest, 12);
  expect(power).toBeCloseTo(report.design.power, 10);
});

test('the curve of power has R’s figures', () => {
  // power.prop.test(n = 500, p1 = 0.1, p2 = 0.1 + c(0.02, 0.06), sig.level = 0.05), R 4.2.2.
  const [first] = report.comparisons;
  const arm = { ...first!.control, n: 500, mean: 0.1, variance: 0.09, successes: 50 };
  const sampleSize = {
    ...first!.sampleSize,
    smallestDetectable: { absolute: 0.06, relative: 0.6 },
  };
  const comparisons = [{ ...first!, control: arm, treatment: arm, sampleSize }];
  const { points } = detectionCurve({ ...report, comparisons })!;
  const at = (effect: number) => points.find(([x]) => Math.abs(x - effect) < 1e-12)![1];
  expect(at(0.02)).toBeCloseTo(0.171111806, 9);
  expect(at(0.06)).toBeCloseTo(0.8063150299, 9);
});

test('the posterior of a rate has the mean and spread of its beta distribution', () => {
  // Gelman et al. (2013), appendix A: of Beta(11, 91), a flat prior and 10 of 100.
  const [mean, sd] = [11 / 102, Math.sqrt((11 * 91) / (102 ** 2 * 103))];
  const [first] = report.comparisons;
  const arm = { ...first!.control, n: 100, mean: 0.1, successes: 10 };
  const [{ points }] = posteriorDensities({ ...first!, control: arm, treatment: arm })!;
  const whole = points.reduce((sum, [, density]) => sum + density, 0);
  const average = (of: (x: number) => number) =>
    points.reduce((sum, [x, density]) => sum + of(x) * density, 0) / whole;
  expect(average((x) => x)).toBeCloseTo(mean, 3);
  expect(Math.sqrt(average((x) => (x - mean) ** 2))).toBeCloseTo(sd, 3);
});

test('tables have what the drawings have', () => {
  const page = renderPage(report);
  for (const name of ['effects-1', 'segments-1', 'power', 'bayes-1']) {
    const start = page.indexOf(`${name}-title`);
    const figure = page.slice(start, page.indexOf('</figure>', start));
    expect(figure).toContain('<table>');
  }
});

test.each([
  ['flat', 0, 3],
  ['pooled', 0, 1],
  ['flat', 100, 98],
  ['pooled', 100, 99],
])('posteriors by a %s prior have figures where %d and %d of 100 succeed', async (prior, a, b) => {
  const figures = [`generic=${a}/100`, `personalized=${b}/100`];
  const { stdout } = await runProgram([
    'analyze',
    ...figures,
    '--control',
    'generic',
    '--bayes',
    '--prior',
    prior,
    '--format',
    'json',
  ]);
  const [comparison] = JSON.parse(stdout).comparisons as Report['comparisons'];
  const densities = posteriorDensities(comparison!)!.flatMap(({ points }) => points);
  const heights = densities.map(([, density]) => density);
  expect(heights.every((height) => height >= 0 && height <= 1)).toBe(true);
  expect(Math.max(...heights)).toBe(1);
});

test.each([
  'g=100/1000 a=130/1000 b=110/1000',
  'g=100/1000 a=130/1000 b=110/1000 --all-pairs',
  'g=10±3/1000 a=11±3/900 b=10±4/300 --all-pairs',
  'g=10±3/1000 a=11±3/900 b=10±3/1',
  'g=100/1000 a=130/1000 --alternative less',
  'g=5/1000 a=60/99000',
])('the curve of power is at the level that the sample size is: %s', async (command) => {
  const argv = ['analyze', ...command.split(' '), '--control', 'g', '--format', 'json'];
  const saved: Report = JSON.parse((await runProgram(argv)).stdout);
  const { points, smallest } = detectionCurve(saved)!;
  const [, power] = points.find(([effect]) => effect >= smallest * (1 - 1e-12))!;
  expect(power).toBeCloseTo(saved.design.power, 10);
});
