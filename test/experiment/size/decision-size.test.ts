import { describe, expect, test } from 'vitest';
import type { Comparison } from '../../../src/experiment/comparison.js';
import { DEFAULTS, type Design } from '../../../src/experiment/design.js';
import {
  exactDecisionUnits,
  withDecisionSizes,
} from '../../../src/experiment/size/decision-size.js';
import { guardrailSize } from '../../../src/experiment/size/guardrail-size.js';
import { cellsOf, comparedOf, comparisonOf, designOf, metricOf, rate } from '../given.js';
import { ONE_LOOK } from './plans.js';

const { sampleSize } = comparisonOf();
const primary = comparisonOf({
  sampleSize: { ...sampleSize, basis: 'mde', effect: { absolute: 0.01, relative: 0.1 } },
});
const margin = { absolute: 0.004, relative: null, kind: 'non-inferiority' } as const;
const arm = (variant: string) => ({
  ...{ variant, n: 10_000, mean: 0.014, variance: 0.0138, successes: 140 },
});
function guardrailOf(metric: string, rest: Partial<Comparison> = {}): Comparison {
  return comparisonOf({
    ...{ metric, role: 'guardrail', margin, sampleSize: { ...sampleSize, basis: 'margin' } },
    ...{ control: arm('generic'), treatment: arm('personal') },
    ...rest,
  });
}

const cells = cellsOf(['signup'], { generic: [rate(1, 2)], personal: [rate(1, 2)] });
const lower = { lowerIsBetter: true };
const design: Design = designOf(cells, {
  metrics: [metricOf('signup'), metricOf('leaves', lower), metricOf('refunds', lower)],
});
const sizedBy = { design, level: 0.05, monitoring: ONE_LOOK };
const decided = (all: Comparison[], by = sizedBy) =>
  withDecisionSizes(all, by).map((one) => one.sampleSize.decision);

describe('the size of a decision', () => {
  const guardrail = guardrailOf('leaves');

  test('has all tests come out with the power, and is above that of each', () => {
    const [decision, ofGuardrail] = decided([primary, guardrail]);
    expect(ofGuardrail).toBeNull();
    const units = exactDecisionUnits(primary, [primary, guardrail], sizedBy)!;
    const [signup, leaves] = decision!.metrics;
    expect([signup!.metric, leaves!.metric]).toEqual(['signup', 'leaves']);
    expect(1 - signup!.power + 1 - leaves!.power).toBeCloseTo(0.2, 7);
    // At 14,750.79 units of each they have .8 and .8968, as R says (decision-power.test.ts).
    expect(decision!.mostDemanding).toBe('signup');
    expect(units).toBeGreaterThan(14_751);
    expect(decision!.required).toEqual({
      ...{ control: Math.ceil(units), treatment: Math.ceil(units), total: 2 * Math.ceil(units) },
    });
    expect(decision!.uncounted).toEqual([]);
    // Both are decided at once by those of the same treatment, whatever stands beside.
    const others = [
      guardrailOf('refunds', { treatment: arm('bold') }),
      comparisonOf({ metric: 'leaves', role: 'secondary' }),
    ];
    expect(decided([primary, guardrail, ...others])[0]).toEqual(decision);
    expect(decided([primary, guardrail, guardrailOf('refunds')])[0]!.metrics).toHaveLength(3);
  });

  test('of the primary metric alone is its own', () => {
    // R: power.prop.test(p1 = .1, p2 = .11, power = .8)$n
    expect(exactDecisionUnits(primary, [primary], sizedBy)).toBeCloseTo(14_750.790469, 2);
  });

  test('counts no guardrail that has no size', () => {
    const none = guardrailOf('refunds', { sampleSize: { ...sampleSize, required: null } });
    const untold = guardrailOf('refunds', { control: { ...arm('generic'), n: 0 } });
    for (const one of [none, untold]) {
      const [decision] = decided([primary, guardrail, one]);
      expect(decision!.uncounted).toEqual(['refunds']);
      expect(decision!.metrics).toHaveLength(2);
    }
  });

  test('is none without a size of the primary metric, or by an effect that was only seen', () => {
    const sized = (rest: Partial<Comparison['sampleSize']>) =>
      decided([{ ...primary, sampleSize: { ...primary.sampleSize, ...rest } }, guardrail])[0];
    expect(sized({})).not.toBeNull();
    expect(sized({ basis: 'observed' })).toBeNull();
    expect(sized({ required: null })).toBeNull();
    expect(sized({ effect: { absolute: null, relative: null } })).toBeNull();
  });

  test('is asked only of the primary metric over all units, against the control of the design', () => {
    const among = { ...primary, control: { ...primary.control, variant: 'bold' } };
    const within = { ...primary, segment: { column: 'country', value: 'DE' } };
    const secondary = { ...primary, role: 'secondary' } as const;
    for (const one of [among, within, secondary, primary]) {
      const beside = one === primary ? [] : [guardrail];
      expect(withDecisionSizes([one, ...beside], sizedBy)[0]).toBe(one);
    }
  });

  test('where it is priced waits for the effect to pay', () => {
    const netEffect = {
      ...{ estimate: 1, lower: 0, upper: 2 },
      breakEven: { absolute: 0.02 / 12, relative: null },
    } as unknown as Comparison['netEffect'];
    const by = { ...sizedBy, level: 0.025, design: { ...design, power: 0.861783 } };
    // 30,000 units have that power, as R says (decision-power.test.ts).
    const units = exactDecisionUnits({ ...primary, netEffect }, [], by)!;
    expect(Math.abs(units - 30_000)).toBeLessThan(1);
    const [decision] = decided([{ ...primary, netEffect }], by);
    expect(decision!.required!.treatment).toBe(Math.ceil(units));
  });

  test('of a primary metric that has a margin is that of its margin, at its level', () => {
    const kept = guardrailOf('leaves', { role: 'primary' });
    const units = (level: number) => exactDecisionUnits(kept, [], { ...sizedBy, level })!;
    expect(units(0.025)).toBeGreaterThan(units(0.05) * 1.2);
  });
});

