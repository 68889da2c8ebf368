import { join } from 'node:path';

const program = join(import.meta.dirname, '../../bin/perso-test.js');
const perso = (...args) => [process.execPath, program, ...args];

const TWO = ['--metric', 'converted', '--metric', 'revenue'];
const MEANS = `count(*) as n, avg(converted) as converted, var_samp(converted) as converted_var,
  avg(revenue) as revenue, var_samp(revenue) as revenue_var`;
const means = (table) => `select variant, ${MEANS} from ${table} group by variant`;

/** What our report says of the arms, by variant: units, and of each metric its mean and variance. */
function momentsIn(output) {
  const answer = {};
  for (const { metric, segment, control, treatment } of JSON.parse(output).comparisons) {
    if (segment !== null) continue;
    for (const { variant, n, mean, variance } of [control, treatment]) {
      answer[variant] ??= { n };
      answer[variant][metric] = mean;
      answer[variant][`${metric}_var`] = variance;
    }
  }
  return answer;
}

/** The rows of a summary, by variant. */
function summaryIn(output) {
  const [header, ...lines] = output
    .trim()
    .split('\n')
    .map((line) => line.split(','));
  const figures = (line) =>
    Object.fromEntries(header.map((name, i) => [name.replace('_mean', ''), Number(line[i])]));
  return Object.fromEntries(lines.map((line) => [line[0], figures(line)]));
}

/** The mean of an arm alone: caps leave no other figure that a query is as short for. */
const meanIn = (metric) => (output) =>
  Object.fromEntries(
    Object.entries(momentsIn(output)).map(([variant, one]) => [variant, { [metric]: one[metric] }]),
  );

/** That a unit of the treatment is above one of the control, ties counted half. */
function superiorityIn(output) {
  const { ranks, treatment } = JSON.parse(output).comparisons[0];
  return { [treatment.variant]: { superiority: ranks.superiority } };
}

/** Ranks by the different values: a unit beats all of the other arm below its value, and half of its equals. */
const superiority = (column) => (table) =>
  `with v as (
    select ${column} as x, sum(case when variant = 'generic' then 1 else 0 end) as c,
      sum(case when variant = 'generic' then 0 else 1 end) as t
    from ${table} group by ${column}),
  b as (select t, c, sum(c) over (order by x) - c as below from v)
  select 'personalized' as variant, cast(sum(t * (below + c / 2.0)) as double) / (cast(sum(t) as double) * sum(c)) as superiority from b`;

/** The mean under a cap at a quantile of all values, by definition 7 (Hyndman & Fan 1996), as ours. */
const cappedMean = (column) => (table) =>
  `with q as (
    select quantile_cont(${column}, 0.999) as most from ${table})
  select variant, avg(case when ${column} > most then most else ${column} end) as ${column}
  from ${table} cross join q group by variant`;

/** A quantile of each arm by definition 7; ours is by definition 6, so that answers agree as closely as the two do. */
const quantileOf = (column) => (table) =>
  `select variant, quantile_cont(${column}, 0.95) as "${column}:p95" from ${table} group by variant`;

const analyze = (...flags) => ({
  ours: (file) => ({ command: perso('analyze', file, ...flags) }),
  answered: (file) => ({ command: perso('analyze', file, ...flags, '--format', 'json') }),
});

