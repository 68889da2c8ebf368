import type { MetricColumns } from '../experiment/summary-layout.js';
import type { SqlDialect } from './dialect.js';
import type { Named } from './lines.js';
import type { QueryParts } from './query-parts.js';

/**
 * The third moments, where values are not 0s and 1s by themselves. Without them it is only not known how
 * skewed values are, so that names which are too long for a column do not forbid the query.
 */
export function thirdMoments(
  { thirds }: MetricColumns,
  values: QueryParts['values'],
  { longestName }: SqlDialect,
): Named[] {
  const isRate = values.length === 1 && values[0]!.pilot === null;
  if (isRate || thirds.some(({ name }) => Buffer.byteLength(name) > longestName)) return [];
  const apart = values.map(({ name, pilot }) => (pilot === null ? name : `(${name} - ${pilot})`));
  return thirds.map(({ name, of }) => {
    const [x, y, z] = of.map((part) => apart[part]!);
    const isCentred = of.every((part) => values[part]!.pilot !== null);
    const sql = isCentred ? `AVG(${x} * ${y} * ${z})` : centredThird(x!, y!, z!);
    return { sql, name };
  });
}

/** Of numbers about 0 and 1 the expanded form loses no digits that matter. */
function centredThird(x: string, y: string, z: string): string {
  const raw = `AVG(${x} * ${y} * ${z})`;
  const turned = [
    [x, y, z],
    [y, x, z],
    [z, x, y],
  ].map(([a, b, c]) => ` - AVG(${a}) * AVG(${b} * ${c})`);
  return `${raw}${turned.join('')} + 2 * AVG(${x}) * AVG(${y}) * AVG(${z})`;
}
