import { type Content, element, type Markup } from '../markup.js';

/** What tells a chart to who cannot see it. */
export interface Told {
  /** Unique within the page. */
  id: string;
  title: string;
  /** What can be seen in it, in a sentence. */
  description: string;
}

/** Of a drawing: pixels, or as wide as its place. */
export interface Extent {
  width?: number;
  height: number;
}

/** A drawing in the colour and font of the text around it. */
export function drawing(
  { id, title, description }: Told,
  { width, height }: Extent,
  ...content: Content[]
): Markup {
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width: width ?? '100%',
      height,
      overflow: 'visible',
      role: 'img',
      'aria-labelledby': `${id}-title ${id}-description`,
      fill: 'currentColor',
      'font-family': 'system-ui, -apple-system, Segoe UI, Roboto, sans-serif',
      'font-size': 13,
    },
    element('title', { id: `${id}-title` }, title),
    element('desc', { id: `${id}-description` }, description),
    ...content,
  );
}

/** A chart under its heading, in one drawing or several, with its table to unfold. */
export function figure(caption: Content, charts: readonly Markup[], table: Markup | null): Markup {
  const twin =
    table === null
      ? null
      : element('details', {}, element('summary', {}, 'The same as a table'), table);
  return element('figure', {}, element('figcaption', {}, caption), ...charts, twin);
}

/** Text in a drawing, with a rim of the page's own colour that keeps the lines behind it off. */
export function label(
  x: string | number,
  y: number,
  text: Content,
  {
    anchor = 'start',
    ...more
  }: { anchor?: 'start' | 'middle' | 'end' } & Record<string, string | number> = {},
): Markup {
  const rim = { stroke: 'Canvas', 'stroke-width': 3, 'paint-order': 'stroke' };
  return element('text', { x, y, 'text-anchor': anchor, ...rim, ...more }, text);
}
