import { UserError } from '../errors.js';
import { type MetricColumns, summaryColumns } from '../experiment/summary-layout.js';
import { checkDistinct } from '../experiment/summary-names.js';
import type { DialectName, SqlDialect } from './dialect.js';
import { DIALECTS } from './dialects.js';
import type { Named } from './lines.js';
import { type Covariate, type SqlMetric, sqlMetrics } from './metrics.js';
import type { QueryParts } from './query-parts.js';
import { thirdMoments } from './third-moments.js';
import { segmentColumn, valueColumns, variantColumn } from './unit-columns.js';
import { nameOf, pathOf } from './written-names.js';

/** What is asked of a warehouse; names as they are written, or in double quotes. */
export interface SqlQuestion {
  dialect: DialectName;
  /** A table, or a path to one as database.schema.table. */
  table: string;
  /** A condition in SQL, put into the query as it is; `null` for all rows. */
  where: string | null;
  variantColumn: string;
  metrics: readonly string[];
  covariates: readonly Covariate[];
  segments: readonly string[];
  /** The column by which rows are added up to units; `null` where each row is one. */
  unitId: string | null;
}

/**
 * The query that makes the summary of a table where it is, in the layout of `summarize`.
 *
 * NULL is a missing value and nothing else is; NaN makes NaN of what it is in, which is refused when
 * the summary is read. Rows are read twice, the first time for the pilot means.
 *
 * @throws {UserError} when the question cannot be put, or its answer could not be told apart.
 * @example
 * const query = summaryQuery({
 *   dialect: 'postgres', table: 'results', where: null, variantColumn: 'variant',
 *   metrics: ['revenue'], covariates: [], segments: [], unitId: null,
 * });
 * query.includes('COUNT(*) AS "n"'); // => true
 */
export function summaryQuery(question: SqlQuestion): string {
  const dialect = DIALECTS[question.dialect];
  const perUnit = question.unitId !== null;
  const metrics = distinctMetrics(sqlMetrics(question.metrics, question.covariates, perUnit));
  const keys = keyColumns(question, dialect);
  const values = metrics.map(({ parts }, m) => valueColumns(parts, m + 1, perUnit, dialect));
  const statistics = metrics.map(({ columns }, m) => statisticsOf(columns, values[m]!, dialect));
  const results = [{ sql: 'COUNT(*)', name: 'n' }, ...statistics.flat()];
  const named = [keys.map(({ result }) => result), results.map(({ name }) => name)] as const;
  checkDistinct(
    ...named,
    metrics.map(({ parts }) => parts.map(({ name }) => name)),
  );
  checkResults(named.flat(), dialect);
  const quoted = <T extends Named>(column: T) => ({
    ...column,
    name: dialect.identifier(column.name),
  });
  return dialect.query({
    table: pathOf(question.table, (say) => say.table())
      .map(dialect.existing)
      .join('.'),
    where: question.where,
    unitId: unitIdOf(question, dialect),
    keys: keys.map(({ result, ...key }) => ({ ...key, result: dialect.identifier(result) })),
    values: values.flat(),
    statistics: results.map(quoted),
  });
}

function unitIdOf({ unitId }: SqlQuestion, dialect: SqlDialect): string | null {
  return unitId === null ? null : dialect.existing(nameOf(unitId, (say) => say.unitId()));
}

/** The metrics with their columns' names, each set of parts once. */
function distinctMetrics(metrics: SqlMetric[]) {
  const parts = metrics.map(({ parts }) => parts.map(({ name }) => name));
  const all = summaryColumns(parts).map((columns, i) => ({ ...metrics[i]!, columns }));
  const keyOf = ({ columns }: { columns: MetricColumns }) => JSON.stringify(columns);
  return all.filter((one, i) => all.findIndex((two) => keyOf(two) === keyOf(one)) === i);
}

function keyColumns(question: SqlQuestion, dialect: SqlDialect): QueryParts['keys'] {
  const variant = nameOf(question.variantColumn, (say) => say.variantColumn());
  const segments = question.segments.map((segment) => nameOf(segment, (say) => say.segment()));
  const perUnit = question.unitId !== null;
  return [
    { ...variantColumn(variant, perUnit, dialect), result: variant.text },
    ...segments.map((segment, i) => {
      return { ...segmentColumn(segment, i + 1, perUnit, dialect), result: segment.text };
    }),
  ];
}

function statisticsOf(
  columns: MetricColumns,
  values: QueryParts['values'],
  dialect: SqlDialect,
): Named[] {
  const centred = values.map(({ name, pilot }) => (pilot === null ? name : `${name} - ${pilot}`));
  const parts = columns.parts.flatMap(({ n, mean, variance }, i) => {
    const { name, pilot } = values[i]!;
    const start = pilot === null ? '' : `MAX(${pilot}) + `;
    return [
      { sql: `COUNT(${name})`, name: n },
      { sql: `${start}AVG(${centred[i]})`, name: mean },
      { sql: varianceOf(name, centred[i]!, dialect), name: variance },
    ];
  });
  const known = (i: number, sql: string) =>
    `CASE WHEN COUNT(${values[i]!.name}) > 1 THEN ${sql} END`;
  const pairs = centred.flatMap((x, i) =>
    centred.slice(0, i).map((y) => known(i, dialect.covariance(x, y))),
  );
  return [
    ...parts,
    ...pairs.map((sql, i) => ({ sql, name: columns.covariances[i]! })),
    ...thirdMoments(columns, values, dialect).map(({ sql, name }) => ({
      sql: known(0, sql),
      name,
    })),
  ];
}

/** Where all values are the same it is 0 and no remainder of rounding, and of a single value unknown. */
function varianceOf(name: string, centred: string, dialect: SqlDialect): string {
  const variance = dialect.variance(centred);
  return `CASE WHEN MIN(${name}) < MAX(${name}) THEN ${variance} WHEN COUNT(${name}) > 1 THEN 0 END`;
}

/** What the query itself calls some of its columns. */
const OWN_NAMES = /^pt_(?:variant|segment_\d+|result_\d+)$/i;

/** Checks that the result can have columns of these names. */
function checkResults(names: string[], { longestName, refusedInNames }: SqlDialect): void {
  const own = names.find((name) => OWN_NAMES.test(name));
  if (own !== undefined) {
    throw new UserError(`${own} is what the query calls a column of its own`, {
      hint: 'rename the column in a view',
    });
  }
  const long = names.find((name) => Buffer.byteLength(name) > longestName);
  if (long !== undefined) {
    throw new UserError(`${long} is too long a name for a column there`, {
      hint: `it has ${longestName} bytes at most: rename the columns in a view`,
    });
  }
  const refused = names.find((name) => refusedInNames?.test(name));
  if (refused === undefined) return;
  throw new UserError(`a result cannot have a column ${refused} there`, {
    hint: 'letters, digits and _ are safe: rename the column in a view',
  });
}
