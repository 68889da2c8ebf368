import { printable } from '../printable.js';
import { fit } from '../text/layout.js';

/**
 * A text as Markdown that reads as nothing but that text, also at the start of a line and in a cell of
 * a table: no markup, no HTML, and nothing that GitHub or GitLab would make a link, a formula, an emoji
 * or a mention of (someone who would be notified). At most `columns` wide as it will be read.
 */
export function markdownText(text: string, columns: number): string {
  const marked = entities(shortened(text, columns)).replace(MARKS, '\\$&');
  return unlinked(marked).replace(LINE_START, '$1\\');
}

/** The same for where HTML stands instead of Markdown, as in `<summary>`. */
export function htmlText(text: string, columns: number): string {
  return unlinked(entities(shortened(text, columns)));
}

/** Characters a column, joined emoji and accents included; a name may be as long as a file. */
const MOST_A_COLUMN = 16;

function shortened(text: string, columns: number): string {
  const most = MOST_A_COLUMN * columns;
  const start = text.length > most ? `${text.slice(0, most)}…` : text;
  return fit(printable(start).trim(), columns);
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function entities(text: string): string {
  return text.replace(/[&<>]/g, (character) => ENTITIES[character]!);
}

/** What CommonMark 0.31 and its tables take for markup within a line; `_` within a word is none there. */
const MARKS = /[\\`*[~|]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g;

/** What makes a heading, a list or a rule of a line that it begins. */
const LINE_START = /^(\d{0,9})(?=[-+.)](?:\s|$)|-+$|#{1,6}(?:\s|$))/;

/**
 * Neither a backslash nor an entity keeps GitHub from @mentions, #123, :emoji: and addresses, but a
 * comment in the middle does (cmark-gfm issue 181); a dollar sign in a span of its own starts no formula
 * (GitHub's documentation, "Writing mathematical expressions"). Two colons at the start of a line would be a
 * command of GitHub's runner.
 */
function unlinked(text: string): string {
  return text
    .replace(/[@#:!~](?=[\w/\\+-])|:(?=:)|%(?=[\w"])|www(?=\.)/gi, '$&<!-- -->')
    .replace(/\$/g, '<span>$</span>');
}
