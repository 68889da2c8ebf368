import { crossedName } from '../experiment/summary-layout.js';
import { type Reading, type ReadOptions, segmentColumns } from './reading.js';

/** What is said of how units are parted. */
export type PartOptions = Pick<ReadOptions, 'forSummary' | 'crossSegments'>;

/** One way in which all units are parted: each belongs to one segment of it. */
export interface SegmentPart {
  /** What the aggregates call it. */
  name: string;
  /** The columns that tell its segments, by their positions among segmentColumns. */
  columns: readonly number[];
}

/**
 * The parts that each unit is in: by each column of segments; for a summary, or where they are to be crossed, by all of them
 * at once; and where a column
 * says who could see a difference, by that and each of the others, so that each segment is known of those who could.
 */
export function segmentParts(
  reading: Pick<Reading, 'segments' | 'trigger'>,
  options: PartOptions,
): SegmentPart[] {
  const columns = segmentColumns(reading, options);
  return partColumns(columns.length, areCrossed(reading, options), options).map((own) => ({
    name: areCrossed(reading, options)
      ? crossedName(own.map((i) => columns[i]!))
      : columns[own[0]!]!,
    columns: own,
  }));
}

/** Whether segments are called by the values of several columns. */
export function areCrossed(
  { segments, trigger }: Pick<Reading, 'segments' | 'trigger'>,
  { forSummary, crossSegments }: PartOptions,
): boolean {
  const atOnce = forSummary === true || crossSegments === true;
  return trigger !== undefined || (atOnce && segments.length > 0);
}

/** The positions of the columns of each part, where there are so many columns. */
function partColumns(
  count: number,
  crossed: boolean,
  { forSummary, crossSegments }: PartOptions,
): number[][] {
  const all = Array.from({ length: count }, (_, i) => i);
  if (!crossed) return all.map((i) => [i]);
  if (forSummary === true || crossSegments === true || count === 1) return [all];
  return all.slice(1).map((i) => [0, i]);
}

/** What a segment is called that has these values in the columns of a part. */
export function segmentName(values: string[], isCrossed: boolean): string {
  return isCrossed ? crossedName(values) : values[0]!;
}
