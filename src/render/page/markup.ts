import { printable } from '../printable.js';

/** HTML or SVG that is safe to stand in a page: whatever came from data is escaped in it. */
export interface Markup {
  readonly markup: string;
}

/** What an element holds: markup as it is, texts escaped, nothing. */
export type Content = Markup | string | null | readonly Content[];

/** Attributes by their names; those that are `null` are left out. */
export type Attributes = Readonly<Record<string, string | number | null>>;

/** Elements of HTML that have no end tag. */
const VOID = new Set(['meta', 'br', 'hr', 'link', 'img']);

/** An element; its attributes in the order given. */
export function element(name: string, attributes: Attributes, ...content: Content[]): Markup {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => ` ${key}="${escaped(String(value))}"`)
    .join('');
  // Closed as XML has it too, so that a page is well-formed and any such parser reads it.
  const markup = VOID.has(name)
    ? `<${name}${written}/>`
    : `<${name}${written}>${markupOf(content)}</${name}>`;
  return { markup };
}

/** Pieces one after the other. */
export function fragment(...content: Content[]): Markup {
  return { markup: markupOf(content) };
}

/** Markup that this program itself wrote, as a style sheet: nothing of the data may be in it. */
export function ours(markup: string): Markup {
  return { markup };
}

/** A name from the data: set apart, so that its writing direction stays its own, and as it is to the last space. */
export function nameOf(text: string): Markup {
  return element('bdi', {}, { markup: escaped(text) });
}

function markupOf(content: Content): string {
  if (content === null) return '';
  if (typeof content === 'string') return escaped(content).replace(BEFORE_A_UNIT, '\u00a0');
  return 'markup' in content ? content.markup : content.map(markupOf).join('');
}

/** The space between a number and its unit, at which no line ends. */
const BEFORE_A_UNIT = /(?<=[\d\u221e]) (?=(?:%|pp)(?!\w))/g;

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text that reads as nothing but that text, in an element or an attribute; what is invisible is shown by its code. */
function escaped(text: string): string {
  return printable(text)
    .replace(/[&<>"']/g, (character) => ENTITIES[character]!)
    .replace(NO_CHARACTER, codeOf);
}

/** What neither XML nor HTML may hold (XML 1.0, §2.2). */
const NO_CHARACTER = /[\ufffe\uffff]/g;

/** A character by its code, as JSON writes it. */
function codeOf(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** JSON that ends no element, begins no comment and is well-formed in XML. */
export function jsonMarkup(json: string): Markup {
  return { markup: json.replace(/[<>&\ufffe\uffff]/g, codeOf) };
}
