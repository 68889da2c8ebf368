/*
 * How many figures of a peer's own tests this program agrees with: node bench/peers.mjs FOLDER…
 *
 * FOLDER is a clone of statsmodels, tea-tasting, GrowthBook (gbstats) or gsDesign. What their tests say in plain figures is
 * made into cases of `verify`, and run; nothing of theirs is kept. Where a convention differs, it is told beside.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const program = join(import.meta.dirname, '../bin/perso-test.js');

/** Of each peer, the file that tells it apart, the cases that it gives, and what is different by convention. */
const PEERS = [
  {
    name: 'statsmodels',
    file: 'statsmodels/stats/tests/test_power.py',
    cases: powersOfStatsmodels,
    convention:
      'pwr and statsmodels count two-sided rejections in the opposite direction as power; R and this program do not, so that theirs is higher by as much (6.1 % in place of 4.9 % at d = 0.1, n = 20)',
  },
  {
    name: 'tea-tasting',
    file: 'tests/metrics/test_proportion.py',
    cases: ratesOfTeaTasting,
    convention: 'with its continuity correction, and with unpooled variances, p is another',
  },
  {
    name: 'gbstats',
    file: 'packages/stats/tests/frequentist/test_tests.py',
    cases: meansOfGbstats,
    convention: 'its interval of a lift is by the delta method, ours by Fieller',
  },
  {
    name: 'gsDesign',
    file: 'tests/testthat/test-base.R',
    cases: sizesOfGsDesign,
    convention: 'sizes are printed there as percent of a fixed test, to one decimal',
  },
];

const words = (text) => text.split(' ');
const all = (text, pattern) => [...text.matchAll(pattern)].map(({ groups }) => groups);

/** Powers of two samples by R's pwr, where the opposite direction cannot matter: one-sided, or above 20 %. */
function powersOfStatsmodels(text, source) {
  const found = all(
    text,
    /pwr\.t\.test\(d=(?<d>[\d.]+),n=(?<n>\d+),sig\.level=(?<alpha>[\d.]+),type="two\.sample",alternative="(?<side>[\w.]+)"\)(?<block>[\s\S]*?res2\.method = "(?<method>[^"]+)")/g,
  );
  return found
    .filter(({ method }) => method.startsWith('Two-sample'))
    .map(({ d, n, alpha, side, block }) => {
      const [, power] = /res2\.power = ([\d.e-]+)/.exec(block);
      const alternative = side === 'two.sided' ? 'two-sided' : side;
      const isTold = alternative === 'two-sided' && Number(power) < 0.2;
      return {
        name: `pwr.t.test d=${d} n=${n} ${side} ${alpha}${isTold ? ' (by convention)' : ''}`,
        method: isTold ? 'another convention' : 'power of a mean',
        source,
        digits: 6,
        command: words(
          `power --mean 10 --sd 1 --mde ${d} --sample-size ${n} --alpha ${alpha} --alternative ${alternative}`,
        ),
        expect: { power: Number(power) },
      };
    })
    .filter(({ command }) => !command.includes('less'));
}

/** p-values of 19 of 53 and 13 of 47, which its tests draw. */
function ratesOfTeaTasting(text, source) {
  const found = all(
    text,
    /Proportion\(\s*"has_order",(?<options>[^)]*)\)\s*result = [^\n]+\n(?<block>[\s\S]*?result\.pvalue == pytest\.approx\((?<p>[\d.e-]+)\))/g,
  );
  return found.flatMap(({ options, block, p }) => {
    if (!block.includes('0.3584905660377358') && block.includes('result.control')) return [];
    const of = (name) => new RegExp(`${name}="?([\\w-]+)"?`).exec(options)?.[1];
    const method = of('method');
    const test = { fisher: 'fisher', norm: 'score', pearson: 'score' }[method];
    const isOther = of('correction') !== 'False' && test === 'score';
    if (test === undefined || isOther || of('equal_var') === 'False') return [];
    return {
      name: options.replace(/\s+/g, ' ').trim(),
      method: 'rates',
      source,
      command: words(
        `analyze generic=19/53 personalized=13/47 --test ${test} --alternative ${of('alternative') ?? 'two-sided'}`,
      ),
      expect: { 'comparisons.0.pValue': Number(p) },
    };
  });
}

