/** Points of a panel; a function whose nearest singularity is half a panel off has an error of 2e-10 of its size. */
const POINTS = 16;

/** Chebyshev's points on (−1, 1), and the weights of barycentric interpolation there (Berrut & Trefethen 2004, eq. 5.3). */
const ANGLES = Array.from({ length: POINTS }, (_, i) => ((2 * i + 1) * Math.PI) / (2 * POINTS));
const PLACES = ANGLES.map(Math.cos);
const WEIGHTS = ANGLES.map((angle, i) => (i % 2 === 0 ? 1 : -1) * Math.sin(angle));

/** For 0: a weight beside which all others vanish, and which still is a number. */
const ON_THE_POINT = 1e-200;

/**
 * A smooth function of several values, computed at a few points of each panel that is asked for, and interpolated
 * there.
 *
 * @param size how many values. @param width of a panel, one of which begins at 0.
 */
export function interpolatedBy(
  compute: (x: number) => readonly number[],
  size: number,
  width: number,
): (x: number, into: Float64Array) => void {
  const panels = new Map<number, Float64Array>();
  const half = width / 2;
  return (x, into) => {
    const panel = Math.floor(x / width);
    const centre = panel * width + half;
    let values = panels.get(panel);
    if (values === undefined) {
      values = Float64Array.from(PLACES.flatMap((place) => compute(centre + half * place)));
      panels.set(panel, values);
    }
    const place = (x - centre) / half;
    let total = 0;
    for (let j = 0; j < size; j += 1) into[j] = 0;
    for (let i = 0; i < POINTS; i += 1) {
      const distance = place - PLACES[i]!;
      const weight = WEIGHTS[i]! / (distance === 0 ? ON_THE_POINT : distance);
      total += weight;
      const from = i * size;
      for (let j = 0; j < size; j += 1) into[j]! += weight * values[from + j]!;
    }
    const scale = 1 / total;
    for (let j = 0; j < size; j += 1) into[j]! *= scale;
  };
}
