import type { MarginReport } from '../../../report/margin-report.js';
import { capital } from '../../../report/wording/capital.js';
import {
  marginAnswer,
  marginAssumption,
  marginQuestion,
  marginTest,
  wordPlannedMargin,
} from '../../../report/wording/margin-wording.js';
import {
  controlOf,
  powerText,
  togetherOf,
  unitName,
} from '../../../report/wording/power-wording.js';
import { htmlDocument } from '../document.js';
import { footer, headlineSection, section, terms } from '../parts.js';
import { curveSection } from './curve.js';
import { looksSection } from './looks.js';
import { methodsOf } from './methods.js';
import { nearbySection } from './nearby.js';
import { pilotSection } from './pilot.js';
import { pointsOf } from './points.js';

/** The answer of `power --margin` as a page of one file. */
export function renderMarginPage(report: MarginReport): string {
  const { margin, neighbours, pilot, decision, power } = report;
  const answer = marginAnswer(report).replace(/\.$/, '');
  const per = unitName(report);
  return htmlDocument(
    `${answer} · perso-test`,
    report,
    headlineSection({
      what: capital(marginQuestion(report)),
      title: capital(answer),
      points: pointsOf(report),
      aside: capital(`assumed: ${marginAssumption(report)}`),
    }),
    curveSection(report),
    nearbySection(
      neighbours.map((one) => ({
        ...one,
        size: wordPlannedMargin(report, one.margin),
        isAsked: one.margin.absolute === margin.absolute,
      })),
      { what: 'margin', per, power: powerText(pilot?.forPower?.power ?? power) },
    ),
    looksSection(report),
    pilotSection(report),
    section(
      'What was asked',
      terms([
        ['Question', capital(marginQuestion(report))],
        ['Control', capital(`${controlOf(report)} is expected.`)],
        ['Assumed', capital(marginAssumption(report))],
        ['Test', capital(marginTest(report))],
        ['Decision', decision === null ? null : capital(togetherOf(decision, power))],
      ]),
    ),
    methodsOf(report),
    footer(report.tool),
  );
}
