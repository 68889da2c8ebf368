import { expect, test } from 'vitest';
import type { Comparison, Outcome } from '../../../src/experiment/comparison.js';
import { verdictOf } from '../../../src/experiment/decision/verdict.js';
import { cellsOf, comparisonOf, designOf, rate } from '../given.js';

const aggregates = cellsOf(['signup', 'unsubscribed'], {
  generic: [rate(1, 9), rate(1, 9)],
  light: [rate(1, 9), rate(1, 9)],
  full: [rate(1, 9), rate(1, 9)],
});

const arm = (variant: string) => ({
  ...{ variant, n: 1000, mean: 0.11, variance: 0.0979, successes: 110 },
});

function primary(variant: string, outcome: Outcome, estimate = 0.03): Comparison {
  const effect = { estimate, lower: estimate - 0.01, upper: estimate + 0.01 };
  return comparisonOf({ treatment: arm(variant), outcome, effect });
}

function guardrail(variant: string, outcome: Outcome, required: number | null = null): Comparison {
  const comparison = comparisonOf({
    ...{ metric: 'unsubscribed', role: 'guardrail', treatment: arm(variant), outcome },
    margin: { absolute: 0.002, relative: null, kind: 'non-inferiority' },
    reason: outcome === 'untestable' ? 'TOO_FEW_UNITS' : null,
  });
  const both =
    required === null ? null : { control: required, treatment: required, total: 2 * required };
  const size = { basis: 'margin', required: both } as const;
  return { ...comparison, sampleSize: { ...comparison.sampleSize, ...size } };
}

function judge(...comparisons: Comparison[]) {
  const { decision, variant, reasons } = verdictOf([], comparisons, designOf(aggregates));
  return { decision, variant, codes: reasons.map(({ code }) => code) };
}

test('a winner whose guardrail holds is shipped, and that it holds is said', () => {
  expect(judge(primary('full', 'win'), guardrail('full', 'win'))).toEqual({
    decision: 'ship',
    variant: 'full',
    codes: ['NULL_REJECTED', 'GUARDRAIL_HOLDS'],
  });
});

test('a winner whose guardrail is unproven, or cannot be tested, waits', () => {
  expect(judge(primary('full', 'win'), guardrail('full', 'inconclusive'))).toEqual({
    decision: 'keep-collecting',
    variant: null,
    codes: ['NULL_REJECTED', 'GUARDRAIL_UNPROVEN'],
  });
  expect(judge(primary('full', 'win'), guardrail('full', 'inconclusive', 5000)).codes).toEqual([
    'NULL_REJECTED',
    'GUARDRAIL_UNPROVEN',
    'MORE_UNITS',
  ]);
  expect(judge(primary('full', 'win'), guardrail('full', 'untestable'))).toMatchObject({
    decision: 'keep-collecting',
    codes: ['NULL_REJECTED', 'UNTESTABLE'],
  });
});

test('every guardrail must hold: one of two is not enough', () => {
  const both = [guardrail('full', 'win'), guardrail('full', 'inconclusive')];
  expect(judge(primary('full', 'win'), ...both).decision).toBe('keep-collecting');
  const broken = [guardrail('full', 'win'), guardrail('full', 'loss')];
  expect(judge(primary('full', 'win'), ...broken).decision).toBe('keep-control');
});

test('a broken guardrail keeps the control, whatever the primary metric says', () => {
  for (const outcome of ['win', 'inconclusive', 'untestable'] as const) {
    expect(judge(primary('full', outcome), guardrail('full', 'loss'))).toEqual({
      decision: 'keep-control',
      variant: 'generic',
      codes: ['GUARDRAIL_BROKEN'],
    });
  }
  expect(judge(primary('full', 'loss'), guardrail('full', 'loss')).codes).toEqual([
    'WORSE',
    'GUARDRAIL_BROKEN',
  ]);
});

test('a loser is not saved by its guardrail, nor kept waiting for it', () => {
  for (const outcome of ['win', 'inconclusive', 'untestable'] as const) {
    expect(judge(primary('full', 'loss'), guardrail('full', outcome)).decision).toBe(
      'keep-control',
    );
  }
});

test('among winners only those are chosen whose guardrails hold; the others are told why not', () => {
  const winners = [primary('light', 'win', 0.02), primary('full', 'win', 0.05)];
  const verdict = judge(...winners, guardrail('light', 'win'), guardrail('full', 'loss'));
  expect(verdict).toEqual({
    decision: 'ship',
    variant: 'light',
    codes: ['NULL_REJECTED', 'GUARDRAIL_HOLDS', 'GUARDRAIL_BROKEN'],
  });
  expect(judge(...winners, guardrail('light', 'win'), guardrail('full', 'win')).variant).toBe(
    'full',
  );
});

test('a broken guardrail of one treatment does not settle the other one', () => {
  const verdict = judge(
    ...[primary('light', 'inconclusive'), primary('full', 'win')],
    ...[guardrail('light', 'win'), guardrail('full', 'loss')],
  );
  expect(verdict.decision).toBe('keep-collecting');
  expect(verdict.codes).toContain('GUARDRAIL_BROKEN');
});
