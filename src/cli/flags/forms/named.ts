/** What is said of something that is named before the last equals sign: METRIC=SIZE, METRIC=COLUMN, NAME=NUMBER. */
export interface Named {
  /** '' where there is no equals sign. */
  name: string;
  rest: string;
}

/** The name in a text and what is said of it; a name may have equals signs of its own. */
export function splitName(text: string): Named {
  const at = text.lastIndexOf('=');
  return { name: text.slice(0, Math.max(0, at)), rest: text.slice(at + 1) };
}

/** Where a schema's transformation puts what is wrong. */
export interface Issues {
  issues: unknown[];
}

/** Notes what is wrong with a text, in a transformation that can give nothing for it. */
export function refused(context: Issues, input: string, message: string): void {
  context.issues.push({ code: 'custom', input, message });
}
