import { columnsOf, left, right } from './layout.js';

/** A column of a table: how its cells are aligned, and how wide it is where there is room; figures, at the right, are never cut. */
export interface TableColumn {
  align: 'left' | 'right';
  width: number;
}

const INDENT = 2;
/** Between a column and the one before it, where there is no room for more. */
const GAP = 2;
/** A first column is cut no further, sooner than a line is broken. */
const LEAST_FIRST = 8;

/**
 * The lines of a table: as wide as its columns would like to be, or on a narrower screen as what stands in
 * them, the first cut to what is left.
 *
 * @param rows of as many cells as there are columns
 */
export function tableLines(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  width: number,
): string[] {
  const widths = widthsWithin(columns, rows, width - INDENT);
  return rows.map((cells) => {
    const texts = columns.map(({ align }, i) => {
      // Text that begins at the left of its column needs the gap behind it.
      if (align === 'right') return right(cells[i]!, widths[i]!);
      return `${left(cells[i]!, widths[i]! - 1)} `;
    });
    return `${' '.repeat(INDENT)}${texts.join('')}`.trimEnd();
  });
}

function widthsWithin(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  width: number,
): number[] {
  const longest = columns.map(
    (_, i) => GAP + Math.max(...rows.map((cells) => columnsOf(cells[i]!))),
  );
  const wanted = columns.map((column, i) =>
    column.align === 'right' ? Math.max(column.width, longest[i]!) : column.width,
  );
  if (sum(wanted) <= width) return wanted;
  const needed = wanted.map((most, i) => Math.min(most, longest[i]!));
  const [first = 0, ...others] = needed;
  return [Math.max(LEAST_FIRST, Math.min(first, width - sum(others))), ...others];
}

function sum(widths: readonly number[]): number {
  return widths.reduce((total, one) => total + one, 0);
}
