import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readLedger } from '../../../src/cli/input/read-ledger.js';
import type { ExperimentOnRecord } from '../../../src/programme/experiment-on-record.js';
import { isSince, rulesHeld } from '../../../src/programme/policy/findings.js';
import type { Policy } from '../../../src/read/policy/policy.js';
import { readPolicy } from '../../../src/read/policy/read-policy.js';
import { wordBreach } from '../../../src/report/wording/rule-wording.js';
import { root } from '../../docs/pages.js';

/* What was made up to be wrong in the programme is found, and nothing else of it. */
const folder = join(root, 'fixtures/programme');
const journals = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
const { experiments } = await readLedger(journals.map((name) => join(folder, name)));
const rules = (await readPolicy(join(folder, 'perso-test.yaml'))).policy!;
const now = new Date('2026-11-24T03:00:00Z');

const held = (
  policy: Policy | null,
  records: readonly ExperimentOnRecord[] = experiments,
  at = now,
) =>
  rulesHeld(records, policy, at).findings.map(({ code, status, experiments: of }) =>
    [status, code, ...of].join(' '),
  );

const WITHOUT_RULES = [
  'warn OVERRIDDEN email-voucher',
  'warn OVERRIDDEN home-hero-video',
  'warn OVERRIDDEN home-recs-top',
  'warn OVERRIDDEN product-size-advice',
  'warn UNDERPOWERED cart-price-points',
  'warn NOT_CLOSED cart-checkout-short-2',
  'fail PLAN_NOT_KEPT email-send-time',
  'fail LOSER_SHIPPED home-hero-video',
  'fail DECIDE_BY_PASSED home-recs-style',
  'fail METRIC_DEFINED_TWICE product-video',
  'warn TESTS_OVERLAP home-recs-style home-hero-local',
  'warn TESTS_OVERLAP product-price-anchor product-price-badges',
];

test('without a policy: what no programme may do, and what people should look at', () => {
  expect(held(null).toSorted()).toEqual(WITHOUT_RULES.toSorted());
});

test('a policy holds what began on its date, from the beginning of that day on, and nothing before', () => {
  const since = '2026-10-25';
  expect(isSince({ since }, new Date('2026-10-24T23:59:59.999Z'))).toBe(false);
  expect(isSince({ since }, new Date('2026-10-25T00:00:00Z'))).toBe(true);
  expect(isSince({ since: null }, new Date(0))).toBe(true);
});

test('with one: what it forbids as well, and what it allows as warnings', () => {
  expect(held(rules).toSorted()).toEqual(
    [
      'fail OVERRIDDEN email-voucher',
      'fail OVERRIDDEN home-hero-video',
      'warn OVERRIDDEN home-recs-top',
      'fail OVERRIDDEN product-size-advice',
      'fail UNDERPOWERED cart-price-points',
      'fail ALPHA_TOO_LARGE cart-price-points',
      'fail NOT_CLOSED cart-checkout-short-2',
      'fail PLAN_NOT_KEPT email-send-time',
      'fail LOSER_SHIPPED home-hero-video',
      'fail DECIDE_BY_PASSED home-recs-style',
      'fail METRIC_DEFINED_TWICE product-video',
      'fail METRIC_DEFINED_OTHERWISE product-video',
      'fail TESTS_OVERLAP home-recs-style home-hero-local',
      'fail TESTS_OVERLAP product-price-anchor product-price-badges',
      'fail KPI_MISSING cart-recs-addons',
      'fail KPI_MISSING cart-recs-margin',
      'fail KPI_MISSING email-voucher',
      'fail GUARDRAIL_MISSING email-voucher',
      'fail OWNER_MISSING product-size-advice',
    ].toSorted(),
  );
});

test('what began before the rules is not held to them, but to those that hold without', () => {
  const since = { ...rules, since: '2026-10-25' };
  const { held: of, before } = rulesHeld(experiments, since, now);
  expect([of, before]).toEqual([3, 27]);
  const later = WITHOUT_RULES.map((line) =>
    line.replace('warn TESTS_OVERLAP home-recs', 'fail TESTS_OVERLAP home-recs'),
  );
  expect(held(since).toSorted()).toEqual(later.toSorted());
});

