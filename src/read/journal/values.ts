import * as z from 'zod/mini';

/** What the parts of a journal's lines may be. */
export const share = z.number().check(z.minimum(0), z.maximum(1));
export const count = z.int().check(z.minimum(1));
export const optionalNumber = z.nullable(z.number());
export const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/));
export const counts = z.record(z.string(), count);
export const estimate = z.strictObject({
  estimate: z.number(),
  lower: optionalNumber,
  upper: optionalNumber,
});

interface Counted {
  n: number;
  successes?: number | undefined;
}

/** That no more units were successes than there are. */
export const areCounts = z.refine<Counted>(({ n, successes = 0 }) => successes <= n, {
  path: ['successes'],
  error: ({ input }) => {
    const { n, successes } = input as Counted;
    return `is ${successes} of ${n} units`;
  },
});
