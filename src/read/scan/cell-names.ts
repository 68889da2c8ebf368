import type { ScannedChunk } from './chunk.js';
import type { ScanLayout } from './scan-layout.js';

/** What a cell is called among those of all files: by its part, its variant and its segments. */
export function cellName(part: number, variant: string, segments: readonly string[]): string {
  return JSON.stringify([part, variant, ...segments]);
}

/** The part and the variant of a cell of that name. */
export function cellOf(name: string): { part: number; variant: string } {
  const [part, variant] = JSON.parse(name) as [number, string];
  return { part, variant };
}

/** The names of a piece's cells, in their order; none where nothing is kept by them. */
export function cellNames(
  { parts, variant: named, keeps }: Pick<ScanLayout, 'parts' | 'variant' | 'keeps'>,
  { cells, variants, segments }: Pick<ScannedChunk, 'cells' | 'variants' | 'segments'>,
): string[] {
  if (keeps.length === 0) return [];
  const width = 2 + parts[0]!.length;
  return Array.from({ length: cells.length / width }, (_, i) => {
    const [part, variant, ...codes] = cells.subarray(width * i, width * (i + 1));
    const values = codes.map((code, k) => segments[parts[part!]![k]!]![code]!);
    return cellName(part!, named ?? variants[variant!]!, values);
  });
}
