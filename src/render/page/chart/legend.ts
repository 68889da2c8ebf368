import { printable } from '../../printable.js';
import { fit } from '../../text/layout.js';
import { element, fragment, type Markup } from '../markup.js';
import { COLOURS, type Tone } from './colours.js';
import { label } from './figure.js';

/** Of a name so many columns are drawn, which a phone shows. */
const MOST_COLUMNS = 30;
const LEGEND = { first: 14, step: 18, line: 24 };

/** How many pixels that takes. */
export function legendHeight({ length }: readonly Named[]): number {
  return length < 2 ? 0 : LEGEND.first + length * LEGEND.step;
}

/** What a name stands for. */
interface Named {
  name: string;
  tone: Tone;
  dashed?: boolean;
}

/** Names of the curves at the right from a height on, where there are several. */
export function legend(drawn: readonly Named[], top: number): Markup | null {
  if (drawn.length < 2) return null;
  return fragment(
    ...drawn.map(({ name, tone, dashed = false }, i) => {
      const y = top + LEGEND.first + i * LEGEND.step;
      return fragment(
        label('96%', y, fit(printable(name), MOST_COLUMNS), {
          anchor: 'end',
          'font-size': 12,
          dx: -LEGEND.line - 6,
        }),
        element(
          'svg',
          { x: '96%', y, overflow: 'visible' },
          element('line', {
            x1: -LEGEND.line,
            x2: 0,
            y1: -4,
            y2: -4,
            stroke: COLOURS[tone],
            'stroke-width': 2.5,
            'stroke-dasharray': dashed ? '7 4' : null,
          }),
        ),
      );
    }),
  );
}
