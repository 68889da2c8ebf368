import { expect, test } from 'vitest';
import * as library from '../src/index.js';

/** One of the settings of bench/grid.mjs, of which node bench/calibration.mjs runs all. */
interface Setting {
  kind: string;
  name: string;
  nominal: number;
}

interface Grid {
  settings(of: typeof library): Setting[];
  errorsOf(
    of: typeof library,
    setting: Setting,
    experiments: number,
    seed: number,
  ): { errs: number; silent: number };
}

const path = new URL('../bench/grid.mjs', import.meta.url).href;
const grid: Grid = await import(path);

/** A few of each kind, where a rule would err first: one arm small, few events, skew, looks. */
const FEW = [
  'rates: 0.05 %, 18000 : 2000, always-valid, 20 looks',
  'rates: 10 %, 90 : 10, one look',
  'rates: 10 %, 10 : 90, Pocock, 5 looks',
  'guardrail of a rate: 0.05 % + 0.2 pp, 18000 : 2000, always-valid, 20 looks',
  'means: 95 % zeros, log-normal 2, 20 : 180, one look',
  'means: log-normal 1, 180 : 20, always-valid, 20 looks',
  'ratios: heavy users, 180 : 20, one look',
  'covariates: explains half, 10 : 10, one look',
  'quantiles: p90 of log-normal 1, guardrail at its margin, 500 : 500, always-valid, 20 looks',
  'averages within segments: rates 2 to 40 %, 20 segments of 100, 9 : 1',
];

const EXPERIMENTS = 250;
const all = grid.settings(library);

test.each(FEW)('%s errs no more often than promised, or says so', (words) => {
  const setting = all.find(({ kind, name }) => `${kind}: ${name}` === words)!;
  expect(setting, all.map(({ kind, name }) => `${kind}: ${name}`).join('\n')).toBeDefined();
  const { silent } = grid.errorsOf(library, setting, EXPERIMENTS, 1);
  const limit = 1.1 * setting.nominal;
  // Three standard errors of so many experiments.
  expect(silent).toBeLessThan(limit + 3 * Math.sqrt((limit * (1 - limit)) / EXPERIMENTS));
});

test('an error that is not told is seen', () => {
  const setting = all.find(({ name }) => name.includes('heavy users, 100 : 100, one look'))!;
  // Were all of it promised at a tenth of the level, that would be missed.
  const { silent } = grid.errorsOf(library, setting, EXPERIMENTS, 1);
  expect(silent).toBeGreaterThan(setting.nominal / 10);
});
