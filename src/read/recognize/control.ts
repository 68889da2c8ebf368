import { closestTo, UserError } from '../../errors.js';
import { shellWord, type Wording, worded } from '../../vocabulary.js';
import { isControl, mentionsControl, suggestedControl } from '../values/vocabulary.js';

/**
 * The control among the variants of the data: the one that was said, or the one whose name says so.
 *
 * @throws {UserError} when there is only one variant, or no single one is the control.
 */
export function controlOf(variants: readonly string[], said: string | null): string {
  if (variants.length < 2) {
    throw new UserError(`there is only one variant, ${variants[0]}`, {
      hint: 'it takes two to compare; one file each? generic=a.csv personalized=b.csv',
    });
  }
  if (said !== null) return variantNamed(variants, said, (say) => say.control());
  const likely = likelyControl(variants);
  if (likely !== null) return likely;
  throw new UserError(`which variant is the control? there are ${listed(variants)}`, {
    hint: (say) => `name it: ${say.again([say.control(shellWord(suggestedControl(variants)))])}`,
  });
}

/**
 * The control of variants of which there may be one alone, as past data have them.
 *
 * @param file the one that a name is asked for, where it should have no variants after all
 * @throws {UserError} when none of several is the control.
 */
export function controlOfPast(variants: readonly string[], file: string): string {
  const likely = variants.length === 1 ? variants[0]! : likelyControl(variants);
  if (likely !== null) return likely;
  throw new UserError(`which variant is the control? there are ${listed(variants)}`, {
    location: { file },
    hint: (say) =>
      `name it: ${say.control('NAME')}; or are they no variants? name the file: all=${file}`,
  });
}

/** The variant whose name says that it is the control; `null` where that is not one alone. */
export function likelyControl(variants: readonly string[]): string | null {
  for (const tells of [isControl, mentionsControl]) {
    const found = variants.filter(tells);
    if (found.length === 1) return found[0]!;
    if (found.length > 1) return null;
  }
  return null;
}

/**
 * The variant with this name, exactly or else ignoring case and surrounding space.
 *
 * @param option what names it
 * @throws {UserError} naming the option, when the data has no such variant.
 */
export function variantNamed(variants: readonly string[], name: string, option: Wording): string {
  const plain = name.trim().toLowerCase();
  const found = variants.includes(name)
    ? name
    : variants.find((variant) => variant.toLowerCase() === plain);
  if (found !== undefined) return found;
  const suggestion = closestTo(name, variants);
  throw new UserError((say) => `${worded(option, say)}: there is no variant ${name}`, {
    hint:
      suggestion === undefined ? `there are ${listed(variants)}` : `did you mean ${suggestion}?`,
  });
}

function listed(variants: readonly string[]): string {
  const shown = variants.slice(0, 10).join(', ');
  return variants.length > 10 ? `${shown} and ${variants.length - 10} more` : shown;
}
