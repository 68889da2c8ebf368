import { formatCounted } from '../../report/wording/numbers.js';
import { htmlText } from './escape.js';

/** How much of a report Markdown shows: names and sentences in columns, lists and tables in lines. */
export const COLUMNS = { name: 60, sentence: 500, items: 50 };

/** The first so many of some lines, and how many more there are. */
export function atMost(most: number, what: string, items: readonly string[]): string[] {
  const left = items.length - most;
  return left > 0
    ? [...items.slice(0, most), `… and ${formatCounted(left, `more ${what}`)}.`]
    : [...items];
}

/** A table; columns named in `numeric` are set flush right. */
export function table(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  numeric: readonly string[],
): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rule = header.map((name) => (numeric.includes(name) ? '---:' : '---'));
  const left = rows.length - COLUMNS.items;
  const more = left > 0 ? [`\n… and ${formatCounted(left, 'more row')}.`] : [];
  return [line(header), line(rule), ...rows.slice(0, COLUMNS.items).map(line), ...more].join('\n');
}

/** Something to unfold, under a title in plain text. */
export function details(title: string, ...blocks: readonly string[]): string {
  const summary = `<details><summary>${htmlText(title, 2 * COLUMNS.name)}</summary>`;
  return [summary, ...blocks, '</details>'].join('\n\n');
}
