import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readLedger } from '../../src/cli/input/read-ledger.js';
import { covarianceOf, effectsOnRecord } from '../../src/programme/effects-on-record.js';
import { runProgram } from '../program.js';
import { RUNS } from '../run-folder.js';

/* What journals and plans tell of experiments: figures by R's metafor 3.8.1, or by the gate's own statistic. */
const start = process.cwd();
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'perso-test-programme-')));
beforeAll(() => process.chdir(folder));
beforeEach(() => {
  for (const name of ['a.jsonl', 'b.jsonl', 'a.yaml']) rmSync(name, { force: true });
});
afterAll(() => {
  process.chdir(start);
  rmSync(folder, { recursive: true });
});

const plan = (metrics: string, more = '', treatments = '[light]') => `experiment: hero
owner: web
follows: banner
tags: { surface: home }
variants: { control: generic, treatments: ${treatments} }
metrics: [${metrics}]
sampleSize: 20
${more}`;

async function looked(document: string, data: string, now?: Date) {
  writeFileSync('a.yaml', document);
  writeFileSync('data.csv', data);
  const { code, stderr } = await runProgram(
    ['gate', 'a.yaml', 'data.csv', '--journal', 'a.jsonl', '-q'],
    { now },
  );
  expect(stderr.split('\n')[0]).not.toContain('data.csv:');
  return code;
}

const RATE = '{ name: clicked, column: clicked/units, kind: proportion, role: primary, mde: 5% }';

async function recordOf() {
  const { experiments } = await readLedger(['a.jsonl']);
  return experiments[0]!;
}

describe('the error of an effect', () => {
  test("of two rates is that of metafor's RD and RR", async () => {
    await looked(plan(RATE), 'variant,units,clicked\ngeneric,50209,760\nlight,49791,1359\n');
    const [one] = effectsOnRecord(await recordOf());
    expect(one!.effect!.estimate).toBeCloseTo(0.012157360818271162, 15);
    expect(one!.effect!.standardError).toBeCloseTo(0.000911110494387786, 15);
    expect(one!.logRatio!.estimate).toBeCloseTo(0.5895460295610326, 13);
    expect(one!.logRatio!.standardError).toBeCloseTo(0.0448511309522655, 13);
    // The lift is a function of the log ratio alone, by whose slope its error grows.
    expect(one!.lift!.estimate).toBeCloseTo(Math.expm1(0.5895460295610326), 12);
    expect(one!.lift!.standardError).toBeCloseTo(
      Math.exp(0.5895460295610326) * 0.0448511309522655,
      13,
    );
  });

  test('of a rate without successes takes half a success more in each arm', async () => {
    await looked(plan(RATE), 'variant,units,clicked\ngeneric,50,0\nlight,40,3\n');
    const [one] = effectsOnRecord(await recordOf());
    // metafor's RD with add = 1/2 has this error too; its estimate is that of what was added to.
    expect(one!.effect!.standardError).toBeCloseTo(0.045767929516789, 14);
    expect(one!.effect!.estimate).toBeCloseTo(0.075, 15);
    expect([one!.logRatio, one!.lift]).toEqual([null, null]);
  });

  const MEAN = '{ name: spend, column: spend, kind: mean, role: primary, mde: 1';
  test.each([
    ['a mean', `${MEAN} }`, ''],
    ['an adjusted mean', `${MEAN}, covariate: before }`, ''],
    ['a mean adjusted twice', `${MEAN}, covariate: [before, visits] }`, ''],
    ['a mean within strata', `${MEAN} }`, 'stratify: country'],
    ['an adjusted mean within strata', `${MEAN}, covariate: before }`, 'stratify: country'],
    ['a ratio', '{ name: r, column: spend/visits, kind: ratio, role: primary, mde: 1 }', ''],
    [
      'an adjusted ratio within strata',
      '{ name: r, column: spend/visits, kind: ratio, role: primary, mde: 1, covariate: before }',
      'stratify: country',
    ],
    [
      'an adjusted rate',
      '{ name: b, column: bought, kind: proportion, role: primary, mde: 5pp, covariate: before }',
      '',
    ],
  ])('of %s is that of the gate', async (_, metric, more) => {
    await looked(plan(metric, more), rows(90));
    const record = await recordOf();
    const [one] = effectsOnRecord(record);
    const look = record.lastLook!.comparisons[0]!;
    expect(look.statistic).not.toBe(null);
    const { estimate, standardError } = one!.effect!;
    expect(estimate / look.effect.estimate).toBeCloseTo(1, 9);
    expect(estimate / standardError / look.statistic!).toBeCloseTo(1, 9);
  });

  test('of a rate within strata is that of its interval', async () => {
    await looked(
      plan(
        '{ name: b, column: bought, kind: proportion, role: primary, mde: 5pp }',
        'stratify: country',
      ),
      rows(900),
    );
    const [one] = effectsOnRecord(await recordOf());
    const { lower, upper } = one!.observed;
    // The score interval is not quite symmetric, and with 900 units it nearly is.
    expect((upper! - lower!) / (2 * 1.959964) / one!.effect!.standardError).toBeCloseTo(1, 2);
  });

  test('of a sequence is that of one look, however wide its interval', async () => {
    await looked(plan(`${MEAN} }`, 'monitoring: always-valid'), rows(90));
    const sequence = effectsOnRecord(await recordOf())[0]!;
    rmSync('a.jsonl');
    await looked(plan(`${MEAN} }`), rows(90));
    const fixed = effectsOnRecord(await recordOf())[0]!;
    expect(sequence.effect).toEqual(fixed.effect);
    expect(sequence.observed.upper! - sequence.observed.lower!).toBeGreaterThan(
      1.2 * (fixed.observed.upper! - fixed.observed.lower!),
    );
  });

  test('of a quantile is known of one two-sided look alone', async () => {
    const metric = '{ name: m, column: spend, kind: median, role: primary, mde: 1 }';
    await looked(plan(metric), rows(90));
    const [one] = effectsOnRecord(await recordOf());
    const { lower, upper } = one!.observed;
    expect(one!.effect!.standardError).toBeCloseTo((upper! - lower!) / 3.919928, 5);
    rmSync('a.jsonl');
    await looked(plan(metric, 'monitoring: always-valid'), rows(90));
    expect(effectsOnRecord(await recordOf())[0]!.effect).toBe(null);
  });
});

