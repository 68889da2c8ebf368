/** A point of a curve; y between 0 and 1. */
export interface Point {
  x: number;
  y: number;
}

/** Dots of one braille character, by column and by row from the top (Unicode 3.0, block U+2800). */
const DOTS = [
  [0x01, 0x02, 0x04, 0x40],
  [0x08, 0x10, 0x20, 0x80],
] as const;

/**
 * A curve drawn in braille dots, as lines from the top: y from 1 down to 0 over `rows` lines, x from
 * 0 to `width` over `columns` characters. What lies outside is not drawn.
 */
export function brailleCurve(
  points: readonly Point[],
  { width, columns, rows }: { width: number; columns: number; rows: number },
): string[] {
  const grid = Array.from({ length: rows }, () => new Array<number>(columns).fill(0));
  for (const { x, y } of points) {
    const dotColumn = Math.max(0, Math.round((x / width) * 2 * columns) - 1);
    const dotRow = Math.round((1 - y) * (4 * rows - 1));
    const cell = grid[dotRow >> 2];
    if (dotColumn >= 2 * columns || cell === undefined) continue;
    cell[dotColumn >> 1]! |= DOTS[dotColumn & 1]![dotRow & 3]!;
  }
  return grid.map((cells) => cells.map((dots) => String.fromCharCode(0x2800 + dots)).join(''));
}
