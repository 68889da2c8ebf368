import type { PlanReport } from '../../../report/plan-report.js';
import { capital } from '../../../report/wording/capital.js';
import { formatCount } from '../../../report/wording/numbers.js';
import { planMethods } from '../../../report/wording/plan-methods.js';
import { planSizeSentences } from '../../../report/wording/plan-size-wording.js';
import { earlierRows } from '../../text/earlier-text.js';
import { htmlDocument } from '../document.js';
import { element, type Markup, nameOf } from '../markup.js';
import { footer, headlineSection, methodsList, section, terms } from '../parts.js';
import { askedSection } from './asked.js';
import { detectionSection } from './detection.js';
import { looksSection } from './looks.js';
import { sizeSection } from './size.js';
import { variantsSection } from './variants.js';

/** What a plan promises, as a page of one file. */
export function renderPlanPage(report: PlanReport): string {
  const { plan } = report;
  const answer = headlineOf(report);
  return htmlDocument(
    `${answer} · ${plan.experiment}`,
    report,
    headlineSection({
      what: plan.experiment,
      title: answer,
      points: [
        ...(plan.hypothesis === null ? [] : [plan.hypothesis]),
        ...planSizeSentences(report).map(capital),
      ],
      aside: 'What is promised before the data: true if the control does what is expected of it.',
    }),
    rulesSection(report),
    askedSection(report),
    sizeSection(report),
    detectionSection(report),
    looksSection(report),
    earlierSection(report),
    variantsSection(report),
    methodsList(planMethods(report)),
    planSection(report),
    footer(report.tool),
  );
}

/** "363,000 units, 41 days". */
function headlineOf({ sampleSize }: PlanReport): string {
  if (sampleSize === null) return 'This plan has no size yet';
  const { total, durationDays } = sampleSize;
  const units = `${formatCount(total)} units`;
  if (durationDays === null) return units;
  return `${units}, ${durationDays === 1 ? '1 day' : `${formatCount(durationDays)} days`}`;
}

/** What will decide, before anybody has seen a figure. */
function rulesSection({ rules }: PlanReport): Markup {
  return section(
    'What decides',
    terms([
      ['Ship', capital(`if ${rules.ship}`)],
      ['Keep the control', capital(`if ${rules.keepControl}`)],
      ['Collect on', capital(`while ${rules.keepCollecting}`)],
      ['Invalid', capital(`if ${rules.invalid}`)],
    ]),
  );
}

/** What earlier tests tell of it; nothing where no ledger was named. */
function earlierSection(report: PlanReport): Markup | null {
  const rows = earlierRows(report);
  if (rows.length === 0) return null;
  return section('What earlier tests tell', terms(rows));
}

/** Which plan it is, so that nobody can change it unseen. */
function planSection({ plan, design }: PlanReport): Markup {
  const tags = Object.entries(plan.tags).map(([tag, value]) => `${tag} ${value}`);
  return section(
    'The plan',
    terms([
      ['File', nameOf(plan.path)],
      ['SHA-256', element('code', {}, plan.sha256)],
      ['Owner', plan.owner === null ? null : nameOf(plan.owner)],
      ['Follows', plan.follows === null ? null : nameOf(plan.follows)],
      ['Tags', tags.length === 0 ? null : tags.join(' · ')],
      ['Segments', design.segments.length === 0 ? null : design.segments.join(', ')],
    ]),
  );
}
