/*
 * Makes fixtures/verification/references.json: figures that R and mpmath computed, as they stand in this folder, each as a
 * command of the program. node test/reference/verification.mjs [FILE]
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const R = 'R 4.2.2';
const json = (name) => JSON.parse(readFileSync(join(import.meta.dirname, `${name}.json`), 'utf8'));

/** Rows with names of their columns. */
const table = ({ columns, rows }) =>
  rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i]])));

const csv = (columns, rows) => `${[columns, ...rows].map((row) => row.join(',')).join('\n')}\n`;

/** Every k-th of a list, so that each kind of setting on its grid is met. */
const some = (list, count) => {
  const step = Math.max(1, Math.floor(list.length / count));
  return list.filter((_, i) => i % step === 0).slice(0, count);
};

const words = (text) => text.split(' ');
const rates = ([xc, nc], [xt, nt]) => [`generic=${xc}/${nc}`, `personalized=${xt}/${nt}`];

/** Figures of a comparison; those that a reference lacks are not asked for. */
const comparison = (figures, at = 0) =>
  Object.fromEntries(
    Object.entries(figures)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [`comparisons.${at}.${name}`, value]),
  );

/** A difference of rates in percentage points, as people must say it. */
const points = (x) => `${Number((x * 100).toPrecision(15))}pp`;

/** Rows of two arms: each unit with its values. */
const units = (columns, control, treatment) =>
  csv(
    ['variant', ...columns],
    [
      ...control.map((unit) => ['generic', ...unit]),
      ...treatment.map((unit) => ['personalized', ...unit]),
    ],
  );

const summary = (arms) =>
  csv(
    ['variant', 'n', 'm_mean', 'm_var'],
    arms.map(([n, mean, variance], i) => [i === 0 ? 'generic' : 'personalized', n, mean, variance]),
  );

function* twoRates() {
  for (const [i, row] of some(table(json('comparisons').proportions), 30).entries()) {
    const { x1, n1, x2, n2, alpha, z, p, lower, upper } = row;
    yield {
      name: `rates on a grid ${i + 1}`,
      method: 'two-rates',
      source: `${R}: prop.test, and searches for the limits of Mee 1984 and Koopman 1984`,
      command: ['analyze', ...rates([x1, n1], [x2, n2]), '--test', 'score', '--alpha', `${alpha}`],
      expect: comparison({
        statistic: z,
        pValue: p,
        'effect.lower': lower,
        'effect.upper': upper,
        'relativeEffect.lower': row.relativeLower ?? undefined,
        'relativeEffect.upper': row.relativeUpper ?? undefined,
      }),
    };
  }
  const { pValues, intervals } = json('exact');
  for (const [i, { control, treatment, claim, p }] of some(
    pValues.filter(({ difference }) => difference === 0),
    25,
  ).entries()) {
    yield {
      name: `exact test ${i + 1}`,
      method: 'two-rates',
      source: `${R}: all tables added up (test/reference/exact.R)`,
      digits: 6,
      command: ['analyze', ...rates(control, treatment), '--test', 'exact', '--alternative', claim],
      expect: comparison({ pValue: p }),
    };
  }
  for (const [i, { control, treatment, level, lower, upper }] of intervals.entries()) {
    yield {
      name: `exact interval ${i + 1}`,
      method: 'two-rates',
      source: `${R}: all tables added up, the limits by search (test/reference/exact.R)`,
      digits: 5,
      command: ['analyze', ...rates(control, treatment), '--test', 'exact', '--alpha', `${level}`],
      expect: comparison({ 'effect.lower': lower, 'effect.upper': upper }),
    };
  }
  const fisher = json('shared-cases').cases.filter(({ method }) => method === 'fisher');
  const sides = {
    'two-sided': 'fisher_p_two_sided',
    greater: 'fisher_p_greater',
    less: 'fisher_p_less',
  };
  for (const [i, { inputs, expected }] of fisher.entries()) {
    const [side, key] = Object.entries(sides)[i % 3];
    const { control, treatment } = inputs;
    yield {
      name: `Fisher's exact test ${i + 1}, ${side}`,
      method: 'two-rates',
      source: `${R}: fisher.test`,
      command: [
        'analyze',
        ...rates([control.successes, control.n], [treatment.successes, treatment.n]),
        '--test',
        'fisher',
        '--alternative',
        side,
      ],
      expect: comparison({ pValue: expected[key] }),
    };
  }
}