/** Two-sided tests of means and rates from their sums. */
function meansOfGbstats(text, source) {
  const [, setUp] = /class TestTwoSidedTTest[\s\S]*?def setUp\(self\):([\s\S]*?)def test/.exec(
    text,
  );
  const arms = all(setUp, /sum=(?<sum>[\d.]+), sum_squares=(?<squares>[\d.]+), n=(?<n>\d+)/g);
  const absolute =
    /def test_two_sided_ttest_absolute[\s\S]*?ci=\((?<lower>[\d.-]+), (?<upper>[\d.-]+)\)[\s\S]*?pValue=(?<p>[\d.]+)/.exec(
      text,
    ).groups;
  const rows = arms.map(({ sum, squares, n }, i) => {
    const variance = (squares - sum ** 2 / n) / (n - 1);
    return [i === 0 ? 'generic' : 'personalized', n, sum / n, variance].join(',');
  });
  return [
    {
      name: 'test_two_sided_ttest_absolute',
      method: 'means',
      source,
      files: { 'results.csv': `variant,n,m_mean,m_var\n${rows.join('\n')}\n` },
      command: words('analyze results.csv --metric m:mean'),
      expect: {
        'comparisons.0.effect.lower': { printed: absolute.lower },
        'comparisons.0.effect.upper': { printed: absolute.upper },
        'comparisons.0.pValue': { printed: absolute.p },
      },
    },
  ];
}

/** Largest sizes of symmetric two-sided tests by power-family spending (Jennison & Turnbull 2000, tables 7.4 to 7.6). */
function sizesOfGsDesign(text, source) {
  const [, block] = /test_that\("test\.JT\.Power\.symm", \{([\s\S]*?)\n\}\)/.exec(text);
  const found = all(
    block,
    /k = (?<k>\d+), test\.type = 2, sfu = sfPower, sfupar = (?<rho>\d+),\s*beta = (?<beta>[\d.]+)[\s\S]*?expect_equal\((?<percent>[\d.]+), round\(x\$n\.I/g,
  );
  return found.map(({ k, rho, beta, percent }) => ({
    name: `sfPower, rho ${rho}, ${k} looks`,
    method: 'group-sequential sizes',
    source,
    command: words(
      `power --mean 10 --sd 5 --mde 0.001 --power ${1 - beta} --monitoring group-sequential --looks ${k} --spending power-${rho}`,
    ),
    expect: {
      'monitoring.inflation': { value: Number((percent / 100).toFixed(4)), within: 0.00051 },
    },
  }));
}

function verified(cases) {
  const folder = mkdtempSync(join(tmpdir(), 'perso-test-peers-'));
  try {
    const file = join(folder, 'cases.json');
    writeFileSync(file, JSON.stringify({ schemaVersion: 1, cases }));
    const args = [program, 'verify', file, '--format', 'json'];
    return JSON.parse(spawnSync(process.execPath, args, { encoding: 'utf8' }).stdout).cases;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function report(folder) {
  const peer = PEERS.find(({ file }) => existsSync(join(folder, file)));
  if (peer === undefined) {
    const known = PEERS.map(({ name, file }) => `${name} (${file})`).join(', ');
    throw new Error(`${folder} is none of ${known}`);
  }
  const cases = verified(peer.cases(readFileSync(join(folder, peer.file), 'utf8'), peer.file));
  const asked = cases.filter(({ method }) => method !== 'another convention');
  const figures = asked.flatMap((one) => one.figures);
  const agreeing = figures.filter(({ agrees }) => agrees);
  console.log(`${peer.name}: ${agreeing.length} of ${figures.length} figures agree`);
  for (const { name, figures: own, faults } of cases) {
    for (const { path, expected, found, agrees } of own) {
      if (!agrees) console.log(`  ${name}: ${path} is ${found} here, ${expected} there`);
    }
    for (const fault of faults) console.log(`  ${name}: ${fault}`);
  }
  console.log(`  ${peer.convention}`);
}

for (const folder of process.argv.slice(2)) report(folder);
