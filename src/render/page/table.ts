import { type Content, element, type Markup } from './markup.js';

/** A column of a table: what stands above it, and whether it holds figures, which stand on the right. */
export interface Column {
  name: Content;
  isFigure?: boolean;
}

/** A table that scrolls by itself where it is wider than the screen. */
export function table(columns: readonly Column[], rows: readonly (readonly Content[])[]): Markup {
  const sides = columns.map(({ isFigure = false }) => (isFigure ? 'right' : 'left'));
  const heading = ({ name }: Column, i: number) =>
    element('th', { scope: 'col', align: sides[i]! }, name);
  const cell = (content: Content, i: number) => element('td', { align: sides[i]! }, content);
  return element(
    'div',
    { class: 'wide', tabindex: 0 },
    element(
      'table',
      {},
      element('thead', {}, element('tr', {}, ...columns.map(heading))),
      element('tbody', {}, ...rows.map((row) => element('tr', {}, ...row.map(cell)))),
    ),
  );
}