function* twoMeans() {
  for (const [i, row] of some(table(json('comparisons').means), 30).entries()) {
    const isStudent = i % 2 === 1;
    const of = (name) =>
      isStudent ? row[`student${name[0].toUpperCase()}${name.slice(1)}`] : row[name];
    yield {
      name: `means on a grid ${i + 1}, ${isStudent ? 'Student' : 'Welch'}`,
      method: 'two-means',
      source: `${R}: t.test from moments; Fieller 1954 for the lift`,
      files: {
        'results.csv': summary([
          [row.n1, row.mean1, row.variance1],
          [row.n2, row.mean2, row.variance2],
        ]),
      },
      command: [
        'analyze',
        'results.csv',
        '--metric',
        'm:mean',
        '--alpha',
        `${row.alpha}`,
        ...(isStudent ? ['--test', 'student'] : []),
      ],
      expect: comparison({
        statistic: of('t'),
        df: isStudent ? row.n1 + row.n2 - 2 : row.df,
        logPValue: of('logP'),
        'effect.lower': of('lower'),
        'effect.upper': of('upper'),
        'relativeEffect.lower': of('relativeLower') ?? undefined,
        'relativeEffect.upper': of('relativeUpper') ?? undefined,
      }),
    };
  }
}

function* ratios() {
  for (const [i, row] of some(json('few-units').ratios, 20).entries()) {
    const zip = (y, d) => y.map((value, j) => [value, d[j]]);
    yield {
      name: `ratio of few units ${i + 1}`,
      method: 'two-ratios-of-means',
      source: `${R}: unit by unit, by what leaving each out does (test/reference/few-units.R)`,
      digits: 8,
      files: {
        'results.csv': units(['clicks', 'sessions'], zip(row.yc, row.dc), zip(row.yt, row.dt)),
      },
      command: words('analyze results.csv --metric clicks/sessions:ratio --alpha 0.1'),
      expect: comparison({
        statistic: row.t,
        df: row.df,
        pValue: row.p,
        'effect.lower': row.lower,
        'effect.upper': row.upper,
      }),
    };
  }
}

function* skewed() {
  for (const row of json('skew')) {
    yield {
      name: `skewed means, ${row.name}`,
      method: 'skewed-means',
      source: `${R}: skewness from raw values, by Hall 1992 (test/reference/skew.R)`,
      digits: 7,
      files: {
        'results.csv': units(
          ['spend'],
          row.control.map((x) => [x]),
          row.treatment.map((x) => [x]),
        ),
      },
      command: ['analyze', 'results.csv', '--metric', 'spend:mean', '--alpha', `${row.level}`],
      expect: comparison({
        df: row.df,
        'skewness.control': row.skewness[0],
        'skewness.treatment': row.skewness[1],
      }),
    };
  }
}

function* ordered() {
  for (const [i, row] of some(json('segments').quantiles, 12).entries()) {
    yield {
      name: `quantile ${i + 1}`,
      method: 'quantiles',
      source: `${R}: binomial sums over ordered values (test/reference/segments.R)`,
      files: {
        'results.csv': units(
          ['wait'],
          row.control.map((x) => [x]),
          row.treatment.map((x) => [x]),
        ),
      },
      command: [
        'analyze',
        'results.csv',
        '--metric',
        `wait:p${row.at * 100}`,
        '--alpha',
        `${row.alpha}`,
      ],
      expect: comparison({
        'control.mean': row.quantiles[0],
        'treatment.mean': row.quantiles[1],
        'effect.lower': row.effect[0],
        'effect.upper': row.effect[1],
      }),
    };
  }
  for (const [i, row] of some(json('ranks').rows, 15).entries()) {
    yield {
      name: `ranks ${i + 1}`,
      method: 'ranks',
      source: `${R}: Brunner & Munzel 2000 by its definition (test/reference/ranks.R)`,
      files: {
        'results.csv': units(
          ['wait'],
          row.control.map((x) => [x]),
          row.treatment.map((x) => [x]),
        ),
      },
      command: [
        'analyze',
        'results.csv',
        '--metric',
        'wait:mean',
        '--test',
        'brunner-munzel',
        '--alpha',
        `${row.alpha}`,
      ],
      expect: comparison({
        'ranks.pValue': row.p,
        'ranks.superiority': row.superiority,
        'ranks.lower': row.lower,
        'ranks.upper': row.upper,
      }),
    };
  }
}

