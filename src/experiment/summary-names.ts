import { UserError } from '../errors.js';
import { keyOf, namedColumns, type Parts, SPREAD_ENDINGS } from './summary-layout.js';

/**
 * Checks that a summary's columns can be told apart, also by whoever looks for those that it may have and
 * has not: the columns of its variants and segments, n, and those of its metrics.
 *
 * @throws {UserError} when two have the same name.
 */
export function checkDistinct(
  keys: readonly string[],
  results: readonly string[],
  metrics: readonly Parts[],
): void {
  const columns = [...keys, ...results];
  const names = columns.map(folded);
  const possible = new Set(metrics.flatMap(possibleColumns).map(folded));
  const twice = columns.find(
    (_, i) => names.indexOf(names[i]!) < i || (i < keys.length && possible.has(names[i]!)),
  );
  if (twice === undefined) return;
  throw new UserError(`two columns of the summary would be called ${twice}`, {
    hint: 'rename the column in the data: n and names like m_mean are the summary’s own',
  });
}

function folded(name: string): string {
  return name.trim().toLowerCase();
}

/** All names by which something is looked for that a summary may say of a metric. */
function possibleColumns(parts: Parts): string[] {
  const ways = [
    namedColumns(parts, () => true, keyOf(parts)),
    namedColumns(parts, () => true),
    namedColumns(parts, () => false),
  ];
  return ways.flatMap(({ parts, covariances, thirds, missing }) => [
    ...parts.flatMap(({ mean, n }) => [mean, n, ...spreadColumns(mean)]),
    ...covariances,
    ...thirds.map(({ name }) => name),
    missing,
  ]);
}

function spreadColumns(mean: string): string[] {
  const stem = mean.slice(0, -'_mean'.length);
  return SPREAD_ENDINGS.map(([ending]) => stem + ending);
}
