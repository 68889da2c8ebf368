import type * as z from 'zod/mini';
import type { verificationSchema } from './schemas/verification-schema.js';

/** What `verify` answers: whether published figures are met here. */
export type Verification = z.output<typeof verificationSchema>;

/** What came of one case. */
export type VerifiedCase = Verification['cases'][number];

/** One figure or word of an answer, held against what it must be. */
export type VerifiedFigure = VerifiedCase['figures'][number];

/** The answer that these cases come to. */
export function verificationOf(
  cases: VerifiedCase[],
  { version, ...where }: Pick<Verification, 'environment' | 'sources'> & { version: string },
): Verification {
  return {
    schemaVersion: 1,
    tool: { name: 'perso-test', version },
    ...where,
    totals: {
      cases: cases.length,
      agreeing: cases.filter(({ agrees }) => agrees).length,
      figures: cases.reduce((sum, { figures }) => sum + figures.length, 0),
    },
    cases,
  };
}

/** What the cases of one method came to. */
export interface VerifiedMethod {
  method: string;
  cases: number;
  agreeing: number;
  figures: number;
  /** The least agreement of a number among those that are held to digits; `null` without any. */
  leastDigits: number | null;
}

/** The methods of these cases, in the order in which they come. */
export function verifiedMethods(cases: readonly VerifiedCase[]): VerifiedMethod[] {
  const methods = [...new Set(cases.map(({ method }) => method))];
  return methods.map((method) => {
    const own = cases.filter((one) => one.method === method);
    const figures = own.flatMap((one) => one.figures);
    const digits = figures.flatMap((one) => (one.needed === null ? [] : (one.digits ?? [])));
    return {
      method,
      cases: own.length,
      agreeing: own.filter(({ agrees }) => agrees).length,
      figures: figures.length,
      leastDigits: digits.length === 0 ? null : Math.min(...digits),
    };
  });
}
