import { cellsOf, figuresOf } from './cell-figures.js';
import { cellNames } from './cell-names.js';
import type { ScannedChunk } from './chunk.js';
import type { Engine } from './engine.js';
import { classifierFor } from './field-classifier.js';
import { LAYOUT, MOST } from './layout.js';
import { setAll } from './plan-in-memory.js';
import { seenIn } from './records-aside.js';

/** Has the scanner forget all that it knows of the piece before. */
export function beginPiece(engine: Engine): void {
  const { plan, scanner, view } = engine;
  engine.judge = classifierFor(plan);
  scanner.begin(plan.metrics.length, engine.setsAside ? 1 : 0);
  engine.keeper.begin();
  engine.aside.begin();
  engine.units.begin();
  const masks = engine.idLevels.map((level) => 2 ** level - 1);
  setAll(view, LAYOUT.idMasks, masks);
}

/** What became of a piece, of which this is known already. */
export function pieceOf(
  { plan, scanner, view, judge, keeper, aside, units: unitRows }: Engine,
  piece: Pick<ScannedChunk, 'index' | 'start' | 'end' | 'outcome'>,
): ScannedChunk {
  const isKnown = piece.outcome === 'cells';
  const count = isKnown ? scanner.cells() : 0;
  const { variants, segments, labels, units, ids } = judge;
  const cells = cellsOf(view, count, plan.parts[0]!.length);
  return {
    ...piece,
    rows: scanner.rowCount(),
    leftOut: scanner.leftOutCount(),
    blanks: scanner.blankCount(),
    lineEnds: scanner.lineEndCount(),
    variants,
    segments,
    cells,
    figures: figuresOf(view, count, plan),
    kept: keeper.keptIn(cellNames(plan, { cells, variants, segments })),
    seen: plan.values.map((_, i) => seenIn(view, i)),
    labels,
    steady: isKnown ? judge.steady.map((texts, i) => steadyOf(view, i, texts)) : [],
    units,
    ids,
    aside: isKnown ? aside.records() : [],
    unitRows: unitRows.taken(),
    block: unitRows.block,
  };
}

/** By variant, the text that it has in such a column. */
function steadyOf(view: DataView, column: number, texts: readonly string[]): string[] {
  const table = LAYOUT.steady + 2 * MOST.codes * column;
  const codes = Array.from({ length: MOST.codes }, (_, i) => view.getUint16(table + 2 * i, true));
  return codes.filter((code) => code > 0).map((code) => texts[code - 1]!);
}
