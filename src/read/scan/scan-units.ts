import type { ReadState } from '../file-state.js';
import { emptyProfile } from '../fold/value-profile.js';
import { noKnownRows } from '../recognize/copied-rows.js';
import { METRIC_BYTES, UNITS } from '../units/layout.js';
import { textsOf } from '../units/names.js';
import type { Cursor } from '../units/unit-extents.js';
import { setFlag, setWord, type UnitMemory, wordAt } from '../units/unit-memory.js';
import type { UnitsInto } from '../units/units-into.js';
import { addCells, type Into } from './add-chunk.js';
import type { ScannedChunk } from './chunk.js';
import { type Engine, engineFor } from './engine.js';
import { LAYOUT, MOST } from './layout.js';
import { metBetween, noteMet } from './met-in-rows.js';
import { beginPiece, pieceOf } from './piece.js';
import type { ScanLayout } from './scan-layout.js';
import { scannerModule } from './scannable.js';
import { type UnitTable, unitTableFor } from './unit-table.js';
import { unitsLayout } from './units-layout.js';

/** Units are scanned by so many at once: with few cells, these cost little beside them. */
const PIECE = 1 << 16;

/**
 * Adds units to the aggregates as the rows of a file are added, of which these metrics are proportions; those of a piece
 * for whose cells there is no room by `addSome`. Whether it did: `false`, with nothing added, where the scanner cannot.
 */
export async function scanUnits(
  into: UnitsInto,
  rates: readonly boolean[],
  addSome: (from: Cursor, to: Cursor) => void,
): Promise<boolean> {
  const { memory } = into.units;
  const [module, plan] = [scannerModule(), unitsLayout(into)];
  const table = into.units.table ?? unitTableFor(memory);
  const engine = module === null || plan === null ? null : engineFor(module, plan);
  if (plan === null || table === null || engine === null) return false;
  const known = stateFor(into);
  rates.forEach((isRate, i) => {
    const { at } = into.units.metrics[i]!;
    setWord(memory, UNITS.metricList + METRIC_BYTES * i, at);
    setFlag(memory, i, isRate ? 1 : 0);
  });
  table.rewind();
  for (;;) {
    const from = cursorIn(memory);
    const piece = nextPiece(into, engine, table);
    if (piece.rows === 0) return true;
    if (piece.outcome === 'cells') addPiece({ known, variant: null }, plan, piece);
    else addSome(from, cursorIn(memory));
    // Whoever wants this to end is heard.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** What is known of files, with nothing seen in them: what rows came to is nothing that was read. */
function stateFor({ units, aggregates, reading, kept }: UnitsInto): ReadState {
  const segmentValues = units.segments.map(() => new Set<string>());
  const seen = reading.metrics.map(emptyProfile);
  const watch = { ids: [], parts: [] };
  const first = { days: new Map(), counts: noKnownRows(), amounts: new Map() };
  return { reading, aggregates, units, rows: null, kept, seen, segmentValues, watch, ...first };
}

function cursorIn(memory: UnitMemory): Cursor {
  return { extent: wordAt(memory, UNITS.cursorExtent), unit: wordAt(memory, UNITS.cursor) };
}

/** The cells of the next units. */
function nextPiece({ units }: UnitsInto, engine: Engine, table: UnitTable): ScannedChunk {
  const { scanner } = engine;
  beginPiece(engine);
  let rows = 0;
  for (let count = -1; rows < PIECE && count !== 0; rows += count) {
    count = table.readUnits();
    handOver(units.memory, engine);
    scanner.takeWritten(count);
  }
  const outcome = scanner.needsJudgement() !== 0 ? 'judge' : 'cells';
  return {
    ...pieceOf(engine, { index: 0, start: 0, end: 0, outcome }),
    rows,
    variants: textsOf(units.variants),
    segments: units.segments.map(textsOf),
  };
}

function addPiece(into: Into, plan: ScanLayout, piece: ScannedChunk): void {
  noteMet(into, plan, piece, metBetween(piece, null, null));
  addCells(into, plan, piece);
}

/** Copies columns from the memory of units into the scanner's. */
function handOver({ bytes: from }: UnitMemory, { plan, bytes }: Engine): void {
  const codes = plan.texts.length * 4 * MOST.rowsAtOnce;
  const values = plan.values.length * 8 * MOST.rowsAtOnce;
  const at = UNITS.rows + codes;
  bytes.set(from.subarray(UNITS.rows, at), LAYOUT.codes);
  bytes.set(from.subarray(at, at + values), LAYOUT.values);
}
