/*
 * How often the sequences of an always-valid test err, on the side where they err more, when they are looked
 * at from the fifth unit on after every twentieth more, to twice the planned size. Fails where one errs more
 * than 1.1 times as often as promised, beyond what chance does.
 * Usage: node bench/always-valid.mjs [experiments] [only: rates, margins, relative, means, ratios, covariates, skewed]
 */
import {
  addUnit,
  adjustedArms,
  binomialDraws,
  drawNormal,
  emptyMoments,
  estimatedDifference,
  linearizedRatio,
  randomStream,
  rateSequenceNonInferiority,
  rateSequenceRelativeNonInferiority,
  rateSequenceTest,
  sequenceTest,
} from '../dist/index.js';

const experiments = Number(process.argv[2] ?? 2000);
const only = process.argv[3];
const ALPHA = 0.05;
const SPLITS = [0.5, 0.9, 0.1, 0.99, 0.01];
const RATES = [0.0005, 0.01, 0.1, 0.5];
const EVENTS = [2, 10, 50, 300];
let failed = false;

/** Units at the looks: 5, 6, 7 … and from 20 on a twentieth more each time. */
function looksUntil(planned) {
  const looks = [];
  for (let n = 5; n <= 2 * planned; n = Math.max(n + 1, Math.floor(n * 1.05))) looks.push(n);
  return looks;
}

/** Over all experiments, how often `wrong` is ever said, per side, as shares. */
function sidesWrong(planned, begin, seed) {
  const looks = looksUntil(planned);
  const wrong = [0, 0];
  for (let i = 0; i < experiments; i += 1) {
    const random = randomStream(seed, [i, 0]);
    const sideAt = begin(random);
    const seen = [false, false];
    let before = 0;
    for (const n of looks) {
      const time = { units: n, plannedUnits: planned, alpha: ALPHA };
      const side = sideAt(n - before, time);
      before = n;
      if (side !== null) seen[side] = true;
    }
    wrong[0] += seen[0];
    wrong[1] += seen[1];
  }
  return wrong.map((count) => count / experiments);
}

function report(kind, setting, shares, nominal) {
  const worst = Math.max(...shares);
  const error = Math.sqrt((worst * (1 - worst)) / experiments);
  const over = worst - 2.6 * error > 1.1 * nominal;
  if (over && kind !== 'skewed') failed = true;
  const percent = (x) => (100 * x).toFixed(2);
  console.log(
    `| ${kind} | ${setting} | ${percent(nominal)} | ${percent(worst)} ± ${percent(error)} | ${over ? 'OVER' : ''} |`,
  );
}

/** Counts that grow by so many units, of which a share goes to the treatment. */
function growingCounts(random, share, [control, treatment]) {
  const counts = {
    control: { successes: 0, n: 0 },
    treatment: { successes: 0, n: 0 },
  };
  return (units) => {
    const own = binomialDraws(units, share)(random);
    counts.treatment.n += own;
    counts.treatment.successes += binomialDraws(own, treatment)(random);
    counts.control.n += units - own;
    counts.control.successes += binomialDraws(units - own, control)(random);
    return counts;
  };
}

function sideOf(test) {
  if (typeof test === 'string' || !(test.pValue < ALPHA)) return null;
  return test.statistic > 0 ? 0 : 1;
}

const keptWrongly = (test) => (typeof test !== 'string' && test.pValue < ALPHA ? 0 : null);

function eachRate(run) {
  for (const events of EVENTS)
    for (const share of SPLITS)
      for (const rate of RATES) {
        const planned = Math.round(events / rate);
        if (planned >= 8) run(rate, share, planned);
      }
}

