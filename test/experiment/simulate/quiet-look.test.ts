import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyAggregates, type UnitValues } from '../../../src/experiment/aggregates.js';
import { decisionOf } from '../../../src/experiment/decision/decision.js';
import { standingsOf } from '../../../src/experiment/decision/standing.js';
import type { Design, MarginDesign, MetricDesign } from '../../../src/experiment/design.js';
import { isDue } from '../../../src/experiment/monitoring/progress.js';
import type { StoppingRule } from '../../../src/experiment/monitoring/stopping-rule.js';
import { atomsOf } from '../../../src/experiment/simulate/atoms.js';
import { plannedPopulation } from '../../../src/experiment/simulate/planned-population.js';
import type { Population, Shift } from '../../../src/experiment/simulate/population.js';
import { leastNormal } from '../../../src/experiment/simulate/possible-outcomes.js';
import { quietLook } from '../../../src/experiment/simulate/quiet-look.js';
import { resampledPopulation } from '../../../src/experiment/simulate/resampled-population.js';
import { shiftedAtoms } from '../../../src/experiment/simulate/shifted-atoms.js';
import {
  type DrawnArms,
  drawnAggregates,
  naiveDesign,
} from '../../../src/experiment/simulate/simulated-experiment.js';
import {
  type SimulatedLook,
  simulatedLooks,
} from '../../../src/experiment/simulate/simulated-looks.js';
import type { PlannedBaseline } from '../../../src/experiment/size/plan.js';
import { normalEquivalent } from '../../../src/stats/distributions/student-equivalent.js';
import { randomStream } from '../../../src/stats/random/random.js';
import { drawNormal } from '../../../src/stats/random/random-draws.js';
import { designOf, metricOf } from '../given.js';

/** More than the property is run with by default are run by hand: QUIET_RUNS=20000 npx vitest run … */
const RUNS = Number(process.env.QUIET_RUNS ?? 300);
const LOOKS = 6;
/** In so many tests, each of which is soon done: what is slow tells no mutant (bench/mutation.mjs). */
const PARTS = 50;

const plan = fc.oneof(
  fc.constant<StoppingRule>({ method: 'always-valid' }),
  fc.record({
    method: fc.constant('group-sequential' as const),
    spending: fc.constantFrom('obrien-fleming' as const, 'pocock' as const),
    looks: fc.constant(LOOKS),
    futility: fc.option(fc.constant({ spending: 'pocock' as const, power: 0.8 })),
  }),
);

/** What a metric is drawn from: a plan's baseline, or units of which each kind has something odd. */
const BASELINES: Record<string, PlannedBaseline> = {
  rate: { rate: 0.1 },
  'rare rate': { rate: 0.004 },
  'common rate': { rate: 0.97 },
  mean: { mean: 5, sd: 4 },
  'mean below 0': { mean: -3, sd: 4 },
  'mean near 0': { mean: 0.05, sd: 2 },
};
const UNITS = ['rate', 'skewed', 'missing', 'covariate', 'ratio'] as const;

const size = fc.constantFrom<Shift>(
  { scale: 'relative', size: 0.1 },
  { scale: 'relative', size: 0.6 },
  { scale: 'absolute', size: 0.003 },
  { scale: 'absolute', size: 0.03 },
);

const margin: fc.Arbitrary<MarginDesign> = fc.record({
  kind: fc.constantFrom('non-inferiority' as const, 'equivalence' as const),
  size,
});

const situation = fc.record({
  plan,
  planned: fc.constantFrom(60, 900, 6000),
  uneven: fc.boolean(),
  fromUnits: fc.boolean(),
  kinds: fc.tuple(fc.nat(), fc.nat()),
  treatments: fc.constantFrom<string[]>(['b'], ['b', 'c'], ['b', 'c', 'd']),
  alternative: fc.constantFrom('two-sided' as const, 'greater' as const, 'less' as const),
  correction: fc.constantFrom(...(['holm', 'bonferroni', 'hochberg', 'bh', 'none'] as const)),
  lowerIsBetter: fc.tuple(fc.boolean(), fc.boolean()),
  mde: fc.option(size),
  margin: fc.option(margin, { freq: 4 }),
  money: fc.constantFrom(null, 0, 0.01),
  test: fc.constantFrom(null, 'score' as const),
  shifts: fc.tuple(
    fc.constantFrom(-0.4, -0.1, 0, 0.1, 0.3, 1),
    fc.constantFrom(-0.3, -0.05, 0, 0.05, 0.3),
  ),
  seed: fc.nat(1e6),
});

