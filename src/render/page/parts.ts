import { type Content, element, fragment, type Markup } from './markup.js';

/** What a page says first. */
export interface Headline {
  /** What it is about, above. */
  what: Content;
  title: Content;
  /** Why, or what that means, a point each. */
  points: readonly Content[];
  /** What is taken for granted. */
  aside: string | null;
}

/** The answer in words: what a reader in a hurry has to see, and perhaps all of it. */
export function headlineSection({ what, title, points, aside }: Headline): Markup {
  return element(
    'header',
    { class: 'answer' },
    element('p', { class: 'what' }, what),
    element('h1', {}, title),
    points.length === 0 ? null : element('ul', {}, ...points.map((one) => element('li', {}, one))),
    aside === null ? null : element('p', { class: 'aside' }, aside),
  );
}

/** A part of a page under its heading. */
export function section(heading: string, ...content: Content[]): Markup {
  return element('section', {}, element('h2', {}, heading), ...content);
}

/** Terms with what is said of each; those without are left out. */
export function terms(pairs: readonly (readonly [term: string, text: Content])[]): Markup {
  const said = pairs.filter(([, text]) => text !== null);
  return element(
    'dl',
    {},
    ...said.map(([term, text]) => fragment(element('dt', {}, term), element('dd', {}, text))),
  );
}

/** A list of methods, each with who described it. */
export function methodsList(methods: readonly { name: string; source: string }[]): Markup {
  const items = methods.map(({ name, source }) =>
    element('li', {}, element('strong', {}, name), `: ${source}`),
  );
  return section('Methods', element('ul', {}, ...items));
}

/** Which program worked it out. */
export function footer(tool: { name: string; version: string } | undefined): Markup | null {
  return tool === undefined ? null : element('footer', {}, `${tool.name} ${tool.version}`);
}
