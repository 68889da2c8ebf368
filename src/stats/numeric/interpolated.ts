/** Chebyshev's points on (−1, 1), and his polynomials there, point by point, as they count in a coefficient. */
function chebyshevRule(points: number) {
  const angles = Array.from({ length: points }, (_, i) => ((2 * i + 1) * Math.PI) / (2 * points));
  return {
    places: angles.map(Math.cos),
    weights: angles.map((angle) =>
      Array.from({ length: points }, (_, k) => ((k === 0 ? 1 : 2) / points) * Math.cos(k * angle)),
    ),
  };
}

type Rule = ReturnType<typeof chebyshevRule>;

/** Of a panel; a function whose nearest singularity is half a panel off has an error of 2e-10 of its size. */
const PANEL = chebyshevRule(16);

/** A panel is parted into so many, of which each takes fewer terms, and most of a curve's only one or two. */
const PARTS = 8;
const PART = chebyshevRule(9);

/** Terms that are less are left out, as a share of the largest one of all values. */
const NOTHING = 1e-13;

/** Series of Chebyshev polynomials, one for each value: their coefficients, one series after the other. */
interface Series {
  coefficients: Float64Array;
  /** How many terms each has, and how many the longest one. */
  terms: Uint8Array;
  most: number;
}

/**
 * A smooth function of several values, computed at a few points of each panel that is asked for, and interpolated
 * there.
 *
 * @param compute several values, of one order of size. @param size how many. @param width of a panel, one of which begins at 0.
 */
export function interpolatedBy(
  compute: (x: number) => readonly number[],
  size: number,
  width: number,
): (x: number, into: Float64Array) => void {
  const whole = piecewise(compute, width, PANEL);
  const values = new Float64Array(size);
  const wholeAt = (x: number) => {
    whole(x, values);
    return values.slice();
  };
  return piecewise(wholeAt, width / PARTS, PART);
}

/** The function, by a series in each panel. */
function piecewise(
  compute: (x: number) => ArrayLike<number>,
  width: number,
  rule: Rule,
): (x: number, into: Float64Array) => void {
  const panels = new Map<number, Series>();
  const polynomials = new Float64Array(rule.places.length).fill(1);
  const half = width / 2;
  return (x, into) => {
    const panel = Math.floor(x / width);
    const centre = panel * width + half;
    let series = panels.get(panel);
    if (series === undefined) {
      series = seriesThrough(
        rule.places.map((place) => compute(centre + half * place)),
        rule,
      );
      panels.set(panel, series);
    }
    const { coefficients, terms, most } = series;
    const place = (x - centre) / half;
    polynomials[1] = place;
    for (let k = 2; k < most; k += 1) {
      polynomials[k] = 2 * place * polynomials[k - 1]! - polynomials[k - 2]!;
    }
    for (let j = 0, at = 0; j < terms.length; j += 1) {
      let sum = 0;
      for (let k = 0; k < terms[j]!; k += 1, at += 1) sum += coefficients[at]! * polynomials[k]!;
      into[j] = sum;
    }
  };
}

/** @param values at each of the rule's points. */
function seriesThrough(values: readonly ArrayLike<number>[], { weights }: Rule): Series {
  const whole = Array.from(values[0]!, (_, j) =>
    weights.map((_, k) => values.reduce((sum, at, i) => sum + weights[i]![k]! * at[j]!, 0)),
  );
  const least = NOTHING * Math.max(...whole.flat().map(Math.abs));
  const all = whole.map((own) =>
    own.slice(0, own.findLastIndex((term) => Math.abs(term) > least) + 1),
  );
  const terms = Uint8Array.from(all, (own) => own.length);
  return { coefficients: Float64Array.from(all.flat()), terms, most: Math.max(...terms) };
}