function* covariates() {
  for (const [i, row] of some(json('few-units').adjusted, 15).entries()) {
    const zip = (y, x) => y.map((value, j) => [value, x[j]]);
    yield {
      name: `analysis of covariance ${i + 1}`,
      method: 'covariates',
      source: `${R}: lm(metric ~ arm + covariate)`,
      digits: 8,
      files: {
        'results.csv': units(['spend', 'before'], zip(row.yc, row.xc), zip(row.yt, row.xt)),
      },
      command: words(
        'analyze results.csv --metric spend:mean --covariate spend=before --test student --alpha 0.1',
      ),
      expect: comparison({
        'effect.estimate': row.effect,
        statistic: row.t,
        df: row.df,
        pValue: row.p,
        'effect.lower': row.lower,
        'effect.upper': row.upper,
      }),
    };
  }
}

/** A primary metric of which nothing is asked, beside the guardrail that is. */
function* guardrails() {
  for (const [i, row] of some(table(json('segments').margins), 20).entries()) {
    const rate = [
      ['generic', row.n1, 1, row.x1],
      ['personalized', row.n2, 1, row.x2],
    ];
    yield {
      name: `rates within a margin ${i + 1}`,
      method: 'guardrails',
      source: `${R}: Farrington & Manning 1990, the restricted rates by search (test/reference/segments.R)`,
      digits: 7,
      files: { 'results.csv': csv(['variant', 'units', 'ok', 'kept'], rate) },
      command: [
        ...words('analyze results.csv --metric ok --metric kept --test score --non-inferior'),
        `kept=${points(row.margin)}`,
        '--alpha',
        `${row.alpha}`,
      ],
      expect: comparison(
        { statistic: row.zLow, pValue: row.pLow, 'effect.lower': row.boundLow },
        1,
      ),
    };
    const mean = [
      ['generic', row.nc, 0, 1, row.mean1c, row.v11c],
      ['personalized', row.nt, 0, 1, row.mean1t, row.v11t],
    ];
    yield {
      name: `means within a margin ${i + 1}`,
      method: 'guardrails',
      source: `${R}: t.test(mu = margin) from moments (test/reference/segments.R)`,
      files: { 'results.csv': csv(['variant', 'n', 'a_mean', 'a_var', 'm_mean', 'm_var'], mean) },
      command: [
        ...words('analyze results.csv --metric a:mean --metric m:mean --non-inferior'),
        `m=${row.meanMargin}`,
        '--alpha',
        `${row.alpha}`,
      ],
      expect: comparison(
        { statistic: row.tLow, df: row.df, pValue: row.tpLow, 'effect.lower': row.meanLow },
        1,
      ),
    };
  }
}

function* posteriors() {
  const rows = table(json('posteriors')).filter(({ isMean, prior2 }) => isMean === 0 && prior2 > 0);
  for (const [i, row] of some(rows, 20).entries()) {
    yield {
      name: `posterior of rates ${i + 1}`,
      method: 'posteriors',
      source: 'mpmath 1.2.1, 40 to 200 digits: exact sums (test/reference/posteriors.py)',
      command: [
        'analyze',
        ...rates([row.value1, row.n1], [row.value2, row.n2]),
        '--bayes',
        '--prior',
        `${row.prior1}/${row.prior1 + row.prior2}`,
      ],
      expect: comparison({
        'posterior.probabilityBetter': Math.exp(row.logLarger),
        'posterior.expectedLoss.treatment': row.lossOfTreatment,
        'posterior.expectedLoss.control': row.lossOfControl,
      }),
    };
  }
}

