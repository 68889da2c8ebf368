import { UserError } from '../../errors.js';
import { crossedName } from '../../experiment/summary-layout.js';
import { shellWord } from '../../vocabulary.js';
import { capsOf } from '../fold/caps.js';
import type { Layout, Reading, ReadOptions } from '../reading.js';
import { isIdColumn, isPeriodColumn, isUnitsColumn } from '../values/column-words.js';
import { candidateMetrics, isNoCount } from './candidates.js';
import { withCovariates } from './covariates.js';
import { daysReading, withDays } from './days.js';
import { checkFirstRows } from './first-rows.js';
import { frequencyColumn, notEachUnit } from './frequencies.js';
import { columnList, type Header, requireColumn } from './header.js';
import { checkMeasuresInRows } from './measures-in-rows.js';
import { metricReading, parseMetric, type WrittenMetric } from './metrics.js';
import { type FirstRows, notUnits, summedUp } from './row-kind.js';
import { checkEmpty, checkRanks, unitIdColumnOf } from './single-units.js';
import { checkSummarizable, summarizedMetric, summarizedMetrics } from './summary-metrics.js';
import { checkSwallowed } from './swallowed-rows.js';
import { checkTriggered, triggerOf } from './trigger.js';
import { checkOneVariant, variantColumnOf } from './variant-column.js';

/**
 * How a file is to be read: what was said, and else what its header and first rows leave no doubt of.
 *
 * @param rows the first rows, for what the header does not tell
 * @param named whether the file's variant was named on the command line
 * @throws {UserError} when two readings fit, or none, with the option that settles it.
 */
export function recognize(
  header: Header,
  rows: readonly string[][],
  options: ReadOptions,
  named: boolean,
): Reading {
  checkSwallowed(header, rows);
  for (const column of options.decimal.keys()) if (column !== '') requireColumn(header, column);
  const written = options.metrics.map((metric) => writtenMetric(metric, header, options));
  const names = written.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined) {
    throw new UserError((say) => `${say.metric()} ${twice} is given twice`, {
      hint: 'leave out one of them',
    });
  }
  if (named) checkOneVariant(header, rows);
  const variantColumn = named ? null : variantColumnOf(header, rows, options);
  const first = { header, rows, options, variantColumn };
  const said = options.layout === 'wide' ? 'rows' : options.layout;
  if (said === null && options.rowsAreUnits !== true) checkMeasuresInRows(first, variantColumn);
  const layout = said ?? layoutOf(first, written);
  checkRanks(layout, options);
  checkEmpty(layout, options);
  const unitsColumn = unitsColumnOf(header, layout, written, options);
  const unitIdColumn = unitIdColumnOf(header, layout, variantColumn, options);
  const days = daysReading({ header, rows, options }, { layout, variantColumn, unitIdColumn });
  const segments = withDays(segmentColumns(header, options, variantColumn), days, unitIdColumn);
  const columns = { layout, unitsColumn, unitIdColumn, variantColumn, segments };
  const known = {
    ...columns,
    ...triggerOf(header, columns, options),
    ...(days === null ? {} : { days }),
  };
  const metrics =
    written.length > 0
      ? written.map((metric) => metricReading(metric, layout, unitsColumn, header))
      : candidateMetrics(header, rows, known, options);
  checkSummarizable(metrics, options);
  const caps = capsOf(metrics, layout, options);
  const adjusted = withCovariates(metrics, header, layout, options);
  checkFirstRows({ header, rows, options }, { ...known, metrics: adjusted });
  const leftOut = written.length === 0 && layout === 'counts' ? header.names.filter(isNoCount) : [];
  const parted = known.trigger === undefined ? segments : [known.trigger, ...segments];
  const crossed = options.forSummary === true && parted.length > 0;
  checkTriggered(known.trigger, adjusted);
  return {
    ...known,
    segments: crossed ? [crossedName(parted)] : segments,
    metrics: adjusted,
    ...(leftOut.length === 0 ? {} : { leftOut }),
    caps,
  };
}

