import stringWidth from 'fast-string-width';
import { inert } from '../printable.js';

/** Blocks of lines as one text, an empty line between them; nothing in it speaks to a CI. */
export function page(blocks: readonly (readonly string[])[]): string {
  const texts = blocks.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'));
  return `${inert(texts.join('\n\n'))}\n`;
}

/** Text padded on the right to `width` columns, cut with an ellipsis where it is longer. */
export function left(text: string, width: number): string {
  const fitted = fit(text, width);
  return fitted + ' '.repeat(Math.max(0, width - columnsOf(fitted)));
}

/** Text padded on the left to `width` columns, cut with an ellipsis where it is longer. */
export function right(text: string, width: number): string {
  const fitted = fit(text, width);
  return ' '.repeat(Math.max(0, width - columnsOf(fitted))) + fitted;
}

/** The columns that a text takes on a terminal. */
export function columnsOf(text: string): number {
  // Most text needs no tables: one column a character, and no regular expression over Unicode to build.
  return NARROW.test(text) ? text.length : stringWidth(text);
}

/** Latin letters, and the dashes, mathematics and boxes that this tool itself prints. */
const NARROW = /^[\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2200-\u22ff\u2500-\u25cf]*$/;

/** Text cut to at most `width` columns, with an ellipsis where something is lost; nothing where there are none. */
export function fit(text: string, width: number): string {
  if (width < 1) return '';
  if (columnsOf(text) <= width) return text;
  let kept = '';
  for (const piece of indivisible(text)) {
    if (columnsOf(kept + piece) > width - 1) break;
    kept += piece;
  }
  return `${kept}…`;
}

/** What a person takes for one character: an emoji with all its parts, or an escape as printable makes it. */
function indivisible(text: string): string[] {
  return text
    .split(/(\\u(?:[0-9a-f]{4}|\{[0-9a-f]+\}))/)
    .flatMap((part, i) =>
      i % 2 === 1 ? [part] : Array.from(new Intl.Segmenter().segment(part), (s) => s.segment),
    );
}

/** A label and a text beside it, wrapped at `width` and indented under its first line. */
export function labelled(label: string, text: string, { indent = 0, labelWidth = 13, width = 80 }) {
  const margin = ' '.repeat(indent + labelWidth);
  const lines = wrap(text, width - margin.length);
  const first = `${' '.repeat(indent)}${left(label, labelWidth)}${lines[0] ?? ''}`.trimEnd();
  return [first, ...lines.slice(1).map((line) => margin + line)];
}

/** The lines of a text broken at spaces so that none is wider than `width`; longer words stay whole. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(BREAKS)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && columnsOf(longer) > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return line === '' ? lines : [...lines, line];
}

/** Spaces to break a line at: not between a number and its unit, nor around an equals sign. */
const BREAKS = /(?<!=) (?!=|(?:%|pp)(?![\w%]))/;