function* learned() {
  const rows = json('learned').filter(({ kind }) => kind === 'analysis');
  for (const [i, row] of rows.entries()) {
    const { effect, direction, priorMean: mean, scale, df } = row;
    const prior = { priorVersion: 1, metric: null, effect, direction, mean, scale };
    yield {
      name: `posterior of a rate by earlier tests ${i + 1}`,
      method: 'posteriors',
      source: `${R}: precisions of a normal prior, integrate over a t (test/reference/learned.R)`,
      digits: 8,
      files: { 'prior.json': JSON.stringify({ ...prior, df: df === 'Infinity' ? null : df }) },
      command: [
        'analyze',
        ...rates(
          [row.controlSuccesses, row.controlUnits],
          [row.treatmentSuccesses, row.treatmentUnits],
        ),
        ...words('--metric m --bayes --prior prior.json'),
        direction === 'increase' ? '--higher-is-better' : '--lower-is-better',
        'm',
      ],
      expect: comparison({
        'posterior.learned.probabilityBetter': row.better,
        'posterior.learned.effect.estimate': row.estimate,
        'posterior.learned.effect.lower': row.lower,
        'posterior.learned.effect.upper': row.upper,
        'posterior.learned.expectedLoss.treatment': row.lossTreatment,
        'posterior.learned.expectedLoss.control': row.lossControl,
      }),
    };
  }
}

/** Figures of a simulation, within five standard errors of so many experiments. */
const PLAYED = 20_000;

function* believed() {
  const rows = json('learned').filter(({ kind }) => kind === 'rates' || kind === 'means');
  for (const [i, row] of rows.entries()) {
    const { effect, direction = 'increase', priorMean: mean, scale, df } = row;
    const prior = { priorVersion: 1, metric: null, effect, direction, mean, scale };
    const control =
      row.rate === undefined ? `--mean ${row.level} --sd ${row.sd}` : `--baseline ${row.rate}`;
    // One that looks for less says so by its effect, which is one scenario more.
    const shipped = `scenarios.${direction === 'decrease' ? 2 : 1}.gate.shipped`;
    const share = (value, of) => ({ value, within: 5 * Math.sqrt((value * (1 - value)) / of) });
    yield {
      name: `what a rule ships over a prior ${i + 1}`,
      method: 'many-experiments',
      source: `${R}: all outcomes of two binomials, or integrate (test/reference/learned.R)`,
      files: { 'prior.json': JSON.stringify({ ...prior, df: df === 'Infinity' ? null : df }) },
      command: words(
        `simulate ${control} --sample-size ${row.units} --looks 1 --experiments ${PLAYED} --prior prior.json${direction === 'decrease' ? ' --mde -50%' : ''}`,
      ),
      expect: {
        [`${shipped}.ships.rate`]: share(row.ships, PLAYED),
        [`${shipped}.better.rate`]: share(row.better, row.ships * PLAYED),
      },
    };
  }
}

function* alwaysValid() {
  const { rates: rows, means } = json('always-valid');
  for (const [i, row] of rows
    .filter(({ alpha, level, planned }) => alpha === level && planned % 2 === 0)
    .entries()) {
    yield {
      name: `sequence of rates ${i + 1}`,
      method: 'always-valid',
      source: `${R}: restricted likelihoods by maximizing sums of dbinom, limits by search (test/reference/always-valid.R)`,
      digits: 6,
      command: [
        'analyze',
        ...rates([row.x[0], row.n[0]], [row.x[1], row.n[1]]),
        ...words('--monitoring always-valid --sample-size'),
        `${row.planned / 2}`,
        '--alpha',
        `${row.alpha}`,
      ],
      expect: comparison({
        logPValue: row.logP,
        'effect.lower': row.effect[0],
        'effect.upper': row.effect[1],
      }),
    };
  }
  for (const [i, row] of some(
    means.filter(({ planned }) => planned % 2 === 0),
    15,
  ).entries()) {
    const arms = row.n.map((n, j) => [n, row.mean[j], row.sd[j] ** 2]);
    yield {
      name: `sequence of means ${i + 1}`,
      method: 'always-valid',
      source: `${R}: tails of t and normal matched by searches on pt and pnorm (test/reference/always-valid.R)`,
      files: { 'results.csv': summary(arms) },
      command: [
        ...words('analyze results.csv --metric m:mean --monitoring always-valid --sample-size'),
        `${row.planned / 2}`,
        '--alpha',
        `${row.alpha}`,
      ],
      expect: comparison({
        df: row.df,
        'monitoring.criticalValue': row.critical,
        logPValue: row.logP,
      }),
    };
  }
}

