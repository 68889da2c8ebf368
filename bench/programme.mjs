// How honest sums over many experiments are, on experiments whose truth is known:
// node bench/programme.mjs [RUNS] [--student] [only settings with all of these words: 40 spike unequal …]
// Bundled from src, since the library offers none of it. What it prints stands in docs/statistics.md.
import { build } from 'esbuild';

const entry = `
export { independentEffects, knownEffects } from './src/stats/meta/known-effects.js';
export { normalPosterior } from './src/stats/meta/effects-posterior.js';
export { studentPosterior } from './src/stats/meta/student-posterior.js';
export { believed } from './src/stats/meta/normal-mixture.js';
export { randomEffects } from './src/stats/meta/random-effects.js';
export { shrunkEffects } from './src/stats/meta/shrunk-effects.js';
export { randomStream } from './src/stats/random/random.js';
export { drawNormal, drawChiSquare } from './src/stats/random/random-draws.js';
`;
const { outputFiles } = await build({
  stdin: { contents: entry, resolveDir: process.cwd(), loader: 'ts' },
  bundle: true,
  format: 'esm',
  platform: 'node',
  write: false,
});
const text = Buffer.from(outputFiles[0].contents).toString('base64');
const m = await import(`data:text/javascript;base64,${text}`);

const runs = Number(process.argv[2] ?? 400);
const STUDENT = process.argv.includes('--student');
const only = process.argv.slice(3).filter((word) => !word.startsWith('--'));

const draws = {
  normal: (random) => m.drawNormal(random),
  // A t of 3 degrees of freedom with variance 1.
  student: (random) =>
    m.drawNormal(random) / Math.sqrt(m.drawChiSquare(random, 3) / 3) / Math.sqrt(3),
  // Most ideas do nothing, a tenth does something: far from any one bell.
  spike: (random) => (random.uniform() < 0.1 ? Math.sqrt(10) * m.drawNormal(random) : 0),
};

/** One experiment: its standard error at full size, and looks at a fifth, two fifths … that may end it early. */
function experiment(random, { shape, mean, sd, errors, early }) {
  const truth = mean + sd * draws[shape](random);
  const se = errors === 'equal' ? 0.008 : Math.exp(Math.log(0.008) + 0.7 * m.drawNormal(random));
  if (!early) return { truth, estimate: truth + se * m.drawNormal(random), se };
  let sum = 0;
  for (let look = 1; look <= 5; look += 1) {
    // Information adds up in steps of a fifth.
    sum += truth / 5 + (se / Math.sqrt(5)) * m.drawNormal(random);
    const estimate = (sum * 5) / look;
    const error = se * Math.sqrt(5 / look);
    // O'Brien and Fleming's boundary of five looks at 5 % (2.04 × √(5 ⁄ look)), or at each look 1.96: peeking.
    const critical = early === 'peeking' ? 1.96 : 2.04 * Math.sqrt(5 / look);
    if (look === 5 || Math.abs(estimate) > critical * error) return { truth, estimate, se: error };
  }
}

function run(i, setting) {
  const random = m.randomStream(20261127, [i, setting.stream]);
  const all = Array.from({ length: setting.count }, () => experiment(random, setting));
  const ship = all.map(({ estimate, se }) => (estimate > 1.96 * se ? 1 : 0));
  const known = m.knownEffects(
    m.independentEffects(all.map(({ estimate, se }) => ({ estimate, variance: se * se }))),
  );
  const total = (value) => all.reduce((sum, one, j) => sum + ship[j] * value(one, j), 0);
  const posterior = m.normalPosterior(known);
  const sum = m.believed(posterior.sumOf(ship), 0.95);
  const truth = total((one) => one.truth);
  const blups = m.shrunkEffects(known, m.randomEffects(known, 0.95, 'reml', 'wald').tauSquared);
  const effects = setting.effects
    ? all.map((one, j) => {
        const { lower, upper } = m.believed(
          posterior.sumOf(all.map((_, k) => (k === j ? 1 : 0))),
          0.95,
        );
        return { held: one.truth >= lower && one.truth <= upper, shipped: ship[j] === 1 };
      })
    : [];
  const student = STUDENT ? m.believed(m.studentPosterior(known).sumOf(ship), 0.95) : null;
  return {
    shipped: ship.filter(Boolean).length,
    truth,
    naive: total((one) => one.estimate),
    steins: jamesStein(all, ship),
    honest: sum.mean,
    plugged: total((_, j) => blups[j].estimate),
    held: truth >= sum.lower && truth <= sum.upper,
    naiveHeld:
      Math.abs(total((one) => one.estimate) - truth) <=
      1.96 * Math.sqrt(total((one) => one.se ** 2)),
    student: student?.mean ?? 0,
    studentHeld: student !== null && truth >= student.lower && truth <= student.upper,
    effects,
  };
}

/** All experiments as if they were equally sure: towards their mean, by the median variance. */
function jamesStein(all, ship) {
  const variances = all.map(({ se }) => se * se).sort((a, b) => a - b);
  const v = variances[Math.floor(variances.length / 2)];
  const mean = all.reduce((sum, { estimate }) => sum + estimate, 0) / all.length;
  const spread = all.reduce((sum, { estimate }) => sum + (estimate - mean) ** 2, 0);
  const keep = Math.max(0, 1 - ((all.length - 3) * v) / spread);
  return all.reduce((sum, { estimate }, j) => sum + ship[j] * (mean + keep * (estimate - mean)), 0);
}

const percent = (share) => `${(100 * share).toFixed(1)} %`;
let stream = 0;
const rows = [];
for (const count of [10, 40]) {
  for (const shape of ['normal', 'student', 'spike']) {
    for (const errors of ['equal', 'unequal']) {
      for (const early of [null, 'planned', 'peeking']) {
        stream += 1;
        if (errors === 'equal' && early !== null) continue;
        const words = [String(count), shape, errors, early ?? 'no'];
        if (!only.every((word) => words.includes(word))) continue;
        const setting = {
          count,
          shape,
          errors,
          early,
          mean: 0,
          sd: 0.01,
          stream,
          effects: count === 10 || runs <= 400,
        };
        const results = Array.from({ length: runs }, (_, i) => run(i, setting));
        const some = results.filter(({ shipped }) => shipped > 0);
        const mean = (key) => results.reduce((sum, one) => sum + one[key], 0) / results.length;
        const share = (key) => some.filter((one) => one[key]).length / some.length;
        const effects = results.flatMap((one) => one.effects);
        const shipped = effects.filter((one) => one.shipped);
        rows.push({
          experiments: count,
          truth: shape,
          errors,
          stopping: early ?? 'no',
          'naive ÷ true': (mean('naive') / mean('truth')).toFixed(2),
          'James–Stein ÷ true': (mean('steins') / mean('truth')).toFixed(2),
          'honest ÷ true': (mean('honest') / mean('truth')).toFixed(2),
          'naive holds': percent(share('naiveHeld')),
          'sum holds': percent(share('held')),
          'effects hold': percent(effects.filter((one) => one.held).length / effects.length),
          'shipped hold': percent(shipped.filter((one) => one.held).length / shipped.length),
          ...(STUDENT
            ? {
                't ÷ true': (mean('student') / mean('truth')).toFixed(2),
                't holds': percent(share('studentHeld')),
              }
            : {}),
        });
      }
    }
  }
}
console.table(rows);
