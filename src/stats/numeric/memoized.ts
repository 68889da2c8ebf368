/** A function that computes each value once: a report asks for the same few levels again and again. */
export function memoized(compute: (x: number) => number): (x: number) => number {
  const values = new Map<number, number>();
  return (x) => {
    const value = values.get(x) ?? compute(x);
    values.set(x, value);
    return value;
  };
}

/** The function that `make` makes, made when it is first called: most that are offered never are. */
export function lazily(make: () => (x: number) => number): (x: number) => number {
  let made: ((x: number) => number) | null = null;
  return (x) => {
    made ??= make();
    return made(x);
  };
}
