import * as z from 'zod/mini';
import {
  SPENDING_PATTERN,
  SPENDINGS,
  spendingNamed,
} from '../../stats/sequential/spending-family.js';
import {
  isWithinReach,
  OUT_OF_REACH,
  plainNumber,
  writtenEffectSize,
  writtenShare,
} from '../values/written-numbers.js';

/** A name as YAML may hold one: `control: 0` names the variant 0. */
export const nameValue = z
  .union([z.string(), z.number(), z.boolean()], 'is no name')
  .check(z.refine((name) => String(name).trim() !== '', 'is blank'));

/** What a key is for, with examples: a hint of ours, and what an editor shows. */
export const said = (description: string, ...examples: unknown[]) =>
  z.meta(examples.length === 0 ? { description } : { description, examples });

/** A name with what it is for. */
export const name = (description: string, ...examples: unknown[]) =>
  nameValue.check(said(description, ...examples));

/** Words that are not blank, with what they are for. */
export const text = (description: string, ...examples: unknown[]) =>
  z.string('is no text').check(
    z.refine((words) => words.trim() !== '', 'is blank'),
    said(description, ...examples),
  );

/** A number, or the text of one: 12, 5%, 0.5pp. */
const written = z
  .union([z.number(), z.string()], 'is no number')
  .check(z.refine((value) => isWithinReach(String(value)), { error: OUT_OF_REACH, abort: true }));

type Written = z.output<typeof written>;

const fits = (test: (value: number) => boolean, message: string) =>
  z.refine<Written>((value) => test(plainNumber(String(value))), message);

export const number = written.check(fits(Number.isFinite, 'is no number'));
export const positive = number.check(fits((x) => !(x <= 0), 'must be above 0'));

/** Units or looks: whole and not fewer than that. */
export const whole = (least: number, most: number, message: string) =>
  written.check(fits((x) => Number.isInteger(x) && x >= least && x <= most, message));

/** A share strictly between 0 and 1, as 0.05 or 5%. */
export const probability = written.check(
  z.refine((value) => {
    const share = writtenShare(String(value));
    return share > 0 && share < 1;
  }, 'must lie between 0 and 1, both excluded'),
);

/** A share from 0 to 1, as 0.1 or 10%. */
export const rate = written.check(
  z.refine((value) => {
    const share = writtenShare(String(value));
    return share >= 0 && share <= 1;
  }, 'must lie between 0 and 1; write 10% or 0.1'),
);

/** A size of effect above 0, as flags take it: 5%, 0.5pp or 0.3. */
export const size = written.check(
  z.refine(
    (value) => (writtenEffectSize(String(value))?.size ?? 0) > 0,
    'is no size above 0; write 5%, 0.5pp or 0.3',
  ),
);

/** A spending function by its name, its parameter in any spelling of the number. */
export const spending = z
  .union(
    [z.enum(SPENDINGS), z.string().check(z.regex(SPENDING_PATTERN, 'is no spending function'))],
    'is no spending function',
  )
  .check(
    z.refine(
      (name) => spendingNamed(name) !== null,
      'is no spending function: its parameter is out of range',
    ),
  );
