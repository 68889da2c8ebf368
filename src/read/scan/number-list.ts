/** Numbers as they come: the first so many of an array that grows. */
export interface NumberList {
  values: Float64Array;
  count: number;
}

export function noNumbers(): NumberList {
  return { values: new Float64Array(64), count: 0 };
}

/** Adds a number, in place. */
export function addNumber(list: NumberList, value: number): void {
  if (list.count === list.values.length) {
    const longer = new Float64Array(2 * list.count);
    longer.set(list.values);
    list.values = longer;
  }
  list.values[list.count] = value;
  list.count += 1;
}

/** All of them, where they stand. */
export function numbersIn({ values, count }: NumberList): Float64Array {
  return values.subarray(0, count);
}
