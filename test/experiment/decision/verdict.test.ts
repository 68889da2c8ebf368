import { describe, expect, test } from 'vitest';
import type { Check } from '../../../src/experiment/checks/checks.js';
import type { Comparison } from '../../../src/experiment/comparison.js';
import { verdictOf } from '../../../src/experiment/decision/verdict.js';
import type { Design } from '../../../src/experiment/design.js';
import { cellsOf, comparisonOf, designOf, metricOf, rate } from '../given.js';

const aggregates = cellsOf(['signup', 'revenue'], {
  generic: [rate(1, 9), rate(1, 9)],
  light: [rate(1, 9), rate(1, 9)],
  full: [rate(1, 9), rate(1, 9)],
});

function splitFinding(status: 'pass' | 'warn' | 'fail'): Check {
  const p = { pass: 0.4, warn: 0.005, fail: 1e-9 }[status];
  const judged = { status, pValue: p, logPValue: Math.log(p) };
  return {
    code: 'SAMPLE_RATIO_MISMATCH',
    planned: false,
    sequential: false,
    shares: [],
    ...judged,
  };
}

function judge(
  comparisons: Comparison[],
  { checks = [splitFinding('pass')], ...rest }: Partial<Design> & { checks?: Check[] } = {},
) {
  const verdict = verdictOf(checks, comparisons, designOf(aggregates, rest));
  return { ...verdict, codes: verdict.reasons.map(({ code }) => code) };
}

function arm(variant: string): Comparison['treatment'] {
  return { variant, n: 1000, mean: 0.11, variance: 0.0979, successes: 110 };
}

const win = (variant = 'full', estimate = 0.03, rest: Partial<Comparison> = {}) =>
  comparisonOf({
    treatment: arm(variant),
    adjustedPValue: 0.001,
    outcome: 'win',
    effect: { estimate, lower: estimate - 0.01, upper: estimate + 0.01 },
    ...rest,
  });
const loss = (variant = 'light', rest: Partial<Comparison> = {}) =>
  win(variant, -0.03, { outcome: 'loss', ...rest });
const flat = (variant = 'light') => comparisonOf({ treatment: arm(variant), outcome: 'flat' });
const open = (variant = 'light', rest: Partial<Comparison> = {}) =>
  comparisonOf({ treatment: arm(variant), ...rest });
const untestable = (variant = 'light') =>
  open(variant, { outcome: 'untestable', reason: 'ZERO_VARIANCE', adjustedPValue: null });

describe('invalid', () => {
  test('where the split fails, whatever the comparisons say', () => {
    for (const comparisons of [[win()], [loss()], [untestable()], []]) {
      const verdict = judge(comparisons, { checks: [splitFinding('fail')] });
      expect(verdict.decision).toBe('invalid');
      expect(verdict.variant).toBeNull();
      expect(verdict.reasons).toEqual([splitFinding('fail')]);
    }
  });

  test('whichever check fails, also one that does not fail today', () => {
    const missing = { code: 'MISSING_VALUES', status: 'fail', metric: 'm', missing: 8, units: 10 };
    const verdict = judge([win()], { checks: [missing as unknown as Check] });
    expect(verdict.decision).toBe('invalid');
    expect(verdict.reasons.map(({ code }) => code)).toEqual(['MISSING_VALUES']);
  });

  test('not for a warning of any kind', () => {
    const missing = { code: 'MISSING_VALUES', status: 'warn', metric: 'm', missing: 9, units: 9 };
    const checks = [splitFinding('warn'), missing as Check];
    expect(judge([win()], { checks }).decision).toBe('ship');
  });
});

describe('ship', () => {
  test('the treatment that wins, though another one loses or is undecided', () => {
    for (const other of [loss(), flat(), open(), untestable()]) {
      const verdict = judge([other, win('full')]);
      expect([verdict.decision, verdict.variant]).toEqual(['ship', 'full']);
      expect(verdict.codes).toEqual(['NULL_REJECTED']);
    }
  });

  test('the one of the largest effect among several, and says so', () => {
    const verdict = judge([win('light', 0.02), win('full', 0.03)]);
    expect(verdict.variant).toBe('full');
    expect(verdict.codes).toEqual(['NULL_REJECTED', 'LARGEST_OF_SEVERAL']);
    expect(verdict.reasons[1]).toEqual({
      code: 'LARGEST_OF_SEVERAL',
      treatment: 'full',
      others: ['light'],
      beaten: [],
    });
  });

  test('the one of the largest decrease where a decrease is hoped for', () => {
    const down = [win('light', -0.05), win('full', -0.03)];
    expect(judge(down, { alternative: 'less' }).variant).toBe('light');
  });

  test('says where the effect is smaller than what was worth detecting', () => {
    const mde = { scale: 'points', size: 0.05 } as const;
    const metrics = [metricOf('signup', { mde }), metricOf('revenue')];
    expect(judge([win('full', 0.03)], { metrics }).codes).toEqual([
      'NULL_REJECTED',
      'SMALLER_THAN_MDE',
    ]);
    expect(judge([win('full', 0.045)], { metrics }).codes).toEqual(['NULL_REJECTED']);
  });

  test('names its losses on other metrics, and nobody else’s', () => {
    const elsewhere = { metric: 'revenue', role: 'secondary' } as const;
    const verdict = judge([
      open('light'),
      win('full'),
      loss('light', elsewhere),
      loss('full', elsewhere),
    ]);
    expect(verdict.variant).toBe('full');
    expect(verdict.codes).toEqual(['NULL_REJECTED', 'WORSE']);
    expect(verdict.reasons[1]).toMatchObject({
      comparison: { metric: 'revenue', treatment: { variant: 'full' } },
    });
  });

  test('nothing for a win on a secondary metric alone', () => {
    const secondary = win('full', 0.03, { metric: 'revenue', role: 'secondary' });
    expect(judge([open('full'), secondary]).decision).toBe('keep-collecting');
    expect(judge([loss('full'), secondary]).decision).toBe('keep-control');
  });
});

