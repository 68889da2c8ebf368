import { SaxesParser } from 'saxes';

/** A line, a dot or a text of a drawing. */
export interface Mark {
  name: string;
  at: Record<string, string>;
  text: string;
}

/** The marks of each drawing of a page, by its id. */
export function drawings(page: string): Map<string, Mark[]> {
  const found = new Map<string, Mark[]>();
  const parser = new SaxesParser();
  let marks: Mark[] = [];
  parser.on('opentag', ({ name, attributes }) => {
    const at = attributes as Record<string, string>;
    if (name === 'svg' && at.role === 'img') {
      marks = [];
      found.set(at['aria-labelledby']!.split('-title')[0]!, marks);
    }
    marks.push({ name, at, text: '' });
  });
  parser.on('text', (text) => {
    const last = marks.at(-1);
    // A space at which no line ends reads as any other.
    if (last !== undefined) last.text += text.replaceAll('\u00a0', ' ');
  });
  parser.write(page.replace(/^<!doctype html>\n/, '')).close();
  return found;
}

/** What a position stands for, by the numbers at the axis. */
export function readOff(marks: readonly Mark[]): (position: string) => number {
  const numbers = marks
    .filter(({ name, at }) => name === 'text' && at['font-size'] === '11' && at['fill-opacity'])
    .filter(({ at }) => at['text-anchor'] === 'middle')
    .map(
      ({ at, text }) =>
        [Number.parseFloat(at.x!), Number(text.replace('−', '-').replaceAll(',', ''))] as const,
    );
  const [[x0, v0], [x1, v1]] = [numbers[0]!, numbers.at(-1)!];
  return (position) => v0 + ((Number.parseFloat(position) - x0) / (x1 - x0)) * (v1 - v0);
}
