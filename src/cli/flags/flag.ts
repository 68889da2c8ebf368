import { InvalidArgumentError } from 'commander';
import type { core } from 'zod/mini';

/** What flags may be given as. Loaded when a command runs: help needs none of it, and no zod. */
export type Forms = typeof import('./forms.js');

/** What the text behind a flag must be, and what it becomes. */
type Form<T> = (is: Forms) => core.$ZodType<T>;

/** Whether a flag has a value at all times, may be left out, or may be given several times. */
type Takes = 'always' | 'optional' | 'list';

/**
 * One flag, all that commander, help and the schema of its command know of it. Its name is its key among
 * the flags of a command: `lowerIsBetter` is written --lower-is-better.
 */
export interface Flag<T = unknown, K extends Takes = Takes> {
  takes: K;
  /** What stands behind it in the help, as <name>; '' for a switch. */
  value: string;
  description: string;
  form: Form<T>;
  /** The letter that stands for it, as -m. */
  short?: string;
  /** What help says that it is where it is not given. */
  usual?: string;
  /** What it is then, if anything. */
  initial?: string;
  /** The words that it takes, where there are few. */
  words?: readonly string[];
  /** Words that a shell offers, where it takes others too. */
  suggested?: readonly string[];
  /** How a value joins one that was given before. */
  join?: (value: string, before: never) => unknown;
  /** Whether it is written --no-…, and is true until then. */
  negated?: true;
  /** Whether the command cannot do without it. */
  mandatory?: true;
  /** Whether it says where or how something is written, which who only reads may not say. */
  writes?: true;
}

/** The flags of a command by the headings of its help. */
export type FlagGroups = Record<string, Record<string, Flag>>;

type ValueOf<F> =
  F extends Flag<infer T, infer K> ? { always: T; optional: T | undefined; list: T[] }[K] : never;

type Merged<Union> = (Union extends unknown ? (one: Union) => void : never) extends (
  all: infer All,
) => void
  ? All
  : never;

/** What the flags of a command come to, checked and converted, by their keys. */
export type FlagValues<G extends FlagGroups> = {
  [K in keyof Merged<G[keyof G]>]: ValueOf<Merged<G[keyof G]>[K]>;
};

const text: Form<string> = (is) => is.text;

/** A flag that may be left out. */
export function optional(value: string, description: string): Flag<string, 'optional'>;
export function optional<T>(value: string, about: string, form: Form<T>): Flag<T, 'optional'>;
export function optional(value: string, description: string, form: Form<unknown> = text): Flag {
  return { takes: 'optional', value, description, form };
}

/** A flag without a value. */
export function toggle(description: string): Flag<boolean, 'optional'> {
  return { takes: 'optional', value: '', description, form: (is) => is.said };
}

/** What is so unless it is said otherwise, as --no-…; the description is of that. */
export function unlessNegated(description: string): Flag<boolean, 'always'> {
  return { ...toggle(description), takes: 'always', negated: true };
}

/** A flag that may be left out, and of which the last of several would quietly undo the others. */
export function once(value: string, description: string): Flag<string, 'optional'> {
  const join = (now: string, before: string | undefined) => {
    if (before === undefined) return now;
    throw new InvalidArgumentError(`It is given twice, as ${before} and as ${now}.`);
  };
  return { ...optional(value, description), join };
}

/** A flag that may be given several times; all its values, in order. */
export function repeatable(value: string, description: string): Flag<string, 'list'>;
export function repeatable<T>(value: string, about: string, form: Form<T>): Flag<T, 'list'>;
export function repeatable(value: string, about: string, form: Form<unknown> = text): Flag {
  const join = (now: string, before: string[] | undefined) => [...(before ?? []), now];
  return { takes: 'list', value, description: `${about} (repeatable)`, form, join };
}

/** A flag with a value that it has where none is given. */
export function withDefault<T>(
  value: string,
  description: string,
  usual: string | number,
  form: Form<T>,
): Flag<T, 'always'> {
  return {
    takes: 'always',
    value,
    description,
    form,
    usual: String(usual),
    initial: String(usual),
  };
}

/** A flag that takes one of a few words, by default the first. */
export function oneOf<W extends string>(
  value: string,
  description: string,
  words: readonly W[],
): Flag<W, 'always'> {
  return { ...withDefault(value, description, words[0]!, (is) => is.wordOf(words)), words };
}

/** A flag that takes one of a few words, and may be left out. */
export function optionalWord<W extends string>(
  value: string,
  description: string,
  words: readonly W[],
): Flag<W, 'optional'> {
  return { ...optional(value, description, (is) => is.wordOf(words)), words };
}

/** The flag, as one that the command cannot do without. */
export function mandatory<T>({ form, ...flag }: Flag<T, 'optional'>): Flag<T, 'always'> {
  return { ...flag, form, takes: 'always', mandatory: true };
}

/** The flag, as one that has no value where none is given; help says what comes of that. */
export function told<T>(
  { initial: _, ...flag }: Flag<T, 'always' | 'optional'>,
  usual: string | number | undefined = flag.usual,
): Flag<T, 'optional'> {
  return { ...flag, takes: 'optional', ...(usual === undefined ? {} : { usual: String(usual) }) };
}

/** How a flag is written: --lower-is-better. */
export function flagName(key: string): string {
  return `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