test('dates are judged by the day on which it is asked', () => {
  const on = (day: string) => held(null, experiments, new Date(`${day}T23:59:59Z`));
  const passed = 'fail DECIDE_BY_PASSED home-recs-style';
  expect([on('2026-11-08').includes(passed), on('2026-11-09').includes(passed)]).toEqual([
    false,
    true,
  ]);
  const open = 'warn NOT_CLOSED cart-checkout-short-2';
  // Its only look was on 3 March.
  expect([on('2026-03-17').includes(open), on('2026-03-18').includes(open)]).toEqual([false, true]);
});

test('a journal whose plan is not there is not known to keep rules', () => {
  const alone = experiments.map((record) => ({ ...record, plan: null, isPlanOfFirstLook: null }));
  const shipped = alone.filter(({ experiment }) => experiment === 'home-recs-recent');
  expect(held(rules, shipped)).toEqual(['fail PLAN_NOT_FOUND home-recs-recent']);
  expect(held(null, shipped)).toEqual(['warn PLAN_NOT_FOUND home-recs-recent']);
});

const named = (name: string) => experiments.find(({ experiment }) => experiment === name)!;
const moved = (name: string, firstTime: string, lastTime: string) => ({
  ...named(name),
  // Without a look to have begun before.
  looks: [],
  firstTime: `${firstTime}T03:00:00.000Z`,
  lastTime: `${lastTime}T09:00:00.000Z`,
});

test('tests on a surface at a time, and ships within days, are counted', () => {
  const free: Policy = { ...rules, overlaps: null, atOnce: { tests: 1, ships: 1, days: 28 } };
  const codes = (records: ExperimentOnRecord[]) =>
    held(free, records).filter((line) => /TOO_MANY/.test(line));
  const first = moved('home-recs-recent', '2026-01-05', '2026-01-19');
  const next = (from: string, to: string) => moved('home-layout-compact', from, to);
  // One begins on the day on which the other ends.
  expect(codes([first, next('2026-01-19', '2026-02-16')])).toEqual([]);
  expect(codes([first, next('2026-01-18', '2026-02-16')])).toEqual([
    'fail TOO_MANY_TESTS home-recs-recent home-layout-compact',
  ]);
  expect(codes([first, next('2026-01-19', '2026-02-15')])).toEqual([
    'fail TOO_MANY_SHIPS home-recs-recent home-layout-compact',
  ]);
  const elsewhere = { ...next('2026-01-18', '2026-01-20'), tags: new Map([['surface', 'cart']]) };
  expect(codes([first, elsewhere])).toEqual([]);
});

test('an experiment that ended too soon broke a rule that its plan had promised', () => {
  const record = named('home-recs-recent');
  const plan = { ...record.plan!, plan: { ...record.plan!.plan, minimumDays: 21 } };
  const strict: Policy = { ...rules, minimumDays: 21 };
  expect(held(strict, [{ ...record, plan }])).toEqual(['fail RUN_TOO_SHORT home-recs-recent']);
  expect(held(strict, [record])).toEqual(['fail MINIMUM_DAYS_TOO_FEW home-recs-recent']);
});

test('each finding is worded with its figures', () => {
  const { findings } = rulesHeld(experiments, rules, now);
  for (const { status: _, experiments: __, ...breach } of findings) {
    expect(wordBreach(breach)).not.toMatch(/undefined|null|NaN|\[object/);
  }
  const words = (code: string) =>
    findings.filter((one) => one.code === code).map((breach) => wordBreach(breach));
  expect(words('METRIC_DEFINED_TWICE')).toEqual([
    'signup is defined in two ways: registrations, proportion, increase (product-video); elsewhere signups, proportion, increase (26 experiments)',
  ]);
  expect(words('OVERRIDDEN')).toContain(
    'ended with ship personalized where the last look said keep-control (owner brand): "The campaign with the film was booked before the test began."; the policy allows those of growth',
  );
});
