import { describe, expect, test } from 'vitest';
import type { Comparison } from '../../../src/experiment/comparison.js';
import { decisionOf } from '../../../src/experiment/decision/decision.js';
import { verdictOf } from '../../../src/experiment/decision/verdict.js';
import type { Design } from '../../../src/experiment/design.js';
import type { Calendar, Monitoring } from '../../../src/experiment/monitoring/monitoring.js';
import type { NetEffect } from '../../../src/experiment/net-effect.js';
import { cellsOf, comparisonOf, designOf, metricOf, rate } from '../given.js';

const one = [rate(1, 9), rate(1, 9)];
const cells = cellsOf(['signup', 'revenue'], { generic: one, light: one, full: one });

const arm = (variant: string) => ({
  ...{ variant, n: 1000, mean: 0.11, variance: 0.0979, successes: 110 },
});
const of = (
  variant: string,
  outcome: Comparison['outcome'],
  estimate = 0.03,
  rest: Partial<Comparison> = {},
) =>
  comparisonOf({
    ...{ treatment: arm(variant), outcome },
    effect: { estimate, lower: estimate - 0.01, upper: estimate + 0.01 },
    ...rest,
  });
const net = (estimate: number): NetEffect => ({
  ...{ estimate, lower: estimate - 1, upper: estimate + 1, pValue: 0.01, logPValue: -4.6 },
  ...{ confidence: 0.95, breakEven: { absolute: 0, relative: null }, returnOnCost: null },
});

function judged(all: Comparison[], rest: Partial<Design> = {}, pairs: Comparison[] = []) {
  const { reasons, ...decided } = verdictOf([], all, designOf(cells, rest), pairs);
  return { ...decided, reasons, codes: reasons.map(({ code }) => code) };
}

const units = (n: number) => new Map(['generic', 'light', 'full'].map((name) => [name, n]));
function looking(n: number, rest: Partial<Monitoring> = {}): Monitoring {
  return {
    ...{ plan: { method: 'group-sequential', spending: 'pocock', looks: 4 } },
    ...{ plannedUnits: units(1000), units: units(n), earlierLooks: [], looksAssumed: false },
    ...{ dailyUnits: 100, planChangedSince: null, look: 1, repeats: null, ...rest },
  };
}

describe('the best of several winners', () => {
  test('is the one that nets most, where prices were given, else of the largest effect', () => {
    const best = (...all: Comparison[]) => judged(all).variant;
    expect(best(of('light', 'win', 0.02), of('full', 'win', 0.03))).toBe('full');
    expect(best(of('full', 'win', 0.03), of('light', 'win', 0.02))).toBe('full');
    const [small, large] = [{ netEffect: net(2) }, { netEffect: net(5) }];
    expect(best(of('light', 'win', 0.02, large), of('full', 'win', 0.03, small))).toBe('light');
  });

  test('is the first of those that are alike, and downwards the lowest', () => {
    expect(judged([of('light', 'win'), of('full', 'win')]).variant).toBe('light');
    const metrics = [metricOf('signup', { lowerIsBetter: true }), metricOf('revenue')];
    const down = [of('light', 'win', -0.02), of('full', 'win', -0.03)];
    expect(judged(down, { metrics }).variant).toBe('full');
  });

  test('beats those that it is shown to be better than, whichever way they were compared', () => {
    const winners = [of('light', 'win', 0.02), of('full', 'win', 0.03)];
    const pair = (
      control: string,
      treatment: string,
      outcome: Comparison['outcome'],
      metric = 'signup',
    ) => of(treatment, outcome, 0.01, { control: arm(control), metric });
    const beaten = (...pairs: Comparison[]) => {
      const reason = judged(winners, {}, pairs).reasons.find(
        ({ code }) => code === 'LARGEST_OF_SEVERAL',
      );
      return (reason as { beaten: string[] }).beaten;
    };
    expect(beaten(pair('light', 'full', 'win'))).toEqual(['light']);
    expect(beaten(pair('full', 'light', 'loss'))).toEqual(['light']);
    for (const other of [
      ...[pair('light', 'full', 'loss'), pair('full', 'light', 'win')],
      ...[pair('light', 'full', 'inconclusive'), pair('full', 'light', 'flat')],
      ...[pair('light', 'full', 'win', 'revenue'), pair('generic', 'full', 'win')],
      ...[pair('full', 'generic', 'loss'), pair('light', 'generic', 'win')],
    ]) {
      expect(beaten(other)).toEqual([]);
    }
  });
});

describe('what is said of a winner', () => {
  test('is that it pays, where it has its price', () => {
    expect(judged([of('full', 'win', 0.03, { netEffect: net(2) })]).codes).toEqual(['PAYS']);
    expect(judged([of('full', 'loss', 0.03, { netEffect: net(-2) })]).codes).toEqual([
      'DOES_NOT_PAY',
    ]);
    expect(judged([of('full', 'inconclusive', 0.03, { netEffect: net(0) })]).codes).toEqual([
      ...['MAY_NOT_PAY', 'NO_MDE'],
    ]);
  });

  test('names the guardrails of those that are held back by theirs', () => {
    const guard = (variant: string, outcome: Comparison['outcome']) =>
      of(variant, outcome, 0, { role: 'guardrail', metric: 'revenue' });
    const { variant, codes, reasons } = judged([
      ...[of('light', 'win', 0.02), of('full', 'win', 0.05)],
      ...[guard('light', 'win'), guard('full', 'inconclusive')],
    ]);
    expect(variant).toBe('light');
    expect(codes.slice(0, 3)).toEqual(['NULL_REJECTED', 'GUARDRAIL_HOLDS', 'GUARDRAIL_UNPROVEN']);
    expect(reasons[2]).toMatchObject({ comparison: { treatment: { variant: 'full' } } });
  });
});

