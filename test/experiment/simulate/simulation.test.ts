import { describe, expect, test } from 'vitest';
import { emptyAggregates } from '../../../src/experiment/aggregates.js';
import type { Design, MetricDesign } from '../../../src/experiment/design.js';
import type { StoppingRule } from '../../../src/experiment/monitoring/stopping-rule.js';
import { scenariosOf } from '../../../src/experiment/simulate/scenario.js';
import { type Simulation, simulatorOf } from '../../../src/experiment/simulate/simulation.js';
import {
  mergeCounts,
  type SimulationCounts,
} from '../../../src/experiment/simulate/simulation-counts.js';
import type { PlannedBaseline } from '../../../src/experiment/size/plan.js';
import { plannedSize } from '../../../src/experiment/size/power-plan.js';
import { groupSequentialSize } from '../../../src/stats/power/sequential-power.js';
import { designOf, metricOf } from '../given.js';

const EXPERIMENTS = 2000;

function simulationOf(
  monitoring: StoppingRule,
  looks: number,
  rest: {
    units?: number;
    metrics?: MetricDesign[];
    baselines?: PlannedBaseline[];
    design?: Partial<Design>;
  } = {},
): Simulation {
  const { units = 2000, metrics = [metricOf('x', { kind: 'mean' })], design } = rest;
  const baselines = rest.baselines ?? [{ mean: 10, sd: 5 }];
  const whole: Design = {
    ...designOf(emptyAggregates([])),
    ...{ control: 'a', treatments: ['b'], metrics, ...design },
  };
  return {
    ...{ design: whole, monitoring, looks, scenarios: scenariosOf(whole), seed: 20261124 },
    plannedUnits: new Map([whole.control, ...whole.treatments].map((name) => [name, units])),
    source: {
      from: 'plan',
      metrics: metrics.map(({ name }, i) => ({ name, baseline: baselines[i]! })),
    },
  };
}

/** Whether a rate seen in the experiments is this one, four standard errors allowed. */
function expectRate(count: number, rate: number): void {
  const error = Math.sqrt((rate * (1 - rate)) / EXPERIMENTS);
  expect(Math.abs(count / EXPERIMENTS - rate)).toBeLessThan(4 * error);
}

const simulated = (simulation: Simulation, scenario = 0): SimulationCounts =>
  simulatorOf(simulation)(scenario, 0, EXPERIMENTS);

describe('peeking at every look', () => {
  // Armitage, McPherson & Rowe (1969), JRSS A 132, table 2: at the 5 % level.
  test.each([
    [1, 0.05],
    [2, 0.083],
    [5, 0.142],
    [20, 0.248],
  ])('of %d rejects a true null at %d', (looks, rate) => {
    expectRate(simulated(simulationOf({ method: 'fixed' }, looks)).naive.rejections, rate);
  });
});

test('whoever peeks asks for p alone, whatever a treatment costs', () => {
  // A cost far above what it could bring: by prices every look would call it a loss.
  const money = { cost: new Map([['b', 100]]), value: 1 };
  const { naive, rejections } = simulated(
    simulationOf({ method: 'fixed' }, 5, { design: { money } }),
  );
  expectRate(naive.rejections, 0.142);
  expect(rejections).toBe(EXPERIMENTS);
});

describe('a fixed test', () => {
  test('rejects a true null at alpha, and decides at the end only', () => {
    const { rejections, endedAt } = simulated(simulationOf({ method: 'fixed' }, 4));
    expectRate(rejections, 0.05);
    expect(endedAt).toEqual([0, 0, 0, EXPERIMENTS]);
  });

  test('has the power that it is sized for, and ships as often', () => {
    // R: power.t.test(delta = 0.5, sd = 5, power = 0.8)$n = 1570.737
    const mde = { scale: 'relative' as const, size: 0.05 };
    const metrics = [metricOf('x', { kind: 'mean', mde })];
    const { hits, decisions } = simulated(
      simulationOf({ method: 'fixed' }, 1, { units: 1571, metrics }),
      1,
    );
    expectRate(hits, 0.8);
    expect(decisions.ship).toBe(hits);
  });
});

