import { cellsOf, figuresOf } from './cell-figures.js';
import type { ScannedChunk } from './chunk.js';
import type { Engine } from './engine.js';
import { classifierFor } from './field-classifier.js';
import { LAYOUT } from './layout.js';
import { setAll } from './plan-in-memory.js';

/** Has the scanner forget all that it knows of the piece before. */
export function beginPiece(engine: Engine): void {
  const { plan, scanner, view } = engine;
  engine.judge = classifierFor(plan);
  scanner.begin(plan.metrics.length);
  engine.keeper.begin();
  const masks = engine.idLevels.map((level) => 2 ** level - 1);
  setAll(view, LAYOUT.idMasks, masks);
}

/** What became of a piece, of which this is known already. */
export function pieceOf(
  { plan, scanner, view, judge, keeper }: Engine,
  piece: Pick<ScannedChunk, 'index' | 'start' | 'end' | 'outcome'>,
): ScannedChunk {
  const cells = piece.outcome === 'cells' ? scanner.cells() : 0;
  const { variants, segments, labels, ids } = judge;
  return {
    ...piece,
    rows: scanner.rowCount(),
    leftOut: scanner.leftOutCount(),
    blanks: scanner.blankCount(),
    lineEnds: scanner.lineEndCount(),
    variants,
    segments,
    cells: cellsOf(view, cells, plan.parts[0]!.length),
    figures: figuresOf(view, cells, plan),
    kept: keeper.keptIn(cells),
    seen: plan.values.map((_, i) => view.getInt32(LAYOUT.valueColumns + 16 * i + 12, true)),
    labels,
    ids,
  };
}
