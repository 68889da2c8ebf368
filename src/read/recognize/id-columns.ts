import { type Reading, type ReadOptions, segmentColumns } from '../reading.js';
import {
  type IdName,
  idNameOf,
  isCalledAsUnit,
  isNamingColumn,
  isPeriodColumn,
  isThingColumn,
} from '../values/column-words.js';
import { type ColumnProfile, profileOf } from './column-profile.js';
import { findColumn, type Header } from './header.js';

/** A column that names what its rows are about. */
export interface IdColumn {
  name: string;
  kind: Exclude<IdName, null>;
}

/** In the order in which one is to be told by: whose rows they are says more than what they are. */
const KINDS: IdColumn['kind'][] = ['unit', 'any', 'happening'];

/**
 * The columns that name units, or what happens to them, by their name or by their values, so that rows
 * with the same one are not independent. None where it was said what a unit is.
 */
export function idColumns(
  header: Header,
  rows: readonly string[][],
  reading: Reading,
  options: ReadOptions,
): IdColumn[] {
  const { layout, unitIdColumn } = reading;
  if (layout !== 'rows' || unitIdColumn !== null || options.rowsAreUnits === true) return [];
  const used = columnsUsed(reading, header, options);
  const found = header.names.flatMap((name, column) => {
    if (name === '' || used.has(column) || header.names.indexOf(name) !== column) return [];
    const kind = kindOf(name, profileOf(rows, column, name, options));
    return kind === null ? [] : [{ name, kind }];
  });
  return found.sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));
}

/** The positions of the columns that have a part in the analysis. */
export function columnsUsed(
  reading: Reading,
  header: Header,
  options: ReadOptions,
): Set<number | null> {
  const { variantColumn, unitsColumn, metrics } = reading;
  const measured = metrics.flatMap(({ column, units, denominator, covariates }) => [
    ...[column, units, denominator, ...covariates],
  ]);
  const segments = segmentColumns(reading, options);
  const names = [variantColumn, unitsColumn, ...segments, ...measured];
  return new Set(names.map((name) => (name === null ? null : findColumn(header, name))));
}

function kindOf(name: string, profile: ColumnProfile): IdName {
  const { values, distinct, isBinary } = profile;
  // One value for all rows, or yes and no, name nobody.
  if (distinct < 2 || isBinary) return null;
  const named = idNameOf(name);
  if (named === 'unit' || named === 'happening') return named;
  const many = distinct >= Math.max(MANY, MANY_OF_ALL * values.length);
  if (named === 'any') return many || distinct === values.length ? named : null;
  if (isCalledAsUnit(name) && (many || namesByNumber(profile))) return 'unit';
  const tellsOtherwise = isPeriodColumn(name) || isThingColumn(name);
  return many && profile.isCoded && !tellsOtherwise && !isNamingColumn(name) ? 'unit' : null;
}

/** Fewer values are rather kinds of units than units: half a dozen, or one to twenty rows. */
const MANY = 6;
const MANY_OF_ALL = 0.05;

/** Whether values are numbers or codes of units: from 1 on, as a count would have a 0 among them. */
function namesByNumber({ values, distinct, isWhole, isCoded }: ColumnProfile): boolean {
  return distinct > 2 && (isCoded || (isWhole && values.every((text) => Number(text) > 0)));
}
