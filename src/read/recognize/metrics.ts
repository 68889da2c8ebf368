import { UserError } from '../../errors.js';
import type { MetricKind } from '../../experiment/metric-kind.js';
import { shellWord, type Wording } from '../../vocabulary.js';
import type { Layout, MetricReading } from '../reading.js';
import { isRateColumn, isSumColumn } from '../values/figure-words.js';
import { findColumn, type Header, orDescribed, requireColumn } from './header.js';

/** A metric as written on the command line, taken apart as far as the header allows. */
export interface WrittenMetric {
  name: string;
  kind: MetricKind | null;
  /** The part before a slash that separates two columns, or the whole. */
  column: string;
  /** The part after that slash: units (counts) or a denominator (rows); `null` without one. */
  per: string | null;
  /** The value that counts as a success, as in outcome=bought; `null` without one. */
  success: string | null;
  /** Which quantile, 0–1, as in latency:p95; `null` without one. */
  quantile: number | null;
}

/** A metric as written, `NAME[/NAME|=VALUE][:kind]`; a column's exact name is always that column. */
export function parseMetric(text: string, header: Header): WrittenMetric {
  const bare = { kind: null, per: null, success: null, quantile: null };
  const quantile = quantileMetric(text, header);
  if (findColumn(header, text) !== null) return { name: text, column: text, ...bare };
  if (quantile !== null) return { ...bare, ...quantile };
  const [, written = text, kind = null] = /^(.*):(proportion|mean|ratio)$/s.exec(text) ?? [];
  const plain = { ...bare, kind: kind as WrittenMetric['kind'], name: written };
  if (findColumn(header, written) !== null) return { ...plain, column: written };
  const slash = splitAt(written, '/', (a, b) => isColumn(header, a) && isColumn(header, b));
  if (slash !== null) return { ...plain, column: slash[0], per: slash[1] };
  const equals = splitAt(written, '=', (a) => isColumn(header, a));
  if (equals !== null) return { ...plain, column: equals[0], success: equals[1] };
  checkKind(text, header);
  requireColumn(header, written.includes('/') ? missingPart(header, written) : written);
  return { ...plain, column: written };
}

/** What kinds are called elsewhere. */
const OTHER_KINDS: Record<string, MetricKind> = {
  rate: 'proportion',
  binary: 'proportion',
  conversion: 'proportion',
  average: 'mean',
  avg: 'mean',
  continuous: 'mean',
};

/** @throws {UserError} when what stands behind a column and a colon is no kind. */
function checkKind(text: string, header: Header): void {
  const [, column = '', kind = ''] = /^(.+):([\w. -]+)$/s.exec(text) ?? [];
  if (!isColumn(header, column)) return;
  const meant = Object.hasOwn(OTHER_KINDS, kind) ? OTHER_KINDS[kind]! : null;
  throw new UserError((say) => `${say.metric()} ${text}: ${kind} is no kind of metric`, {
    hint: (say) =>
      meant === null
        ? 'there are proportion, mean, ratio, median and p1 to p99'
        : `did you mean ${say.metric(shellWord(column), meant)}?`,
  });
}

/** A column and which quantile of it, as in `latency:p95`. */
const QUANTILE = /^(.*):(median|p\d{1,2}(?:\.\d+)?)$/s;

/** Whether a metric is written as a quantile is. */
export function isWrittenAsQuantile(text: string): boolean {
  return QUANTILE.test(text);
}

/** A quantile of a column, `NAME:p95` or `NAME:median`; its name keeps both, beside the column's mean. */
function quantileMetric(text: string, header: Header) {
  const [, column, which] = QUANTILE.exec(text) ?? [];
  if (column === undefined || which === undefined) return null;
  requireColumn(header, column);
  const quantile = which === 'median' ? 0.5 : Number(which.slice(1)) / 100;
  if (quantile > 0) return { name: text, kind: 'quantile' as const, column, quantile };
  throw new UserError((say) => `${say.metric()} ${text}: no value is below all others`, {
    hint: 'a quantile lies between p0 and p100, both excluded: p50, p95, p99.9',
  });
}