/** The ways that a large file may take, each with what a peer is asked for the same. */
export const PATHS = [
  { name: 'plain', of: 'rows', ...analyze(...TWO), answer: momentsIn, sql: means },
  {
    name: 'with its hash',
    of: 'rows',
    ...analyze(...TWO),
    ours: (file) => ({ command: perso('analyze', file, ...TWO, '--format', 'json') }),
    answer: momentsIn,
    sql: means,
  },
  { name: 'parquet', of: 'parquet', ...analyze(...TWO), answer: momentsIn, sql: means },
  { name: 'gzip', of: 'gzip', ...analyze(...TWO), answer: momentsIn, sql: means },
  {
    name: 'standard input',
    of: 'rows',
    ours: (file) => ({ command: perso('analyze', '-', ...TWO), stdin: file }),
    answered: (file) => ({
      command: perso('analyze', '-', ...TWO, '--format', 'json'),
      stdin: file,
    }),
    answer: momentsIn,
  },
  {
    name: 'a pipe',
    of: 'rows',
    ours: (file) => ({ command: perso('analyze', '-', ...TWO), stdin: file, pipe: true }),
    answered: (file) => ({
      command: perso('analyze', '-', ...TWO, '--format', 'json'),
      stdin: file,
    }),
    answer: momentsIn,
  },
  {
    name: 'units',
    of: 'units',
    ...analyze(...TWO, '--unit-id', 'user_id'),
    answer: momentsIn,
    sql: (table) =>
      means(`(select user_id, min(variant) as variant, max(converted) as converted,
      sum(revenue) as revenue from ${table} group by user_id) as u`),
  },
  {
    name: 'summarize',
    of: 'rows',
    ours: (file) => ({ command: perso('summarize', file, ...TWO) }),
    answered: (file) => ({ command: perso('summarize', file, ...TWO) }),
    answer: summaryIn,
    sql: means,
  },
  {
    name: 'counts',
    of: 'counts',
    share: 0.1,
    ...analyze('--metric', 'clicks', '--units-column', 'users'),
    answer: (output) => meanIn('clicks')(output),
    sql: (table) =>
      `select variant, cast(sum(clicks) as double) / sum(users) as clicks from ${table} group by variant`,
  },
  { name: 'a mean', of: 'rows', ...analyze('--metric', 'revenue'), answer: meanIn('revenue') },
  {
    name: 'a cap at 99.9%',
    of: 'rows',
    ...analyze('--metric', 'revenue', '--cap', 'revenue=99.9%'),
    answer: meanIn('revenue'),
    sql: cappedMean('revenue'),
  },
  {
    name: 'p95',
    of: 'rows',
    ...analyze('--metric', 'revenue:p95'),
    answer: meanIn('revenue:p95'),
    sql: quantileOf('revenue'),
    within: 1e-3,
  },
  {
    name: 'ranks',
    of: 'rows',
    ...analyze('--metric', 'revenue', '--test', 'mann-whitney'),
    answer: superiorityIn,
    sql: superiority('revenue'),
  },
  {
    name: 'a mean, all different',
    of: 'times',
    ...analyze('--metric', 'seconds'),
    answer: meanIn('seconds'),
  },
  {
    name: '… a cap at 99.9%',
    of: 'times',
    ...analyze('--metric', 'seconds', '--cap', 'seconds=99.9%'),
    answer: meanIn('seconds'),
    sql: cappedMean('seconds'),
  },
  {
    name: '… p95',
    of: 'times',
    ...analyze('--metric', 'seconds:p95'),
    answer: meanIn('seconds:p95'),
    sql: quantileOf('seconds'),
    within: 1e-3,
  },
  {
    name: '… ranks',
    of: 'times',
    ...analyze('--metric', 'seconds', '--test', 'mann-whitney'),
    answer: superiorityIn,
    sql: superiority('seconds'),
  },
];

const AMOUNTS = Array.from({ length: 8 }, (_, i) => `amount_${i + 3}`);
const ALL = ['converted', 'revenue', ...AMOUNTS].flatMap((name) => ['--metric', name]);
const ONE = ['--metric', 'converted'];
const SEGMENT = ['--segment', 'segment'];

/** What grows with metrics and with segments, in a file of ten metrics and twenty segments. */
export const WIDTHS = [
  { name: 'one metric', of: 'wide', ...analyze(...ONE) },
  { name: 'ten metrics', of: 'wide', ...analyze(...ALL) },
  { name: 'one, 20 segments', of: 'wide', ...analyze(...ONE, ...SEGMENT) },
  { name: 'ten, 20 segments', of: 'wide', ...analyze(...ALL, ...SEGMENT) },
];
