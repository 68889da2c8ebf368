/** A function that computes each value once: a report asks for the same few levels again and again. */
export function memoized(compute: (x: number) => number): (x: number) => number {
  const values = new Map<number, number>();
  return (x) => {
    const value = values.get(x) ?? compute(x);
    values.set(x, value);
    return value;
  };
}