/** The columns that part the units, each once, and none of them the variant's. */
function segmentColumns(
  header: Header,
  { segments }: ReadOptions,
  variantColumn: string | null,
): string[] {
  const names = segments.map((name) => header.names[requireColumn(header, name)]!);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined) {
    throw new UserError((say) => `${say.segment()} ${twice} is given twice`, {
      hint: 'leave out one of them',
    });
  }
  if (variantColumn !== null && names.includes(variantColumn)) {
    throw new UserError(
      (say) => `${say.segment()} ${variantColumn}: that column holds the variant`,
      {
        hint: 'a segment is a trait of the units, from before the experiment',
      },
    );
  }
  return names;
}

function writtenMetric(text: string, header: Header, options: ReadOptions): WrittenMetric {
  const mayBeSummary = (options.layout ?? 'summary') === 'summary';
  return (mayBeSummary ? summarizedMetric(text, header) : null) ?? parseMetric(text, header);
}

function layoutOf(first: FirstRows, written: WrittenMetric[]): Layout {
  const { header, options } = first;
  const units = options.unitsColumn ?? header.names.find(isUnitsColumn);
  const id = header.names.find(isIdColumn);
  if (units !== undefined && summarizedMetrics(header).length > 0) return 'summary';
  if (options.rowsAreUnits === true) return 'rows';
  const ratio = written.find(({ per, kind }) => per !== null && kind === null);
  const ofRows = written.some(({ kind }) => kind === 'ratio' || kind === 'quantile');
  if (options.unitsColumn !== null) return 'counts';
  if (options.unitIdColumn !== null && (units === undefined || id !== undefined)) return 'rows';
  if (ofRows && (units === undefined || id !== undefined)) return singleUnits(first, written);
  if (units !== undefined && id !== undefined) throw twoReadings(header, units, id);
  if (units !== undefined || (ratio !== undefined && id === undefined)) {
    const isTable = header.names.some(isPeriodColumn) || summedUp(first, []) !== null;
    if (units === undefined && ratio !== undefined && !isTable) throw ratioOrCounts(header, ratio);
    return 'counts';
  }
  return singleUnits(first, written);
}

/** @throws {UserError} when rows sum up several units; that a ratio lacks a column is told elsewhere. */
function singleUnits(first: FirstRows, written: WrittenMetric[]): Layout {
  const settled = written.some(({ kind, per }) => kind === 'ratio' && per === null);
  const summed = first.options.unitIdColumn === null && !settled ? summedUp(first, written) : null;
  if (summed !== null) throw notUnits(first, summed, written);
  const frequency = first.options.unitIdColumn === null ? frequencyColumn(first) : null;
  if (frequency !== null) throw notEachUnit(first.header, frequency);
  return 'rows';
}

function twoReadings(header: Header, units: string, id: string): UserError {
  return new UserError(`column ${units} speaks for counts, ${id} for one row a unit`, {
    location: { file: header.file, line: header.line },
    hint: (say) =>
      `say which: counts? ${say.layout('counts')}; one row a unit? ${say.again([say.layout('rows')])}`,
  });
}

function ratioOrCounts(header: Header, { name, column, per }: WrittenMetric): UserError {
  return new UserError((say) => `${say.metric()} ${name} can be read in two ways`, {
    location: { file: header.file, line: header.line },
    hint: (say) =>
      `${column} out of ${per}? ${say.layout('counts')}; a ratio of means? ${say.again([say.layout('rows')])}`,
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
  const said = layout === 'counts' ? written.find(({ per }) => per !== null)?.per : 'n';
  if (said && (layout === 'counts' || found.includes(said))) return said;
  if (found.length === 1) return found[0]!;
  throw unitsUnknown(header, found);
}

function unitsUnknown(header: Header, [first, ...others]: string[]): UserError {
  const location = { file: header.file, line: header.line };
  if (first === undefined) {
    return new UserError('no column says how many units a row stands for', {
      location,
      hint: (say) =>
        `name it: ${say.unitsColumn('NAME')}, or ${say.metric('SUCCESSES/UNITS')}; ${columnList(header, say)}`,
    });
  }
  const all = [first, ...others].join(' and ');
  return new UserError(`columns ${all} could each be the number of units`, {
    location,
    hint: (say) => `say which: ${say.again([say.unitsColumn(shellWord(first))])}`,
  });
}
