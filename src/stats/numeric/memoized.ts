/** A function that computes each value once: a report asks for the same few levels again and again. */
export function memoized(compute: (x: number) => number): (x: number) => number {
  const values = new Map<number, number>();
  return (x) => {
    const value = values.get(x) ?? compute(x);
    values.set(x, value);
    return value;
  };
}

/** What `compute` gives, computed when it is first asked for. */
export function once<Value>(compute: () => Value): () => Value {
  let known: { value: Value } | null = null;
  return () => {
    known ??= { value: compute() };
    return known.value;
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

/** So many of the latest results are kept: some megabytes, and all tables that a simulation meets. */
const MOST_KEPT = 20_000;

/** A function that computes once what is asked for by one key again and again, as a simulation does. */
export function memoizedByKey<Args extends unknown[], Value>(
  keyOf: (...args: Args) => string,
  compute: (...args: Args) => Value,
): (...args: Args) => Value {
  const values = new Map<string, Value>();
  return (...args) => {
    const key = keyOf(...args);
    const known = values.get(key);
    if (known !== undefined) return known;
    if (values.size >= MOST_KEPT) values.clear();
    const value = compute(...args);
    values.set(key, value);
    return value;
  };
}
