import { type ExpectedFigure, USUAL_DIGITS } from '../../read/cases/schema.js';
import type { VerifiedFigure } from '../../report/verification-report.js';
import { agreeingDigits } from '../../stats/numeric/agreeing-digits.js';

/** A value of an answer, as far as it is told. */
type Told = VerifiedFigure['found'];

/** How a figure of an answer agrees with what it must be. */
export function judgedFigure(
  path: string,
  expected: ExpectedFigure,
  { answer, digits = USUAL_DIGITS }: { answer: unknown; digits?: number | undefined },
): VerifiedFigure {
  const value = valueAt(answer, path);
  const found = told(value);
  if (typeof expected === 'number') {
    return judgedFigure(path, { value: expected, digits }, { answer });
  }
  if (typeof expected !== 'object' || expected === null) {
    // Nothing at all is not `null`: a figure that was renamed would pass for one that is absent.
    const agrees = value !== undefined && found === expected;
    return { path, expected, found, digits: null, needed: null, agrees };
  }
  if ('printed' in expected) return asPrinted(path, expected.printed, found);
  const agreement = typeof found === 'number' ? agreeingDigits(found, expected.value) : 0;
  const common = { path, expected: expected.value, found, digits: agreement };
  if ('digits' in expected) {
    const needed = expected.digits;
    return { ...common, needed, agrees: typeof found === 'number' && agreement >= needed };
  }
  const isNear = typeof found === 'number' && Math.abs(found - expected.value) <= expected.within;
  return { ...common, needed: null, agrees: isNear };
}

/** Against a figure in print: no further from it than half a unit of its last digit, and what doubles add. */
function asPrinted(path: string, printed: string, found: Told): VerifiedFigure {
  const [mantissa = '', exponent = '0'] = printed.split('e');
  const decimals = mantissa.split('.')[1]?.length ?? 0;
  const half = 0.5 * 10 ** (Number(exponent) - decimals);
  const value = Number(printed);
  const agrees = typeof found === 'number' && Math.abs(found - value) <= half * (1 + 1e-9);
  const digits = typeof found === 'number' ? agreeingDigits(found, value) : 0;
  return { path, expected: printed, found, digits, needed: null, agrees };
}

/** What stands at a place in an answer, steps parted by points; `undefined` for nothing. */
function valueAt(answer: unknown, path: string): unknown {
  let value = answer;
  for (const step of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step))
      return undefined;
    value = (value as Record<string, unknown>)[step];
  }
  return value;
}

function told(value: unknown): Told {
  if (value === undefined || value === null) return null;
  if (typeof value === 'object') return JSON.stringify(value);
  return value as Told;
}
