import { UserError } from '../../errors.js';
import type { Aggregates, VariantAggregates } from '../../experiment/aggregates.js';
import { shellWord } from '../../vocabulary.js';
import { isMissing, type Reading, type ReadOptions } from '../reading.js';
import { isNoVariant, isTotal } from '../values/figure-words.js';
import { badValue, type Place, quoted } from '../values/values.js';
import { isControl } from '../values/vocabulary.js';
import { checkChosen, plainName } from './chosen-rows.js';

/** Whether a text in the column of variants names one. "none" may: no experience at all is one too. */
export function namesVariant(text: string, options: Pick<ReadOptions, 'missing'>): boolean {
  if (text.toLowerCase() === 'none' && !options.missing.includes(text)) return true;
  return !isMissing(text, options) && !isNoVariant(text);
}

/** The mistake of a row whose units have no variant. */
export function noVariant(text: string, place: Place): UserError {
  const what =
    text === ''
      ? 'there is no variant'
      : `${quoted(text)} is no variant but says that there is none,`;
  return badValue(place, what, (say) => {
    const others = say.again([
      say.where(shellWord(`${place.name} != ${text === '' ? "''" : text}`)),
    ]);
    const named = text === '' ? '' : `; it is one all the same? ${say.variants('NAME,NAME')}`;
    return `fill it in${named}; to leave out such rows: ${others}`;
  });
}

/** Checks that a new variant is no row of totals, where it was not asked for. */
export function checkNoTotal(
  name: string,
  place: Place,
  { layout }: Reading,
  { variants = [] }: ReadOptions,
): void {
  if (variants.includes(name) || !isTotal(name, layout !== 'rows')) return;
  const other = (text: string) => shellWord(`${place.name} != ${text}`);
  throw new UserError(
    `${quoted(name)} in column ${place.name} sums up the other variants and is none`,
    {
      location: { file: place.file, line: place.line, column: place.column },
      hint: (say) =>
        `a variant all the same? ${say.variants('NAME,NAME')}; to leave it out: ${say.again([say.where(other(name))])}`,
      fatal: true,
    },
  );
}

/**
 * Checks what only all variants together show.
 *
 * @throws {UserError} when two are spellings of one, one stands for no variant or for the sum of the others, or
 *   one that was asked for is not there.
 */
export function checkVariantNames(
  { variants }: Aggregates,
  { variantColumn, layout }: Reading,
  { variants: asked = [] }: ReadOptions,
): void {
  if (asked.length > 0) {
    checkChosen(asked, variants.keys());
    return;
  }
  if (variantColumn === null) return;
  const names = [...variants.keys()];
  checkSpellings(names, variants, variantColumn);
  const several = names.find((name) => isOfSeveral(name, names));
  if (several !== undefined) {
    const what = `${quoted(several)} in column ${variantColumn} names several variants, as of units that were in each`;
    throw inDoubt(
      what,
      names.filter((name) => !isOfSeveral(name, names)),
      names,
    );
  }
  const none = names.find((name) => name.toLowerCase() === 'none');
  const left = names.filter((name) => name !== none);
  if (none !== undefined && left.some(isControl)) {
    throw inDoubt(
      `${quoted(none)} in column ${variantColumn} may be a missing value or a variant`,
      left,
      names,
    );
  }
  const total = layout === 'rows' ? undefined : sumOfOthers(variants);
  if (total === undefined) return;
  const others = names.filter((name) => name !== total);
  const what = `${quoted(total)} in column ${variantColumn} has exactly the sum of the other variants`;
  throw inDoubt(what, others, names);
}

/** Whether a name is put together of others, the control among them, which goes with none. */
function isOfSeveral(name: string, names: readonly string[]): boolean {
  const parts = name.split(/[|,;/&+]/).map((part) => part.trim());
  return parts.length > 1 && parts.every((part) => names.includes(part)) && parts.some(isControl);
}

/** A mistake that choosing variants settles: most likely these, or else all. */
function inDoubt(what: string, likely: readonly string[], all: readonly string[]): UserError {
  const list = (names: readonly string[]) => shellWord(names.join(','));
  return new UserError(what, {
    hint: (say) =>
      `a variant all the same? ${say.variants(list(all))}; to leave it out: ${say.again([say.variants(list(likely))])}`,
  });
}

function checkSpellings(
  names: readonly string[],
  variants: ReadonlyMap<string, VariantAggregates>,
  column: string,
): void {
  const spelt = new Map<string, string[]>();
  for (const name of names)
    spelt.set(plainName(name), [...(spelt.get(plainName(name)) ?? []), name]);
  const several = [...spelt.values()].find(({ length }) => length > 1);
  if (several === undefined) return;
  const units = (name: string) => variants.get(name)!.units;
  const chosen = [...spelt.values()].map((same) =>
    same.reduce((a, b) => (units(b) > units(a) ? b : a)),
  );
  const all = `${several.slice(0, -1).map(quoted).join(', ')} and ${quoted(several.at(-1)!)}`;
  throw new UserError(`${all} in column ${column} are spellings of one variant`, {
    hint: (say) =>
      `variants of their own? ${say.variants(shellWord(names.join(',')))}; to take them as one: ${say.again([say.variants(shellWord(chosen.join(',')))])}`,
  });
}

/** The variant whose units and successes are those of all others together, of three or more. */
function sumOfOthers(variants: ReadonlyMap<string, VariantAggregates>): string | undefined {
  if (variants.size < 3) return undefined;
  const sums = (of: readonly VariantAggregates[]) => {
    const units = of.reduce((sum, { units: own }) => sum + own, 0);
    const samples = of[0]!.samples.map((_, i) =>
      of.reduce((sum, one) => sum + (one.samples[i]!.successes ?? Number.NaN), 0),
    );
    return JSON.stringify([units, samples]);
  };
  const all = [...variants.values()];
  return [...variants].find(([, one]) => {
    const others = all.filter((other) => other !== one);
    return (
      one.units > 0 &&
      one.samples.every(({ successes }) => successes !== null) &&
      sums([one]) === sums(others)
    );
  })?.[0];
}
