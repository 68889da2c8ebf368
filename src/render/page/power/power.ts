import type { PowerReport } from '../../../report/power-report.js';
import { capital } from '../../../report/wording/capital.js';
import {
  answerOf,
  controlOf,
  effectOf,
  powerText,
  questionOf,
  testOf,
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

/** The answer of `power` as a page of one file. */
export function renderPowerPage(report: PowerReport): string {
  const { mde, neighbours, pilot, decision, power } = report;
  const answer = answerOf(report).replace(/\.$/, '');
  const per = unitName(report);
  return htmlDocument(
    `${answer} · perso-test`,
    report,
    headlineSection({
      what: capital(questionOf(report)),
      title: capital(answer),
      points: pointsOf(report),
      aside: ASSUMES,
    }),
    curveSection(report),
    nearbySection(
      neighbours.map((one) => ({
        ...one,
        size: effectOf(report, one.mde),
        isAsked: one.mde.absolute === mde.absolute,
      })),
      { what: 'effect', per, power: powerText(pilot?.forPower?.power ?? power) },
    ),
    looksSection(report),
    pilotSection(report),
    section(
      'What was asked',
      terms([
        ['Question', capital(questionOf(report))],
        ['Control', capital(`${controlOf(report)} is expected.`)],
        ['Test', capital(testOf(report))],
        ['Decision', decision === null ? null : capital(togetherOf(decision, power))],
      ]),
    ),
    methodsOf(report),
    footer(report.tool),
  );
}

const ASSUMES =
  'True if the control does what is expected of it, and units are independent of each other.';
