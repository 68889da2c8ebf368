import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { UserError } from '../../src/errors.js';
import * as library from '../../src/index.js';

/*
 * Whatever a plan asks and whatever the data are: what a gate puts on record, the next one finds in its own
 * figures. A look that could not be checked later is none that is written.
 */
const folder = mkdtempSync(join(tmpdir(), 'perso-test-replay-'));
afterAll(() => rmSync(folder, { recursive: true }));

const METRICS = {
  rate: { name: 'rate', column: 'bought', kind: 'proportion' },
  adjustedRate: { name: 'rate', column: 'bought', kind: 'proportion', covariate: 'before' },
  mean: { name: 'mean', column: 'spend', kind: 'mean' },
  open: { name: 'open', column: 'bought' },
  adjusted: { name: 'mean', column: 'spend', kind: 'mean', covariate: ['before', 'visits'] },
  ratio: { name: 'ratio', column: 'spend/visits', kind: 'ratio' },
  median: { name: 'median', column: 'spend', kind: 'median' },
};

const plans = fc.record({
  primary: fc.constantFrom(...(Object.keys(METRICS) as (keyof typeof METRICS)[])),
  treatments: fc.constantFrom(['light'], ['light', 'full']),
  monitoring: fc.constantFrom(
    'fixed',
    'always-valid',
    { method: 'group-sequential', looks: 3 },
    { method: 'group-sequential', looks: 4, spending: 'pocock' },
  ),
  secondary: fc.boolean(),
  guardrail: fc.constantFrom(null, '20pp', 'equivalence'),
  segments: fc.boolean(),
  stratify: fc.boolean(),
  triggered: fc.boolean(),
  priced: fc.boolean(),
  alternative: fc.constantFrom('two-sided', 'greater', 'less'),
  futility: fc.boolean(),
  sampleSize: fc.constantFrom(120, 400),
});
type Asked = typeof plans extends fc.Arbitrary<infer T> ? T : never;

function planOf(asked: Asked): object {
  const { primary, treatments, monitoring, guardrail, alternative } = asked;
  const better = alternative === 'less' ? 'decrease' : 'increase';
  // What a quantile, a decrease or an average over segments is worth no plan says.
  const isPriced =
    asked.priced && !asked.stratify && primary !== 'median' && alternative !== 'less';
  const isRate = ['rate', 'adjustedRate', 'open'].includes(primary);
  const isSequential = typeof monitoring === 'object';
  return {
    experiment: 'replay',
    variants: {
      control: 'generic',
      treatments,
      ...(isPriced ? { cost: { light: 0.05 } } : {}),
    },
    metrics: [
      {
        ...METRICS[primary],
        role: 'primary',
        direction: better,
        mde: isRate ? '10pp' : 0.5,
        ...(isPriced ? { value: 3 } : {}),
      },
      ...(asked.secondary
        ? [
            {
              name: 'visits',
              column: 'visits',
              kind: 'mean',
              role: 'secondary',
              direction: better,
            },
          ]
        : []),
      ...(guardrail === null ? [] : [guardrailOf(guardrail)]),
    ],
    ...(asked.segments ? { segments: ['country'] } : {}),
    ...(asked.stratify && primary !== 'median' ? { stratify: 'country' } : {}),
    ...(asked.triggered ? { triggered: 'saw' } : {}),
    alternative,
    monitoring,
    ...(asked.futility && isSequential ? { futility: 'obrien-fleming' } : {}),
    sampleSize: asked.sampleSize,
  };
}

function guardrailOf(kind: string): object {
  const own = {
    name: 'left',
    column: 'left',
    kind: 'proportion',
    role: 'guardrail',
    margin: '20pp',
  };
  return kind === 'equivalence' ? { ...own, equivalence: true } : { ...own, direction: 'decrease' };
}

/** Rows of an experiment, the first of them those of an earlier day; some lack what came before. */
function rowsOf(count: number, treatments: readonly string[], seed: number): string {
  let state = seed * 7919 + 17;
  const next = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  const variants = ['generic', ...treatments];
  const rows = Array.from({ length: count }, (_, i) => {
    const at = i % variants.length;
    const visits = 1 + Math.floor(4 * next());
    const before = next() < 0.1 ? 'NA' : (visits * next()).toFixed(3);
    const spend = (visits * (1 + at * ((seed % 4) - 1) * 0.4) * next() ** 2 * 10).toFixed(2);
    const bought = next() < 0.3 + 0.2 * at * ((seed % 4) - 1) ? 1 : 0;
    const country = ['de', 'fr', 'es'][Math.floor(3 * next())];
    const saw = next() < 0.6 ? 'yes' : 'no';
    const left = next() < 0.05 ? 1 : 0;
    return [variants[at], bought, spend, visits, before, left, country, saw].join(',');
  });
  return ['variant,bought,spend,visits,before,left,country,saw', ...rows, ''].join('\n');
}

async function lookAt(rows: string, plan: string, journal: string) {
  const data = join(folder, 'rows.csv');
  writeFileSync(data, rows);
  const read = await library.readPlan(plan);
  const sources = [{ path: data, variant: null }];
  const result = await library.readAggregates(sources, library.planReadOptions(read.plan), process);
  const hashes = library.hashOfLook(result.files, sources);
  return library.recordLook(journal, async (before) => {
    const context = { read, aggregates: result.aggregates, data: hashes, before };
    const look = library.decideLook(context, { time: new Date(0), version: '1' });
    return { line: look.line, result: look.line };
  });
}

test('what is put on record is found again, whatever plan and data are', async () => {
  const seen: Record<string, number> = {};
  let experiments = 0;
  await fc.assert(
    fc.asyncProperty(plans, fc.integer({ min: 1, max: 999 }), async (asked, seed) => {
      experiments += 1;
      const plan = join(folder, `${experiments}.json`);
      const journal = join(folder, `${experiments}.jsonl`);
      writeFileSync(plan, JSON.stringify(planOf(asked)));
      for (const units of [60, 150, 150, 900]) {
        try {
          const { decision } = await lookAt(rowsOf(units, asked.treatments, seed), plan, journal);
          seen[decision] = (seen[decision] ?? 0) + 1;
        } catch (error) {
          // A plan that no test can be had of is refused before anything is written.
          if (!(error instanceof UserError) || error.location?.file === journal) throw error;
          seen.refused = (seen.refused ?? 0) + 1;
        }
      }
    }),
    { numRuns: 20, seed: 5 },
  );
  for (const decision of ['ship', 'keep-control', 'keep-collecting']) {
    expect(seen[decision]).toBeGreaterThan(3);
  }
  expect(seen.refused ?? 0).toBeLessThan(10);
}, 120_000);
