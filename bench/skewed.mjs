/*
 * How often Welch's test of skewed means errs on each side where nothing differs, and how often it still does once
 * skewness is allowed for: what is then decided. Fails where that errs more than 1.1 times as often as promised,
 * beyond what chance does, or where a test errs so and nothing is said of it.
 * Usage: node bench/skewed.mjs [experiments of 1,000 units] [only: one, pocock, always-valid]
 */
import {
  addUnit,
  drawNormal,
  emptyMoments,
  estimatedDifference,
  nominalLevel,
  randomStream,
  sequenceTest,
  skewedDifference,
  skewedError,
  skewReach,
  welchTest,
} from '../dist/index.js';

const experiments = Number(process.argv[2] ?? 20_000);
const only = process.argv[3];
const SIDE = 0.025;
let failed = false;

const logNormal = (sd) => (random) => Math.exp(sd * drawNormal(random));
const sometimes = (share, draw) => (random) => (random.uniform() < share ? draw(random) : 0);
const DRAWS = {
  normal: drawNormal,
  exponential: (random) => -Math.log(1 - random.uniform()),
  'log-normal 1': logNormal(1),
  'log-normal 2': logNormal(2),
  '80 % zeros, log-normal 1': sometimes(0.2, logNormal(1)),
  '95 % zeros, log-normal 1': sometimes(0.05, logNormal(1)),
  '95 % zeros, log-normal 2': sometimes(0.05, logNormal(2)),
};
const SPLITS = [
  [1000, 1000],
  [10, 90],
  [50, 450],
  [100, 900],
  [1000, 9000],
  [9000, 1000],
  [30, 2970],
  [2970, 30],
];

/** On which side a test rejects, by itself and with its skewness; and whether something is said of it. */
function judged(control, treatment, testOf) {
  const { test, level } = testOf(control, treatment);
  if (typeof test === 'string') return { plain: 0, decided: 0, said: false };
  const critical = test.criticalValue(level);
  const skew = skewedDifference(control, treatment);
  const reach = skewReach(skew, critical, test.df);
  const away = (by) => (Math.abs(test.statistic) > critical * by ? Math.sign(test.statistic) : 0);
  return {
    plain: away(1),
    decided: away(test.statistic > 0 ? reach.lower : reach.upper),
    said: skewedError(skew, critical, test.df) !== null,
  };
}

/** Of each side how often it is rejected: by itself, without a word, and decided. */
function errors(name, [n, m], looks, testAt) {
  const runs = Math.max(400, Math.ceil((experiments * 1000) / (n + m)));
  const counts = { above: [0, 0, 0], below: [0, 0, 0] };
  for (let run = 0; run < runs; run += 1) {
    const found = foundAt(randomStream(4, [run, 0]), DRAWS[name], [n, m], looks, testAt);
    for (const side of ['above', 'below'])
      found[side].forEach((wrong, at) => {
        counts[side][at] += wrong;
      });
  }
  return { runs, counts };
}

/** What one experiment finds at any of its looks. */
function foundAt(random, draw, [n, m], looks, testAt) {
  const arms = [emptyMoments(), emptyMoments()];
  const found = { above: [0, 0, 0], below: [0, 0, 0] };
  for (let look = 1; look <= looks; look += 1) {
    [n, m].forEach((size, arm) => {
      const upTo = Math.round((size * look) / looks);
      while (arms[arm].n < upTo) addUnit(arms[arm], [draw(random)]);
    });
    const { plain, decided, said } = judged(...arms, testAt(look, n + m));
    const sideOf = (sign) => found[sign > 0 ? 'above' : 'below'];
    if (plain !== 0) sideOf(plain)[0] = 1;
    if (plain !== 0 && !said) sideOf(plain)[1] = 1;
    if (decided !== 0) sideOf(decided)[2] = 1;
  }
  return found;
}

const percent = (x) => `${(100 * x).toFixed(2)} %`;

function report(rule, looks, testAt, least = 0) {
  for (const name of Object.keys(DRAWS)) {
    for (const split of SPLITS) {
      if (Math.min(...split) < least) continue;
      const { runs, counts } = errors(name, split, looks, testAt);
      const error = Math.sqrt((SIDE * (1 - SIDE)) / runs);
      for (const side of ['above', 'below']) {
        const [plain, unsaid, decided] = counts[side].map((count) => count / runs);
        if (plain < SIDE && decided < SIDE) continue;
        const beyond = Math.max(unsaid, decided) > 1.1 * SIDE + 3 * error;
        failed ||= beyond;
        const figures = [plain, unsaid, decided].map(percent).join(' | ');
        console.log(
          `| ${rule} | ${name} | ${split.join(' : ')} | ${side} | ${figures} ± ${percent(error)} | ${beyond ? 'FAILS' : ''} |`,
        );
      }
    }
  }
}

const welchAt = (level) => (c, t) => ({ test: welchTest(c, t, 'two-sided'), level });
const PARTS = {
  one: () => report('one look', 1, () => welchAt(2 * SIDE)),
  pocock: () => {
    const fractions = [0.2, 0.4, 0.6, 0.8, 1];
    const levels = fractions.map((_, i) =>
      nominalLevel(
        { fractions: fractions.slice(0, i + 1), spending: 'pocock', alternative: 'two-sided' },
        2 * SIDE,
      ),
    );
    report('Pocock, 5 looks', 5, (look) => welchAt(levels[look - 1]), 50);
  },
  'always-valid': () =>
    report(
      'always valid, 20 looks',
      20,
      (look, plannedUnits) => (c, t) => {
        const time = { units: (plannedUnits * look) / 20, plannedUnits, alpha: 2 * SIDE };
        return {
          test: sequenceTest(estimatedDifference(c, t), time, 'two-sided'),
          level: 2 * SIDE,
        };
      },
      50,
    ),
};

console.log('| rule | values | units | side | rejects | without a word | decided | |');
console.log('|---|---|---|---|---|---|---|---|');
for (const [name, part] of Object.entries(PARTS)) if (only === undefined || only === name) part();
if (failed) process.exitCode = 1;
