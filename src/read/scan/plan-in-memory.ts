import { missingTexts } from '../reading.js';
import { LAYOUT, MOST, READING } from './layout.js';
import type { ScanLayout } from './scan-layout.js';
import { JUDGE } from './scanned-filters.js';
import type { ValueColumn } from './scanned-values.js';

/** Writes into the scanner's memory which columns it needs and what for. */
export function describePlan(plan: ScanLayout, view: DataView): void {
  describeFilters(plan, view);
  describeUnits(plan, view);
  const { texts, values, metrics, ids, parts } = plan;
  const first = plan.variantColumn ? 1 : 0;
  Buffer.from(view.buffer).set(plan.comment, LAYOUT.comment);
  setAll(view, LAYOUT.textColumns, texts);
  setAll(view, LAYOUT.days, [plan.days === null ? 0 : plan.days.text + 1]);
  plan.missingNumbers.forEach((number, i) => {
    view.setFloat64(LAYOUT.missingNumbers + 8 * i, number, true);
  });
  setAll(
    view,
    LAYOUT.idColumns,
    ids.map(({ column }) => column),
  );
  values.forEach(({ column, format, ...how }, i) => {
    const figures = [column, signsOf(format), readingOf(how), 0];
    setAll(view, LAYOUT.valueColumns + 16 * i, figures);
  });
  parts.forEach((columns, i) => {
    const own = columns.map((column) => first + column);
    setAll(view, LAYOUT.parts + 4 * MOST.segments * i, own);
  });
  metrics.forEach((measures, i) => {
    const figures =
      plan.unitsColumn === null
        ? [measures.length, ...measures]
        : [0, ...measures, values[measures[0]!]!.success === null ? 0 : 1];
    setAll(view, LAYOUT.metrics + 64 * i, figures);
  });
}

/** Writes where the ids of units stand, and how texts begin that may mean that there is none. */
function describeUnits({ unitId, missing }: ScanLayout, view: DataView): void {
  if (unitId === null) return;
  const texts = missingTexts({ missing }).map((text) => Buffer.from(text));
  setAll(view, LAYOUT.unitId, [unitId + 1, Math.max(...texts.map(({ length }) => length))]);
  for (const [first] of texts) if (first !== undefined) view.setUint8(LAYOUT.noIds + first, 1);
}

/** How numbers are written: the decimal separator, and above it that of thousands, if there is one of a byte. */
function signsOf({ decimal, thousands }: ValueColumn['format']): number {
  const sign = thousands.length === 1 ? thousands.charCodeAt(0) : 0;
  return decimal.charCodeAt(0) | (sign < 0x80 ? sign << 8 : 0);
}

function readingOf({
  success,
  isCount,
  emptyIsZero,
}: Omit<ValueColumn, 'column' | 'format' | 'limits'>): number {
  if (success !== null) return READING.labels;
  if (isCount) return READING.counts;
  return READING.numbers | (emptyIsZero ? READING.emptyIsZero : 0);
}

/** Writes which columns decide on rows, the verdicts on numbers in them, and the words that they name. */
function describeFilters({ filters }: ScanLayout, view: DataView): void {
  const text = Buffer.from(view.buffer);
  let [count, words] = [0, 0];
  filters.forEach(({ column, decimal, turns, start, words: known }, i) => {
    const separator = decimal?.charCodeAt(0) ?? 0;
    const others = known?.others ?? JUDGE;
    const figures = [column, separator, count, turns.length, start?.length ?? 0, others];
    setAll(view, LAYOUT.filters + 64 * i, figures);
    text.write(start?.day ?? '', LAYOUT.filters + 64 * i + 32, 'latin1');
    for (const { at, below, on } of turns) {
      const entry = LAYOUT.turns + 16 * count;
      view.setFloat64(entry, at, true);
      setAll(view, entry + 8, [below, on]);
      count += 1;
    }
    for (const word of known?.named ?? []) {
      const entry = LAYOUT.words + 64 * words;
      setAll(view, entry, [i, text.write(word, entry + 8)]);
      words += 1;
    }
  });
}

/** Writes whole numbers one after the other. */
export function setAll(view: DataView, at: number, figures: readonly number[]): void {
  figures.forEach((figure, i) => {
    view.setInt32(at + 4 * i, figure, true);
  });
}
