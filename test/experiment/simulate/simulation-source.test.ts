import { describe, expect, test } from 'vitest';
import { emptyAggregates } from '../../../src/experiment/aggregates.js';
import type { Design, MetricDesign } from '../../../src/experiment/design.js';
import type { Atom } from '../../../src/experiment/simulate/atoms.js';
import { believedScenario, scenariosOf } from '../../../src/experiment/simulate/scenario.js';
import {
  checkShifts,
  primaryLevel,
  type Simulation,
  simulatorOf,
  type UnitSource,
} from '../../../src/experiment/simulate/simulation.js';
import type { PlannedBaseline } from '../../../src/experiment/size/plan.js';
import { designOf, metricOf } from '../given.js';

const planOf = (...baselines: PlannedBaseline[]): UnitSource => ({
  from: 'plan',
  metrics: baselines.map((baseline, i) => ({ name: `m${i}`, baseline })),
});
const unitsOf = (...atoms: Atom[]): UnitSource => ({ from: 'units', atoms });

function simulationOf(
  source: UnitSource,
  metrics: Partial<MetricDesign>[],
  rest: Partial<Simulation> = {},
  more: Partial<Design> = {},
): Simulation {
  const design: Design = {
    ...designOf(emptyAggregates([])),
    ...{ control: 'a', treatments: ['b'] },
    metrics: metrics.map((metric, i) => metricOf(`m${i}`, metric)),
    ...more,
  };
  return {
    ...{
      design,
      monitoring: { method: 'fixed' },
      looks: 2,
      source,
      scenarios: scenariosOf(design),
    },
    plannedUnits: new Map([design.control, ...design.treatments].map((name) => [name, 100])),
    seed: 20261128,
    ...rest,
  };
}

const MDE = { scale: 'relative', size: 0.5 } as const;
const MARGIN = { kind: 'non-inferiority', size: { scale: 'relative', size: 0.4 } } as const;

describe('what the control is expected at', () => {
  const level = (source: UnitSource, kind: MetricDesign['kind']) =>
    primaryLevel(simulationOf(source, [{ kind }, { kind: 'mean' }]));

  test('is what the plan says of the primary metric', () => {
    expect(level(planOf({ rate: 0.3 }, { mean: 9, sd: 1 }), 'proportion')).toBe(0.3);
    expect(level(planOf({ mean: 9, sd: 1 }, { rate: 0.3 }), 'mean')).toBe(9);
  });

  test('or what its units have by their weights: a mean, a rate, or a ratio of means', () => {
    const atoms: Atom[] = [
      { values: [[3, 2], [50]], weight: 1 },
      { values: [[1, 6], [60]], weight: 3 },
      { values: [[null, 4], [70]], weight: 6 },
    ];
    expect(level(unitsOf(...atoms), 'mean')).toBe(1.5);
    expect(level(unitsOf(...atoms), 'ratio')).toBe(1.5 / 5);
  });
});

describe('what decides is the primary metric and the guardrails', () => {
  const rates = [{ rate: 0.3 }, { rate: 0.1 }, { mean: 5, sd: 2 }];
  const [primary, secondary, guardrail] = [
    { kind: 'proportion', mde: MDE },
    { kind: 'proportion', mde: MDE },
    { kind: 'mean', margin: MARGIN },
  ] as const;
  const played = (simulation: Simulation) =>
    simulation.scenarios.map((_, i) => simulatorOf(simulation)(i, 0, 20));

  test('a secondary metric of a plan changes nothing of it', () => {
    const whole = played(simulationOf(planOf(...rates), [primary, secondary, guardrail]));
    const without = played(simulationOf(planOf(rates[0]!, rates[2]!), [primary, guardrail]));
    expect(whole).toEqual(without);
    expect(whole).toHaveLength(3);
    const [none, mde, margin] = whole;
    // With an effect of half of 30 % some ship, and none with a guardrail at its margin but by chance.
    expect(mde!.hits).toBeGreaterThan(none!.hits + 5);
    expect(mde!.hits).toBeGreaterThan(margin!.hits + 5);
  });

  test('nor one of units', () => {
    const atoms = [0, 0, 0, 1, 1].map((success, i): Atom => {
      return { values: [[success], [(i * i) % 3], [4 + (i % 3), i]], weight: 1 + (i % 2) };
    });
    const withCovariate = { ...guardrail, covariates: ['before'] };
    const less = atoms.map(({ values, weight }) => ({ values: [values[0]!, values[2]!], weight }));
    const metrics = [primary, { kind: 'mean' as const }, withCovariate];
    const whole = played(simulationOf(unitsOf(...atoms), metrics));
    expect(whole).toEqual(played(simulationOf(unitsOf(...less), [primary, withCovariate])));
    expect(whole[1]!.hits).toBeGreaterThan(whole[0]!.hits + 5);
  });
});

