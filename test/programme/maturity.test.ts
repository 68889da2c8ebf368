import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readLedger } from '../../src/cli/input/read-ledger.js';
import { confirmationBy, type HoldoutFound } from '../../src/programme/maturity/confirmed.js';
import { maturityOf } from '../../src/programme/maturity/levels.js';

const fixtures = join(import.meta.dirname, '../../fixtures/programme');

const { experiments } = await readLedger([join(fixtures, '*.jsonl')]);

// Counted by hand in the README of the fixture, which says what went wrong on purpose.
test('the facts of the made-up programme are those that were made up', () => {
  const facts = new Map(maturityOf(experiments, null).facts.map(({ code, ...own }) => [code, own]));
  // email-send-time: its plan was changed after the first look.
  expect(facts.get('PLANNED_BEFORE_DATA')).toEqual({ count: 29, of: 30 });
  // cart-checkout-short, and email-send-time, whose changed plan makes it invalid.
  expect(facts.get('SPLIT_CLEAN')).toEqual({ count: 28, of: 30 });
  // email-voucher has none.
  expect(facts.get('GUARDED')).toEqual({ count: 29, of: 30 });
  expect(facts.get('KPI_SHARED')).toEqual({ count: 27, of: 30 });
  expect(facts.get('CONFIRMED_BY_HOLDOUT')).toEqual({ count: null, of: 9 });
});

test('levels follow from the facts alone, and say what the next one lacks', () => {
  const { experimentation, personalization, surfaces, perYear } = maturityOf(experiments, null);
  expect(surfaces).toBe(4);
  expect(perYear).toBeGreaterThan(10);
  expect(perYear).toBeLessThan(50);
  expect(experimentation.level).toBe('walk');
  expect(experimentation.lacking).toContain('PER_YEAR');
  expect(personalization.level).toBe('cross-life-cycle');
  expect(personalization.lacking).toContain('CONFIRMED_BY_HOLDOUT');
});

test('without guardrails, plans and shared metrics everything is at its beginning', () => {
  const unplanned = experiments.map((one) => ({
    ...one,
    isPlanOfFirstLook: null,
    tags: new Map(),
  }));
  const { experimentation, personalization } = maturityOf(unplanned, null);
  expect(experimentation).toEqual({ level: 'crawl', lacking: ['PLANNED_BEFORE_DATA'] });
  expect(personalization.level).toBe('incidental');
});

test('a programme of a single day has no yearly rate, and one without looks no facts', () => {
  const [first] = experiments;
  const day = { ...first!, firstTime: '2026-01-01T00:00:00Z', lastTime: '2026-01-01T10:00:00Z' };
  expect(maturityOf([day], null).perYear).toBeNull();
  const empty = { ...day, looks: [], lastLook: null, closing: null, state: 'running' as const };
  expect(maturityOf([empty], null).facts[0]).toEqual({
    code: 'PLANNED_BEFORE_DATA',
    count: 0,
    of: 0,
  });
  expect(maturityOf([empty], null).experimentation.level).toBe('crawl');
});

const shipped = experiments.filter(
  ({ state, decision }) => state !== 'running' && decision === 'ship',
);
const around = (estimate: number, reach: number) => ({
  estimate,
  lower: estimate - reach,
  upper: estimate + reach,
});
/** A group held out from two shipped experiments and one that nobody knows, in the sign of the metric. */
const group = (measured: number, share: number, path = 'held-out.json'): HoldoutFound => ({
  path,
  experiments: [...shipped.slice(0, 2), { experiment: 'of another year' }],
  measured: around(measured, 0.05),
  honest: around(0.1, 0.05),
  confirmed: { naive: around(share / 2, 0.1), honest: around(share, 0.1) },
});
const answers = (found: HoldoutFound[], direction: 'increase' | 'decrease') =>
  confirmationBy(found, experiments, direction).holdouts.map(({ answer }) => answer);

test('what was shipped is confirmed where a group held out from it is worse by as much', () => {
  const confirmation = confirmationBy([group(0.1, 0.95)], experiments, 'increase');
  expect(confirmation.holdouts).toMatchObject([{ answer: 'CONFIRMED', claimed: 3, known: 2 }]);
  expect([...confirmation.confirmed]).toEqual(shipped.slice(0, 2));
  const { facts, holdouts } = maturityOf(experiments, confirmation);
  expect(facts.at(-1)).toEqual({
    code: 'CONFIRMED_BY_HOLDOUT',
    count: 2,
    of: shipped.length,
  });
  expect(holdouts).toEqual(confirmation.holdouts);
  const all = { ...group(0.1, 0.95), experiments: shipped };
  const { personalization } = maturityOf(
    experiments,
    confirmationBy([all], experiments, 'increase'),
  );
  expect(personalization).toEqual({ level: 'business', lacking: [] });
});

test('a group that is no worse, or worse by less than is claimed, confirms nothing', () => {
  expect(answers([group(0.049, 0.95), group(0.051, 0.95)], 'increase')).toEqual([
    'NO_EFFECT',
    'CONFIRMED',
  ]);
  expect(answers([group(-0.049, 0.95), group(-0.051, 0.95)], 'decrease')).toEqual([
    'NO_EFFECT',
    'CONFIRMED',
  ]);
  expect(answers([group(-0.2, 0.95)], 'increase')).toEqual(['NO_EFFECT']);
  expect(answers([group(0.1, 0.899), group(0.1, 0.901)], 'increase')).toEqual([
    'LESS_THAN_CLAIMED',
    'CONFIRMED',
  ]);
  const few = { ...group(0.1, 0.95), honest: null };
  expect(answers([few], 'increase')).toEqual(['LESS_THAN_CLAIMED']);
  const unsure = { ...group(0.1, 0.95), confirmed: { naive: around(1, 0.1), honest: null } };
  expect(answers([unsure, { ...unsure, honest: null }], 'increase')).toEqual([
    'CLAIM_UNCERTAIN',
    'CONFIRMED',
  ]);
  expect(answers([{ ...group(0.1, 0.95), measured: null }], 'increase')).toEqual(['NO_ANSWER']);
});

test('what one group confirms and another denies is not confirmed', () => {
  const both = [group(0.1, 0.95, 'spring.json'), group(0.1, 0.5, 'autumn.json')];
  expect(confirmationBy(both, experiments, 'increase').confirmed.size).toBe(0);
  const weak = [group(0.1, 0.95, 'spring.json'), group(0.01, 0.95, 'small.json')];
  expect(confirmationBy(weak, experiments, 'increase').confirmed.size).toBe(2);
});
