import { expect, test } from 'vitest';
import { emptyAggregates } from '../../../src/experiment/aggregates.js';
import type { EffectBelief } from '../../../src/experiment/effect-belief.js';
import { believedScenario } from '../../../src/experiment/simulate/scenario.js';
import {
  type Simulation,
  simulatorOf,
  type UnitSource,
} from '../../../src/experiment/simulate/simulation.js';
import { mergeCounts } from '../../../src/experiment/simulate/simulation-counts.js';
import type { PlannedBaseline } from '../../../src/experiment/size/plan.js';
import { shippedReport } from '../../../src/report/shipped-report.js';
import { type LearnedFigures, learnedFigures } from '../../stats/meta/learned-reference.js';
import { designOf, metricOf } from '../given.js';

const EXPERIMENTS = 20_000;

/** So that intervals are of four standard errors. */
const SURE = 0.99994;

function simulationOf(
  belief: EffectBelief,
  units: number,
  from: UnitSource | PlannedBaseline,
  treatments = ['b'],
): Simulation {
  const source: UnitSource =
    'from' in from ? from : { from: 'plan', metrics: [{ name: 'x', baseline: from }] };
  const isRate = 'from' in from || 'rate' in from;
  const lowerIsBetter = belief.direction === 'decrease';
  const metrics = [metricOf('x', { kind: isRate ? 'proportion' : 'mean', lowerIsBetter })];
  const design = { ...designOf(emptyAggregates([])), control: 'a', treatments, metrics };
  return {
    design,
    monitoring: { method: 'fixed' },
    looks: 1,
    plannedUnits: new Map(['a', ...treatments].map((name) => [name, units])),
    source,
    scenarios: [believedScenario(design)],
    belief,
    seed: 20261128,
  };
}

const beliefOf = ({ of, effect, direction = 'increase' }: LearnedFigures): EffectBelief => ({
  prior: { mean: of.priorMean!, scale: of.scale!, df: of.df! },
  effect,
  direction,
});

/** Holds what is shipped against R, with what four standard errors of the simulation allow. */
function expectAsR(simulation: Simulation, { of }: LearnedFigures): void {
  const counts = simulatorOf(simulation)(0, 0, EXPERIMENTS);
  const found = shippedReport(counts.decisions.ship, counts.worth!.gate, EXPERIMENTS, SURE);
  const within = ({ lower, upper }: { lower: number; upper: number }, figure: number) =>
    expect([lower < figure, figure < upper], JSON.stringify({ lower, figure, upper })).toEqual([
      true,
      true,
    ]);
  within(found.ships, of.ships!);
  within(found.better!, of.better!);
  within(found.true, of.true!);
  within(found.measured, of.measured!);
  within(found.exaggeration!, of.measured! / of.true!);
}

test.each(learnedFigures('rates'))(
  'rates over a prior, $effect and $direction, as R adds up all outcomes',
  (row) => {
    expectAsR(simulationOf(beliefOf(row), row.of.units!, { rate: row.of.rate! }), row);
  },
);

test.each(learnedFigures('means'))('means over a prior, $effect, as R integrates them', (row) => {
  const { level, sd, units } = row.of;
  expectAsR(simulationOf(beliefOf(row), units!, { mean: level!, sd: sd! }), row);
});

const [RATES] = learnedFigures('rates');

test('drawn from units of a file it is the same', () => {
  const { rate, units } = RATES!.of;
  const atoms = [
    { values: [[0]], weight: 1 - rate! },
    { values: [[1]], weight: rate! },
  ];
  expectAsR(simulationOf(beliefOf(RATES!), units!, { from: 'units', atoms }), RATES!);
});

test('an experiment is the same whichever others are played, and parts in their order add up to the whole', () => {
  const play = simulatorOf(simulationOf(beliefOf(RATES!), 2000, { rate: 0.1 }, ['b', 'c']));
  const whole = play(0, 0, 300);
  const parts = [play(0, 0, 100), play(0, 100, 200), play(0, 200, 300)].reduce(mergeCounts);
  expect({ ...parts, worth: null }).toEqual({ ...whole, worth: null });
  expect(parts.worth!.gate.true).toBeCloseTo(whole.worth!.gate.true, 12);
  expect(parts.worth!.gate.better).toBe(whole.worth!.gate.better);
});

test('no effect takes a rate beyond 0 or 1', () => {
  const wide: EffectBelief = {
    prior: { mean: 0, scale: 5, df: 3 },
    effect: 'absolute',
    direction: 'increase',
  };
  const counts = simulatorOf(simulationOf(wide, 500, { rate: 0.4 }))(0, 0, 500);
  const { true: sum } = counts.worth!.gate;
  expect(sum / counts.decisions.ship).toBeLessThanOrEqual(0.6);
  expect(sum / counts.decisions.ship).toBeGreaterThan(0.5);
});

test('where nothing is shipped, or nothing is gained, there is no quotient', () => {
  const none = { better: 0, true: 0, measured: 0, trueSquares: 0, measuredSquares: 0, products: 0 };
  expect(shippedReport(0, none, 100, 0.95)).toMatchObject({ better: null, exaggeration: null });
});