describe('an experiment', () => {
  const mean = [{ kind: 'mean' as const, mde: MDE }];
  const source = planOf({ mean: 10, sd: 10 });

  test('has the number that its stream has, whichever portion it is in', () => {
    const play = simulatorOf(simulationOf(source, mean));
    const alone = [0, 1, 2, 3, 4].map((i) => play(1, i, i + 1));
    expect(alone.every(({ experiments }) => experiments === 1)).toBe(true);
    expect(alone.reduce((sum, { hits }) => sum + hits, 0)).toBe(play(1, 0, 5).hits);
    expect(play(0, 7, 7).experiments).toBe(0);
  });

  test('differs by scenario as well as by seed', () => {
    // Two states of the world that are the same, of which each has streams of its own.
    const [none] = simulationOf(source, mean).scenarios;
    const twice = simulationOf(source, [{ kind: 'mean' }], {
      scenarios: [none!, none!],
      looks: 20,
    });
    const play = simulatorOf(twice);
    expect(play(0, 0, 40).naive.endedAt).not.toEqual(play(1, 0, 40).naive.endedAt);
  });

  test('gives the effect to one treatment, and all units to every arm', () => {
    const allocation = new Map(Object.entries({ a: 1, b: 1, c: 1 }));
    const simulation = simulationOf(source, mean, {}, { treatments: ['c', 'b'], allocation });
    const counts = simulatorOf(simulation)(1, 0, 60);
    // An effect of half a deviation among 100 units is found with 94 %, at half of alpha with 90 %.
    expect(counts.hits).toBeGreaterThan(45);
    expect(counts.decisions.ship - counts.hits).toBeLessThan(6);
    expect(counts.endedAt).toEqual([0, 60]);
  });
});

describe('effects that are believed', () => {
  const belief = (mean: number, direction: 'increase' | 'decrease' = 'increase') => ({
    ...{ effect: 'lift' as const, direction },
    prior: { mean, scale: 1e-9, df: Number.POSITIVE_INFINITY },
  });
  const played = (mean: number, metric: Partial<MetricDesign> = {}, rest = {}) => {
    const own = { kind: 'mean' as const, ...metric };
    const simulation = simulationOf(planOf({ mean: 10, sd: 10 }), [own]);
    return simulatorOf({
      ...{ ...simulation, scenarios: [believedScenario(simulation.design)] },
      ...{ belief: belief(mean), ...rest },
    })(0, 0, 60);
  };

  test('are those of the treatments, worth what they truly gain', () => {
    const { decisions, worth } = played(1);
    // An effect of one deviation among 100 units is all but surely found, and is worth the mean of 10.
    expect(decisions.ship).toBe(60);
    expect(worth!.gate.better).toBe(60);
    expect(worth!.gate.true).toBeCloseTo(600, 5);
    expect(worth!.gate.trueSquares).toBeCloseTo(6000, 4);
    // Each is measured with an error of sqrt(2): six standard errors of 60.
    expect(Math.abs(worth!.gate.measured - 600)).toBeLessThan(6 * Math.sqrt(2 * 60));
  });

  test('downwards where a decrease is better', () => {
    const own = { belief: belief(1, 'decrease') };
    const { decisions, worth } = played(1, { lowerIsBetter: true }, own);
    expect(decisions.ship).toBe(60);
    expect(worth!.gate.true).toBeCloseTo(600, 5);
    expect(worth!.gate.measured).toBeGreaterThan(500);
    expect(
      played(-1, { lowerIsBetter: true }, { belief: belief(-1, 'decrease') }).decisions,
    ).toEqual({ ship: 0, 'keep-control': 60, 'keep-collecting': 0 });
  });
});

test('an effect that a metric cannot have is refused wherever it stands', () => {
  const rise = { kind: 'proportion', mde: { scale: 'relative', size: 3 } } as const;
  const rates = planOf({ rate: 0.2 }, { rate: 0.3 });
  expect(() => checkShifts(simulationOf(rates, [rise, {}]))).not.toThrow();
  expect(() => checkShifts(simulationOf(rates, [{ ...rise, mde: MDE }, rise]))).toThrow(
    'm1: its effect takes the rate to 1.2',
  );
  const units = unitsOf({ values: [[1], [0]], weight: 3 }, { values: [[0], [1]], weight: 7 });
  expect(() => checkShifts(simulationOf(units, [{ kind: 'proportion', mde: MDE }, rise]))).toThrow(
    'm1: its effect takes the rate to 2.8',
  );
});
