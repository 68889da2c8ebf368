/*
 * The settings of bench/calibration.mjs, each a true null, or a guardrail exactly at its margin, written by someone
 * who wants a rule to fail: `settings(library)` gives what to draw and how it is judged. A test runs a few of them.
 */

const ALPHA = 0.05;
const SIDE = ALPHA / 2;
const SPLITS = [
  [1, 1],
  [9, 1],
  [1, 9],
  [99, 1],
  [1, 99],
];
const ARMS = ['control', 'treatment'];

/** Every setting, with its kind, its name and how often it may err on the side where it errs more. */
export function settings(library) {
  return [
    ...rates(library),
    ...means(library),
    ...ratios(library),
    ...covariates(library),
    ...quantiles(library),
    ...segments(library),
  ];
}

/** Out of so many experiments, how many ever err on each side, and how many of those say nothing of it. */
export function errorsOf(library, { begin, looks, design, nominal }, experiments, seed) {
  const wrong = { win: 0, loss: 0 };
  const silent = { win: 0, loss: 0 };
  for (let i = 0; i < experiments; i += 1) {
    const random = library.randomStream(seed, [i, 0]);
    const grow = begin(random);
    const seen = new Set();
    for (let look = 1; look <= looks; look += 1) {
      const aggregates = grow(look);
      const judged = typeof design === 'function' ? design(aggregates, look) : design;
      const { outcome } = library.standingsOf(aggregates, judged).at(-1);
      if ((outcome !== 'win' && outcome !== 'loss') || seen.has(outcome)) continue;
      seen.add(outcome);
      wrong[outcome] += 1;
      if (!isWarned(library.analyzeAggregates(aggregates, judged))) silent[outcome] += 1;
    }
  }
  // At a margin only being let through is an error.
  const sides = nominal === ALPHA ? ['win'] : ['win', 'loss'];
  const most = (counts) => Math.max(...sides.map((side) => counts[side])) / experiments;
  return { errs: most(wrong), silent: most(silent) };
}

/** What a report says of a test that it does not trust; other warnings are about the data. */
const DOUBTS = new Set(['SMALL_COUNTS', 'SKEWED_MEAN', 'SKEWED_AVERAGE', 'TOO_SKEWED']);

function isWarned({ checks }) {
  return checks.some(({ code }) => DOUBTS.has(code));
}

function designOf(metric, rest = {}) {
  return {
    ...{ control: 'control', treatments: ['treatment'], power: 0.8, alternative: 'two-sided' },
    metrics: [
      { quantile: null, mde: null, lowerIsBetter: false, margin: null, covariates: [], ...metric },
    ],
    ...{
      alpha: ALPHA,
      correction: 'holm',
      allocation: null,
      intensity: null,
      money: null,
      bayes: false,
    },
    ...{
      prior: 'flat',
      stratify: null,
      allPairs: false,
      pooled: false,
      poolBelow: 0,
      monitoring: null,
    },
    // As the counts ask for: the exact test or the score test of a rate.
    tests: { proportion: null, mean: null, ratio: null, quantile: null },
    ...rest,
  };
}

/** The same for a metric that is looked at while it runs: after each look that many more units are there. */
function monitored(plan, design, planned, looks) {
  const plannedUnits = new Map(ARMS.map((arm, i) => [arm, planned[i]]));
  return (aggregates, look) => {
    const units = new Map([...aggregates.variants].map(([arm, { units: n }]) => [arm, n]));
    const earlierLooks = Array.from({ length: look - 1 }, (_, i) => ({
      number: i + 1,
      units: new Map(ARMS.map((arm, k) => [arm, Math.round((planned[k] * (i + 1)) / looks)])),
      decision: 'keep-collecting',
      variant: null,
    }));
    const monitoring = {
      ...{ plan, plannedUnits, units, earlierLooks, looksAssumed: false, dailyUnits: null },
      ...{ planChangedSince: null, look, repeats: null },
    };
    return { ...design, monitoring };
  };
}

