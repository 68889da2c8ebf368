import type { ComparisonReport, HeterogeneityReport } from '../../../report/comparison-report.js';
import type { Report } from '../../../report/report.js';
import { capital } from '../../../report/wording/capital.js';
import { liftOf, wordEffect, wordMean } from '../../../report/wording/effects.js';
import { formatCount, formatCounted, formatPValue } from '../../../report/wording/numbers.js';
import { adjustedLogP } from '../../../report/wording/reason-wording.js';
import { averageLine, NO_EFFECT } from '../../charted.js';
import { average, differ, isPart } from '../../text/segment-text.js';
import { figure } from '../chart/figure.js';
import { forest } from '../chart/forest.js';
import { toneOf, unitOf, wordFigures, wordUnit } from '../figures.js';
import { element, type Markup, nameOf } from '../markup.js';

import { table } from '../table.js';

/** So many rows of segments are shown: more nobody reads, and a page of a megabyte is none to be mailed. */
const MOST_ROWS = 200;

/** For each metric, treatment and segment column the effects of its segments below one another. */
export function segmentsSection(report: Report): Markup | null {
  if (report.heterogeneity.length === 0) return null;
  const isValid = report.verdict.decision !== 'invalid';
  const figures: Markup[] = [];
  let room = MOST_ROWS;
  let left = 0;
  for (const [i, summary] of report.heterogeneity.entries()) {
    const parts = report.comparisons.filter((one) => isPart(one, summary));
    room -= parts.length;
    if (room < 0) left += 1;
    else figures.push(segments(summary, parts, { id: `segments-${i + 1}`, isValid }));
  }
  return element('section', {}, element('h2', {}, 'Segments'), ...figures, leftOut(left));
}

function leftOut(left: number): Markup | null {
  if (left === 0) return null;
  const what = formatCounted(left, 'more table');
  const text = `${what} of segments ${left === 1 ? 'is' : 'are'} in the data of this page, which perso-test report shows as a table or CSV`;
  return element('p', { class: 'aside' }, text);
}

function segments(
  summary: HeterogeneityReport,
  parts: readonly ComparisonReport[],
  { id, isValid }: { id: string; isValid: boolean },
): Markup {
  const { metric, segmentColumn, treatment } = summary;
  const first = parts[0]!;
  const rows = parts.map((part) => ({
    name: part.segment![segmentColumn]!,
    value: part.reason === undefined ? part.effect : null,
    figures: wordFigures(part),
    tone: toneOf(part, isValid),
  }));
  const told = {
    id,
    title: `Effect on ${metric} by ${segmentColumn}`,
    description: `${differ(summary)} Average: ${average(summary, parts)}`,
  };
  const lines = [NO_EFFECT, ...averageLine(summary.stratified)];
  return figure(
    [
      element('strong', {}, nameOf(metric), ' by ', nameOf(segmentColumn)),
      ' · ',
      nameOf(treatment),
      ' against ',
      nameOf(first.control.variant),
      ` in ${wordUnit(first)}. Do they differ? ${capital(differ(summary))} Average: ${average(summary, parts)}`,
    ],
    forest(told, rows, { lines, unit: unitOf(first) }).map(({ drawing }) => drawing),
    segmentTable(segmentColumn, parts),
  );
}

function segmentTable(column: string, parts: readonly ComparisonReport[]): Markup {
  const figures = ['units', 'control', 'treatment', 'effect', 'interval', 'lift', 'adj. p'];
  const rows = parts.map((part) => {
    const { estimate, interval } = wordEffect(part);
    const lift = liftOf(part);
    const told =
      part.reason === undefined
        ? [estimate, interval ?? '–', lift?.estimate ?? '–', formatPValue(adjustedLogP(part))]
        : [`no test: ${part.reason.message}`, '–', '–', '–'];
    return [
      nameOf(part.segment![column]!),
      formatCount(part.control.n + part.treatment.n),
      wordMean(part, part.control),
      wordMean(part, part.treatment),
      ...told,
    ];
  });
  return table(
    [{ name: nameOf(column) }, ...figures.map((name) => ({ name, isFigure: true }))],
    rows,
  );
}