type Situation = typeof situation extends fc.Arbitrary<infer S> ? S : never;
type UnitKind = (typeof UNITS)[number];

const unitKindOf = (of: number) => UNITS[of % UNITS.length]!;
const namesOf = ({ kinds, fromUnits }: Situation) =>
  fromUnits
    ? kinds.map(unitKindOf)
    : kinds.map((of) => Object.keys(BASELINES)[of % Object.keys(BASELINES).length]!);

function metricFor(name: string, rest: Partial<MetricDesign>): MetricDesign {
  const covariates = name === 'covariate' ? ['before'] : [];
  const kind = name.includes('rate') ? 'proportion' : name === 'ratio' ? 'ratio' : 'mean';
  return metricOf(name, { kind, covariates, ...rest });
}

function designFor(one: Situation): Design {
  const [primary, guardrail] = namesOf(one);
  const [lower, other] = one.lowerIsBetter;
  const metrics = [metricFor(primary!, { mde: one.mde, lowerIsBetter: lower })];
  if (one.margin !== null)
    metrics.push(metricFor(guardrail!, { margin: one.margin, lowerIsBetter: other }));
  const { treatments, alternative, correction } = one;
  const base = designOf(emptyAggregates([]));
  return {
    ...base,
    ...{ control: 'a', treatments, metrics, alternative, correction },
    tests: { ...base.tests, proportion: one.test },
    money: one.money === null ? null : { cost: new Map([['b', one.money]]), value: 2 },
  };
}

/** One unit of each kind; some lack a value, amounts are skewed, a covariate explains half. */
function unitOf(kind: UnitKind, random: ReturnType<typeof randomStream>): (number | null)[] {
  const [x, y] = [drawNormal(random), drawNormal(random)];
  const amount = x > 0 ? Math.round(4 * Math.exp(1.2 * y)) : 0;
  switch (kind) {
    case 'rate':
      return [x > 1 ? 1 : 0];
    case 'skewed':
      return [amount];
    case 'missing':
      return [x > 1.3 ? null : 3 + y];
    case 'covariate':
      return [2 + x + y, x];
    case 'ratio':
      return [amount, 1 + Math.floor(4 * random.uniform())];
  }
}

function populationOf(one: Situation, design: Design, shifted: boolean): Population {
  const names = namesOf(one).slice(0, design.metrics.length);
  const shifts = names.map((_, i): Shift | null => {
    const of = one.shifts[i]!;
    return shifted && of !== 0 ? { scale: 'relative', size: of } : null;
  });
  if (!one.fromUnits) {
    const metrics = names.map((name) => ({ name, baseline: BASELINES[name]! }));
    // A common rate cannot rise by much.
    return plannedPopulation(
      metrics,
      shifts.map((of, i) =>
        names[i] === 'common rate' && of !== null ? { ...of, size: -0.02 } : of,
      ),
    );
  }
  const random = randomStream(one.seed, [1, 0]);
  const units = Array.from(
    { length: 300 },
    (): UnitValues => names.map((name) => unitOf(name as UnitKind, random)),
  );
  const atoms = shifts.reduce(
    (all, shift, index) =>
      shift === null
        ? all
        : shiftedAtoms(all, { name: 'x', index, kind: design.metrics[index]!.kind! }, shift),
    atomsOf(units),
  );
  return resampledPopulation(atoms);
}

function armsFor(one: Situation, design: Design, looks: readonly SimulatedLook[]): DrawnArms {
  const variants = ['a', ...one.treatments];
  const growing = variants.map((variant) => {
    const units = looks.map((look) => look.units.get(variant)!);
    const added = units.map((count, i) => count - (units[i - 1] ?? 0));
    return populationOf(one, design, variant === 'b').growing(added);
  });
  const names = namesOf(one).slice(0, design.metrics.length);
  const measures = names.map((name) => (name === 'covariate' || name === 'ratio' ? 2 : 1));
  return { variants, growing, metrics: names, measures };
}

/** What the gate says of a look, and whether one says that it surely goes by. */
function judged(arms: DrawnArms, look: SimulatedLook, design: Design, byPAlone: boolean) {
  const standings = standingsOf(drawnAggregates(arms, look), design, byPAlone);
  const isRejected = standings.some(
    ({ role, outcome }) => role === 'primary' && (outcome === 'win' || outcome === 'loss'),
  );
  return { decision: decisionOf(standings, design).decision, isRejected };
}

