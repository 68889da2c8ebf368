import { orderedValues, type Places, placesAmong, type Sample } from '../ordered-values.js';

/**
 * The p-quantile of a sample by definition 7, in its unit; NaN for no values. It divides the distance
 * from the smallest to the largest value, so that it needs no more than the sample: caps are set by it.
 *
 * @param sample its values in ascending order, one a unit; or counted, or by their places.
 * @param p in [0, 1].
 * @see Hyndman & Fan (1996), The American Statistician 50(4), definition 7; the default of R and NumPy.
 * @example
 * quantileType7([1, 2, 4, 8, 16], 0.75); // => 8
 */
export function quantileType7(sample: Sample | Places, p: number): number {
  const places = placesOf(sample);
  return between(places, (places.units - 1) * p);
}

/**
 * The p-quantile of a sample by definition 6, in its unit; NaN for no values. Its place is the mean place
 * of the population's quantile among the sample, as the binomial of its bootstrap has it.
 *
 * @param sample its values in ascending order, one a unit; or counted, or by their places.
 * @param p in [0, 1].
 * @see Hyndman & Fan (1996), definition 6.
 * @example
 * quantileType6([1, 2, 4, 8, 16], 0.75); // => 12
 */
export function quantileType6(sample: Sample | Places, p: number): number {
  const places = placesOf(sample);
  const last = places.units - 1;
  return between(places, Math.min(last, Math.max(0, (last + 2) * p - 1)));
}

function placesOf(sample: Sample | Places): Places {
  if ('counts' in sample || 'runs' in sample) return placesAmong([orderedValues(sample)]);
  return 'units' in sample ? sample : { units: sample.length, at: (place) => sample[place] };
}

/** The value at a place, from 0, between two of them by the straight line. */
function between(places: Places, place: number): number {
  if (places.units === 0) return Number.NaN;
  const below = Math.floor(place);
  const [low, high] = [places.at(below)!, places.at(Math.ceil(place))!];
  const part = place - below;
  // As R has it: between equal values nothing is rounded.
  return low === high ? low : (1 - part) * low + part * high;
}
