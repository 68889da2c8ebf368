import { bracketedRoot } from '../numeric/roots.js';
import { isSameRegion } from './same-region.js';
import type { Region } from './table-region.js';
import type { Beyond } from './unconditional.js';

/** Of an end, as a share of its distance from the estimate. */
const ACCURACY = 1e-9;

/** How far ln p may be off the level where it stands: it changes by far more over that distance. */
const ON_LEVEL = 1e-10;

/** How much ln p changes over that distance, about: z² of a one-sided 2.5 %. Tries go half as far again. */
const STEEPNESS = 3.84;
const FURTHER = 1.5;

/** How often more than by that ln p is taken to change at most, of the same tables. */
const STEEPER = 8;

/** Where a p-value is sought: it rises over what lies between the ends, to 1 at the estimate. */
export interface Slope {
  beyondAt(x: number): Beyond;
  least: number;
  most: number;
  estimate: number;
}

/** A place that was tried: which tables are beyond, and ln p less that of the level. */
interface Try {
  x: number;
  tables: Region | null;
  above: number;
}

/**
 * Where a rising p-value comes up to the level, next to the guess; the least value there is where it is
 * never below it.
 */
export function crossing(slope: Slope, level: number, guess: number): number {
  const { least, most, estimate } = slope;
  const reach = Math.max(Math.abs(estimate - guess), Number.EPSILON);
  const scale = Number.isFinite(reach) ? reach : 1;
  const tries = triesOf(slope, level, scale);
  const { above } = tries;
  const isIn = (x: number) => x > least && x < most;
  const start = isIn(guess) ? guess : estimate;
  const rising = isIn(start) && above(start) < 0;
  const [end, sign] = rising ? [most, 1] : [least, -1];
  const off = isIn(start) ? Math.abs(above(start)) : STEEPNESS;
  // Twice as far as where the search ends, so that it does not end where it starts, on the level.
  let [last, step] = [start, Math.max(2 * ACCURACY, (FURTHER * off) / STEEPNESS) * scale];
  for (;;) {
    const away = last + sign * step;
    const next = isIn(away) ? away : (last + end) / 2;
    if (!isIn(next) || Math.abs(next - last) <= ACCURACY * scale) return end;
    if (above(next) < 0 !== rising) {
      const [from, to] = rising ? [last, next] : [next, last];
      return rootOf(tries, from, to, ACCURACY * scale);
    }
    [last, step] = [next, 2 * step];
  }
}

interface Tries {
  /** ln p less that of the level; 0 where it is next to it. */
  above(x: number): number;
  /** The same, or where the tables are those of a try so near that p cannot come up to the level between, that try's. */
  supposed(x: number): number;
  /** Whether any was supposed. */
  didSuppose(): boolean;
}

function triesOf({ beyondAt }: Slope, level: number, scale: number): Tries {
  const target = Math.log(level);
  const steepest = (STEEPER * STEEPNESS) / scale;
  const tries: Try[] = [];
  const triedAt = (x: number, beyond: Beyond) => {
    const { logPValue } = beyond.pValue();
    const above = Math.abs(logPValue - target) < ON_LEVEL ? 0 : logPValue - target;
    tries.push({ x, tables: beyond.tables(), above });
    return above;
  };
  let supposes = false;
  return {
    above: (x) => tries.find((one) => one.x === x)?.above ?? triedAt(x, beyondAt(x)),
    supposed: (x) => {
      const known = tries.find((one) => one.x === x);
      if (known !== undefined) return known.above;
      const beyond = beyondAt(x);
      const tables = tablesBetween(tries, x, beyond) ?? beyond.tables();
      const alike = tries.find(
        (one) =>
          Math.abs(one.above) > steepest * Math.abs(x - one.x) && isSameRegion(one.tables, tables),
      );
      supposes ||= alike !== undefined;
      return alike?.above ?? triedAt(x, beyond);
    },
    didSuppose: () => supposes,
  };
}

/** The tables of the nearest try on one side or the other, where those in which the two differ tell; else `null`. */
function tablesBetween(tries: readonly Try[], x: number, beyond: Beyond): Region | null {
  let below: Try | null = null;
  let above: Try | null = null;
  for (const one of tries) {
    if (one.x < x && (below === null || one.x > below.x)) below = one;
    if (one.x > x && (above === null || one.x < above.x)) above = one;
  }
  if (!below?.tables || !above?.tables) return null;
  return beyond.tablesAmong(below.tables, above.tables);
}

/**
 * Where it is 0 between two places. Where tables leave or join, p jumps, and halving is all that finds the place:
 * the tables tell it without their probability, and p on both sides proves it.
 */
function rootOf(
  { above, supposed, didSuppose }: Tries,
  from: number,
  to: number,
  accuracy: number,
) {
  const root = bracketedRoot(supposed, from, to, accuracy);
  if (!didSuppose()) return root;
  if (above(root - accuracy) < 0 && above(root + accuracy) > 0) return root;
  return bracketedRoot(above, from, to, accuracy);
}
