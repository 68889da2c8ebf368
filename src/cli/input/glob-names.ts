import { areOfWindows, OWN_PATHS } from '../../read/paths/paths.js';

/** Whether a part of a path is a pattern rather than a name. */
export function isMagic(part: string, paths = OWN_PATHS): boolean {
  return (areOfWindows(paths) ? /[*?[]/ : /[*?[\\]/).test(part);
}

/** What one character of a name may be; `null` stands for any run of characters. */
type Token = ((character: string) => boolean) | null;

/**
 * Whether a name is one of those that a part of a path stands for: `*`, `?`, `[ab]`, `[!a-z]`, and `\` before a
 * character that stands for itself, but on Windows, where that parts names and case tells none apart. A name that
 * begins with a dot has to be asked for. It takes no longer than the name's length times the pattern's.
 */
export function nameMatcher(part: string, paths = OWN_PATHS): (name: string) => boolean {
  const isOfWindows = areOfWindows(paths);
  const fold = (text: string) => (isOfWindows ? text.toLowerCase() : text);
  const tokens = tokensOf(fold(part), !isOfWindows);
  const asksForDot = part.startsWith('.') || part.startsWith('\\.');
  return (name) => (asksForDot || !name.startsWith('.')) && isMatch(Array.from(fold(name)), tokens);
}

function tokensOf(part: string, hasEscapes: boolean): Token[] {
  const characters = Array.from(part);
  const tokens: Token[] = [];
  for (let i = 0; i < characters.length; i++) {
    const character = characters[i]!;
    const end = character === '[' ? classEnd(characters, i) : -1;
    if (end !== -1) {
      tokens.push(classOf(characters.slice(i + 1, end)));
      i = end;
    } else if (character === '*') tokens.push(null);
    else if (character === '?') tokens.push(() => true);
    else {
      const itself = character === '\\' && hasEscapes ? (characters[++i] ?? character) : character;
      tokens.push((other) => other === itself);
    }
  }
  return tokens;
}

/** Where a class that opens at `start` closes; -1 where the bracket stands for itself. */
function classEnd(characters: readonly string[], start: number): number {
  // A bracket at once behind the opening one, or its negation, is in the class.
  const first = /[!^]/.test(characters[start + 1] ?? '') ? start + 3 : start + 2;
  return characters.indexOf(']', first);
}

function classOf(inner: readonly string[]): Token {
  const isNegated = inner[0] === '!' || inner[0] === '^';
  const members = isNegated ? inner.slice(1) : inner;
  const ranges: [string, string][] = [];
  for (let i = 0; i < members.length; i++) {
    const isRange = members[i + 1] === '-' && i + 2 < members.length;
    ranges.push([members[i]!, isRange ? members[i + 2]! : members[i]!]);
    if (isRange) i += 2;
  }
  return (character) =>
    ranges.some(([from, to]) => from <= character && character <= to) !== isNegated;
}

/** Only the last run of any characters can need another length, so nothing is tried twice. */
function isMatch(name: readonly string[], tokens: readonly Token[]): boolean {
  let [at, token, runStart, runToken] = [0, 0, 0, -1];
  while (at < name.length) {
    const wanted = tokens[token];
    if (wanted === null) {
      [runToken, runStart] = [token, at];
      token += 1;
    } else if (wanted?.(name[at]!) === true) {
      [at, token] = [at + 1, token + 1];
    } else if (runToken !== -1) {
      runStart += 1;
      [at, token] = [runStart, runToken + 1];
    } else return false;
  }
  return tokens.slice(token).every((rest) => rest === null);
}