describe('a group-sequential test', () => {
  const fractions = [0.2, 0.4, 0.6, 0.8, 1];

  test.each(['obrien-fleming', 'pocock'] as const)(
    'keeps alpha and stops when %s says',
    (spending) => {
      const plan = { method: 'group-sequential' as const, spending, looks: 5 };
      const { rejections, endedAt } = simulated(simulationOf(plan, 5));
      expectRate(rejections, 0.05);
      const { stopped } = groupSequentialSize(
        { fractions, spending, alternative: 'two-sided' },
        { alpha: 0.05, power: 0.8 },
      );
      for (const look of [1, 2, 3, 4]) {
        const ended = endedAt.slice(0, look).reduce((sum, count) => sum + count, 0);
        expectRate(ended, stopped.null[look - 1]!);
      }
    },
  );

  test('has its power at the size that it needs for that', () => {
    const mde = { scale: 'absolute' as const, size: 0.5 };
    const metrics = [metricOf('x', { kind: 'mean', mde })];
    const looks = { fractions, spending: 'pocock' as const, alternative: 'two-sided' as const };
    const { inflation } = groupSequentialSize(looks, { alpha: 0.05, power: 0.8 });
    const units = Math.ceil(1570.737 * inflation);
    const plan = { method: 'group-sequential' as const, spending: 'pocock' as const, looks: 5 };
    expectRate(simulated(simulationOf(plan, 5, { units, metrics }), 1).hits, 0.8);
  });
});

describe('a test that is given up below bounds of futility', () => {
  const fractions = [0.25, 0.5, 0.75, 1];
  const rule = { spending: 'pocock', power: 0.8 } as const;
  const looks = { fractions, spending: 'obrien-fleming', alternative: 'two-sided' } as const;
  const size = groupSequentialSize(looks, { alpha: 0.05, power: 0.8 }, rule);
  const plan = {
    ...({ method: 'group-sequential', spending: 'obrien-fleming', looks: 4 } as const),
    futility: rule,
  };

  test('ends as often without an effect as it says', () => {
    const { futile, endedAt, decisions } = simulated(simulationOf(plan, 4));
    expectRate(futile, size.futile.null.at(-1)!);
    for (const look of [1, 2, 3]) {
      const ended = endedAt.slice(0, look).reduce((sum, count) => sum + count, 0);
      expectRate(ended, size.stopped.null[look - 1]! + size.futile.null[look - 1]!);
    }
    expect(decisions['keep-control']).toBeGreaterThan(futile);
  });

  test('has its power at the size that it needs for that', () => {
    const mde = { scale: 'absolute' as const, size: 0.5 };
    const metrics = [metricOf('x', { kind: 'mean', mde })];
    const units = Math.ceil(1570.737 * size.inflation);
    expectRate(simulated(simulationOf(plan, 4, { units, metrics }), 1).hits, 0.8);
  });
});

describe('an always-valid test', () => {
  test('rejects a true null no more often than alpha, however often it is looked at', () => {
    const { rejections } = simulated(simulationOf({ method: 'always-valid' }, 20));
    expect(rejections / EXPERIMENTS).toBeLessThan(0.05);
    expect(rejections).toBeGreaterThan(0);
  });

  test.each([
    ['rare events, 1 to 9', { rate: 0.001 }, [10_000, 90_000]],
    ['rare events, 1 to 99', { rate: 0.01 }, [100, 9900]],
    ['few units', { mean: 10, sd: 5 }, [20, 20]],
    ['few units, 9 to 1', { mean: 10, sd: 5 }, [90, 10]],
  ] as const)('neither with %s', (_, baseline, [control, treatment]) => {
    const kind = 'rate' in baseline ? 'proportion' : 'mean';
    const looks = Math.min(60, control, treatment);
    const metrics = [metricOf('x', { kind })];
    const simulation = {
      ...simulationOf({ method: 'always-valid' }, looks, { metrics, baselines: [baseline] }),
      plannedUnits: new Map([
        ['a', control],
        ['b', treatment],
      ]),
    };
    const { decisions, rejections } = simulatorOf(simulation)(0, 0, 800);
    expect(decisions.ship / 800).toBeLessThan(0.025);
    expect(rejections / 800).toBeLessThan(0.05);
  });

  test('nor passes a guardrail of rare events at its margin', () => {
    const margin = {
      kind: 'non-inferiority' as const,
      size: { scale: 'points' as const, size: 0.002 },
    };
    const mde = { scale: 'relative' as const, size: 3 };
    const metrics = [
      metricOf('x', { kind: 'proportion', mde }),
      metricOf('g', { kind: 'proportion', margin, lowerIsBetter: true }),
    ];
    const baselines = [{ rate: 0.2 }, { rate: 0.0005 }];
    const simulation = {
      ...simulationOf({ method: 'always-valid' }, 60, { metrics, baselines }),
      plannedUnits: new Map([
        ['a', 18_000],
        ['b', 2000],
      ]),
    };
    const { decisions } = simulatorOf(simulation)(2, 0, 800);
    expect(decisions.ship / 800).toBeLessThan(0.05);
  });

  test('has the power that it is sized for', () => {
    const mde = { scale: 'relative' as const, size: 0.2 };
    const metrics = [metricOf('x', { kind: 'proportion', mde })];
    const asked = { alternative: 'two-sided', correction: 'none', variants: 2 } as const;
    const monitoring = { method: 'always-valid' } as const;
    const baseline = { kind: 'proportion', rate: 0.1 } as const;
    const plan = { ...asked, baseline, monitoring, alpha: 0.05, allocation: 1 };
    const { treatment: units } = plannedSize(plan, 0.02, 0.8)!;
    const rest = { units, metrics, baselines: [{ rate: 0.1 }] };
    expectRate(simulated(simulationOf(monitoring, 1, rest), 1).hits, 0.8);
  });
});

