import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readLedger } from '../../src/cli/input/read-ledger.js';
import { maturityOf } from '../../src/programme/maturity/levels.js';

const fixtures = join(import.meta.dirname, '../../fixtures/programme');

const { experiments } = await readLedger([join(fixtures, '*.jsonl')]);

// Counted by hand in the README of the fixture, which says what went wrong on purpose.
test('the facts of the made-up programme are those that were made up', () => {
  const facts = new Map(maturityOf(experiments).facts.map(({ code, ...own }) => [code, own]));
  // email-send-time: its plan was changed after the first look.
  expect(facts.get('PLANNED_BEFORE_DATA')).toEqual({ count: 29, of: 30 });
  // cart-checkout-short, and email-send-time, whose changed plan makes it invalid.
  expect(facts.get('SPLIT_CLEAN')).toEqual({ count: 28, of: 30 });
  // email-voucher has none.
  expect(facts.get('GUARDED')).toEqual({ count: 29, of: 30 });
  expect(facts.get('KPI_SHARED')).toEqual({ count: 27, of: 30 });
  expect(facts.get('CONFIRMED_BY_HOLDOUT')).toEqual({ count: null, of: 30 });
});

test('levels follow from the facts alone, and say what the next one lacks', () => {
  const { experimentation, personalization, surfaces, perYear } = maturityOf(experiments);
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
  const { experimentation, personalization } = maturityOf(unplanned);
  expect(experimentation).toEqual({ level: 'crawl', lacking: ['PLANNED_BEFORE_DATA'] });
  expect(personalization.level).toBe('incidental');
});

test('a programme of a single day has no yearly rate, and one without looks no facts', () => {
  const [first] = experiments;
  const day = { ...first!, firstTime: '2026-01-01T00:00:00Z', lastTime: '2026-01-01T10:00:00Z' };
  expect(maturityOf([day]).perYear).toBeNull();
  const empty = { ...day, looks: [], lastLook: null, closing: null, state: 'running' as const };
  expect(maturityOf([empty]).facts[0]).toEqual({ code: 'PLANNED_BEFORE_DATA', count: 0, of: 0 });
  expect(maturityOf([empty]).experimentation.level).toBe('crawl');
});