const RULES = {
  'one look': { looks: 1, plan: null },
  'always-valid, 20 looks': { looks: 20, plan: { method: 'always-valid' } },
  'always-valid, 200 looks': { looks: 200, plan: { method: 'always-valid' } },
  "O'Brien–Fleming, 5 looks": {
    looks: 5,
    plan: { method: 'group-sequential', spending: 'obrien-fleming', looks: 5 },
  },
  'Pocock, 5 looks': {
    looks: 5,
    plan: { method: 'group-sequential', spending: 'pocock', looks: 5 },
  },
};

/** A setting of so many planned units, split so, each unit measured by `valuesOf`. */
function setting(
  library,
  rule,
  { kind, name, metric, split, units, draw, measures = 1, nominal = SIDE },
) {
  const { looks, plan } = RULES[rule];
  const [c, t] = split;
  const planned = [c, t].map((share) => Math.max(2, Math.round((units * share) / (c + t))));
  const at = (look, k) => Math.round((planned[k] * look) / looks);
  const design = designOf(metric);
  const keeps = metric.kind === 'quantile';
  return {
    ...{ kind, name: `${name}, ${planned.join(' : ')}, ${rule}`, nominal, looks },
    design: plan === null ? design : monitored(plan, design, planned, looks),
    begin: (random) => {
      const aggregates = library.emptyAggregates(['m'], [measures], [], [keeps]);
      return (look) => {
        ARMS.forEach((arm, k) => {
          const more = at(look, k) - at(look - 1, k);
          const cell = library.variantAggregates(aggregates, arm);
          cell.units += more;
          draw(cell.samples[0], more, random, k);
        });
        return aggregates;
      };
    },
  };
}

function rates(library) {
  /** @param of the rate of each arm. */
  const drawn = (of) => (sample, units, random, k) => {
    const successes = library.binomialDraws(units, of[k])(random);
    const added = { moments: library.binaryMoments(successes, units), successes, missing: 0 };
    Object.assign(sample, library.mergeMetricAggregates(sample, added));
  };
  const plain = { kind: 'proportion', name: 'm' };
  const nulls = Object.keys(RULES).flatMap((rule) =>
    SPLITS.flatMap((split) =>
      [
        [0.0005, 20_000],
        [0.01, 2_000],
        [0.1, 100],
        [0.1, 5_000],
        [0.5, 20],
      ].map(([p, units]) =>
        setting(library, rule, {
          ...{
            kind: 'rates',
            name: `${100 * p} %`,
            metric: plain,
            split,
            units,
            draw: drawn([p, p]),
          },
        }),
      ),
    ),
  );
  const margin = { kind: 'non-inferiority', size: { scale: 'absolute', size: 0.002 } };
  const guarded = { ...plain, margin, lowerIsBetter: true };
  const margins = ['one look', 'always-valid, 20 looks', 'Pocock, 5 looks'].flatMap((rule) =>
    SPLITS.flatMap((split) =>
      [
        [0.0005, 20_000],
        [0.01, 10_000],
      ].map(([p, units]) =>
        setting(library, rule, {
          ...{
            kind: 'guardrail of a rate',
            name: `${100 * p} % + 0.2 pp`,
            metric: guarded,
            split,
            units,
          },
          ...{ draw: drawn([p, p + 0.002]), nominal: ALPHA },
        }),
      ),
    ),
  );
  return [...nulls, ...margins];
}

const logNormal = (library, sd) => (random) => Math.exp(sd * library.drawNormal(random));
const sometimes = (share, draw) => (random) => (random.uniform() < share ? draw(random) : 0);

function means(library) {
  const draws = {
    normal: (random) => 10 + library.drawNormal(random),
    'log-normal 1': logNormal(library, 1),
    'log-normal 2': logNormal(library, 2),
    '50 % zeros, log-normal 1': sometimes(0.5, logNormal(library, 1)),
    '95 % zeros, log-normal 2': sometimes(0.05, logNormal(library, 2)),
  };
  const rules = ['one look', 'always-valid, 20 looks', 'Pocock, 5 looks'];
  return rules.flatMap((rule) =>
    SPLITS.slice(0, rule === 'one look' ? 5 : 3).flatMap((split) =>
      Object.entries(draws).flatMap(([name, value]) =>
        [20, 200, 2_000].map((units) =>
          setting(library, rule, {
            ...{ kind: 'means', name, metric: { kind: 'mean', name: 'm' }, split, units },
            draw: (sample, more, random) => addAll(library, sample, more, () => [value(random)]),
          }),
        ),
      ),
    ),
  );
}

