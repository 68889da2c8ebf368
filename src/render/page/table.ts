import { type Content, element, type Markup } from './markup.js';

/** A column of a table: what stands above it, and whether it holds figures, which stand on the right. */
export interface Column {
  name: Content;
  isFigure?: boolean;
}

/** A table that scrolls by itself where it is wider than the screen. */
export function table(columns: readonly Column[], rows: readonly (readonly Content[])[]): Markup {
  const cell = (name: 'th' | 'td', content: Content, i: number) =>
    element(name, { align: columns[i]!.isFigure === true ? 'right' : 'left' }, content);
  return element(
    'div',
    { class: 'wide', tabindex: 0 },
    element(
      'table',
      {},
      element('thead', {}, element('tr', {}, ...columns.map(({ name }, i) => heading(name, i)))),
      element(
        'tbody',
        {},
        ...rows.map((row) => element('tr', {}, ...row.map((content, i) => cell('td', content, i)))),
      ),
    ),
  );

  function heading(name: Content, i: number): Markup {
    const align = columns[i]!.isFigure === true ? 'right' : 'left';
    return element('th', { scope: 'col', align }, name);
  }
}
