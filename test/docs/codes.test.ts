import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { STRATIFIED_METHODS } from '../../src/experiment/compare/heterogeneity.js';
import { METHOD_NAMES } from '../../src/experiment/compare/tests.js';
import { OUTCOMES } from '../../src/experiment/comparison.js';
import { DECISIONS } from '../../src/experiment/decision/decision-code.js';
import { DAY_ZONES } from '../../src/experiment/over-time/day-aggregates.js';
import { BAND_METHODS } from '../../src/experiment/over-time/effect-over-time.js';
import { AGREEMENTS, SHOWN } from '../../src/experiment/term-pairs.js';
import { BREACH_CODES } from '../../src/programme/policy/breach.js';
import { CHECK_CODES, REASON_CODES } from '../../src/report/codes.js';
import { LIFETIME_CHECKS } from '../../src/report/schemas/lifetime-schema.js';
import { SURROGATE_CHECKS } from '../../src/report/schemas/surrogate-schema.js';
import { COVERAGES } from '../../src/stats/multiplicity.js';
import { HOMOGENEITY_METHODS } from '../../src/stats/tests/homogeneity.js';
import { UNTESTABLES } from '../../src/stats/tests/two-sample-test.js';

const page = readFileSync(join(import.meta.dirname, '../../docs/codes.md'), 'utf8');

/** The first aggregates of the table below a heading. */
function codesUnder(heading: string): string[] {
  const [, below = ''] = page.split(`## ${heading}\n`);
  const [section = ''] = below.split(/^## /m);
  return [...section.matchAll(/^\| `([^`]+)` \|/gm)].map(([, code]) => code!);
}

test.each<[string, readonly string[]]>([
  ['Decisions', DECISIONS],
  ['Checks', CHECK_CODES],
  ['Reasons of a verdict', REASON_CODES],
  ['Rules', BREACH_CODES],
  ['Outcomes of a comparison', OUTCOMES],
  ['What an interval promises beside others', COVERAGES],
  ['Why there is no test', UNTESTABLES],
  ['Methods', METHOD_NAMES],
  ['Whether segments differ', HOMOGENEITY_METHODS],
  ['The average within segments', STRATIFIED_METHODS],
  ['Customer lifetime value', LIFETIME_CHECKS],
  ['Effects over time', [...DAY_ZONES, ...BAND_METHODS, 'NO_SLOPE', 'TOO_FEW_DAYS']],
  ['Short and long term', [...AGREEMENTS, ...SHOWN]],
  ['A surrogate index', SURROGATE_CHECKS],
])('the page of codes has each once, and no other: %s', (heading, codes) => {
  expect(codesUnder(heading).sort()).toEqual([...codes].sort());
});
