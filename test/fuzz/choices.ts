/** Random choices that follow from a seed. */
export interface Pick {
  /** In [0, 1). */
  random(): number;
  chance(p: number): boolean;
  /** A whole number between two, both possible. */
  whole(from: number, to: number): number;
  oneOf<T>(list: readonly T[]): T;
}

/** The choices of case i of a seed, which needs no case before it (splitmix32 of both). */
export function picksOf(seed: number, i: number): Pick {
  let state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(i + 1, 0x85ebca6b)) >>> 0;
  const random = () => {
    state = (state + 0x9e3779b9) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return ((z ^ (z >>> 15)) >>> 0) / 2 ** 32;
  };
  return {
    random,
    chance: (p) => random() < p,
    whole: (from, to) => from + Math.floor(random() * (to - from + 1)),
    oneOf: (list) => list[Math.floor(random() * list.length)]!,
  };
}

/** A list with something done at a random place: n items taken out, others put in. */
export function splicedAt<T>(list: readonly T[], pick: Pick, taken: number, ...added: T[]): T[] {
  const last = Math.max(0, list.length - taken);
  return list.toSpliced(pick.whole(0, last), taken, ...added);
}
