/** Some texts by small numbers, from 0; where a text was let go, its number is free. */
export type Names = Map<string, number>;

/** The number of a name, which is given one on first sight. */
export function numberOf(names: Names, text: string): number {
  return names.get(text) ?? named(names, text, freeNumbers(names, 1)[0]!);
}

/** Gives a name a number that is free. */
export function named(names: Names, text: string, number: number): number {
  // A text by itself: V8 keeps the whole chunk of a file alive for a longer piece of its text.
  names.set(Buffer.from(text).toString(), number);
  return number;
}

/** The smallest numbers that no name has, so many of them. */
export function freeNumbers(names: Names, count: number): number[] {
  const taken = new Set(names.values());
  const found: number[] = [];
  for (let number = 0; found.length < count; number++) {
    if (!taken.has(number)) found.push(number);
  }
  return found;
}

/** The names by their numbers; '' for a number that is free. */
export function textsOf(names: Names): string[] {
  const texts: string[] = [];
  for (const [text, number] of names) texts[number] = text;
  return Array.from(texts, (text) => text ?? '');
}
