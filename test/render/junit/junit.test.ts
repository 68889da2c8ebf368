import { SaxesParser } from 'saxes';
import { expect, test } from 'vitest';
import { renderJunit } from '../../../src/render/junit/junit.js';
import type { Report } from '../../../src/report/report.js';
import { gated, reportOn } from '../reports.js';

interface Element {
  name: string;
  attributes: Record<string, string>;
}

/** The elements of a document, in order; throws where it is not well-formed XML 1.0. */
function elementsOf(xml: string): Element[] {
  const found: Element[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => found.push({ name, attributes }));
  parser.write(xml).close();
  return found;
}

const RESULTS = ['system-out', 'failure', 'skipped', 'error'];

/** Each case as "group name: result". */
function casesOf(report: Report): string[] {
  const elements = elementsOf(renderJunit(report));
  return elements.flatMap(({ name, attributes }, i) => {
    if (name !== 'testcase') return [];
    const result = elements[i + 1]!.name;
    expect(RESULTS).toContain(result);
    return [`${attributes.classname} ${attributes.name}: ${result}`];
  });
}

const hero = () => reportOn('hero.csv', '--metric', 'signed_up');
const daily = () => reportOn('daily-counts.csv', '--mde', '10%');

test('of a treatment that is shipped every rule passes, and nothing fails or errs', async () => {
  expect(casesOf(await hero())).toEqual([
    'verdict decision: system-out',
    'check SAMPLE_RATIO_MISMATCH: system-out',
    'primary signed_up: personalized against generic: system-out',
  ]);
  expect(casesOf(await daily())).toEqual([
    'verdict decision: system-out',
    'check SAMPLE_RATIO_MISMATCH: system-out',
    'primary signups: light against generic: skipped',
    'primary signups: full against generic: system-out',
  ]);
});

test('the counts are those of the cases', async () => {
  const [suites, suite] = elementsOf(renderJunit(await daily()));
  const counts = { tests: '4', failures: '0', errors: '0', skipped: '1' };
  expect(suites!.attributes).toMatchObject(counts);
  expect(suite!.attributes).toMatchObject(counts);
});

test.each([
  ['win', 'system-out'],
  ['loss', 'failure'],
  ['flat', 'failure'],
  ['inconclusive', 'skipped'],
  ['untestable', 'error'],
] as const)('a comparison that is %s is a %s', async (outcome, result) => {
  const report = await hero();
  const comparisons = report.comparisons.map((comparison) => ({ ...comparison, outcome }));
  const decided = (decision: Report['verdict']['decision']) =>
    casesOf({ ...report, comparisons, verdict: { ...report.verdict, decision } }).at(-1);
  const name = 'primary signed_up: personalized against generic';
  expect(decided('keep-collecting')).toBe(`${name}: ${result}`);
  expect(decided('keep-control')).toBe(`${name}: ${result}`);
  expect(decided('invalid')).toBe(`${name}: skipped`);
});

test.each([
  ['ship', 'system-out'],
  ['keep-control', 'failure'],
  ['keep-collecting', 'skipped'],
  ['invalid', 'error'],
] as const)('a verdict of %s is a %s', async (decision, result) => {
  const report = await hero();
  const cases = casesOf({ ...report, verdict: { ...report.verdict, decision } });
  expect(cases[0]).toBe(`verdict decision: ${result}`);
});

test('a planned size that is not reached is open until the test is decided', async () => {
  const collecting = await reportOn('hero.csv', '--metric', 'revenue', '--alternative', 'less');
  expect(collecting.verdict.decision).not.toBe('ship');
  const decided = (report: Report, decision: Report['verdict']['decision'], units: number) =>
    casesOf(gated({ ...report, verdict: { ...report.verdict, decision } }, units)).find((one) =>
      one.startsWith('plan'),
    );
  expect(decided(collecting, 'keep-collecting', 5000)).toBe('plan planned units: skipped');
  expect(decided(collecting, 'keep-collecting', 1955)).toBe('plan planned units: system-out');
  expect(decided(collecting, 'keep-collecting', 1956)).toBe('plan planned units: skipped');
  expect(decided(collecting, 'ship', 5000)).toBe('plan planned units: system-out');
});

test('the properties say the decision, the variant, the plan and the look', async () => {
  const elements = elementsOf(renderJunit(gated(await hero(), 5000)));
  const properties = elements.filter(({ name }) => name === 'property');
  expect(
    Object.fromEntries(properties.map(({ attributes: a }) => [a.name, a.value])),
  ).toMatchObject({
    decision: 'ship',
    variant: 'personalized',
    plan: 'plan.yaml',
    look: '3',
    informationFraction: '0.42',
  });
});

test('no two cases of a group share a name, which readers would take for one', async () => {
  const report = await hero();
  const check = report.checks[0]!;
  const cases = casesOf({ ...report, checks: [check, check, check] });
  expect(new Set(cases).size).toBe(cases.length);
});