/** Looks at arms that are alike, one gate after the other, and what the last says of its boundary. */
function groupSequential({ name, source, digits }, { plan, fractions, expect }) {
  const isEnd = fractions.at(-1) === 1;
  const file = (fraction) => ({
    'results.csv': csv(
      ['variant', 'units', 'ok'],
      ['generic', 'personalized'].map((arm) => [arm, fraction * UNITS, (fraction * UNITS) / 10]),
    ),
  });
  const command = words('gate plan.json results.csv --journal looks.jsonl');
  const written = {
    experiment: 'verification',
    variants: { control: 'generic', treatments: ['personalized'] },
    metrics: [{ name: 'ok', role: 'primary', kind: 'proportion' }],
    sampleSize: UNITS,
    ...plan,
  };
  return {
    name,
    method: 'group-sequential',
    source,
    digits,
    files: {
      ...file(fractions.at(-1)),
      ...(fractions.length === 1 ? { 'plan.json': JSON.stringify(written) } : {}),
    },
    before: fractions.slice(0, -1).map((fraction, i) => ({
      files: { ...file(fraction), ...(i === 0 ? { 'plan.json': JSON.stringify(written) } : {}) },
      command,
      exitCode: 21,
    })),
    command,
    exitCode: isEnd ? 20 : 21,
    expect,
  };
}

const UNITS = 20_000;

function* sequential() {
  const fit = ({ fractions }) => fractions.every((x) => Number.isInteger(x * 1000));
  const shared = json('shared-sequential').cases.filter(
    ({ method }) => method === 'group-sequential',
  );
  for (const { inputs, expected } of shared) {
    const { information, alpha, spending } = inputs;
    const look = information.length;
    yield groupSequential(
      {
        name: `${spending} of ${look} looks at ${alpha}`,
        source: `${R}, mvtnorm 1.1: Lan & DeMets 1983, as gsDesign and ldbounds`,
        digits: 3.5,
      },
      {
        plan: {
          alpha,
          monitoring: {
            method: 'group-sequential',
            looks: look,
            spending: spending.replace('_', '-'),
          },
        },
        fractions: information,
        expect: comparison({
          'monitoring.criticalValue': expected.z_boundary[look - 1],
          'monitoring.alphaSpent': expected.cumulative_alpha[look - 1],
        }),
      },
    );
  }
  for (const [i, row] of some(json('spending').filter(fit), 12).entries()) {
    const { spending, alternative, level, fractions, boundaries } = row;
    yield groupSequential(
      {
        name: `${spending}, ${alternative}, ${fractions.length} looks ${i + 1}`,
        source: `${R}, mvtnorm 1.1: a search on Miwa's integral at each look`,
        digits: 6,
      },
      {
        plan: {
          alpha: level,
          alternative,
          monitoring: { method: 'group-sequential', looks: fractions.length, spending },
        },
        fractions,
        expect: comparison({ 'monitoring.criticalValue': boundaries.at(-1) }),
      },
    );
  }
  for (const row of json('sequential').rpact) {
    const spending = row.kind;
    yield {
      name: `size of ${row.K} looks, ${spending}, ${row.two === 1 ? 'two-sided' : 'one-sided'} ${row.level}`,
      method: 'group-sequential',
      // rpact integrates over a grid: of twenty looks its fifth digit is off.
      source: 'rpact 3.3.4 of R 4.2.2: getDesignCharacteristics',
      digits: 4.5,
      command: [
        'power',
        ...words('--mean 10 --sd 5 --mde 0.001 --monitoring group-sequential --looks'),
        `${row.K}`,
        '--spending',
        spending,
        '--alpha',
        `${row.level}`,
        '--alternative',
        row.two === 1 ? 'two-sided' : 'greater',
      ],
      expect: { 'monitoring.inflation': row.inflation },
    };
  }
}

const ALLOCATIONS = new Map([
  [1, '1:1'],
  [3, '1:3'],
]);