/** Adds units that are measured by several numbers; no value of theirs is a success. */
function addAll(library, sample, units, valuesOf) {
  for (let i = 0; i < units; i += 1) library.addUnit(sample.moments, valuesOf());
  sample.successes = null;
}

function ratios(library) {
  const rules = ['one look', 'always-valid, 20 looks'];
  return rules.flatMap((rule) =>
    SPLITS.slice(0, 3).flatMap((split) =>
      [20, 200, 2_000].map((units) =>
        setting(library, rule, {
          ...{
            kind: 'ratios',
            name: 'heavy users',
            metric: { kind: 'ratio', name: 'm' },
            split,
            units,
          },
          measures: 2,
          draw: (sample, more, random) =>
            addAll(library, sample, more, () => {
              const sessions = Math.max(1, Math.round(Math.exp(1 + library.drawNormal(random))));
              return [library.binomialDraws(sessions, 0.3)(random), sessions];
            }),
        }),
      ),
    ),
  );
}

function covariates(library) {
  const rules = ['one look', 'always-valid, 20 looks'];
  return rules.flatMap((rule) =>
    SPLITS.slice(0, 3).flatMap((split) =>
      [20, 200, 2_000].map((units) =>
        setting(library, rule, {
          ...{ kind: 'covariates', name: 'explains half', split, units, measures: 3 },
          metric: { kind: 'mean', name: 'm', covariates: ['before'] },
          // The metric, what came before, and whether that is missing.
          draw: (sample, more, random) =>
            addAll(library, sample, more, () => {
              const before = library.drawNormal(random);
              return [10 + before + library.drawNormal(random), before, 0];
            }),
        }),
      ),
    ),
  );
}

function quantiles(library) {
  const margin = { kind: 'non-inferiority', size: { scale: 'absolute', size: 0.5 } };
  const metrics = {
    'p90 of log-normal 1': [{}, 0, SIDE],
    'p90 of log-normal 1, guardrail at its margin': [{ margin, lowerIsBetter: true }, 0.5, ALPHA],
  };
  return ['one look', 'always-valid, 20 looks'].flatMap((rule) =>
    SPLITS.slice(0, 3).flatMap((split) =>
      Object.entries(metrics).map(([name, [more, shift, nominal]]) =>
        setting(library, rule, {
          ...{ kind: 'quantiles', name, split, units: 1_000, nominal },
          metric: { kind: 'quantile', name: 'm', quantile: 0.9, ...more },
          draw: (sample, units, random, k) => {
            for (let i = 0; i < units; i += 1) {
              library.addValue(sample, logNormal(library, 1)(random) + (k === 1 ? shift : 0));
            }
          },
        }),
      ),
    ),
  );
}

/** Averages within segments, of rates that differ between them. */
function segments(library) {
  const metric = { kind: 'proportion', name: 'm' };
  const design = designOf(metric, { stratify: 'country' });
  return SPLITS.slice(0, 3).flatMap((split) =>
    [5, 20].map((count) => ({
      ...{ kind: 'averages within segments', nominal: SIDE, looks: 1, design },
      name: `rates 2 to 40 %, ${count} segments of 100, ${split.join(' : ')}`,
      begin: (random) => () => {
        const aggregates = library.emptyAggregates(['m'], [1], ['country']);
        for (let s = 0; s < count; s += 1) {
          const p = 0.02 + (0.38 * s) / count;
          ARMS.forEach((arm, k) => {
            const units = Math.round((100 * split[k]) / (split[0] + split[1]));
            const successes = library.binomialDraws(units, p)(random);
            const added = {
              moments: library.binaryMoments(successes, units),
              successes,
              missing: 0,
            };
            for (const cell of [
              library.variantAggregates(aggregates, arm),
              library.segmentAggregates(aggregates, 'country', String(s), arm),
            ]) {
              cell.units += units;
              Object.assign(cell.samples[0], library.mergeMetricAggregates(cell.samples[0], added));
            }
          });
        }
        return aggregates;
      },
    })),
  );
}
