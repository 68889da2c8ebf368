import { UserError } from '../../errors.js';
import { areOfWindows, OWN_PATHS } from './paths.js';

/** More names than anyone lists by braces; PATH_MAX of Linux bounds the rest. */
const MOST_NAMES = 1000;
const MOST_LENGTH = 4096;
const MOST_BRACES = 100;

/**
 * The patterns without braces that one with braces stands for: `{a,b}`, `{1..9}`, one within another.
 *
 * @throws {UserError} when they are too many.
 */
export function withoutBraces(pattern: string, paths = OWN_PATHS): string[] {
  const braces = pattern.split('{').length - 1;
  if (pattern.length > MOST_LENGTH || braces > MOST_BRACES) throw tooMany(pattern);
  return expanded(pattern, { pattern, hasEscapes: !areOfWindows(paths) });
}

/** What is expanded; where `\` parts a path, it lets no sign stand for itself. */
interface Expansion {
  pattern: string;
  hasEscapes: boolean;
}

function expanded(text: string, whole: Expansion): string[] {
  const found = firstBraces(text, whole);
  if (found === null) return [text];
  const { start, end, options } = found;
  const rests = expanded(text.slice(end + 1), whole);
  const middles = options.flatMap((option) => expanded(option, whole));
  if (middles.length * rests.length > MOST_NAMES) throw tooMany(whole.pattern);
  return middles.flatMap((middle) => rests.map((rest) => text.slice(0, start) + middle + rest));
}

function tooMany(pattern: string): UserError {
  const start = pattern.length > 60 ? `${pattern.slice(0, 60)}…` : pattern;
  return new UserError(`${start}: this pattern stands for more than ${MOST_NAMES} names`, {
    hint: 'let * stand for what they have in common, or name fewer at once',
  });
}

/** The first braces that hold several options, and these; `null` where none do. */
function firstBraces(
  text: string,
  { hasEscapes }: Expansion,
): { start: number; end: number; options: string[] } | null {
  for (let start = text.indexOf('{'); start !== -1; start = text.indexOf('{', start + 1)) {
    if (hasEscapes && isEscaped(text, start)) continue;
    const commas: number[] = [];
    const end = closing(text, start, { commas, hasEscapes });
    if (end === null) continue;
    const inner = text.slice(start + 1, end);
    const cuts = [start, ...commas, end];
    const parts = cuts.slice(1).map((cut, i) => text.slice(cuts[i]! + 1, cut));
    const options = parts.length > 1 ? parts : range(inner);
    if (options !== null) return { start, end, options };
  }
  return null;
}

/** Whether an odd number of `\` stands before a sign, so that the last of them lets it stand for itself. */
function isEscaped(text: string, at: number): boolean {
  const [before = ''] = /\\*$/.exec(text.slice(0, at)) ?? [];
  return before.length % 2 === 1;
}

/** Where braces that open at `start` close, `null` for nowhere; notes the commas between their options. */
function closing(
  text: string,
  start: number,
  { commas, hasEscapes }: { commas: number[]; hasEscapes: boolean },
): number | null {
  let depth = 0;
  for (let i = start; i < text.length; i++) {
    const letter = text[i];
    if (letter === '\\' && hasEscapes) i += 1;
    else if (letter === '{') depth += 1;
    else if (letter === ',' && depth === 1) commas.push(i);
    else if (letter === '}') depth -= 1;
    if (depth === 0) return i;
  }
  return null;
}

/** The numbers, as wide as they are written, or letters of `1..9`; `null` for anything else. */
function range(inner: string): string[] | null {
  const [, from, to] = /^(\d{1,9}|[a-zA-Z])\.\.(\d{1,9}|[a-zA-Z])$/.exec(inner) ?? [];
  if (from === undefined || to === undefined) return null;
  const isNumeric = /\d/.test(from);
  if (isNumeric !== /\d/.test(to)) return null;
  const [a, b] = isNumeric ? [Number(from), Number(to)] : [from.charCodeAt(0), to.charCodeAt(0)];
  const step = a <= b ? 1 : -1;
  // One more than may be is as many as need be made.
  const length = Math.min(Math.abs(b - a), MOST_NAMES) + 1;
  const width = /^0\d/.test(from) || /^0\d/.test(to) ? Math.max(from.length, to.length) : 0;
  return Array.from({ length }, (_, i) => {
    const value = a + step * i;
    return isNumeric ? String(value).padStart(width, '0') : String.fromCharCode(value);
  });
}