describe('keep the control', () => {
  test('where every treatment is worse or too small to matter', () => {
    const verdict = judge([flat('light'), loss('full')]);
    expect([verdict.decision, verdict.variant]).toEqual(['keep-control', 'generic']);
    expect(verdict.codes).toEqual(['MDE_RULED_OUT', 'WORSE']);
  });

  test('not while one treatment is undecided or untestable', () => {
    expect(judge([loss('light'), open('full')]).decision).toBe('keep-collecting');
    expect(judge([loss('light'), untestable('full')]).decision).toBe('keep-collecting');
  });
});

describe('keep collecting', () => {
  const sized = (required: [number, number] | null): Partial<Comparison> => ({
    sampleSize: {
      ...comparisonOf().sampleSize,
      basis: 'mde',
      required:
        required === null
          ? null
          : { control: required[0], treatment: required[1], total: required[0] + required[1] },
    },
  });

  test('asks for an MDE where none was given', () => {
    const verdict = judge([open()]);
    expect([verdict.decision, verdict.variant]).toEqual(['keep-collecting', null]);
    expect(verdict.codes).toEqual(['NOT_REJECTED', 'NO_MDE']);
  });

  test('says how many more units the MDE takes, if any', () => {
    const verdict = judge([open('light', sized([1700, 1500]))]);
    expect(verdict.codes).toEqual(['NOT_REJECTED', 'MORE_UNITS']);
    expect(verdict.reasons[1]).toMatchObject({ units: { control: 700, treatment: 500 } });
    const behind = judge([open('light', sized([2000, 900]))]);
    expect(behind.reasons[1]).toMatchObject({ units: { control: 1000, treatment: 0 } });
    const ahead = judge([open('light', sized([900, 2000]))]);
    expect(ahead.reasons[1]).toMatchObject({ units: { control: 0, treatment: 1000 } });
    expect(judge([open('light', sized([1000, 1001]))]).codes).toEqual([
      ...['NOT_REJECTED', 'MORE_UNITS'],
    ]);
    expect(judge([open('light', sized([1000, 1000]))]).codes).toEqual(['NOT_REJECTED']);
    expect(judge([open('light', sized(null))]).codes).toEqual(['NOT_REJECTED']);
  });

  test('speaks of every treatment, each by its own state', () => {
    const verdict = judge([loss('light'), untestable('full'), flat('light')]);
    expect(verdict.codes).toEqual(['WORSE', 'UNTESTABLE', 'MDE_RULED_OUT']);
    expect(verdict.reasons[1]).toMatchObject({ why: 'ZERO_VARIANCE' });
  });
});

describe('by a surrogate', () => {
  const foretold = (mayShip: boolean) => ({
    metrics: [metricOf('signup', { foretells: { outcome: 'year', mayShip } }), metricOf('revenue')],
  });

  test('nothing ships, whichever treatment wins and however surely', () => {
    const { decision, variant, codes } = judge([win('light'), win('full', 0.3)], foretold(false));
    expect([decision, variant]).toEqual(['keep-collecting', null]);
    expect(codes).toEqual([
      ...['NULL_REJECTED', 'SURROGATE_MAY_NOT_SHIP'],
      ...['NULL_REJECTED', 'SURROGATE_MAY_NOT_SHIP'],
    ]);
  });

  test('a treatment that is worse is out of the question all the same', () => {
    expect(judge([loss('light'), loss('full')], foretold(false)).decision).toBe('keep-control');
    expect(judge([win('light'), loss('full')], foretold(false)).codes).toEqual([
      ...['NULL_REJECTED', 'SURROGATE_MAY_NOT_SHIP', 'WORSE'],
    ]);
  });

  test('a treatment ships where a plan says that it may, and that is told', () => {
    const { decision, variant, codes } = judge([win('full')], foretold(true));
    expect([decision, variant]).toEqual(['ship', 'full']);
    expect(codes).toEqual(['NULL_REJECTED', 'SHIPS_BY_SURROGATE']);
  });

  test('what does not win is not held by it, nor is a winner that may ship', () => {
    for (const mayShip of [false, true]) {
      const { codes } = judge([open('light'), flat('full')], foretold(mayShip));
      expect(codes).not.toContain('SURROGATE_MAY_NOT_SHIP');
    }
  });

  test('a secondary metric that is one keeps nothing from shipping', () => {
    const foretells = { outcome: 'year', mayShip: false };
    const metrics = [metricOf('signup'), metricOf('revenue', { foretells })];
    expect(judge([win('full')], { metrics })).toMatchObject({
      decision: 'ship',
      codes: ['NULL_REJECTED'],
    });
  });
});
