import type { Report } from '../report/report.js';
import { comparisonsByMetric, wordEffects } from './charted.js';
import { drawing, label } from './page/chart/figure.js';
import { element, type Markup } from './page/markup.js';
import { effectsForest } from './page/sections/effects.js';
import { headline } from './verdict-words.js';

/** Pixels, as a slide of 16 : 9 has them. */
const WIDTH = 960;
const MARGIN = 32;
const TITLE = { height: 56, baseline: 44, size: 24 };
const CAPTION = { height: 34, baseline: 24, size: 14 };

/** The effects on all metrics under the verdict, as a drawing for slides: one file, whole by itself. */
export function renderSvg(report: Report): string {
  const isValid = report.verdict.decision !== 'invalid';
  let y = TITLE.height;
  const charts: Markup[] = [];
  for (const [i, compared] of comparisonsByMetric(report).entries()) {
    const caption = `${compared[0]!.metric}${wordEffects(compared)}`;
    charts.push(label(MARGIN, y + CAPTION.baseline, caption, { 'font-size': CAPTION.size }));
    y += CAPTION.height;
    for (const { drawing: chart, height } of effectsForest(compared, isValid, `effects-${i + 1}`)) {
      charts.push(framed(chart, y, height));
      y += height;
    }
  }
  const title = headline(report.verdict);
  const told = { id: 'effects', title, description: 'The effects with their intervals.' };
  const whole = drawing(
    told,
    { width: WIDTH, height: y + MARGIN },
    element('rect', { width: '100%', height: '100%', fill: '#fff' }),
    label(MARGIN, TITLE.baseline, title, { 'font-size': TITLE.size, 'font-weight': 700 }),
    ...charts,
  );
  return `${whole.markup}\n`;
}

function framed(chart: Markup, y: number, height: number): Markup {
  return element('svg', { x: MARGIN, y, width: WIDTH - 2 * MARGIN, height }, chart);
}
