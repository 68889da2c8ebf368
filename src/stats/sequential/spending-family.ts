/**
 * How a group-sequential test spends its level over the information, by its usual names: late as O'Brien
 * and Fleming's, about evenly as Pocock's, by a power of the fraction, or exponentially, a little earlier
 * than the first. Any other power is written power-RHO, any other exponent hwang-shih-decani:GAMMA.
 */
export const SPENDINGS = [
  'obrien-fleming',
  'pocock',
  'power-1',
  'power-1.5',
  'power-2',
  'power-3',
  'hwang-shih-decani',
] as const;

/** A spending function by its name. */
export type Spending =
  | 'obrien-fleming'
  | 'pocock'
  | `power-${number}`
  | 'hwang-shih-decani'
  | `hwang-shih-decani:${number}`;

/** The same as a family with its parameter. */
export type SpendingFamily =
  | { name: 'obrien-fleming' | 'pocock' }
  | { name: 'power'; rho: number }
  | { name: 'hwang-shih-decani'; gamma: number };

/** γ of gsDesign's sfHSD where none is said: close to O'Brien and Fleming's. */
const USUAL_GAMMA = -4;

/** γ goes from its negative to this in gsDesign's sfHSD; beyond, everything is spent at one look. */
const MOST_GAMMA = 40;

/** ρ goes up to here in gsDesign's sfPower; beyond, everything is spent at the last look. */
const MOST_RHO = 50;

/** How the name of a spending function is written; whether its parameter is one, `spendingNamed` tells. */
export const SPENDING_PATTERN =
  /^(?:obrien-fleming|pocock|power-(\d+(?:\.\d+)?)|hwang-shih-decani(?::(-?\d+(?:\.\d+)?))?)$/;

/** What may be written for one, for whoever wrote something else. */
export const SPENDING_FORMS = `obrien-fleming, pocock, power-RHO (above 0, ${MOST_RHO} at most), hwang-shih-decani or hwang-shih-decani:GAMMA (-${MOST_GAMMA} to ${MOST_GAMMA})`;

/**
 * The spending function that a text names, in the one way in which each is written, so that a plan has
 * one hash; `null` where it names none, or its parameter is out of range.
 *
 * @see logSpent, for what each spends.
 * @example
 * spendingNamed('power-2.50'); // => 'power-2.5'
 * spendingNamed('power-0'); // => null
 */
export function spendingNamed(text: string): Spending | null {
  const [, rho, gamma] = SPENDING_PATTERN.exec(text) ?? [];
  if (rho !== undefined) {
    return Number(rho) > 0 && Number(rho) <= MOST_RHO ? `power-${Number(rho)}` : null;
  }
  if (gamma !== undefined) {
    if (!(Math.abs(Number(gamma)) <= MOST_GAMMA)) return null;
    // Of −0 the text is 0.
    return Number(gamma) === USUAL_GAMMA
      ? 'hwang-shih-decani'
      : `hwang-shih-decani:${Number(gamma)}`;
  }
  return SPENDING_PATTERN.test(text) ? (text as Spending) : null;
}

/**
 * The family of a spending function, with its parameter.
 *
 * @throws {RangeError} for a name that is none, or a parameter that is out of range.
 */
export function spendingFamily(spending: string): SpendingFamily {
  const name = spendingNamed(spending);
  if (name === null) throw new RangeError(`${spending} is no spending function`);
  if (name === 'obrien-fleming' || name === 'pocock') return { name };
  if (name.startsWith('power-')) {
    return { name: 'power', rho: Number(name.slice('power-'.length)) };
  }
  const [, gamma] = name.split(':');
  return { name: 'hwang-shih-decani', gamma: gamma === undefined ? USUAL_GAMMA : Number(gamma) };
}
