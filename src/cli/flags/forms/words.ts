import * as z from 'zod/mini';

/** Any text. */
export const text = z.string();

/** What is said in words, without the space around it. */
export const sentence = z.pipe(
  z.pipe(
    z.string(),
    z.transform((text) => text.trim()),
  ),
  z.string().check(z.minLength(1, 'says nothing; is a variable unset?')),
);

/** A name and what it is, as NAME=VALUE. */
export const tag = z.pipe(
  z.string().check(z.regex(/^\s*[^=\s][^=]*=\s*\S/, 'is no tag; write NAME=VALUE')),
  z.transform((text) => {
    const at = text.indexOf('=');
    return { name: text.slice(0, at).trim(), value: text.slice(at + 1).trim() };
  }),
);

/** Nothing but a zero. */
export const zero = z.pipe(
  z.literal('0', 'is no value of an empty field; write 0, or leave it out: it is missing then'),
  z.transform((): 0 => 0),
);

/** A flag without a value, that was said. */
export const said = z.boolean();

/** The name of a file, which may be left out. */
export const fileName = z.union([z.string(), z.boolean()]);

/** A condition in SQL, taken as it is. */
export const condition = z.string().check(z.regex(/\S/, 'is empty; leave it out for all rows'));

/** One of these words, each standing for itself. */
export function wordOf<W extends string>(words: readonly W[], what = 'word') {
  return z.enum(
    Object.fromEntries(words.map((word) => [word, word])) as { [K in W]: K },
    `is no ${what}; write ${listed(words)}`,
  );
}

function listed(words: readonly string[]): string {
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