describe('the size of a guardrail', () => {
  const spend = (rest: Parameters<typeof comparedOf>[0] = {}) => {
    const units = { n: 500, mean: 25, variance: 4 };
    const arms = { control: { variant: 'generic', ...units } };
    return comparedOf({
      ...{ metric: 'spend', role: 'guardrail', kind: 'mean', ...arms },
      ...{ treatment: { variant: 'personal', ...units } },
      margin: { absolute: 0.5, relative: null, kind: 'non-inferiority' },
      ...rest,
    });
  };
  const metric = metricOf('spend');

  test('R has it', () => {
    // power.t.test(delta = .5, sd = 2, sig.level = .05, alternative = "one.sided", power = .8)$n is 198.52
    expect(DEFAULTS).toMatchObject({ alpha: 0.05, power: 0.8 });
    expect(guardrailSize(spend(), metric, design)).toEqual({
      ...{ required: { control: 199, treatment: 199, total: 398 }, decision: null },
      ...{ basis: 'margin', effect: { absolute: -0.5, relative: -0.02 } },
      smallestDetectable: { absolute: null, relative: null },
    });
    // Two of the treatment for one of the control: uniroot on pt(…, ncp = .5 / (2 * sqrt(1/n + 1/m))).
    const allocation = new Map([
      ['generic', 1],
      ['personal', 2],
    ]);
    const { required } = guardrailSize(spend(), metric, { ...design, allocation });
    expect(required).toEqual({ control: 149, treatment: 298, total: 447 });
  });

  test('its effect is on the side that is worse', () => {
    const effect = (one = metric, rest = {}) => guardrailSize(spend(rest), one, design).effect;
    expect(effect({ ...metric, lowerIsBetter: true }).absolute).toBe(0.5);
    const equivalence = { margin: { absolute: 0.5, relative: null, kind: 'equivalence' } } as const;
    expect(effect(metric, equivalence).absolute).toBe(0.5);
    const share = { margin: { absolute: null, relative: 0.02, kind: 'non-inferiority' } } as const;
    expect(effect(metric, share)).toEqual({ absolute: -0.5, relative: -0.02 });
    const below = { control: { variant: 'generic', n: 500, mean: -25, variance: 4 } };
    expect(effect(metric, below)).toEqual({ absolute: -0.5, relative: -0.02 });
  });

  test('a share of nothing has none, and a size beside nothing is no share', () => {
    const control = { variant: 'generic', n: 500, mean: 0, variance: 4 };
    const share = { absolute: null, relative: 0.02, kind: 'non-inferiority' } as const;
    expect(guardrailSize(spend({ control, margin: share }), metric, design)).toMatchObject({
      required: null,
      effect: { absolute: null, relative: -0.02 },
    });
    expect(guardrailSize(spend({ control }), metric, design)).toMatchObject({
      required: { treatment: 199 },
      effect: { absolute: -0.5, relative: null },
    });
    const few = { variant: 'generic', n: 0, mean: 0, variance: null };
    expect(guardrailSize(spend({ control: few }), metric, design).required).toBeNull();
  });
});