/**
 * The metrics as they are read in this layout.
 *
 * @throws {UserError} when a metric makes no sense there.
 */
export function metricReading(
  written: WrittenMetric,
  layout: Layout,
  unitsColumn: string | null,
  header: Header,
): MetricReading {
  const { name, column, success, per, kind, quantile } = written;
  const plain = { name, column, success, quantile, denominator: null, covariates: [] };
  if (layout === 'rows') return { ...plain, ...rowMetric(written), units: null };
  if (kind === 'quantile')
    throw wrongKind(written, layout, 'a quantile needs one row a unit, with its value');
  if (layout === 'summary') {
    if (success !== null || (kind === 'ratio') !== (per !== null))
      throw wrongKind(written, layout, 'name a metric m of which the file has m_mean and m_var');
    return { ...plain, kind, denominator: per, units: unitsColumn };
  }
  if (kind === 'mean' || kind === 'ratio') {
    throw wrongKind(written, layout, 'counts hold successes out of units, so only proportions');
  }
  if (kind === null && success === null) checkCounts(column, header);
  return { ...plain, kind: 'proportion', units: per ?? unitsColumn };
}

/**
 * Checks that a column of a table of counts may hold counts; who knows better says its kind.
 *
 * @throws {UserError} for a sum of amounts, and for a rate.
 */
function checkCounts(column: string, header: Header): void {
  if (isSumColumn(column)) throw sumIsNoCount(column, header);
  if (isRateColumn(column)) throw rateIsNoCount(column, header);
}

/** The mistake of taking a rate for a number of successes. */
export function rateIsNoCount(column: string, header: Header): UserError {
  return new UserError((say) => `${say.metric()} ${column}: a rate is no number of successes`, {
    hint: (say) =>
      `give the successes themselves, ${say.metric('SUCCESSES/UNITS')}; a mean and how far values spread? call them n, x_mean and x_sd; they are numbers of units? ${say.metric(shellWord(`${column}:proportion`))}${orDescribed(header, say)}`,
  });
}

/** The mistake of taking a sum of amounts for a number of successes. */
export function sumIsNoCount(column: string, header: Header): UserError {
  const what = `${column} is a sum of amounts, and a sum has no variance: whether it differs cannot be told from it`;
  return new UserError(what, {
    hint: (say) =>
      `give rows of single units, or n, ${column}_mean and ${column}_var (${say.layout('summary')}); units, not amounts? ${say.metric(shellWord(`${column}:proportion`))}${orDescribed(header, say)}`,
  });
}

function rowMetric(written: WrittenMetric): Pick<MetricReading, 'kind' | 'denominator'> {
  const { per, kind, success } = written;
  if (per !== null && kind !== null && kind !== 'ratio') {
    throw wrongKind(
      written,
      'rows',
      'two columns of rows make a ratio of means: leave out its kind',
    );
  }
  if (per === null && kind === 'ratio') {
    const hint: Wording = (say) =>
      `a ratio has two columns: ${say.metric('clicks/sessions', 'ratio')}`;
    throw wrongKind(written, 'rows', hint);
  }
  if (per !== null) return { kind: 'ratio', denominator: per };
  return { kind: success === null ? kind : 'proportion', denominator: null };
}

function wrongKind({ name }: WrittenMetric, layout: Layout, why: Wording): UserError {
  return new UserError((say) => `${say.metric()} ${name}: not to be had from ${layout}`, {
    hint: why,
  });
}

function isColumn(header: Header, name: string): boolean {
  return name.trim() !== '' && findColumn(header, name) !== null;
}

/** The two sides of the first separator for which both make sense; `null` where none does. */
export function splitAt(
  text: string,
  separator: string,
  fits: (left: string, right: string) => boolean,
): [string, string] | null {
  for (let at = text.indexOf(separator); at !== -1; at = text.indexOf(separator, at + 1)) {
    const [left, right] = [text.slice(0, at), text.slice(at + 1)];
    if (fits(left, right)) return [left, right];
  }
  return null;
}

function missingPart(header: Header, written: string): string {
  const parts = written.split('/');
  return parts.find((part) => !isColumn(header, part)) ?? written;
}
