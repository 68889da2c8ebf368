/** What a docstring shows, as a program: with the names of the library that it uses imported from it. */
export function wholeExample(code: string, { values, types }: NamesOfLibrary): string {
  const bare = code.replace(/\/\/.*/g, '').replace(/'[^']*'/g, '');
  const uses = (name: string) => new RegExp(`(?<!\\w|(?<!\\.)\\.)${name}\\b(?!\\s*:)`).test(bare);
  const isType = (name: string) => new RegExp(`\\b(?:satisfies|as) ${name}\\b`).test(bare);
  const used = [...values.filter(uses), ...types.filter(isType).map((name) => `type ${name}`)];
  return `import { ${used.join(', ')} } from 'perso-test';\n\n${code.trim()}`;
}

/** What the library exports, in the order of the alphabet. */
export interface NamesOfLibrary {
  values: readonly string[];
  types: readonly string[];
}

/** A value that an example shows: the expression is followed by `// => VALUE`, on its line or the next. */
const SHOWN = /^(?<code>.*?)\s*\/\/ => (?<value>.*)$/;

/** The values that an example shows, as they are written. */
export function shownIn(example: string): string[] {
  return example.split('\n').flatMap((line) => SHOWN.exec(line)?.groups?.value ?? []);
}

/** The example with each shown expression handed to a function `show` instead. */
export function showing(example: string): string {
  const lines: string[] = [];
  for (const line of example.split('\n')) {
    const { code } = SHOWN.exec(line)?.groups ?? {};
    lines.push(code ?? line);
    if (code === undefined) continue;
    // A statement begins at the last line that is not indented, closes nothing and is no comment.
    const start = lines.findLastIndex((one) => /^(?![\s)\]}]|\/\/|$)/.test(one));
    const statement = lines.splice(start).join('\n').trimEnd().replace(/;$/, '');
    lines.push(`show(${statement});`);
  }
  return lines.join('\n');
}

/** A number as an example writes it. */
const NUMBER = /(?<![\w.'])-?\d+(?:\.\d+)?(?:e[+-]?\d+)?(?![\w.'])/g;

/** The numbers in a text. */
export function numbersIn(text: string): string[] {
  return text.match(NUMBER) ?? [];
}

/** Whether a value comes to what is shown: the same text, and each number to the digits that it is shown with. */
export function comesTo(value: string, shown: string): boolean {
  const [found, wanted] = [numbersIn(value), numbersIn(shown)];
  const isSameText = value.replace(NUMBER, '#') === shown.replace(NUMBER, '#');
  return isSameText && wanted.every((number, i) => roundsTo(Number(found[i]), number));
}

/** Whether a number is what is shown of it, to the last digit; a whole one is meant as it stands. */
export function roundsTo(value: number, shown: string): boolean {
  const [, decimals, exponent = '0'] = /^-?\d+(?:\.(\d+))?(?:e(.*))?$/.exec(shown)!;
  if (decimals === undefined && exponent === '0') return value === Number(shown);
  const unit = Number(`1e${Number(exponent) - (decimals?.length ?? 0)}`);
  // Half a unit, and what a decimal fraction is off by as a double.
  return Math.abs(value - Number(shown)) <= unit * (0.5 + 1e-9) + Math.abs(value) * 1e-14;
}
