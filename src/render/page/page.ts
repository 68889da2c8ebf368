import type { Report } from '../../report/report.js';
import { headline } from '../verdict-words.js';
import { htmlDocument } from './document.js';
import { bayesSection } from './sections/bayes.js';
import { checksSection } from './sections/checks.js';
import { dilutionSection } from './sections/dilution.js';
import { effectsSection } from './sections/effects.js';
import { holdoutSection } from './sections/holdout.js';
import { looksSection } from './sections/looks.js';
import { methodsSection } from './sections/methods.js';
import { moneySection } from './sections/money.js';
import { overTimeSection } from './sections/over-time.js';
import { readingSection } from './sections/reading.js';
import { segmentsSection } from './sections/segments.js';
import { sizeSection } from './sections/size.js';
import { strengthSection } from './sections/strength.js';
import { targetingSection } from './sections/targeting.js';
import { termsSection } from './sections/terms.js';
import { askedSection, verdictSection } from './sections/verdict.js';

/** The report as a page of one file, which a browser shows, prints and mails, and `report` reads back. */
export function renderPage(report: Report): string {
  const title = report.plan === null ? 'perso-test' : report.plan.experiment;
  return htmlDocument(
    `${headline(report.verdict)} · ${title}`,
    report,
    verdictSection(report),
    effectsSection(report),
    termsSection(report),
    dilutionSection(report),
    looksSection(report),
    askedSection(report),
    checksSection(report),
    segmentsSection(report),
    targetingSection(report),
    holdoutSection(report),
    strengthSection(report),
    overTimeSection(report),
    moneySection(report),
    sizeSection(report),
    bayesSection(report),
    methodsSection(report),
    readingSection(report),
  );
}
