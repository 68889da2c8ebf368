import { UserError } from '../../errors.js';
import { namedColumns, SPREAD_ENDINGS, type Spread } from '../../experiment/summary-layout.js';
import { shellWord } from '../../vocabulary.js';
import type { MetricReading, ReadOptions } from '../reading.js';
import { findColumn, type Header, requireColumn } from './header.js';
import { splitAt, type WrittenMetric } from './metrics.js';

/** The metrics m of which a summary has both m_mean and m_var, or another spread, in order. */
export function summarizedMetrics({ names }: Header): string[] {
  const lower = names.map((name) => name.toLowerCase());
  const metrics = names.flatMap((name) => /^(.+)_mean$/i.exec(name)?.[1] ?? []);
  return metrics.filter((m) =>
    SPREAD_ENDINGS.some(([ending]) => lower.includes(`${m.toLowerCase()}${ending}`)),
  );
}

/** The column that says how far values spread whose mean is in that column, and how; `null` where none does. */
export function spreadColumn(
  header: Header,
  meanColumn: string,
): { name: string; spread: Spread } | null {
  const stem = meanColumn.slice(0, -'_mean'.length);
  const found = SPREAD_ENDINGS.find(([ending]) => findColumn(header, stem + ending) !== null);
  return found === undefined ? null : { name: stem + found[0], spread: found[1] };
}

/**
 * A metric as a summary has it: in place of a column of its own name it has that of its mean; two
 * columns with their covariance are a ratio. `null` where the header holds neither.
 */
export function summarizedMetric(text: string, header: Header): WrittenMetric | null {
  const [, name = text, kind = null] = /^(.*):(proportion|mean|ratio)$/s.exec(text) ?? [];
  const plain = { name, column: name, per: null, success: null, quantile: null };
  if (findColumn(header, name) !== null) return null;
  if (kind !== 'ratio' && spelling(header, name) !== null) {
    return { ...plain, kind: kind as WrittenMetric['kind'] };
  }
  const isPart = (part: string) => spelling(header, part) !== null;
  const both = splitAt(name, '/', (a, b) => isPart(a) && isPart(b));
  if (both === null || (kind !== null && kind !== 'ratio')) return null;
  return { ...plain, column: both[0], per: both[1], kind: 'ratio' };
}

/** A part of a metric as the column of its mean spells it, by itself or behind the metric's parts. */
function spelling({ names }: Header, part: string): string | null {
  const wanted = part.trim().toLowerCase();
  const found = names
    .filter((name) => name.toLowerCase().endsWith('_mean'))
    .map((name) => name.slice(0, -'_mean'.length))
    .find((stem) => stem.toLowerCase() === wanted || stem.toLowerCase().endsWith(`_${wanted}`));
  return found?.slice(-wanted.length) ?? null;
}

/**
 * The covariate of a metric, spelt as the summary spells it.
 *
 * @throws {UserError} when the summary has no mean of that column.
 */
export function summarizedCovariate(header: Header, covariate: string): string {
  const found = spelling(header, covariate);
  if (found === null) requireColumn(header, `${covariate}_mean`);
  return found!;
}

/**
 * Checks that the metrics of a summary, where none was named, are metrics each by itself.
 *
 * @throws {UserError} when two have a covariance: they may be a ratio, or one of them a covariate.
 */
export function checkApart(header: Header, metrics: readonly string[]): void {
  for (const [i, later] of metrics.entries()) {
    for (const earlier of metrics.slice(0, i)) {
      const [covariance] = namedColumns([earlier, later], () => false).covariances;
      if (findColumn(header, covariance!) === null) continue;
      throw new UserError(`which are the metrics? ${earlier} and ${later} have a covariance`, {
        location: { file: header.file, line: header.line },
        hint: (say) =>
          `a ratio? ${say.metric(shellWord(`${earlier}/${later}:ratio`))}; one adjusted for the other? ${say.again([say.metric(shellWord(earlier)), say.covariate(shellWord(`${earlier}=${later}`))])}`,
      });
    }
  }
}

/**
 * Checks that a summary can hold these metrics, where one is to be made.
 *
 * @throws {UserError} for a quantile, which needs every value, and for a cap at one.
 */
export function checkSummarizable(
  metrics: readonly MetricReading[],
  { forSummary, caps }: ReadOptions,
): void {
  if (forSummary !== true) return;
  const quantile = metrics.find(({ kind }) => kind === 'quantile');
  if (quantile !== undefined) {
    throw new UserError(
      (say) => `${say.metric()} ${quantile.name}: a summary does not hold quantiles`,
      {
        hint: 'they need every value: analyze the rows themselves',
      },
    );
  }
  const cap = caps.find(({ share }) => share !== null);
  if (cap === undefined) return;
  throw new UserError(
    (say) => `${say.cap()} ${cap.metric}=…%: one shard does not know the quantile of all`,
    {
      hint: (say) => `name the value: ${say.cap(`"${cap.metric}=500"`)}`,
    },
  );
}
