import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UserError } from '../../../src/errors.js';
import { DEFAULTS } from '../../../src/experiment/design.js';
import { readPlan } from '../../../src/read/plan/read-plan.js';
import { planIn, smallPlan } from './given.js';

const FIXTURE = join(import.meta.dirname, '../../../fixtures/plan.yaml');

test('the plan of the fixture says what it says', async () => {
  const { plan } = await readPlan(FIXTURE);
  expect(plan).toMatchObject({
    experiment: 'homepage-hero',
    control: 'generic',
    treatments: ['light', 'full'],
    variantColumn: null,
    units: { id: null, column: 'visitors', daily: 9000 },
    monitoring: { method: 'always-valid' },
    sampleSize: 121_000,
  });
  expect(plan.cost).toEqual(new Map(Object.entries({ light: 0.02, full: 0.05 })));
  expect(plan.metrics[0]).toEqual({
    ...{ name: 'signup', column: 'signups', kind: 'proportion', role: 'primary' },
    ...{ lowerIsBetter: false, mde: { scale: 'relative', size: 0.1 }, margin: null },
    ...{ value: 40, covariate: null, quantile: null, baseline: { rate: 0.05 } },
  });
  expect(plan.metrics[1]).toMatchObject({
    lowerIsBetter: true,
    margin: { kind: 'non-inferiority', size: { scale: 'points', size: 0.004 } },
  });
});

test('what a plan does not say is as the design has it, and what it leaves to the data is null', async () => {
  const { plan } = await planIn({ ...smallPlan(), metrics: [{ name: 'm', role: 'primary' }] });
  expect(plan).toMatchObject({ ...DEFAULTS, monitoring: { method: 'fixed' }, segments: [] });
  expect(plan).toMatchObject({ allocation: null, intensity: null, cost: null, sampleSize: null });
  expect(plan.metrics[0]).toMatchObject({ column: 'm', kind: null, lowerIsBetter: false });
});

test.each([
  [{ baseline: '10%' }, 'proportion'],
  [{ mde: '1pp' }, 'proportion'],
  [{ baseline: { mean: 1, sd: 1 } }, null],
  [{ mde: '5%' }, null],
])('a metric with %j is a %s', async (said, kind) => {
  const { plan } = await planIn({
    ...smallPlan(),
    metrics: [{ name: 'm', role: 'primary', ...said }],
  });
  expect(plan.metrics[0]!.kind).toBe(kind);
});

test('the primary metric comes first, and the others keep their order', async () => {
  const metrics = ['a', 'b', 'c', 'd'].map((name) => ({
    ...{ name, role: name === 'c' ? 'primary' : 'secondary' },
  }));
  const { plan } = await planIn({ ...smallPlan(), metrics });
  expect(plan.metrics.map(({ name }) => name)).toEqual(['c', 'a', 'b', 'd']);
});

test('an alternative of less wants a decrease, of all but the guardrails', async () => {
  const guardrail = { name: 'g', role: 'guardrail', direction: 'increase', margin: '1%' };
  const { plan } = await planIn({
    ...smallPlan(),
    alternative: 'less',
    metrics: [{ name: 'm', role: 'primary' }, guardrail],
  });
  expect(plan.metrics.map(({ lowerIsBetter }) => lowerIsBetter)).toEqual([true, false]);
});

test.each([
  ['5%', { scale: 'relative', size: 0.05 }],
  ['0.5pp', { scale: 'points', size: 0.005 }],
  ['0.5 pp', { scale: 'points', size: 0.005 }],
  [0.3, { scale: 'absolute', size: 0.3 }],
  ['0.3', { scale: 'absolute', size: 0.3 }],
  ['3e-1', { scale: 'absolute', size: 0.3 }],
])('an mde of %j is read as by the flag', async (mde, size) => {
  const { plan } = await planIn({
    ...smallPlan(),
    metrics: [
      { name: 'm', kind: size.scale === 'absolute' ? 'mean' : 'proportion', role: 'primary', mde },
    ],
  });
  expect(plan.metrics[0]!.mde).toEqual(size);
});

const YAML = `# a plan
experiment: hero # of the homepage
alpha: 5%
variants:
  treatments:
    - light
    - full
  control: generic
  allocation: {full: 2, generic: 1.0, light: 1}
metrics:
  - {role: secondary, name: b}
  - {role: primary, name: "a", mde: 0.5pp}
`;

const SAME = {
  metrics: [
    { name: 'a', column: 'a', kind: 'proportion', role: 'primary', mde: '0.5 pp' },
    { name: 'b', role: 'secondary', direction: 'increase' },
  ],
  ...{
    monitoring: { method: 'fixed' },
    correction: 'holm',
    power: 0.8,
    alpha: '0.05',
    segments: [],
  },
  variants: {
    allocation: { generic: 1, light: '1', full: 2 },
    control: 'generic',
    treatments: ['light', 'full'],
  },
  ...{ experiment: 'hero', planVersion: 1 },
};

