/*
 * How long simulations take, in processor time of all threads, which other work on the machine moves less than the
 * clock on the wall. Usage: node bench/simulate.mjs [experiments] [program]
 *
 * A program of another version is the bin/perso-test.js to measure in place of this one's.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const experiments = process.argv[2] ?? '10000';
const program = process.argv[3] ?? join(import.meta.dirname, '../bin/perso-test.js');
const folder = mkdtempSync(join(tmpdir(), 'perso-test-bench-'));
const looks = '200';

const SIGNUP =
  '{ name: signup, column: signup, kind: proportion, role: primary, direction: increase, mde: 10%, baseline: 10%';
const UNSUBSCRIBE =
  '{ name: unsubscribe, column: unsubscribe, kind: proportion, role: guardrail, direction: decrease, baseline: 2%';
const REVENUE = '{ name: revenue, column: revenue, kind: mean, direction: increase';
const AMOUNT = 'baseline: { mean: 25, sd: 40 }';
const THREE = [
  `${SIGNUP} }`,
  `${UNSUBSCRIBE}, margin: 0.5pp }`,
  `${REVENUE}, role: secondary, ${AMOUNT} }`,
];
const GUARDED = [THREE[0], THREE[1], `${REVENUE}, role: guardrail, margin: 10%, ${AMOUNT} }`];
const PRICED = [`${SIGNUP}, value: 12 }`, `${UNSUBSCRIBE}, margin: 20% }`, GUARDED[2]];
const SEQUENTIAL = '{ method: group-sequential, spending: obrien-fleming, looks: 20 }';
const TWO = '{ control: generic, treatments: [light, full], cost: { light: 0.02, full: 0.05 } }';

/** Each a plan, by what is in it; `rows`: drawn from a file's units. */
const PLANS = [
  { name: 'three metrics, fixed', monitoring: 'fixed', metrics: THREE },
  { name: 'three metrics, always-valid', monitoring: 'always-valid', metrics: THREE },
  { name: 'three metrics, group-sequential', monitoring: SEQUENTIAL, metrics: THREE },
  { name: 'two guardrails, always-valid', monitoring: 'always-valid', metrics: GUARDED },
  { name: 'two guardrails, group-sequential', monitoring: SEQUENTIAL, metrics: GUARDED },
  { name: 'two treatments, prices', monitoring: 'always-valid', metrics: PRICED, variants: TWO },
  {
    name: "a file's units, always-valid",
    monitoring: 'always-valid',
    metrics: GUARDED,
    rows: true,
  },
];

function writePlan({ monitoring, metrics, variants }) {
  const path = join(folder, 'plan.yaml');
  const of = variants ?? '{ control: generic, treatments: [light] }';
  const lines = [
    'experiment: hero',
    `variants: ${of}`,
    'units: { id: user_id }',
    'metrics:',
    ...metrics.map((metric) => `  - ${metric}`),
    `monitoring: ${monitoring}`,
  ];
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

/** 20,000 units of the control, of which a tenth spent an amount of their own. */
function writeRows() {
  const path = join(folder, 'rows.csv');
  const lines = ['user_id,variant,signup,unsubscribe,revenue'];
  for (let i = 0; i < 20_000; i += 1) {
    const draw = Math.imul(i + 1, 2_654_435_761) >>> 0;
    const signup = draw % 10 === 0 ? 1 : 0;
    const revenue = signup === 1 ? 100 + (draw % 30_000) / 100 : 0;
    lines.push(`${i},generic,${signup},${draw % 50 === 7 ? 1 : 0},${revenue}`);
  }
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

function measured(plan) {
  const from = plan.rows ? ['--from', writeRows()] : [];
  const args = ['--require', join(import.meta.dirname, 'usage.cjs'), program, 'simulate'];
  const flags = ['--looks', looks, '--experiments', experiments, '--format', 'json'];
  const started = process.hrtime.bigint();
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...args, writePlan(plan), ...from, ...flags],
    { encoding: 'utf8' },
  );
  const wall = Number(process.hrtime.bigint() - started) / 1e9;
  if (status !== 0) throw new Error(stderr);
  const [, processor] = [...stderr.matchAll(/took ([\d.]+) s/g)].at(-1);
  return { wall, processor: Number(processor), scenarios: JSON.parse(stdout).scenarios.length };
}

console.log(`Node ${process.version}, ${experiments} experiments of each kind, ${looks} looks\n`);
console.log('| plan | kinds | processor, s | wall, s |');
console.log('|---|---:|---:|---:|');
for (const plan of PLANS) {
  const { wall, processor, scenarios } = measured(plan);
  console.log(`| ${plan.name} | ${scenarios} | ${processor.toFixed(1)} | ${wall.toFixed(1)} |`);
}
rmSync(folder, { recursive: true });