function* sizes() {
  for (const { id, inputs, expected } of json('shared-cases').cases.filter(({ method }) =>
    method.startsWith('power-'),
  )) {
    const { baseline, mean, sd, relative_mde: lift, alpha, power, sides } = inputs;
    const metric =
      sd === undefined ? ['--baseline', `${baseline}`] : ['--mean', `${mean}`, '--sd', `${sd}`];
    const effect = sd === undefined ? points(baseline * lift) : `${mean * lift}`;
    const test = [
      '--alpha',
      `${alpha}`,
      '--alternative',
      sides === 'one.sided' ? 'greater' : 'two-sided',
    ];
    const source = `${R}: ${sd === undefined ? 'power.prop.test' : 'power.t.test'}`;
    const common = { method: 'sample-size-and-power', source, digits: 7 };
    yield {
      ...common,
      name: `size, ${id}`,
      command: ['power', ...metric, '--mde', effect, '--power', `${power}`, ...test],
      expect: {
        'sampleSize.exactPerVariant': expected.n_per_variant,
        'sampleSize.control': expected.n_per_variant_ceiling,
      },
    };
    yield {
      ...common,
      name: `power, ${id}`,
      command: ['power', ...metric, '--mde', effect, '--sample-size', `${expected.at_n}`, ...test],
      expect: { power: expected.power_at_n },
    };
    yield {
      ...common,
      name: `smallest effect, ${id}`,
      command: [
        'power',
        ...metric,
        '--power',
        `${power}`,
        '--sample-size',
        `${expected.at_n}`,
        ...test,
      ],
      expect: { 'mde.absolute': expected.mde_at_n_absolute },
    };
  }
}

function* marginPowers() {
  const margins = json('margin-power').filter(
    ({ allocation, power }) => ALLOCATIONS.has(allocation) && power < 0.9999,
  );
  for (const [i, row] of some(margins, 24).entries()) {
    const isRate = row.kind === 'rate';
    const written = isRate ? points : String;
    const sign = row.better === 'increase' ? 1 : -1;
    const benefit = sign * (isRate ? Number((row.treatment - row.control).toFixed(6)) : row.effect);
    yield {
      name: `power at a margin ${i + 1}`,
      method: 'sample-size-and-power',
      source: `${R}: ${isRate ? 'Farrington & Manning 1990' : 'pt with a noncentrality'} (test/reference/margin-power.R)`,
      digits: 8,
      command: [
        'power',
        ...(isRate
          ? ['--baseline', `${row.control}`]
          : ['--mean', `${row.mean}`, '--sd', `${row.sd}`]),
        '--margin',
        row.ratio ? `${row.margin * 100}%` : written(row.margin),
        ...(benefit === 0 ? [] : ['--benefit', written(benefit)]),
        ...(row.better === 'decrease' ? ['--lower-is-better'] : []),
        '--sample-size',
        `${row.units}`,
        '--allocation',
        ALLOCATIONS.get(row.allocation),
        '--alpha',
        `${row.alpha}`,
      ],
      expect: { power: row.power },
    };
  }
}

function* running() {
  for (const [i, { counts, weights, logPValue }] of json(
    'sequential-sample-ratio',
  ).cases.entries()) {
    const names = counts.map((_, j) => (j === 0 ? 'generic' : `t${j}`));
    const with0 = counts.map((n) => Math.min(n, Math.max(1, Math.round(n / 10))));
    yield {
      name: `split of a running test ${i + 1}`,
      method: 'checks-of-the-data',
      source: 'mpmath 1.3.0, 50 digits: unit by unit, as Polya’s urn predicts each',
      command: [
        'analyze',
        ...counts.map((n, j) => `${names[j]}=${with0[j]}/${n}`),
        '--allocation',
        names.map((name, j) => `${name}=${weights[j]}`).join(','),
        ...words('--monitoring always-valid --sample-size 100000'),
      ],
      expect: { 'checks.0.code': 'SAMPLE_RATIO_MISMATCH', 'checks.0.pValue': Math.exp(logPValue) },
    };
  }
}

/** Who could see a difference, by itself and over all units; the intervals there are held against R in test/stats. */
function* overAllUnits() {
  for (const [i, row] of json('dilution').rows.entries()) {
    const unit = (j) => [row.z[j] === 1 ? 'personalized' : 'generic', row.t[j], row.a[j], row.b[j]];
    yield {
      name: `over all units ${i + 1}`,
      method: 'over-all-units',
      source: `${R}: means over all units, whatever their arm and trigger (test/reference/dilution.R)`,
      digits: 12,
      files: {
        'results.csv': csv(
          ['variant', 'saw', 'a', 'b'],
          row.z.map((_, j) => unit(j)),
        ),
      },
      command: words(
        'analyze results.csv --metric a:mean --metric a/b:ratio --triggered saw --correction none',
      ),
      expect: {
        ...comparison({
          'dilution.effect.estimate': row.effect[0],
          'dilution.relativeEffect.estimate': row.relative[0],
          'effect.estimate': row.own[0],
        }),
        ...comparison(
          {
            'dilution.effect.estimate': row.ratio[0],
            'dilution.relativeEffect.estimate': row.relativeRatio[0],
          },
          1,
        ),
      },
    };
  }
}