const parts = {
  rates: () =>
    eachRate((rate, share, planned) => {
      const begin = (random) => {
        const grow = growingCounts(random, share, [rate, rate]);
        return (units, time) => sideOf(rateSequenceTest(grow(units), time, 'two-sided'));
      };
      const shares = sidesWrong(planned, begin, 1);
      report('rates', `${rate}, treatment ${share}, planned ${planned}`, shares, ALPHA / 2);
    }),
  margins: () =>
    eachRate((rate, share, planned) => {
      for (const [better, factor] of [
        ['decrease', 1],
        ['decrease', 4],
        ['increase', -0.5],
      ]) {
        const margin = Math.abs(factor * rate);
        const treatment = rate + factor * rate;
        if (treatment > 1) continue;
        const begin = (random) => {
          const grow = growingCounts(random, share, [rate, treatment]);
          return (units, time) =>
            keptWrongly(rateSequenceNonInferiority(grow(units), time, margin, better));
        };
        const shares = sidesWrong(planned, begin, 2);
        const setting = `${rate} to ${treatment}, treatment ${share}, planned ${planned}`;
        report('margins', setting, shares, ALPHA);
      }
    }),
  relative: () =>
    eachRate((rate, share, planned) => {
      for (const [better, size] of [
        ['decrease', 0.5],
        ['increase', 0.3],
      ]) {
        const treatment = rate * (better === 'decrease' ? 1 + size : 1 - size);
        const begin = (random) => {
          const grow = growingCounts(random, share, [rate, treatment]);
          return (units, time) =>
            keptWrongly(rateSequenceRelativeNonInferiority(grow(units), time, size, better));
        };
        const shares = sidesWrong(planned, begin, 3);
        const setting = `${rate}, ${better} ${size}, treatment ${share}, planned ${planned}`;
        report('relative margins', setting, shares, ALPHA);
      }
    }),
  means: () =>
    eachMean(
      'means',
      (random) => [drawNormal(random)],
      (moments) => moments,
    ),
  ratios: () =>
    eachMean(
      'ratios of means',
      (random) => {
        const sessions = 1 + Math.floor(-3 * Math.log(random.uniform()));
        return [sessions * 0.3 + Math.sqrt(sessions) * drawNormal(random), sessions];
      },
      (moments) => linearizedRatio(moments),
    ),
  covariates: () =>
    eachMean(
      'covariates',
      (random) => {
        const before = drawNormal(random);
        return [before + drawNormal(random), before];
      },
      null,
    ),
  skewed: () => {
    for (const sd of [1, 2])
      eachMean(
        'skewed',
        (random) => [Math.exp(sd * drawNormal(random))],
        (moments) => moments,
        `log-normal ${sd}, `,
      );
  },
};

/** Arms of values; `form` makes what is compared of an arm's moments, `null`: a covariate takes its part. */
function eachMean(kind, draw, form, name = '') {
  for (const planned of [6, 10, 20, 40, 100, 400])
    for (const share of [0.5, 0.9, 0.1]) {
      const begin = (random) => {
        const arms = [null, null];
        return (units, time) => {
          for (let i = 0; i < units; i += 1) {
            const arm = random.uniform() < share ? 1 : 0;
            const values = draw(random);
            arms[arm] ??= emptyMoments(values.length);
            addUnit(arms[arm], values);
          }
          if (arms.includes(null) || arms.some(({ n }) => n < 2)) return null;
          return sideOf(testOf(arms, form, time));
        };
      };
      const shares = sidesWrong(planned, begin, 4);
      report(kind, `${name}treatment ${share}, planned ${planned}`, shares, ALPHA / 2);
    }
}

function testOf([control, treatment], form, time) {
  if (form !== null) {
    const arms = estimatedDifference(form(control), form(treatment));
    return sequenceTest(arms, time, 'two-sided');
  }
  const arms = adjustedArms(control, treatment, 'welch');
  return typeof arms === 'string'
    ? arms
    : sequenceTest({ ...arms, df: arms.earlyDf }, time, 'two-sided');
}

console.log('| what | setting | promised, % | errs, % | |\n|---|---|---|---|---|');
for (const [name, run] of Object.entries(parts)) if (only === undefined || only === name) run();
process.exitCode = failed ? 1 : 0;