describe('a treatment is out of the question', () => {
  const futility = (isCrossed: boolean) => ({ futility: { bound: 1, z: 0, effect: 0, isCrossed } });

  test('where it lost, is flat, futile, or broke a guardrail', () => {
    const guard = of('full', 'loss', 0, { role: 'guardrail', metric: 'revenue' });
    for (const all of [
      [of('full', 'loss')],
      [of('full', 'flat')],
      [of('full', 'inconclusive', 0.03, futility(true))],
      [of('full', 'inconclusive'), guard],
    ]) {
      expect(judged(all).decision).toBe('keep-control');
    }
    expect(judged([of('full', 'inconclusive', 0.03, futility(false))]).decision).toBe(
      'keep-collecting',
    );
    const other = of('light', 'loss', 0, { role: 'guardrail', metric: 'revenue' });
    expect(judged([of('full', 'inconclusive'), other]).decision).toBe('keep-collecting');
    const secondary = of('full', 'loss', 0, { role: 'secondary', metric: 'revenue' });
    expect(judged([of('full', 'inconclusive'), secondary]).decision).toBe('keep-collecting');
  });

  test('and says each of them that is so', () => {
    const both = of('full', 'flat', 0, futility(true));
    expect(judged([both]).codes).toEqual(['MDE_RULED_OUT', 'FUTILE']);
    const margin = { absolute: 0.01, relative: null, kind: 'non-inferiority' } as const;
    expect(judged([of('full', 'loss', 0, { margin })]).codes).toEqual(['GUARDRAIL_BROKEN']);
  });

  test('a primary metric with a margin says what it lacks of that, not of a difference', () => {
    const margin = { absolute: 0.01, relative: null, kind: 'non-inferiority' } as const;
    const { codes, decision } = judged([of('full', 'inconclusive', 0, { margin })]);
    expect(decision).toBe('keep-collecting');
    expect(codes).toContain('GUARDRAIL_UNPROVEN');
    expect(codes).not.toContain('NOT_REJECTED');
  });
});

describe('while it runs', () => {
  const open = [of('light', 'inconclusive'), of('full', 'inconclusive')];

  test('what the plan lacks is told, and no size of a comparison by itself', () => {
    const { codes, reasons } = judged(open, { monitoring: looking(500) });
    expect(codes).toEqual(['NOT_REJECTED', 'NOT_REJECTED', 'PLANNED_UNITS_AHEAD']);
    expect(reasons[2]).toEqual({
      ...{ code: 'PLANNED_UNITS_AHEAD', fraction: 0.5, units: 1500, days: 15 },
    });
  });

  const waits: Calendar = { daysRun: 3, minimumDays: 7, wholeWeeks: false, isLast: false };

  test('a plan that waits for days alone lacks no units', () => {
    const calendar = { calendar: waits };
    const codes = (n: number) => judged(open, { monitoring: looking(n, calendar) }).codes;
    expect(codes(1000)).toEqual(['FEW_DAYS']);
    expect(codes(999)).toEqual(['FEW_DAYS', 'PLANNED_UNITS_AHEAD']);
  });

  test('one that may be looked at for ever goes on beyond its units', () => {
    const plan = { method: 'always-valid' } as const;
    const { decision, codes } = judged(open, { monitoring: looking(1000, { plan }) });
    expect([decision, codes]).toEqual(['keep-collecting', ['NOT_REJECTED', 'NOT_REJECTED']]);
  });

  test('one that ends without a winner keeps the control; of what has no test it does not end', () => {
    const monitoring = looking(1000);
    expect(judged(open, { monitoring })).toMatchObject({
      ...{ decision: 'keep-control', variant: 'generic' },
      codes: ['NOT_REJECTED', 'NOT_REJECTED', 'PLAN_ENDED'],
    });
    const broken = (variant: string) => of(variant, 'untestable', 0, { reason: 'ZERO_VARIANCE' });
    expect(judged([broken('light'), broken('full')], { monitoring }).decision).toBe(
      'keep-collecting',
    );
    expect(judged([broken('light'), open[1]!], { monitoring }).decision).toBe('keep-control');
  });

  test('what was decided before stands, whatever comes after', () => {
    const before = { number: 3, units: units(1000), decision: 'ship', variant: 'light' } as const;
    const monitoring = looking(1200, { earlierLooks: [before] });
    expect(judged([of('light', 'loss'), of('full', 'win')], { monitoring })).toMatchObject({
      ...{ decision: 'ship', variant: 'light' },
      reasons: [{ code: 'DECIDED_AT_LOOK', look: 3, decision: 'ship' }],
    });
    const { ground } = decisionOf(open, designOf(cells, { monitoring }));
    expect(ground).toMatchObject({ code: 'ended', look: before });
  });

  test('what a plan ends with is told of primary metrics alone', () => {
    const other = of('light', 'inconclusive', 0.01, { role: 'secondary', metric: 'revenue' });
    const codes = (n: number) => judged([...open, other], { monitoring: looking(n) }).codes;
    expect(codes(1000)).toEqual(['NOT_REJECTED', 'NOT_REJECTED', 'PLAN_ENDED']);
    expect(codes(500)).toEqual(['NOT_REJECTED', 'NOT_REJECTED', 'PLANNED_UNITS_AHEAD']);
    expect(judged([...open, other]).codes.filter((code) => code === 'NOT_REJECTED')).toHaveLength(
      2,
    );
  });
});