test('two treatments that share their control covary by its error', async () => {
  await looked(
    plan(RATE, '', '[light, full]'),
    'variant,units,clicked\ngeneric,1000,100\nlight,1000,120\nfull,1000,150\n',
  );
  const [light, full] = effectsOnRecord(await recordOf());
  expect(covarianceOf(light!, full!, 'effect')).toBeCloseTo((0.1 * 0.9) / 1000, 15);
  // Gleser & Olkin (2009), Stochastically dependent effect sizes: 1/a − 1/n of the control's counts.
  expect(covarianceOf(light!, full!, 'logRatio')).toBeCloseTo(1 / 100 - 1 / 1000, 15);
  expect(covarianceOf(light!, light!, 'effect')).toBeCloseTo(light!.effect!.standardError ** 2, 15);
  expect(covarianceOf(light!, { ...full!, metric: 'other' }, 'effect')).toBe(null);
  expect(covarianceOf(light!, { ...full!, journal: 'other' }, 'effect')).toBe(0);
});

describe('what is told of an experiment', () => {
  const COUNTS = 'variant,units,clicked\ngeneric,50209,760\nlight,49791,1359\n';

  test('whose plan lies beside its journal', async () => {
    await looked(plan(RATE), COUNTS, new Date('2026-11-01T23:00:00Z'));
    await looked(plan(RATE), COUNTS, new Date('2026-11-03T01:00:00Z'));
    const record = await recordOf();
    expect(record).toMatchObject({
      experiment: 'hero',
      owner: 'web',
      follows: 'banner',
      tags: new Map([['surface', 'home']]),
      isPlanOfFirstLook: true,
      state: 'decided',
      decision: 'ship',
      variant: 'light',
      days: 2,
    });
    // The second look repeats the data of the first.
    expect(record.looks.length).toBe(2);
    expect(record.lastLook!.time).toBe('2026-11-01T23:00:00.000Z');
    expect(effectsOnRecord(record)[0]).toMatchObject({
      alpha: 0.05,
      significant: true,
      shipped: true,
      valid: true,
      units: 100_000,
    });
  });

  test('whose plan was edited since, or is gone', async () => {
    await looked(plan(RATE), COUNTS);
    writeFileSync('a.yaml', plan(RATE, 'alpha: 0.1'));
    expect((await recordOf()).isPlanOfFirstLook).toBe(false);
    rmSync('a.yaml');
    expect(await recordOf()).toMatchObject({
      plan: null,
      isPlanOfFirstLook: null,
      experiment: 'hero',
    });
    expect(effectsOnRecord(await recordOf())[0]).toMatchObject({ alpha: null, significant: true });
  });

  test('of version 1', async () => {
    const path = join(RUNS, 'gate/journal/begun-by-version-1/looks.jsonl');
    writeFileSync('b.jsonl', readFileSync(path));
    const { experiments } = await readLedger(['b.jsonl']);
    expect(experiments[0]).toMatchObject({ experiment: 'b', state: 'running', plan: null });
    const [one] = effectsOnRecord(experiments[0]!);
    expect(one).toMatchObject({ kind: null, effect: null, arms: null, significant: null });
  });

  test('by two journals of one name', async () => {
    await looked(plan(RATE), COUNTS);
    writeFileSync(
      'b.jsonl',
      readFileSync('a.jsonl', 'utf8').replace(/"time":"\d{4}/, '"time":"2001'),
    );
    writeFileSync('empty.jsonl', '');
    const { experiments, notes } = await readLedger(['*', '*.jsonl']);
    rmSync('empty.jsonl');
    expect(experiments.map(({ journal }) => journal)).toEqual(['a.jsonl', 'b.jsonl']);
    expect(notes).toEqual([
      { code: 'SAME_EXPERIMENT', experiment: 'hero', journals: ['a.jsonl', 'b.jsonl'] },
      { code: 'EMPTY_JOURNAL', journal: 'empty.jsonl' },
      { code: 'NO_JOURNAL', files: 1, example: 'data.csv' },
    ]);
  });
});

/** Rows of an experiment, by a generator of its own; some lack what came before. */
function rows(count: number): string {
  let state = 20_261_127;
  const next = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  const lines = Array.from({ length: count }, (_, i) => {
    const variant = i % 2 === 0 ? 'generic' : 'light';
    const visits = 1 + Math.floor(4 * next());
    const before = next() < 0.1 ? 'NA' : (visits * next()).toFixed(3);
    const spend = (visits * (1.5 + next()) + (i % 2)).toFixed(2);
    return [
      variant,
      next() < 0.3 ? 1 : 0,
      spend,
      visits,
      before,
      ['de', 'fr'][i % 5 === 0 ? 0 : 1],
    ];
  });
  return ['variant,bought,spend,visits,before,country', ...lines.map(String), ''].join('\n');
}
