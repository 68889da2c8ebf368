import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyAggregates } from '../../../src/experiment/aggregates.js';
import { compareAll } from '../../../src/experiment/compare/compare.js';
import { decisionOf } from '../../../src/experiment/decision/decision.js';
import { standingsOf } from '../../../src/experiment/decision/standing.js';
import { verdictOf } from '../../../src/experiment/decision/verdict.js';
import type { Design, MarginDesign } from '../../../src/experiment/design.js';
import type { StoppingRule } from '../../../src/experiment/monitoring/stopping-rule.js';
import { plannedPopulation } from '../../../src/experiment/simulate/planned-population.js';
import { simulatedLooks } from '../../../src/experiment/simulate/simulated-looks.js';
import { randomStream } from '../../../src/stats/random/random.js';
import { designOf, metricOf } from '../given.js';

const LOOKS = 3;
const PLANNED = 4000;

const plan = fc.constantFrom<StoppingRule>(
  { method: 'fixed' },
  { method: 'always-valid' },
  { method: 'group-sequential', spending: 'obrien-fleming', looks: LOOKS },
  { method: 'group-sequential', spending: 'pocock', looks: LOOKS },
  {
    ...({ method: 'group-sequential', spending: 'obrien-fleming', looks: LOOKS } as const),
    futility: { spending: 'pocock', power: 0.8 },
  },
);

const margin: fc.Arbitrary<MarginDesign> = fc.record({
  kind: fc.constantFrom('non-inferiority' as const, 'equivalence' as const),
  size: fc.constantFrom(
    { scale: 'relative' as const, size: 0.3 },
    { scale: 'absolute' as const, size: 0.02 },
  ),
});

const situation = fc.record({
  plan,
  look: fc.integer({ min: 1, max: LOOKS }),
  mean: fc.boolean(),
  treatments: fc.constantFrom<string[]>(['b'], ['b', 'c']),
  alternative: fc.constantFrom('two-sided' as const, 'greater' as const, 'less' as const),
  correction: fc.constantFrom(...(['holm', 'bonferroni', 'hochberg', 'bh', 'none'] as const)),
  mde: fc.constantFrom(
    null,
    { scale: 'relative' as const, size: 0.2 },
    { scale: 'absolute' as const, size: 0.02 },
  ),
  secondary: fc.boolean(),
  margin: fc.option(margin),
  money: fc.boolean(),
  shift: fc.constantFrom(-0.3, -0.1, 0, 0.1, 0.2, 0.4),
  seed: fc.integer({ min: 0, max: 1e6 }),
});

type Situation = typeof situation extends fc.Arbitrary<infer S> ? S : never;

function given({ mean, treatments, mde, secondary, money, ...rest }: Situation) {
  const kind = mean ? ('mean' as const) : ('proportion' as const);
  const metrics = [
    metricOf('x', { kind, mde }),
    ...(secondary ? [metricOf('y', { kind: 'proportion' })] : []),
    ...(rest.margin === null
      ? []
      : [metricOf('g', { kind: 'proportion', margin: rest.margin, lowerIsBetter: true })]),
  ];
  const design: Design = {
    ...designOf(emptyAggregates([])),
    ...{ control: 'a', treatments, metrics },
    ...{ alternative: rest.alternative, correction: rest.correction },
    money: money ? { cost: new Map([['b', 0.05]]), value: 10 } : null,
  };
  const planned = new Map(['a', ...treatments].map((name) => [name, PLANNED]));
  const { units, design: judged } = simulatedLooks(design, rest.plan, planned, LOOKS)[
    rest.look - 1
  ]!;
  return { design: judged, aggregates: cellsDrawn(design, units, rest) };
}

function cellsDrawn(
  { control, treatments, metrics }: Design,
  units: ReadonlyMap<string, number>,
  { shift, seed }: Pick<Situation, 'shift' | 'seed'>,
) {
  const aggregates = emptyAggregates(metrics.map(({ name }) => name));
  const random = randomStream(seed, [0, 0]);
  const expected = metrics.map(({ name, kind }) => ({
    name,
    baseline: kind === 'mean' ? { mean: 0.1, sd: 0.3 } : { rate: 0.1 },
  }));
  for (const variant of [control, ...treatments]) {
    const size = variant === 'b' ? shift : 0;
    const shifts = metrics.map((_, i) => (i === 0 ? { scale: 'relative' as const, size } : null));
    const arm = plannedPopulation(expected, shifts).growing([units.get(variant)!]);
    arm.grow(0, random);
    const samples = metrics.map((_, metric) => arm.sample(metric));
    aggregates.variants.set(variant, { units: units.get(variant)!, samples });
  }
  return aggregates;
}

test('a decision from standings is the verdict of the whole analysis', () => {
  const decisions = new Set<string>();
  fc.assert(
    fc.property(situation, (one) => {
      const { design, aggregates } = given(one);
      const { scaleOf: _, ...monitoring } = design.monitoring!;
      const exact = { ...design, monitoring };
      const comparisons = compareAll(aggregates, exact);
      const standings = standingsOf(aggregates, design);
      expect(standings.map(({ outcome }) => outcome)).toEqual(
        comparisons.map(({ outcome }) => outcome),
      );
      const { decision, variant } = verdictOf([], comparisons, exact);
      expect(decisionOf(standings, design)).toMatchObject({ decision, variant });
      decisions.add(`${design.monitoring!.plan.method} ${decision}`);
    }),
    { numRuns: 220, seed: 20261124 },
  );
  // Each way that each rule can decide was among them.
  expect(decisions.size).toBe(9);
  // What it is compared with searches for the p-values of group-sequential looks, which takes seconds.
}, 60_000);

test('a run without units, or without any success, stands as it is compared', () => {
  const { design } = given(fc.sample(situation, { seed: 1, numRuns: 1 })[0]!);
  const empty = emptyAggregates(design.metrics.map(({ name }) => name));
  const standings = standingsOf(empty, { ...design, monitoring: null });
  expect(standings.every(({ outcome }) => outcome === 'untestable')).toBe(true);
});
