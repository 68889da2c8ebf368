import type { ComparisonReport } from '../../report/comparison-report.js';

/** The colours and weights that a report uses, as functions from text to text. */
export type Paint = Record<'bold' | 'dim' | 'green' | 'red' | 'yellow', (text: string) => string>;

/** How text is dressed: in what paint, and in how many columns. */
export interface Style {
  paint: Paint;
  width: number;
}

const asItIs = (text: string): string => text;

/** No paint at all: for files, pipes and whoever asked for none. */
export const PLAIN: Paint = {
  bold: asItIs,
  dim: asItIs,
  green: asItIs,
  red: asItIs,
  yellow: asItIs,
};

/** The colour of a comparison's outcome. */
export function outcomeColour(
  { outcome }: ComparisonReport,
  style: Style,
): (text: string) => string {
  const { green, red, yellow, dim } = style.paint;
  return { win: green, loss: red, flat: yellow, inconclusive: yellow, untestable: dim }[outcome];
}