/** Effects of many experiments; of a mean whose own interval is narrower, the wider one is given here, and no case is made. */
function* programmes() {
  const plain = json('meta').cases.filter(
    ({ mods, knhaSe, se }) => mods.length === 0 && knhaSe[0] >= se[0],
  );
  for (const row of plain) {
    const rows = row.y.map((y, i) => [`trial ${i + 1}`, y, Math.sqrt(row.v[i])]);
    yield {
      name: `random effects, ${row.id}`,
      method: 'many-experiments',
      source: `${R}, metafor 3.8.1: rma(method = "REML", test = "knha"), confint for τ, predict`,
      digits: 6,
      files: { 'effects.csv': csv(['experiment', 'estimate', 'se'], rows) },
      command: words('programme effects.csv'),
      expect: {
        'pooled.mean.estimate': row.b[0],
        'pooled.mean.standardError': row.knhaSe[0],
        'pooled.mean.lower': row.knhaLower[0],
        'pooled.mean.upper': row.knhaUpper[0],
        'pooled.spread.estimate': Math.sqrt(row.reml),
        'pooled.spread.lower': Math.sqrt(row.profile[0]),
        'pooled.spread.upper': Math.sqrt(row.profile[1]),
        'pooled.another.lower': row.tPrediction[0],
        'pooled.another.upper': row.tPrediction[1],
        'pooled.heterogeneity.statistic': row.q,
        'pooled.heterogeneity.pValue': row.qp,
      },
    };
  }
}

/** Three tests, of which two ship, and then the group that got neither. */
function* heldOutGroups() {
  const counts = (arms) => ({
    'results.csv': csv(
      ['variant', 'units', 'ok'],
      arms.map(([variant, units, ok]) => [variant, units, ok]),
    ),
  });
  for (const [i, row] of json('held-out').entries()) {
    const [units, ok] = row.heldOut;
    const of = ([estimate, lower, upper]) => ({ estimate, lower, upper });
    const figures = {
      measured: of(row.measured),
      naive: of(row.claimed),
      'confirmed.naive': of(row.share),
    };
    yield {
      name: `what came of two changes ${i + 1}`,
      method: 'a-held-out-group',
      source: `${R}: the delta method, and Fieller 1954 by uniroot (test/reference/held-out.R)`,
      before: row.tests.map(([control, treatment], test) => ({
        files: {
          'plan.json': JSON.stringify({
            experiment: `test ${test + 1}`,
            variants: { control: 'generic', treatments: ['personalized'] },
            metrics: [{ name: 'ok', role: 'primary', kind: 'proportion' }],
            sampleSize: row.units,
          }),
          ...counts([
            ['generic', row.units, control],
            ['personalized', row.units, treatment],
          ]),
        },
        command: [...words('gate plan.json results.csv --journal'), `test-${test + 1}.jsonl`],
        exitCode: test === 2 ? 20 : 0,
      })),
      files: counts([
        ['held out', units[0], ok[0]],
        ['everyone', units[1], ok[1]],
      ]),
      command: ['analyze', 'results.csv', '--holdout', 'held out', '--ledger', '*.jsonl'],
      expect: Object.fromEntries(
        Object.entries(figures).flatMap(([name, ends]) =>
          Object.entries(ends).map(([end, value]) => [`holdouts.0.${name}.${end}`, value]),
        ),
      ),
    };
  }
}

function* customers() {
  for (const { name, histories, purchases } of json('clv')) {
    const rows = histories.map((history, i) => [`c${i + 1}`, ...history]);
    const [r, alpha, a, b] = purchases.parameters;
    yield {
      name: `BG/NBD, ${name}`,
      method: 'customer-lifetime-value',
      source: `${R}: optim on the likelihood of Fader, Hardie & Lee 2005, eq. 6 (test/reference/clv.R)`,
      digits: 6,
      files: { 'sums.csv': csv(['customer', 'frequency', 'recency', 'T'], rows) },
      command: words('clv sums.csv --time-unit week'),
      expect: {
        'model.purchases.parameters.0.estimate': r,
        'model.purchases.parameters.1.estimate': alpha,
        'model.purchases.parameters.2.estimate': a,
        'model.purchases.parameters.3.estimate': b,
        'model.purchases.logLikelihood': { value: purchases.logLikelihood, digits: 10 },
      },
    };
  }
}

