/*
 * What a row costs on each path that a file may take: the forms of fields, of files and of questions, one line a
 * path, against the plain one. What is far above it is a cliff: most likely read record by record.
 * Usage: node bench/paths.mjs [rows, 1e6] [rounds, 3] [part of a path's name]
 */
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const rows = Number(process.argv[2] ?? 1e6);
const rounds = Number(process.argv[3] ?? 3);
const part = process.argv[4] ?? '';
const folder = mkdtempSync(join(tmpdir(), 'perso-test-paths-'));
const program = join(import.meta.dirname, '../bin/perso-test.js');

const HEADER = ['user_id', 'variant', 'segment', 'converted', 'revenue', 'pre_revenue'];
const TWO = ['--metric', 'converted', '--metric', 'revenue'];
const REVENUE = ['--metric', 'revenue'];
const SEGMENTS = ['new', 'returning', 'vip', 'lapsed'];

/** A row's fields, by a draw of 32 bits: nine of ten have no revenue. */
function fieldsOf(i) {
  const draw = Math.imul(i + 1, 2_654_435_761) >>> 0;
  const converted = draw % 10 === 0 ? 1 : 0;
  return {
    i,
    draw,
    variant: draw & 256 ? 'generic' : 'personalized',
    segment: SEGMENTS[(draw >>> 11) % 4],
    converted,
    revenue: converted * ((draw % 99_991) / 100),
    before: (draw >>> 16) % 10 < 3 ? (draw % 9973) / 100 : 0,
  };
}

/** Lines of the plain table, with some of its fields written otherwise. */
const written =
  (change = () => ({}), { delimiter = ',', end = '\n' } = {}) =>
  (i) => {
    const { draw: _, ...row } = fieldsOf(i);
    const {
      i: id,
      variant,
      segment,
      converted,
      revenue,
      before,
    } = { ...row, ...change(fieldsOf(i)) };
    return [id, variant, segment, converted, revenue, before].join(delimiter) + end;
  };

/** Amounts without zeros, of which hardly two are alike. */
const amount = ({ draw }) => draw / 1e5;
const revenueAs = (form) => written((row) => ({ revenue: form(row) }));
const every = (count, odd, other) => (i) => (i % count === count - 1 ? odd(i) : other(i));
const plain = written();
const german = (x) => String(x).replace('.', ',');
const grouped = (x, sign = ',') => x.toFixed(2).replace(/\B(?=(\d{3})+\.)/g, sign);

/** The paths: lines of the file, and what is asked of it. */
const PATHS = {
  plain: { line: plain },
  'all fields in quotes': {
    line: (i) => `"${plain(i).slice(0, -1).replaceAll(',', '","')}"\n`,
  },
  'commas in quotes': { line: written(({ segment }) => ({ segment: `"${segment}, all"` })) },
  'CR alone in quotes': { line: written(({ segment }) => ({ segment: `"${segment}\rall"` })) },
  'line ends in quotes': { line: written(({ segment }) => ({ segment: `"${segment}\nall"` })) },
  'spaces around': { line: (i) => plain(i).replaceAll(',', ' , ') },
  CRLF: { line: written(undefined, { end: '\r\n' }) },
  'CR alone': { line: written(undefined, { end: '\r' }) },
  tabs: { line: written(undefined, { delimiter: '\t' }) },
  'semicolons, decimal commas': {
    line: written(({ revenue, before }) => ({ revenue: german(revenue), before: german(before) }), {
      delimiter: ';',
    }),
    flags: [...TWO, '--decimal', ','],
  },
  'letters beyond ASCII': { line: written(({ segment }) => ({ segment: `${segment} é` })) },
  'amounts without zeros': { line: revenueAs(amount) },
  'negative amounts': { line: revenueAs((row) => -amount(row)) },
  '17 digits': { line: revenueAs((row) => amount(row) / 7) },
  '20 digits': { line: revenueAs((row) => `${(amount(row) / 7).toFixed(17)}`) },
  exponents: { line: revenueAs((row) => amount(row).toExponential()) },
  'amounts in quotes': { line: revenueAs((row) => `"${amount(row)}"`) },
  'thousands in quotes': {
    line: revenueAs((row) => `"${grouped(amount(row))}"`),
    flags: [...TWO, '--thousands', ','],
  },
  'thousands by spaces': {
    line: revenueAs((row) => grouped(amount(row), ' ')),
    flags: [...TWO, '--thousands', 'space'],
  },
  'dollar signs': { line: revenueAs((row) => `$${amount(row).toFixed(2)}`) },
  'euros behind': { line: revenueAs((row) => `${amount(row).toFixed(2)} €`) },
  'yes and no': { line: written(({ converted }) => ({ converted: converted ? 'yes' : 'no' })) },
  labels: {
    line: written(({ converted }) => ({ converted: converted ? 'bought' : 'left' })),
    flags: ['--metric', 'converted=bought', '--metric', 'revenue'],
  },
  'empty values': { line: revenueAs(({ revenue }) => revenue || '') },
  NA: { line: revenueAs(({ revenue }) => revenue || 'NA') },
  '--missing -999': {
    line: revenueAs(({ draw, revenue }) => (draw % 7 ? revenue : -999)),
    flags: [...TWO, '--missing=-999'],
  },
  '--empty-is 0': {
    line: revenueAs(({ revenue }) => revenue || ''),
    flags: [...TWO, '--empty-is', '0'],
  },
  'skip, 1 bad value in 1,000': {
    line: every(
      1000,
      revenueAs(() => 'error'),
      plain,
    ),
    flags: [...TWO, '--on-bad-row', 'skip'],
  },
  'skip, 1 bad value in 50': {
    line: every(
      50,
      revenueAs(() => 'error'),
      plain,
    ),
    flags: [...TWO, '--on-bad-row', 'skip'],
  },
  'skip, 1 short row in 1,000': {
    line: every(1000, (i) => `${i},generic\n`, plain),
    flags: [...TWO, '--on-bad-row', 'skip'],
  },
  'blank lines, 1 in 1,000': { line: every(1000, () => '\n', plain) },
  'comments, 1 line in 1,000': {
    line: every(1000, () => '# a note, of one\n', plain),
    flags: [...TWO, '--comment', '#'],
  },
  'a column that names the test': {
    header: [...HEADER, 'experiment'],
    line: (i) => plain(i).replace('\n', ',spring\n'),
  },
  'UTF-16': { line: plain, encoding: 'utf16le' },
  'Latin-1': {
    line: written(({ segment }) => ({ segment: `${segment} é` })),
    encoding: 'latin1',
    flags: [...TWO, '--segment', 'segment', '--encoding', 'windows-1252'],
  },
  gzip: { line: plain, gzip: true },
  '--segment': { line: plain, flags: [...TWO, '--segment', 'segment'] },
  '--segment, 120 days': {
    line: written(({ draw }) => ({
      segment: new Date(1.75e12 + (draw % 120) * 864e5).toISOString().slice(0, 10),
    })),
    flags: [...REVENUE, '--segment', 'segment'],
  },
  '--covariate': { line: plain, flags: [...REVENUE, '--covariate', 'revenue=pre_revenue'] },
  '--cap 99.9%': { line: plain, flags: [...REVENUE, '--cap', 'revenue=99.9%'] },
  '--cap 99.9% --covariate': {
    line: plain,
    flags: [...REVENUE, '--cap', 'revenue=99.9%', '--covariate', 'revenue=pre_revenue'],
  },
  '--where': { line: plain, flags: [...TWO, '--where', 'segment = new'] },
  '--layout wide': {
    header: ['generic', 'personalized'],
    line: (i) => `${fieldsOf(2 * i).revenue},${fieldsOf(2 * i + 1).revenue}\n`,
    flags: ['--layout', 'wide'],
  },
  'a summary': {
    header: ['variant', 'day', 'n', 'revenue_mean', 'revenue_var'],
    line: (i) =>
      `${fieldsOf(i).variant},d${i % 100},${100 + (i % 7)},${amount(fieldsOf(i))},${amount(fieldsOf(i + 1))}\n`,
    flags: REVENUE,
  },
};

