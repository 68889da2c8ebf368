/*
 * How often each rule rejects a true null, over experiments that are looked at 20 times, and how long that
 * takes to simulate. Usage: node bench/monitoring.mjs [experiments]
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const experiments = process.argv[2] ?? '10000';
const program = join(import.meta.dirname, '../bin/perso-test.js');

/** What a simulation says of experiments without any effect, and the seconds that it took. */
function simulated(...flags) {
  const started = process.hrtime.bigint();
  const { stdout, stderr, status } = spawnSync(process.execPath, [
    ...[program, 'simulate', '--experiments', experiments, '--seed', '20', '--format', 'json'],
    ...flags,
  ]);
  if (status !== 0) throw new Error(`${flags.join(' ')}: ${stderr}`);
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  return { ...JSON.parse(stdout), seconds };
}

const percent = (x) => `${(100 * x).toFixed(2)} %`;
const rate = ({ rate: at, lower, upper }) =>
  `${percent(at)} [${percent(lower)}, ${percent(upper)}]`;

/** Without an MDE nothing is given up early, so that every rejection there is is counted. */
const NULL = ['--baseline', '10%', '--sample-size', '20000'];
const rules = {
  fixed: ['fixed'],
  'always-valid': ['always-valid'],
  "group-sequential, O'Brien–Fleming": ['group-sequential'],
  'group-sequential, Pocock': ['group-sequential', '--spending', 'pocock'],
};

console.log('| rule, 20 looks | rejects a true null | naive peeking, same draws | seconds |');
console.log('|---|---|---|---|');
for (const [name, [method, ...more]] of Object.entries(rules)) {
  const flags = [...NULL, '--looks', '20', '--monitoring', method, ...more];
  const { scenarios, seconds } = simulated(...flags);
  const { gate, naive } = scenarios[0];
  const figures = [rate(gate.rejections), rate(naive.rejections), seconds.toFixed(1)];
  console.log(`| ${name} | ${figures.join(' | ')} |`);
}

console.log('\n| naive peeking, looks | rejects a true null | Armitage, McPherson & Rowe (1969) |');
console.log('|---|---|---|');
for (const [looks, published] of [
  ['1', 0.05],
  ['2', 0.083],
  ['5', 0.142],
  ['10', 0.193],
  ['20', 0.248],
]) {
  const { scenarios } = simulated(...NULL, '--looks', looks, '--monitoring', 'fixed');
  const found = rate(scenarios[0].naive.rejections);
  console.log(`| ${looks} | ${found} | ${percent(published)} |`);
}

console.log(
  '\n| rule, sized for 80 % power | ships the MDE | of its planned units | ships nothing |',
);
console.log('|---|---|---|---|');
for (const [name, [method, ...more]] of Object.entries(rules)) {
  const sized = ['--baseline', '10%', '--mde', '10%', '--looks', '20', '--monitoring', method];
  const { scenarios, seconds } = simulated(...sized, ...more);
  const [nothing, working] = scenarios.map(({ gate }) => gate);
  const found = [rate(working.decisions.ship), percent(working.duration.share)];
  console.log(`| ${name} | ${found.join(' | ')} | ${rate(nothing.falseShip)} |`);
  console.error(`${name}: ${seconds.toFixed(1)} s for both`);
}