function* surrogates() {
  for (const row of json('surrogate')) {
    const { family, history, experiment, weights, errors, effect, own, noise, explained } = row;
    const arms = experiment.map(([arm, ...values]) => [
      arm === 1 ? 'personalized' : 'generic',
      ...values,
    ]);
    const files = {
      'history.csv': csv(['visits', 'orders', 'outcome'], history),
      'results.csv': csv(['variant', 'visits', 'orders'], arms),
    };
    yield {
      name: `surrogate index, ${family}`,
      method: 'surrogate-index',
      source: `${R}: ${family === 'linear' ? 'lm' : 'glm'} and sandwich's vcovHC(type = "HC3") (test/reference/surrogate.R)`,
      files,
      command: words(
        `surrogate results.csv --history history.csv --outcome outcome --surrogate visits --surrogate orders --family ${family}`,
      ),
      expect: {
        'surrogacy.measures.0.weight': weights[0],
        'surrogacy.measures.1.weight': weights[1],
        'surrogacy.measures.0.standardError': errors[0],
        'surrogacy.measures.1.standardError': errors[1],
        'surrogacy.explained': { value: explained, digits: 6 },
        'indexComparisons.0.effect.estimate': effect,
        'indexComparisons.0.standardError': Math.sqrt(own + noise),
      },
    };
  }
}

/** What a decision is worth at most: a million units, each worth what the metric says; a prior of a control of 1. */
function* decisions() {
  const once = json('value').filter(
    ({ kind, mean, df, se }) => kind === 'once' && mean <= 0 && df === 'Infinity' && se === 0.008,
  );
  for (const { mean, scale, perfect } of once) {
    const idea = {
      name: 'idea',
      metric: 'm',
      baseline: { mean: 1, sd: 1 },
      value: 1,
      horizonUnits: 1e6,
      reach: '100%',
      prior: { mean: `${mean * 100}%`, sd: `${scale * 100}%` },
    };
    yield {
      name: `perfect information, prior of mean ${mean}`,
      method: 'what-a-decision-is-worth',
      source: `${R}: integrate over the prior (test/reference/value.R)`,
      digits: 10,
      files: { 'ideas.json': JSON.stringify({ ideas: [idea] }) },
      command: words('prioritize ideas.json --weekly-units 10000'),
      expect: {
        'ideas.0.perfect': perfect * 1e6,
        'ideas.0.untested': { value: mean * 1e6, within: 1e-6 },
      },
    };
  }
}

/** Effects by days since exposure, with their slope: the figures that test/reference/panel.R prints. */
function* overTime() {
  const figures = JSON.parse(
    readFileSync(
      join(import.meta.dirname, '../runs/analyze/over-time/novelty/figures.json'),
      'utf8',
    ),
  );
  const data = readFileSync(
    join(import.meta.dirname, '../runs/data/events-since-exposure.csv'),
    'utf8',
  );
  yield {
    name: 'effects by days since exposure',
    method: 'over-time',
    source: `${R}: one regression of all rows, errors clustered by unit (test/reference/panel.R)`,
    digits: 10,
    files: { 'events.csv': data },
    command: words(
      'analyze events.csv --unit-id user_id --metric spend --metric visit --over-time day --exposed-at exposed --horizon 10d --control old',
    ),
    expect: figures,
  };
}

const CASES = [
  twoRates,
  twoMeans,
  ratios,
  skewed,
  ordered,
  covariates,
  guardrails,
  posteriors,
  learned,
  alwaysValid,
  sequential,
  sizes,
  marginPowers,
  running,
  overAllUnits,
  programmes,
  believed,
  heldOutGroups,
  customers,
  surrogates,
  decisions,
  overTime,
];

const cases = [...CASES.flatMap((make) => [...make()]), ...json('verification')];
const target =
  process.argv[2] ?? join(import.meta.dirname, '../../fixtures/verification/references.json');
const lines = cases.map((one) => `    ${JSON.stringify(one)}`).join(',\n');
writeFileSync(target, `{\n  "schemaVersion": 1,\n  "cases": [\n${lines}\n  ]\n}\n`);
