/* What plain tables come to by a plan, variant by variant: the model's own reading. */
import { plainNumber, plainTruth } from './table.mjs';

/**
 * The units of each variant and what its metrics come to: n, missing, mean, variance, and successes of a rate.
 * `null` where the model does not know how the tables are to be read.
 */
export function samplesOf(tables, doc) {
  const { reading, stratify, metrics, units = {} } = doc;
  if (reading !== undefined || stratify !== undefined || tables.includes(null)) return null;
  const odd = metrics.some((one) => one.cap !== undefined || one.covariate !== undefined);
  if (odd || units.rows !== undefined) return null;
  const header = tables[0].header;
  if (tables.some((table) => table.header.join() !== header.join())) return null;
  const rows = tables.flatMap((table) => table.rows);
  const at = Object.fromEntries(header.map((name, i) => [name, i]));
  const variant = at[lower(doc.variants.column ?? 'variant')];
  if (variant === undefined) return null;
  const names = [doc.variants.control, ...doc.variants.treatments].map(String);
  const others = rows.some((row) => !names.includes(row[variant]));
  if (others || !areDistinct(rows, units.id === undefined ? undefined : at[lower(units.id)]))
    return null;
  const read = readerOf(at, doc);
  if (read === null) return null;
  const arms = names.map((name) => read(rows.filter((row) => row[variant] === name)));
  return arms.includes(null) ? null : arms;
}

const lower = (name) => String(name).trim().toLowerCase();

function areDistinct(rows, id) {
  if (id === undefined) return true;
  return (
    new Set(rows.map((row) => row[id])).size === rows.length && rows.every((row) => row[id] !== '')
  );
}

function readerOf(at, { metrics, units = {} }) {
  const columns = metrics.map((metric) => ({
    ...metric,
    column: lower(metric.column ?? metric.name),
  }));
  if (units.column !== undefined) {
    const n = at[lower(units.column)];
    const known = n !== undefined && columns.every(({ column }) => at[column] !== undefined);
    return known
      ? (rows) =>
          countedArm(
            rows,
            n,
            columns.map(({ column }) => at[column]),
          )
      : null;
  }
  if (columns.every(({ column }) => at[column] !== undefined)) {
    return (rows) =>
      armOfRows(
        rows,
        columns.map((one) => ({ ...one, at: at[one.column] })),
      );
  }
  const moments = columns.map(({ column }) => [at[`${column}_mean`], at[`${column}_var`]]);
  if (at.n === undefined || moments.flat().includes(undefined)) return null;
  return (rows) => (rows.length === 1 ? summedArm(rows[0], at.n, moments) : null);
}

function countedArm(rows, n, columns) {
  const sum = (column) => {
    const values = rows.map((row) => plainNumber(row[column]));
    const whole = values.every((value) => Number.isInteger(value) && value >= 0);
    return whole ? values.reduce((a, b) => a + b, 0) : null;
  };
  const units = sum(n);
  const metrics = columns.map((column) => rateOf(sum(column), units));
  return units === null || metrics.includes(null) ? null : { units, metrics };
}

function rateOf(successes, n, missing = 0) {
  if (successes === null || successes > n) return null;
  const mean = successes / n;
  return { n, missing, successes, mean, variance: (mean * (1 - mean) * n) / (n - 1) };
}

function armOfRows(rows, columns) {
  const metrics = columns.map(({ at, kind }) => {
    const read = kind === 'proportion' ? plainTruth : plainNumber;
    const values = rows.map((row) => read(row[at]));
    if (values.includes(undefined) || (kind !== 'proportion' && kind !== 'mean')) return null;
    const known = values.filter((value) => value !== null);
    const missing = values.length - known.length;
    const sum = known.reduce((a, b) => a + b, 0);
    if (kind === 'proportion') return rateOf(sum, known.length, missing);
    const [n, mean] = [known.length, sum / known.length];
    const squares = known.reduce((total, value) => total + (value - mean) ** 2, 0);
    return { n, missing, mean, variance: squares / (n - 1) };
  });
  return metrics.includes(null) ? null : { units: rows.length, metrics };
}

function summedArm(row, n, moments) {
  const units = plainNumber(row[n]);
  const metrics = moments.map(([mean, variance]) => ({
    n: units,
    missing: 0,
    mean: plainNumber(row[mean]),
    variance: plainNumber(row[variance]),
  }));
  const known = metrics.every(
    ({ mean, variance }) => Number.isFinite(mean) && Number.isFinite(variance),
  );
  return Number.isInteger(units) && known ? { units, metrics } : null;
}
