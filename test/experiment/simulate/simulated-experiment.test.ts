import { describe, expect, test } from 'vitest';
import { emptyAggregates } from '../../../src/experiment/aggregates.js';
import type { Design } from '../../../src/experiment/design.js';
import type { GrowingArm } from '../../../src/experiment/simulate/population.js';
import {
  type DrawnArms,
  drawnAggregates,
  type JudgedLook,
  naiveDesign,
  type Peeking,
  simulatedExperiment,
} from '../../../src/experiment/simulate/simulated-experiment.js';
import { simulatedLooks } from '../../../src/experiment/simulate/simulated-looks.js';
import { randomStream } from '../../../src/stats/random/random.js';
import { designOf, mean, metricOf } from '../given.js';

const UNITS = 400;
const ASKED = () => false;
const random = randomStream(1, [0, 0]);

/** An arm that has come to these means by each look, of which every difference errs by 1. */
function armOf(means: readonly number[], by: number[] = []): GrowingArm {
  let at = -1;
  return {
    figures: Float64Array.of(),
    clear: () => {
      at = -1;
    },
    grow: (look) => {
      by.push(look);
      at = look;
    },
    sample: () =>
      mean((UNITS * (at + 1)) / means.length, means[at]!, (UNITS * (at + 1)) / 2 / means.length),
  };
}

function playing(
  arms: Record<string, readonly number[]>,
  rest: Partial<Design> = {},
  quiet: { gate?: JudgedLook['isQuiet']; naive?: Peeking['isQuiet'] } = {},
  by: number[] = [],
) {
  const variants = Object.keys(arms);
  const [control, ...treatments] = variants;
  const whole: Design = {
    ...designOf(emptyAggregates([])),
    ...{ control: control!, treatments, metrics: [metricOf('x', { kind: 'mean' })] },
    correction: 'none',
    ...rest,
  };
  const looks = arms[control!]!.length;
  const planned = new Map(variants.map((name) => [name, UNITS]));
  const plan = { method: 'group-sequential', spending: 'pocock', looks } as const;
  const judged = simulatedLooks(whole, plan, planned, looks).map((look) => ({
    ...look,
    isQuiet: quiet.gate ?? ASKED,
  }));
  const naive = { design: naiveDesign(whole), isQuiet: quiet.naive ?? ASKED };
  const growing = Object.values(arms).map((means) => armOf(means, by));
  const drawn: DrawnArms = { variants, growing, metrics: ['x'], measures: [1] };
  return simulatedExperiment(judged, naive, drawn, random);
}

// With four looks by Pocock's spending the boundaries are about 2.4; whoever peeks asks for 1.96.
describe('an experiment of four looks', () => {
  test('that never comes to anything ends at the last one', () => {
    const { gate, naive, rejected, naivelyRejected } = playing({
      a: [0, 0, 0, 0],
      b: [1, -1, 1, 1],
    });
    expect(gate).toEqual({
      ...{ decision: 'keep-control', variant: 'a', look: 4, futile: false, measured: 0 },
    });
    expect(naive).toEqual({
      ...{ decision: 'keep-collecting', variant: null, look: 4, futile: false, measured: 0 },
    });
    expect([rejected, naivelyRejected]).toEqual([false, false]);
  });

  test('ships at the look that wins, with the effect that was measured there, and peeking sooner', () => {
    const { gate, naive, rejected, naivelyRejected } = playing({
      a: [5, 5, 5, 5],
      b: [6, 7.1, 8, 9],
    });
    expect(gate).toEqual({
      ...{ decision: 'ship', variant: 'b', look: 3, futile: false, measured: 3 },
    });
    expect(naive).toMatchObject({ decision: 'ship', variant: 'b', look: 2, futile: false });
    expect(naive.measured).toBeCloseTo(2.1, 12);
    expect([rejected, naivelyRejected]).toEqual([true, true]);
  });

  test('keeps the control at the look that loses, and measures nothing', () => {
    const { gate, naive, rejected, naivelyRejected } = playing({
      a: [5, 5, 5, 5],
      b: [4, 2.9, 2, 1],
    });
    expect(gate).toMatchObject({ decision: 'keep-control', variant: 'a', look: 3, measured: 0 });
    expect(naive).toMatchObject({ decision: 'keep-control', variant: 'a', look: 2, measured: 0 });
    expect([rejected, naivelyRejected]).toEqual([true, true]);
  });

  test('of two treatments ships the better one, and measures that', () => {
    const { gate, naive } = playing({ a: [0, 0, 0, 0], b: [0, 3, 3, 3], c: [0, 4, 4, 4] });
    expect(gate).toMatchObject({ decision: 'ship', variant: 'c', look: 2, measured: 4 });
    expect(naive).toMatchObject({ decision: 'ship', variant: 'c', look: 2, measured: 4 });
    const lower = [metricOf('x', { kind: 'mean', lowerIsBetter: true })];
    const down = playing(
      { a: [0, 0, 0, 0], b: [-3, 0, 0, 0], c: [4, 0, 0, 0] },
      { metrics: lower },
    );
    expect(down.gate).toMatchObject({ decision: 'ship', variant: 'b', look: 1, measured: -3 });
  });

  test('is one with a rejection where a treatment lost before, though it goes on', () => {
    const { gate, naive, rejected, naivelyRejected } = playing({
      ...{ a: [0, 0, 0, 0], b: [-3, 0, 0, 0], c: [0, 0, 0, 0] },
    });
    expect(gate).toMatchObject({ decision: 'keep-control', look: 4 });
    expect(naive).toMatchObject({ decision: 'keep-collecting', look: 4 });
    expect([rejected, naivelyRejected]).toEqual([true, true]);
  });

  test('is drawn until both rules have decided, and each of them is not asked any more', () => {
    const by: number[] = [];
    const asked = { gate: [] as boolean[], naive: [] as boolean[] };
    const ask = (of: boolean[]) => (_: unknown, rejected: boolean) => {
      of.push(rejected);
      return false;
    };
    const quiet = { gate: ask(asked.gate), naive: ask(asked.naive) };
    playing({ a: [0, 0, 0, 0], b: [0, 2.1, 3, 3] }, {}, quiet, by);
    expect(by).toEqual([0, 0, 1, 1, 2, 2]);
    expect(asked).toEqual({ gate: [false, false, false], naive: [false, false] });
    const both = { a: [0, 0, 0, 0], b: [-3, 0, 0, 3], c: [0, 0, 0, 0] };
    asked.gate.length = 0;
    playing(both, {}, quiet, by);
    expect(asked.gate).toEqual([false, true, true, true]);
  });

  test('lets looks go by that are told to', () => {
    const arms = { a: [0, 0, 0, 0], b: [5, 5, 5, 5] };
    const upTo = (look: number): JudgedLook['isQuiet'] => {
      let at = 0;
      return () => {
        at += 1;
        return at < look;
      };
    };
    const found = playing(arms, {}, { gate: upTo(3), naive: upTo(2) });
    expect([found.gate.look, found.naive.look]).toEqual([3, 2]);
  });
});