describe('a guardrail at its margin', () => {
  test('is shipped no more often than alpha, one without an effect far more often', () => {
    const mde = { scale: 'relative' as const, size: 0.5 };
    const margin = {
      kind: 'non-inferiority' as const,
      size: { scale: 'points' as const, size: 0.02 },
    };
    const metrics = [
      metricOf('x', { kind: 'proportion', mde }),
      metricOf('g', { kind: 'proportion', margin, lowerIsBetter: true }),
    ];
    const baselines = [{ rate: 0.2 }, { rate: 0.05 }];
    const simulation = simulationOf({ method: 'fixed' }, 1, { metrics, baselines });
    expect(simulation.scenarios.map(({ name }) => name)).toEqual(['no-effect', 'mde', 'at-margin']);
    // The primary metric all but always wins, so that the guardrail decides, at alpha.
    expectRate(simulated(simulation, 2).decisions.ship, 0.05);
    expect(simulated(simulation, 1).hits / EXPERIMENTS).toBeGreaterThan(0.85);
  });
});

/**
 * That any of three treatments differs from a common control by chance, with two-sided p below 0.05 ÷ 3 and
 * 0.05: integrated over the control's mean, which they share, with scipy 1.17.1 (correlations of a half).
 */
const DUNNETT = { holm: 0.0445, none: 0.1254 };

describe('several treatments', () => {
  test('are corrected for, and the one with the effect is the one to ship', () => {
    const mde = { scale: 'relative' as const, size: 0.1 };
    const metrics = [metricOf('x', { kind: 'mean', mde })];
    const design = { treatments: ['b', 'c', 'd'] };
    const simulation = simulationOf({ method: 'fixed' }, 1, { metrics, design });
    expectRate(simulated(simulation).rejections, DUNNETT.holm);
    const uncorrected = simulationOf({ method: 'fixed' }, 1, {
      ...{ metrics, design: { ...design, correction: 'none' } },
    });
    expectRate(simulated(uncorrected).rejections, DUNNETT.none);
    const { hits, decisions } = simulated(simulation, 1);
    expect(hits).toBeLessThanOrEqual(decisions.ship);
    expect(hits / EXPERIMENTS).toBeGreaterThan(0.99);
  });
});

describe('experiments', () => {
  const simulation = simulationOf({ method: 'always-valid' }, 5);

  test('are the same in whatever portions they are simulated', () => {
    const parts = [
      [0, 30],
      [30, 31],
      [31, 100],
    ].map(([from, to]) => simulatorOf(simulation)(0, from!, to!));
    expect(parts.reduceRight(mergeCounts)).toEqual(simulatorOf(simulation)(0, 0, 100));
  });

  test('differ with the seed', () => {
    const other = simulatorOf({ ...simulation, seed: 1 })(0, 0, 100);
    expect(other).not.toEqual(simulatorOf(simulation)(0, 0, 100));
  });

  test('with an effect that no rate can have are refused', () => {
    const mde = { scale: 'absolute' as const, size: 0.5 };
    const metrics = [metricOf('x', { kind: 'proportion', mde })];
    const baselines = [{ rate: 0.9 }];
    const impossible = simulationOf({ method: 'fixed' }, 1, { metrics, baselines });
    expect(() => simulatorOf(impossible)).toThrow('x: its effect takes the rate to 1.4');
  });
});
