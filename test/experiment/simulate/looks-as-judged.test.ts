import { describe, expect, test } from 'vitest';
import type { Design } from '../../../src/experiment/design.js';
import { futilityBound } from '../../../src/experiment/monitoring/futility.js';
import type { PastLook } from '../../../src/experiment/monitoring/monitoring.js';
import { fractionsSoFar } from '../../../src/experiment/monitoring/pair-monitoring.js';
import type { StoppingRule } from '../../../src/experiment/monitoring/stopping-rule.js';
import { simulatedLooks } from '../../../src/experiment/simulate/simulated-looks.js';
import { normalTails } from '../../../src/stats/distributions/normal.js';
import { spendingBoundaries } from '../../../src/stats/sequential/sequential-boundary.js';
import { cellsOf, designOf, metricOf, rate } from '../given.js';

const counts = [rate(1, 2)];
const cells = cellsOf(['m'], { a: counts, b: counts, c: counts, d: counts });
const base: Design = { ...designOf(cells), metrics: [metricOf('m')] };
const planned = new Map(Object.entries({ a: 4000, b: 4000, c: 2000, d: 4000 }));
const RULE = { method: 'group-sequential', spending: 'pocock', looks: 4 } as const;

/** The looks with what a gate would work out of the units at all of them, rather than what was worked out once. */
function bothWays(plan: StoppingRule, looks: number, units = planned, rest: Partial<Design> = {}) {
  const design = { ...base, ...rest };
  const found = simulatedLooks(design, plan, units, looks);
  const before = found.map(
    ({ units: at }, i): PastLook => ({
      ...{ number: i + 1, units: at, decision: 'keep-collecting', variant: null },
    }),
  );
  return found.map(({ design: simulated }, i) => {
    const { fractionsOf, boundOf, scaleOf, ...plain } = simulated.monitoring!;
    const monitoring = { ...plain, earlierLooks: before.slice(0, i) };
    const gate: Design = { ...design, monitoring };
    const pair = (treatment: string) => ({ control: 'a', treatment });
    return {
      ...{ simulated, gate, scaleOf, fractionsOf: fractionsOf! },
      fractions: (treatment: string) => fractionsSoFar(gate, monitoring, pair(treatment)),
    };
  });
}

describe('each look is judged as a gate would, of all looks before it', () => {
  test('by the shares of information so far, without those that had too few units', () => {
    // With alpha .05 and power .8 a look decides from 3.1 % on: the first of forty has 2.5 %.
    const looks = bothWays(RULE, 40);
    for (const { fractions, fractionsOf } of looks) {
      for (const treatment of ['b', 'c']) {
        expect(fractionsOf(treatment)).toEqual(fractions(treatment));
      }
    }
    expect(looks[39]!.fractionsOf('b')).toHaveLength(39);
    expect(looks[39]!.fractionsOf('b')[0]).toBeCloseTo(0.05, 12);
  });

  test.each([4, 33])('by its bound of futility, at %d looks', (count) => {
    const plan = { ...RULE, futility: { spending: 'pocock', power: 0.8 } } as const;
    const looks = bothWays(plan, count, planned, { treatments: ['b', 'c'] });
    // A few of many: each bound is worked out of all before it.
    const asked = (count === 4 ? [1, 2] : [1, 2, 6]).map((i) => looks[i]!);
    for (const { simulated, gate } of asked) {
      for (const treatment of ['b', 'c']) {
        const [once, anew] = [simulated, gate].map((one) => futilityBound(one, treatment));
        if (Number.isFinite(anew)) expect(once).toBeCloseTo(anew!, 9);
        else expect(once).toBe(anew);
      }
    }
    expect(futilityBound(looks[2]!.simulated, 'b')).toBeGreaterThan(-3);
    // A look that has too few units to decide gives nothing up.
    if (count === 33)
      expect(futilityBound(looks[0]!.simulated, 'b')).toBe(Number.NEGATIVE_INFINITY);
  });

  test('without a bound where the plan has none, or no looks of its own', () => {
    for (const plan of [RULE, { method: 'always-valid' }, { method: 'fixed' }] as const) {
      for (const { simulated, scaleOf } of bothWays(plan, 4)) {
        expect(futilityBound(simulated, 'b')).toBe(Number.NEGATIVE_INFINITY);
        expect(scaleOf === undefined).toBe(plan !== RULE);
      }
    }
  });

  test('after the plan has ended, which rounding may bring before the last look', () => {
    const few = new Map(Object.entries({ a: 10, b: 10 }));
    const looks = bothWays(RULE, 20, few, { treatments: ['b'] });
    // 9.5 of 10 units are 10, at the nineteenth of twenty looks.
    const known = looks.map(({ simulated }) => simulated.monitoring!.earlierLooks.length);
    expect(known).toEqual([...new Array(19).fill(0), 19]);
    const last = looks[19]!.simulated.monitoring!;
    expect(last.earlierLooks[18]).toMatchObject({ number: 19, decision: 'keep-collecting' });
    expect(last.fractionsOf!('b')).toEqual(looks[19]!.fractions('b'));
  });
});

describe('p-values are read at the levels that a decision turns on', () => {
  const course = (count: number) => [0.25, 0.5, 0.75, 1].slice(0, count);

  test.each([
    [
      ['b', 'd'],
      [0.05, 0.025],
    ],
    // Of three: the steps of Holm and Hochberg, those of Benjamini and Hochberg, and alpha.
    [
      ['b', 'c', 'd'],
      [0.05, 0.025, 0.05 / 3, 0.1 / 3],
    ],
  ] as const)('of treatments %j: %j', (treatments, levels) => {
    const looks = bothWays(RULE, 4, planned, { treatments: [...treatments] });
    for (const alternative of ['two-sided', 'greater'] as const) {
      for (const i of [1, 3]) {
        const shape = { fractions: course(i + 1), spending: RULE.spending, alternative } as const;
        const scale = looks[i]!.scaleOf!(shape);
        for (const level of levels) {
          const { upper } = normalTails(spendingBoundaries(shape, level).at(-1)!);
          const nominal = alternative === 'two-sided' ? 2 * upper : upper;
          const read = (p: number) => scale.repeated({ pValue: p, logPValue: Math.log(p) }).pValue;
          expect(read(nominal * (1 - 1e-5))).toBeLessThan(level);
          expect(read(nominal * (1 + 1e-5))).toBeGreaterThanOrEqual(level);
        }
      }
    }
  });
});
