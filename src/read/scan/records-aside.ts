import type { FieldClassifier } from './field-classifier.js';
import { LAYOUT, MOST } from './layout.js';
import type { ScanLayout } from './scan-layout.js';

/** What had been met in a piece before a record: how many texts of each kind, and what columns of values held. */
export interface Met {
  variants: number;
  segments: number[];
  labels: number[];
  units: number[];
  ids: number[];
  seen: number[];
  /** How many cells there were. */
  cells: number;
}

/** Records, one after the other, which need judgement: where they
 * are, how many lines of their piece are before them and before what follows, and what was met before. */
export interface AsideRecords {
  from: number;
  to: number;
  lines: number;
  linesPast: number;
  met: Met;
}

/** Takes down which records of a piece need judgement. */
export interface RecordsAside {
  /** Takes the next one, by its place in what is scanned; whether there was room. */
  take: (
    record: { from: number; bytes: number; lines: number; linesPast: number },
    met: FieldClassifier,
    cells: number,
  ) => boolean;
  /** Says where in the file what is scanned begins. */
  moveTo: (position: number) => void;
  /** Begins a piece. */
  begin: () => void;
  /** Those of the piece. */
  records: () => AsideRecords[];
}

/** Takes down records of the scanner that has this memory. */
export function recordsAside({ values }: ScanLayout, view: DataView): RecordsAside {
  let found: AsideRecords[] = [];
  let [position, count] = [0, 0];
  const seen = () => values.map((_, i) => seenIn(view, i));
  return {
    take: (
      { from, bytes, lines, linesPast },
      { variants, segments, labels, units, ids },
      cells,
    ) => {
      const start = position + from;
      count += 1;
      const last = found.at(-1);
      if (last?.to === start) {
        last.to += bytes;
        last.linesPast = linesPast;
      } else {
        const met = {
          variants: variants.length,
          segments: segments.map(lengthOf),
          labels: labels.map(lengthOf),
          units: units.map(lengthOf),
          ids: ids.map(lengthOf),
          seen: seen(),
          cells,
        };
        found.push({ from: start, to: start + bytes, lines, linesPast, met });
      }
      return count < MOST.setAside;
    },
    moveTo: (next) => {
      position = next;
    },
    begin: () => {
      [found, count] = [[], 0];
    },
    records: () => found,
  };
}

/** What was seen in a column of values, as bits. */
export function seenIn(view: DataView, column: number): number {
  return view.getInt32(LAYOUT.valueColumns + 16 * column + 12, true);
}

function lengthOf({ length }: { length: number }): number {
  return length;
}
