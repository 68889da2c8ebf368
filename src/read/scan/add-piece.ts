import type { FileState } from '../file-state.js';
import { addCells, addUnitRows, type Into, isExact } from './add-chunk.js';
import type { Range, ScannedChunk } from './chunk.js';
import { isInOrder, metBetween, noteMet } from './met-in-rows.js';
import { type RecordStart, readExactly, readRange, type ScannedText } from './read-range.js';
import type { Met } from './records-aside.js';
import type { ScanLayout } from './scan-layout.js';

/** What a piece is added to, and where its first record begins. */
export interface AddedTo {
  text: ScannedText;
  state: FileState;
  plan: ScanLayout;
  at: RecordStart;
  /** Scans a part of the file once more. */
  scan: (range: Range) => ScannedChunk | Promise<ScannedChunk>;
}

/**
 * Adds a piece that begins where the last one ended, as if its records had been read one by one; has those read that
 * need it. Where the next piece begins.
 *
 * @throws {UserError} what reading them throws.
 */
export async function afterPiece(to: AddedTo, piece: ScannedChunk): Promise<RecordStart> {
  const { text, state, plan, at } = to;
  if (piece.outcome === 'doubtful') {
    const line = await readRange(text, state, at, () => false);
    return { position: text.bytes.size, line };
  }
  const next = { position: piece.end, line: at.line + piece.lineEnds };
  const into = { known: state.known!, variant: state.source.variant };
  const isExactIn = plan.unitsColumn === null || isExact(into.known.aggregates, piece);
  if (piece.outcome === 'cells' && isExactIn) await addInTurn(to, into, piece);
  else await readRange(text, state, at, (line) => line >= next.line);
  return next;
}

/**
 * Adds a piece: what was met in its rows goes in turn with the records that were set aside, since of two mistakes the
 * first is told, and then all its cells, whose sums know no order.
 */
async function addInTurn(to: AddedTo, into: Into, piece: ScannedChunk): Promise<void> {
  const { text, state, plan, at } = to;
  let [start, before]: [RecordStart, Met | null] = [at, null];
  for (const { from, to: end, lines, linesPast, met } of piece.aside) {
    const rows = metBetween(piece, before, met);
    if (!isInOrder(into, plan, piece, rows)) return readFrom(to, into, piece, start);
    noteMet(into, plan, piece, rows);
    await readExactly(text, state, { from, to: end, line: at.line + lines });
    [start, before] = [{ position: end, line: at.line + linesPast }, met];
  }
  const rest = metBetween(piece, before, null);
  if (!isInOrder(into, plan, piece, rest)) return readFrom(to, into, piece, start);
  noteMet(into, plan, piece, rest);
  if (plan.unitId === null) addCells(into, plan, piece);
  else addUnitRows(into, plan, piece);
  countRows(state.count, piece);
}

/** Has the records of a piece read from one on, where what is before has been noted and is yet to be added. */
async function readFrom(
  { text, state, plan, at, scan }: AddedTo,
  into: Into,
  { index, end, lineEnds }: ScannedChunk,
  start: RecordStart,
): Promise<void> {
  if (start.position > at.position) {
    const head = await scan({ index, from: at.position, to: start.position, begins: true });
    addCells(into, plan, head);
    countRows(state.count, head);
  }
  if (start.position < end)
    await readRange(text, state, start, (line) => line >= at.line + lineEnds);
}

/** Adds the rows of a piece to how many there are of each kind. */
export function countRows(
  count: FileState['count'],
  { rows, leftOut, blanks }: ScannedChunk,
): void {
  count.rows += rows;
  count.blankRows += blanks;
  if (count.otherRows !== undefined) count.otherRows += leftOut;
}
