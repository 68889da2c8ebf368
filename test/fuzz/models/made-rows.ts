import type { Pick } from '../choices.js';

/** A unit of a made-up experiment. */
export interface Row {
  variant: string;
  signed_up: number;
  revenue: number;
  country: string;
}

/** Four to 120 units of two variants, both of which occur. */
export function madeRows(pick: Pick): Row[] {
  const scale = pick.oneOf([1, 1, 1, 1e-6, 1e9]);
  return Array.from({ length: pick.whole(4, 120) }, (_row, i) => ({
    variant: pick.oneOf(i < 4 ? [VARIANTS[i % 2]!] : VARIANTS),
    signed_up: pick.whole(0, 1),
    revenue: pick.chance(0.5) ? 0 : (pick.whole(1, 99_999) / 100 + 0.001) * scale,
    country: pick.oneOf(['DE', 'FR', 'Österreich']),
  }));
}

const VARIANTS = ['generic', 'p'];

/** The table of these rows, its fields parted by a mark and each written so. */
export function tableOf(
  rows: readonly Row[],
  mark = ',',
  written: (value: string | number) => string = String,
): string {
  const lines = rows.map((row) => Object.values(row).map(written).join(mark));
  return `${Object.keys(rows[0]!).join(mark)}\n${lines.join('\n')}\n`;
}

/** The same with fewer rows, the fewest first, each variant with two at the least. */
export function* fewer(rows: readonly Row[]): Generator<Row[]> {
  for (let size = rows.length >> 1; size > 0; size >>= 1) {
    for (let from = 0; from < rows.length; from += size) {
      const left = rows.toSpliced(from, size);
      const isWhole = VARIANTS.every(
        (name) => left.filter(({ variant }) => variant === name).length > 1,
      );
      if (isWhole) yield left;
    }
  }
}
