import { expect, test } from 'vitest';

/** Arguments next to the ends of a domain: those that are taken, and those that are not. */
interface Domain {
  inside: number[];
  outside: number[];
}

const INFINITY = Number.POSITIVE_INFINITY;
const NAN = Number.NaN;

/** Less than any step that a fault in an end of a domain would take. */
const NEXT = 1e-9;

export const PROBABILITY: Domain = { inside: [0, 0.5, 1], outside: [-NEXT, 1 + NEXT, NAN] };
export const INNER: Domain = { inside: [NEXT, 0.5, 1 - 1e-6], outside: [0, 1, -1, 2, NAN] };
export const POSITIVE: Domain = { inside: [0.5, 2], outside: [0, -NEXT, -1, INFINITY, NAN] };
export const FINITE: Domain = { inside: [-1, 0, 1], outside: [INFINITY, -INFINITY, NAN] };
export const NOT_NEGATIVE: Domain = { inside: [0, 0.5], outside: [-NEXT, -1, NAN] };

/** What a domain of its own holds and what it does not. */
export function domain(inside: number[], outside: number[]): Domain {
  return { inside, outside };
}

/** A test that a function takes such an argument at the ends of its domain, and beyond names it in a RangeError. */
export function holdsTo(of: string, name: string, { inside, outside }: Domain, run: Run): void {
  test(`${of} holds ${name} to its domain`, () => {
    for (const value of inside) expect(() => run(value), `${name} = ${value}`).not.toThrow();
    for (const value of outside) {
      expect(() => run(value), `${name} = ${value}`).toThrow(RangeError);
      expect(() => run(value), `${name} = ${value}`).toThrow(`${name} must be `);
    }
  });
}

type Run = (value: number) => unknown;
