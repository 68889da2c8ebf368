import { variantAggregates } from '../../experiment/aggregates.js';
import type { Wording } from '../../vocabulary.js';
import {
  checkExposure,
  countedDay,
  noteDays,
  type RowDays,
  rowDaysReader,
  uncounted,
} from '../panel/panel-reader.js';
import { addPanelRow, NEVER, numberOfUnit } from '../panel/panel-rows.js';
import { isMissing } from '../reading.js';
import { addToUnit, addUnit, type UnitRow, type Units, unitWith } from '../units/unit-store.js';
import type { ByteSpan } from '../units/unit-table.js';
import { badValue } from '../values/values.js';
import { type Fold, type FoldContext, fieldReader, variantReader } from './fields.js';
import { rowValues } from './fold-rows.js';
import { segmentColumnsReader, triggersReader } from './fold-segments.js';

/**
 * How a file's records go into units rather than into aggregates: the rows of a unit are added up, as it
 * may have any number of them, in any of the files.
 *
 * @throws {UserError} when the file lacks a column; the fold itself throws on rows that cannot be
 *   read, one without an id among them.
 */
export function foldIntoUnits(context: FoldContext, units: Units): Fold {
  const variantOf = variantReader(context);
  const idOf = idReader(context);
  const read = rowValues(context);
  const segmentsOf = segmentColumnsReader(context);
  const triggersOf = triggersReader(context);
  const { rows, reading } = context;
  const daysOf = rows === null ? null : rowDaysReader(context, reading.days!);
  return (fields, line) => {
    const variant = variantOf(fields, line);
    const id = idOf(fields, line);
    const values = read(fields, line);
    const unit = unitWith(units, id);
    const segments = unit === 0 ? segmentsOf(fields, line) : triggersOf(fields, line);
    const days = daysOf?.(fields, line) ?? null;
    if (days === null) {
      variantAggregates(context.aggregates, variant);
      addRowOfUnit(units, unit, id, { variant, segments, values });
    } else {
      addRowByDay(context, units, { unit, id, days, row: { variant, segments, values } });
    }
  };
}

/** Adds a row to its unit, whose address is given: 0 where it is new. */
function addRowOfUnit(units: Units, unit: number, id: ByteSpan, row: UnitRow): number {
  if (unit !== 0) {
    addToUnit(units, unit, row);
    return unit;
  }
  addUnit(units, id, row);
  return unitWith(units, id);
}

/** The same of a row that counts on its day, if it does: what it says is added to its unit, and to that day. */
function addRowByDay(
  { rows, reading, aggregates }: FoldContext,
  units: Units,
  { unit, id, days, row }: { unit: number; id: ByteSpan; days: RowDays; row: UnitRow },
): void {
  const known = unit === 0 ? undefined : rows!.numbers.get(unit);
  if (known !== undefined && reading.days!.exposure !== null) {
    checkExposure(rows!.exposures[known]!, days);
  }
  variantAggregates(aggregates, row.variant);
  noteDays(rows!, days);
  const day = countedDay(rows!, days, reading.days!);
  const values = day === null ? uncounted(row.values, units.metrics) : row.values;
  const at = addRowOfUnit(units, unit, id, { ...row, values });
  const number = numberOfUnit(rows!, at, days.exposure?.day ?? NEVER);
  if (day !== null) addPanelRow(rows!, number, day, values, units.metrics);
}

/** Reads a row's id as UTF-8, always into the same place. */
function idReader({ header, reading, options }: FoldContext) {
  const field = fieldReader(header, reading.unitIdColumn!, options);
  const span: ByteSpan = { bytes: new Uint8Array(0), from: 0, to: 0 };
  return (fields: string[], line: number): ByteSpan => {
    const { text, place } = field(fields, line);
    if (!isMissing(text, options)) return encoded(text, span);
    const hint: Wording = (say) =>
      `fill it in, or pass ${say.onBadRow('skip')} to leave such rows out`;
    throw badValue(place, 'there is no unit id', hint);
  };
}

/** A text as UTF-8, in a span that is written over and grown as need be. */
function encoded(text: string, span: ByteSpan): ByteSpan {
  // UTF-8 takes at most three bytes for each unit of UTF-16 (RFC 3629, §3).
  if (span.bytes.length < 3 * text.length) span.bytes = new Uint8Array(6 * text.length);
  const { bytes } = span;
  span.to = 0;
  for (; span.to < text.length; span.to++) {
    const code = text.charCodeAt(span.to);
    if (code > 0x7f) break;
    bytes[span.to] = code;
  }
  // Ids are ASCII nearly always, and then this is faster than any encoder.
  if (span.to < text.length) span.to = UTF_8.encodeInto(text, bytes).written;
  return span;
}

const UTF_8 = new TextEncoder();
