import type { SimulationReport } from '../../../report/simulation-report.js';
import { capital } from '../../../report/wording/capital.js';
import { wordPrior } from '../../../report/wording/shipped-wording.js';
import { simulationMethods } from '../../../report/wording/simulation-methods.js';
import {
  simulationQuestion,
  simulationRule,
  simulationSentences,
  simulationTitle,
  simulationUnits,
} from '../../../report/wording/simulation-wording.js';
import { htmlDocument } from '../document.js';
import { element, type Markup, nameOf } from '../markup.js';
import { footer, headlineSection, methodsList, section, terms } from '../parts.js';
import { decisionsSection } from './decisions.js';
import { durationSection } from './duration.js';
import { promisesSection } from './promises.js';
import { shippedSection } from './shipped.js';

/** How often a rule decides rightly where the truth is known, as a page of one file. */
export function renderSimulationPage(report: SimulationReport): string {
  const title = simulationTitle(report);
  return htmlDocument(
    `${title} · perso-test`,
    report,
    headlineSection({
      what: capital(simulationQuestion(report)),
      title,
      points: simulationSentences(report),
      aside: 'Experiments were drawn, not run: true if units are as they were drawn.',
    }),
    promisesSection(report),
    shippedSection(report),
    decisionsSection(report),
    durationSection(report),
    ruleSection(report),
    methodsList(simulationMethods(report)),
    planSection(report),
    footer(report.tool),
  );
}

function ruleSection(report: SimulationReport): Markup {
  return section(
    'What was played out',
    terms([
      ['Rule', capital(simulationRule(report))],
      ['Units', capital(simulationUnits(report))],
      ['Effects', report.prior === undefined ? null : capital(wordPrior(report.prior))],
      ...report.notes.map((note) => ['Note', capital(note)] as const),
    ]),
  );
}

/** Which plan it is; nothing where flags gave it. */
function planSection({ plan, planSha256, seed }: SimulationReport): Markup {
  return section(
    'To play it again',
    terms([
      ['Plan', plan === null ? 'Given by flags.' : nameOf(plan)],
      ['SHA-256', planSha256 === undefined ? null : element('code', {}, planSha256)],
      ['Seed', `${seed}`],
    ]),
  );
}