const ENCODERS = {
  utf8: (text) => Buffer.from(text),
  latin1: (text) => Buffer.from(text, 'latin1'),
  utf16le: (text) => Buffer.from(text, 'utf16le'),
};

function writeTable(path, { line, header = HEADER, encoding = 'utf8', gzip = false }, count) {
  const first = line(0);
  const delimiter = ['\t', ';'].find((sign) => first.includes(sign)) ?? ',';
  const end = /\r?\n?$/.exec(first)[0];
  const file = openSync(path, 'w');
  let text = (encoding === 'utf16le' ? '\ufeff' : '') + header.join(delimiter) + end;
  for (let i = 0; i < count; i++) {
    text += line(i);
    if (text.length < 1 << 22 && i < count - 1) continue;
    const bytes = ENCODERS[encoding](text);
    writeSync(file, gzip ? gzipSync(bytes, { level: 1 }) : bytes);
    text = '';
  }
  closeSync(file);
}

/** Seconds of processor time of all threads, and peak memory in MiB. */
function measured(path, flags) {
  const usage = join(import.meta.dirname, 'usage.cjs');
  const args = ['--require', usage, program, 'analyze', path, '--quiet', ...flags];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  const [, seconds, kibibytes] = /took ([\d.]+) s and (\d+) KiB/.exec(stderr);
  return { seconds: Number(seconds), memory: Number(kibibytes) / 1024 };
}

function leastOf(path, flags) {
  const runs = Array.from({ length: rounds }, () => measured(path, flags));
  return {
    seconds: Math.min(...runs.map(({ seconds }) => seconds)),
    memory: Math.max(...runs.map(({ memory }) => memory)),
  };
}

/** Nanoseconds of a row of a path beyond what few rows take, and the most memory. */
function costOf(name) {
  const { flags = TWO, ...table } = PATHS[name];
  const path = join(folder, 'rows.csv');
  const few = Math.min(rows, 2000);
  writeTable(path, table, few);
  const start = leastOf(path, flags).seconds;
  writeTable(path, table, rows);
  const { seconds, memory } = leastOf(path, flags);
  return { nanoseconds: ((seconds - start) / (rows - few)) * 1e9, memory };
}

try {
  console.log(`Node ${process.version}, ${rows} rows, least of ${rounds} rounds\n`);
  console.log('| path | ns a row | × plain | MiB |\n|---|---:|---:|---:|');
  const base = costOf('plain').nanoseconds;
  for (const name of Object.keys(PATHS).filter((one) => one.includes(part))) {
    const { nanoseconds, memory } = costOf(name);
    const figures = [nanoseconds.toFixed(0), (nanoseconds / base).toFixed(1), memory.toFixed(0)];
    console.log(`| ${[name, ...figures].join(' | ')} |`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
