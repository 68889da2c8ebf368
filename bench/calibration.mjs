/*
 * How often each rule errs where nothing is to be found, over a grid that wants it to fail: splits, rare rates, few
 * units, skew, many looks, guardrails at their margins, ratios, covariates, quantiles, segments. Judged as the gate
 * judges, from aggregates to outcome. Fails where a rule errs more than 1.1 times as often as promised, beyond what
 * chance does, and the report says nothing of it.
 * Usage: node bench/calibration.mjs [experiments] [only: words of a kind or name]
 */
import * as library from '../dist/index.js';
import { errorsOf, settings } from './grid.mjs';

const experiments = Number(process.argv[2] ?? 1000);
const only = process.argv[3] ?? '';
const percent = (x) => (100 * x).toFixed(2);
/** Of two hundred true settings one or two lie beyond so many standard errors. */
const STANDARD_ERRORS = 3;
let failed = 0;
let all = 0;

console.log('| kind | setting | promised, % | errs, % | unwarned, % | |');
console.log('|---|---|---:|---:|---:|---|');
settings(library).forEach((one, seed) => {
  if (!`${one.kind}: ${one.name}`.includes(only)) return;
  const { errs, silent } = errorsOf(library, one, experiments, seed);
  const limit = 1.1 * one.nominal;
  const error = (share) => Math.sqrt((Math.max(share, limit) * (1 - share)) / experiments);
  const over = (share) => share - STANDARD_ERRORS * error(share) > limit;
  const word = over(silent) ? 'OVER' : over(errs) ? 'warned' : '';
  failed += over(silent);
  all += 1;
  const cells = [
    one.kind,
    one.name,
    percent(one.nominal),
    `${percent(errs)} ± ${percent(error(errs))}`,
  ];
  console.log(`| ${[...cells, percent(silent), word].join(' | ')} |`);
});
console.log(`\n${all} settings of ${experiments} experiments; ${failed} err unwarned.`);
process.exitCode = failed === 0 ? 0 : 1;