test('the hash is of what a plan says, not of how it is written', async () => {
  const [yaml, json] = [await planIn(YAML), await planIn(SAME)];
  expect([json.plan, json.sha256]).toEqual([yaml.plan, yaml.sha256]);
  expect(yaml.sha256).toMatch(/^[0-9a-f]{64}$/);
});

const looks = ({ futility, ...more }: { futility?: string; spending?: string }) => ({
  ...SAME,
  monitoring: { method: 'group-sequential', looks: 5, ...more },
  ...(futility === undefined ? {} : { futility }),
});

test.each([
  [{}, { spending: 'obrien-fleming' }],
  [{ spending: 'power-2' }, { spending: 'power-2.0' }],
  [{ spending: 'hwang-shih-decani' }, { spending: 'hwang-shih-decani:-4' }],
  [{ futility: 'hwang-shih-decani:0' }, { futility: 'hwang-shih-decani:-0.0' }],
])('%j and %j have one hash', async (one, other) => {
  expect((await planIn(looks(one))).sha256).toBe((await planIn(looks(other))).sha256);
});

test('bounds of futility and their spending are part of the hash, and of the plan only where said', async () => {
  const all = [{}, { futility: 'pocock' }, { futility: 'power-1.7' }, { spending: 'power-1.7' }];
  const read = await Promise.all(all.map((more) => planIn(looks(more))));
  expect(new Set(read.map(({ sha256 }) => sha256)).size).toBe(all.length);
  expect(read[0]!.plan.monitoring).not.toHaveProperty('futility');
  expect(read[2]!.plan.monitoring).toMatchObject({
    futility: { spending: 'power-1.7', power: 0.8 },
  });
});

test.each([
  { alpha: 0.04 },
  { experiment: 'Hero' },
  { hypothesis: 'It helps.' },
  { sampleSize: 100 },
  { segments: ['country'] },
  { monitoring: 'always-valid' },
  { variants: { ...SAME.variants, treatments: ['full', 'light'] } },
  { variants: { ...SAME.variants, allocation: { generic: 1, light: 1, full: 3 } } },
  { metrics: [{ ...SAME.metrics[0], mde: '0.6pp' }, SAME.metrics[1]] },
])('the hash is another one with %j', async (change) => {
  const [before, after] = [await planIn(SAME), await planIn({ ...SAME, ...change })];
  expect(after.sha256).not.toBe(before.sha256);
});

test('whatever a file holds, it is a plan or a mistake with a hint', async () => {
  const text = readFileSync(FIXTURE, 'utf8');
  const at = fc.nat({ max: text.length });
  const put = fc.oneof(
    fc.constantFrom(':', ' ', '\n', '{', ']', '&', '*', '!', '"', '\t', '#', '- ', '---\n', '<<: '),
    fc.string({ maxLength: 5 }),
  );
  await fc.assert(
    fc.asyncProperty(at, fc.nat({ max: 20 }), put, async (from, length, instead) => {
      const changed = text.slice(0, from) + instead + text.slice(from + length);
      const read = await planIn(changed).catch((error: unknown) => error);
      if (read instanceof Error) {
        expect(read).toBeInstanceOf(UserError);
        expect((read as UserError).hint).toBeDefined();
        expect(read.message).not.toContain('\n');
      }
    }),
    { seed: 20240506, numRuns: 100 },
  );
});

test('what a surrogate may ship and what a metric is the long term of are hashed; what is not said is not', async () => {
  const withMetric = async (rest: object) =>
    (
      await planIn({
        ...smallPlan(),
        metrics: [{ name: 'signup', kind: 'proportion', role: 'primary', ...rest }],
      })
    ).sha256;
  const secondary = async (rest: object) =>
    (
      await planIn({
        ...smallPlan(),
        metrics: [
          ...smallPlan().metrics,
          { name: 'year', kind: 'mean', role: 'secondary', ...rest },
        ],
      })
    ).sha256;
  const bare = [await withMetric({}), await secondary({})];
  const said = [
    await withMetric({ surrogate: { for: 'year', mayShip: true } }),
    await withMetric({ surrogate: { for: 'decade', mayShip: true } }),
    await secondary({ surrogate: { for: 'decade' } }),
    await secondary({ longTermOf: 'signup' }),
  ];
  expect(new Set([...bare, ...said]).size).toBe(6);
  expect(await secondary({ surrogate: { for: 'decade', mayShip: false } })).toBe(said[2]);
});
