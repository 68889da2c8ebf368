/**
 * How often numbers lie where, in constant memory: equal bins over a range that doubles as it must, two
 * bins becoming one. So no count is lost, and each is placed to within a bin.
 */
export interface Histogram {
  from: number;
  width: number;
  counts: number[];
}

/** Even, and so many that half of them still fill the bars that are shown. */
const BINS = 256;

/** A histogram of one number, whose bins have the least width that the number can tell. */
export function histogramOf(value: number): Histogram {
  const width = Math.max(Math.abs(value) * 2 ** -40, 2 ** -40);
  const histogram = { from: value, width, counts: new Array<number>(BINS).fill(0) };
  histogram.counts[0] = 1;
  return histogram;
}

/** Counts a number. */
export function addNumber(histogram: Histogram, value: number): void {
  while (value < histogram.from) double(histogram, BINS / 2);
  while (value >= histogram.from + histogram.width * BINS) double(histogram, 0);
  histogram.counts[Math.floor((value - histogram.from) / histogram.width)]! += 1;
}

/** Doubles the range: to the right, or by `below` bins of the new width to the left. */
function double(histogram: Histogram, below: number): void {
  const counts = new Array<number>(BINS).fill(0);
  histogram.counts.forEach((count, i) => {
    counts[below + Math.floor(i / 2)]! += count;
  });
  histogram.counts = counts;
  histogram.width *= 2;
  histogram.from -= below * histogram.width;
}

/** The counts in so many equal bars from the least to the most number. */
export function barsOf(
  { from, width, counts }: Histogram,
  { least, most, bars }: { least: number; most: number; bars: number },
): number[] {
  const heights = new Array<number>(bars).fill(0);
  counts.forEach((count, i) => {
    const middle = Math.min(most, Math.max(least, from + (i + 0.5) * width));
    const at = most === least ? 0 : Math.floor(((middle - least) / (most - least)) * bars);
    heights[Math.min(bars - 1, at)]! += count;
  });
  return heights;
}
