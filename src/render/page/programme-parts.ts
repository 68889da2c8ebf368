import { type Content, element, type Markup, nameOf } from './markup.js';
import type { Column } from './table.js';

/** Sentences one below the other. */
export function list(texts: readonly (string | null)[]): Markup {
  const items = texts.flatMap((text) => (text === null ? [] : [element('li', {}, nameOf(text))]));
  return element('ul', {}, ...items);
}

/** A part of the page under its title. */
export function section(title: string, ...content: Content[]): Markup {
  return element('section', {}, element('h2', {}, title), ...content);
}

/** Columns of figures. */
export function figures(...names: string[]): Column[] {
  return names.map((name) => ({ name, isFigure: true }));
}