describe('a look that surely goes by does so by the gate', () => {
  const seen = { quiet: 0, quietThoughRejected: 0, asked: 0 };
  const check = (
    arms: DrawnArms,
    look: SimulatedLook,
    { design, isQuiet }: { design: Design; isQuiet: ReturnType<typeof quietLook> },
    byPAlone: boolean,
  ) => {
    const [quiet, after] = [false, true].map((rejected) => isQuiet(arms.growing, rejected));
    if (!quiet && !after) {
      seen.asked += 1;
      return;
    }
    const { decision, isRejected } = judged(arms, look, design, byPAlone);
    expect(decision).toBe('keep-collecting');
    if (quiet) expect(isRejected).toBe(false);
    if (quiet) seen.quiet += 1;
    if (isRejected) seen.quietThoughRejected += 1;
  };

  test.each(Array.from({ length: PARTS }, (_, part) => part))(
    'part %i',
    (part) => {
      fc.assert(
        fc.property(situation, (one) => {
          const design = designFor(one);
          const share = one.uneven ? 0.2 : 1;
          const planned = new Map([
            ['a', one.planned],
            ...one.treatments.map((name): [string, number] => [name, share * one.planned]),
          ]);
          const looks = simulatedLooks(design, one.plan, planned, LOOKS);
          const peeking = naiveDesign(design);
          const naive = { design: peeking, isQuiet: quietLook(peeking) };
          const arms = armsFor(one, design, looks);
          const random = randomStream(one.seed, [0, 0]);
          looks.forEach((look, i) => {
            for (const arm of arms.growing) arm.grow(i, random);
            const own = { design: look.design, isQuiet: quietLook(look.design) };
            if (isDue(look.design)) check(arms, look, own, false);
            check(arms, look, naive, true);
          });
        }),
        { numRuns: Math.ceil(RUNS / PARTS), seed: 20261127 + part },
      );
    },
    600_000,
  );

  test('and is told of most looks, and of some at which a win is held back', () => {
    expect(seen.quiet).toBeGreaterThan(seen.asked);
    expect(seen.quietThoughRejected).toBeGreaterThan(RUNS / 50);
    if (process.env.QUIET_RUNS) console.log(seen);
  });
});

test('where t tells the control from 0 less surely than z, the gate is asked', () => {
  const metric = metricFor('mean', { mde: { scale: 'relative', size: 0.6 } });
  const base = designOf(emptyAggregates([]));
  const design = { ...base, control: 'a', treatments: ['b'], metrics: [metric] };
  const planned = new Map([
    ['a', 60],
    ['b', 60],
  ]);
  const [look] = simulatedLooks(design, { method: 'always-valid' }, planned, LOOKS);
  const isQuiet = quietLook(look!.design);
  const population = plannedPopulation([{ name: 'mean', baseline: BASELINES.mean! }], [null]);
  const growing = ['a', 'b'].map(() => population.growing([10]));
  const arms = { variants: ['a', 'b'], growing, metrics: ['mean'], measures: [1] };
  const seen = { quiet: 0, flat: 0 };
  for (let control = 3; control < 12; control += 0.25) {
    for (let treatment = -4; treatment < 12; treatment += 0.5) {
      growing[0]!.figures.set([10, 0, control, 336]);
      growing[1]!.figures.set([10, 0, treatment, 85]);
      const { decision } = judged(arms, look!, look!.design, false);
      if (decision === 'keep-control') seen.flat += 1;
      if (!isQuiet(growing, false)) continue;
      seen.quiet += 1;
      expect(decision, `${control}, ${treatment}`).toBe('keep-collecting');
    }
  }
  expect(seen.quiet).toBeGreaterThan(100);
  expect(seen.flat).toBeGreaterThan(100);
});

test('a t is no nearer to 0, as a normal number, than its bound says', () => {
  const freedom = fc.double({ min: 0.51, max: 1e6, noNaN: true });
  const away = fc.double({ min: 1e-3, max: 40, noNaN: true });
  fc.assert(
    fc.property(away, freedom, (t, df) => {
      expect(leastNormal(t, df)).toBeLessThanOrEqual(normalEquivalent(t, df) * (1 + 1e-12));
    }),
    { numRuns: 500, seed: 20261127 },
  );
  expect(leastNormal(-2, 5)).toBe(-2);
});