test('a treatment that falls below its bound is given up as futile, which only the gate does', () => {
  const futility = { spending: 'pocock', power: 0.8 } as const;
  const design: Design = {
    ...designOf(emptyAggregates([])),
    ...{ control: 'a', treatments: ['b'], metrics: [metricOf('x', { kind: 'mean' })] },
  };
  const planned = new Map([
    ['a', UNITS],
    ['b', UNITS],
  ]);
  const plan = { method: 'group-sequential', spending: 'pocock', looks: 2, futility } as const;
  const looks = simulatedLooks(design, plan, planned, 2).map((look) => ({
    ...look,
    isQuiet: ASKED,
  }));
  const naive = { design: naiveDesign(design), isQuiet: ASKED };
  const play = (b: number[]) => {
    const growing = [armOf([0, 0]), armOf(b)];
    const drawn = { variants: ['a', 'b'], growing, metrics: ['x'], measures: [1] };
    return simulatedExperiment(looks, naive, drawn, random);
  };
  const given = play([-1, 3]);
  expect(given.gate).toMatchObject({
    decision: 'keep-control',
    look: 1,
    futile: true,
    measured: 0,
  });
  expect(given.rejected).toBe(false);
  expect(given.naive).toMatchObject({ decision: 'ship', look: 2, futile: false, measured: 3 });
  // A plan that ends, or a loss, keeps the control as well, for other reasons.
  expect(play([1.5, 1.9]).gate).toMatchObject({ decision: 'keep-control', look: 2 });
  expect(play([3, 3]).gate).toMatchObject({ decision: 'ship', futile: false });
});

test('the gate is given all metrics of all arms, with the units of the look', () => {
  const growing = [armOf([1]), armOf([2])];
  for (const arm of growing) arm.grow(0, random);
  const units = new Map([
    ['a', 11],
    ['b', 7],
  ]);
  const drawn = { variants: ['a', 'b'], growing, metrics: ['x', 'y'], measures: [1, 2] };
  const aggregates = drawnAggregates(drawn, { units, design: designOf(emptyAggregates([])) });
  expect(aggregates).toMatchObject({ metrics: ['x', 'y'], measures: [1, 2] });
  expect([...aggregates.variants.keys()]).toEqual(['a', 'b']);
  const [a, b] = ['a', 'b'].map((name) => aggregates.variants.get(name)!);
  expect([a!.units, b!.units]).toEqual([11, 7]);
  expect([a, b].map((one) => one!.samples.map(({ moments }) => moments.mean[0]))).toEqual([
    [1, 1],
    [2, 2],
  ]);
});

test('whoever peeks asks for no more than p', () => {
  const margin = { kind: 'non-inferiority', size: { scale: 'absolute', size: 1 } } as const;
  const mde = { scale: 'absolute', size: 1 } as const;
  const base = designOf(emptyAggregates([]));
  const design: Design = {
    ...base,
    ...{ metrics: [metricOf('x', { mde }), metricOf('g', { margin })], alpha: 0.1 },
    money: { cost: new Map(), value: 1 },
    monitoring: { plan: { method: 'always-valid' } } as Design['monitoring'],
  };
  const peeking = naiveDesign(design);
  expect(peeking).toMatchObject({ metrics: [metricOf('x')], money: null, monitoring: null });
  expect([peeking.alpha, peeking.tests.proportion]).toEqual([0.1, 'score']);
  const exact = {
    ...design,
    tests: { ...base.tests, proportion: 'exact', mean: 'welch' },
  } as const;
  expect(naiveDesign(exact).tests).toEqual(exact.tests);
});
