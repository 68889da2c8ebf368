import { UserError } from '../errors.js';
import { candidateMetrics, summarizedMetrics } from './candidates.js';
import { columnList, findColumn, type Header, requireColumn } from './header.js';
import { metricReading, parseMetric, type WrittenMetric } from './metrics.js';
import type { Layout, Reading, ReadOptions } from './reading.js';
import {
  isIdColumn,
  isPeriodColumn,
  isTellingControl,
  isUnitsColumn,
  isVariantColumn,
  mentionsControl,
  mentionsVariant,
} from './vocabulary.js';

/**
 * How a file is to be read: what was said, and else what its header and first rows leave no doubt of.
 *
 * @param rows the first rows, for what the header does not tell
 * @param named whether the file's variant was named on the command line
 * @throws {UserError} when two readings fit, or none, with the flag that settles it.
 */
export function recognize(
  header: Header,
  rows: readonly string[][],
  options: ReadOptions,
  named: boolean,
): Reading {
  for (const column of options.decimal.keys()) if (column !== '') requireColumn(header, column);
  const written = options.metrics.map((metric) => writtenMetric(metric, header, options));
  const names = written.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined) {
    throw new UserError(`--metric ${twice} is given twice`, { hint: 'leave out one of them' });
  }
  const layout = options.layout ?? layoutOf(header, written, options);
  const unitsColumn = unitsColumnOf(header, layout, written, options);
  const variantColumn = named ? null : variantColumnOf(header, rows, options);
  const metrics =
    written.length > 0
      ? written.map((metric) => metricReading(metric, layout, unitsColumn))
      : candidateMetrics(header, rows, { layout, unitsColumn, variantColumn }, options);
  return { layout, variantColumn, unitsColumn, metrics };
}

/** In a summary a metric has no column of its own name, so its mean's column stands for it. */
function writtenMetric(text: string, header: Header, options: ReadOptions): WrittenMetric {
  const [, name = text, kind = null] = /^(.*):(proportion|mean)$/s.exec(text) ?? [];
  const summarized =
    findColumn(header, name) === null && findColumn(header, `${name}_mean`) !== null;
  if (!summarized || (options.layout ?? 'summary') !== 'summary') return parseMetric(text, header);
  return { name, column: name, kind: kind as WrittenMetric['kind'], per: null, success: null };
}

function layoutOf(header: Header, written: WrittenMetric[], options: ReadOptions): Layout {
  const units = options.unitsColumn ?? header.names.find(isUnitsColumn);
  const id = header.names.find(isIdColumn);
  if (units !== undefined && summarizedMetrics(header).length > 0) return 'summary';
  if (written.some(({ kind }) => kind === 'ratio')) return 'rows';
  const ratio = written.find(({ per, kind }) => per !== null && kind === null);
  if (options.unitsColumn !== null) return 'counts';
  if (units !== undefined && id !== undefined) throw twoReadings(header, units, id);
  if (units !== undefined || written.some(({ per }) => per !== null && id === undefined)) {
    const period = header.names.some(isPeriodColumn);
    if (units === undefined && ratio !== undefined && !period) throw ratioOrCounts(header, ratio);
    return 'counts';
  }
  return 'rows';
}

function twoReadings(header: Header, units: string, id: string): UserError {
  return new UserError(`column ${units} speaks for counts, ${id} for one row a unit`, {
    location: { file: header.file, line: header.line },
    hint: 'say which: --layout counts or --layout rows',
  });
}

function ratioOrCounts(header: Header, { name, column, per }: WrittenMetric): UserError {
  return new UserError(`--metric ${name} can be read in two ways`, {
    location: { file: header.file, line: header.line },
    hint: `--layout counts: ${column} out of ${per}; --layout rows: a ratio of means`,
  });
}

function unitsColumnOf(
  header: Header,
  layout: Layout,
  written: WrittenMetric[],
  options: ReadOptions,
): string | null {
  if (layout === 'rows') return null;
  if (options.unitsColumn !== null) {
    return header.names[requireColumn(header, options.unitsColumn)]!;
  }
  const found = header.names.filter(isUnitsColumn);
  const said = written.find(({ per }) => per !== null)?.per;
  if (said !== undefined && said !== null) return said;
  if (found.length === 1) return found[0]!;
  throw unitsUnknown(header, found);
}

function unitsUnknown(header: Header, [first, ...others]: string[]): UserError {
  const location = { file: header.file, line: header.line };
  if (first === undefined) {
    return new UserError('no column says how many units a row stands for', {
      location,
      hint: `name it: --units-column NAME, or --metric SUCCESSES/UNITS; ${columnList(header)}`,
    });
  }
  const all = [first, ...others].join(' and ');
  return new UserError(`columns ${all} could each be the number of units`, {
    location,
    hint: `say which: --units-column "${first}"`,
  });
}

function variantColumnOf(
  header: Header,
  rows: readonly string[][],
  { variantColumn }: ReadOptions,
): string {
  if (variantColumn !== null) {
    return header.names[requireColumn(header, variantColumn)]!;
  }
  const byValue = (_: string, i: number) =>
    rows.some((fields) => isTellingControl(fields[i] ?? ''));
  for (const tells of [isVariantColumn, mentionsVariant, byValue]) {
    const found = header.names.filter((name, i) => name !== '' && tells(name, i));
    if (found.some(isTellingControl)) throw noHeader(header, found.find(isTellingControl)!);
    if (found.length === 1 && isWide(header, found[0]!)) throw wideTable(header);
    if (found.length === 1) return found[0]!;
    if (found.length > 1) throw variantInDoubt(header, found);
  }
  throw variantUnknown(header);
}

/** Where the first line is a row already, the name of a column stands for the variant of a unit. */
function noHeader({ file, line, names }: Header, name: string): UserError {
  return new UserError(`${name} names a column and a variant: is the header missing?`, {
    location: { file, line, column: names.indexOf(name) + 1 },
    hint: `begin with a line of column names, or pass --variant-column "${name}"`,
  });
}

const ONE_BELOW_THE_OTHER =
  'put the variants one below the other, with a column variant beside them';

/** Beside a column control, a column treatment is a variant itself and not the column of variants. */
function isWide({ names }: Header, found: string): boolean {
  const others = names.map((name) => name.toLowerCase());
  return found.toLowerCase() === 'treatment' && others.some((name) => name === 'control');
}

function wideTable({ file, line }: Header): UserError {
  return new UserError('columns control and treatment are there, but no column variant', {
    location: { file, line },
    hint: ONE_BELOW_THE_OTHER,
  });
}

function variantInDoubt({ file, line }: Header, found: string[]): UserError {
  return new UserError(`columns ${found.join(' and ')} could each hold the variant`, {
    location: { file, line },
    hint: `say which: --variant-column "${found[0]}"`,
  });
}

function variantUnknown(header: Header): UserError {
  const { file, line, names } = header;
  return new UserError('no column has a name like variant, group or arm', {
    location: { file, line },
    hint: names.some(mentionsControl)
      ? ONE_BELOW_THE_OTHER
      : `--variant-column NAME; ${columnList(header)}; or files: generic=a.csv`,
  });
}
