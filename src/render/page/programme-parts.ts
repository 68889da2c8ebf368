import { element, type Markup, nameOf } from './markup.js';
import type { Column } from './table.js';

/** Sentences one below the other. */
export function list(texts: readonly (string | null)[]): Markup {
  const items = texts.flatMap((text) => (text === null ? [] : [element('li', {}, nameOf(text))]));
  return element('ul', {}, ...items);
}

/** Columns of figures. */
export function figures(...names: string[]): Column[] {
  return names.map((name) => ({ name, isFigure: true }));
}
