import type { TargetingReport } from '../../report/comparison-report.js';
import type { Report } from '../../report/report.js';
import { formatCount, formatCounted, formatPercent } from '../../report/wording/numbers.js';
import {
  type Assigned,
  assignedBy,
  wordGains,
  wordSplits,
} from '../../report/wording/targeting-wording.js';
import { printable } from '../printable.js';
import { fit, labelled } from './layout.js';
import type { Style } from './style.js';

/** More than these no line names. */
const MOST_NAMED = 12;

/** A name is cut that takes more columns. */
const MOST_COLUMNS = 40;

const LABEL_COLUMNS = 13;

/** Who should get which variant, a block for each rule: what it gives whom, and what that gains. */
export function renderTargetings(report: Report, style: Style): string[][] {
  const { targetings = [], design } = report;
  return targetings.map((one) => [
    style.paint.bold(printable(`Who should get it · ${one.metric} by ${one.columns.join(' × ')}`)),
    ...rule(one, design.control, style),
    ...gains(one, design.control, style),
    ...row('conclusion', one.conclusion.message, style),
  ]);
}

function rule(one: TargetingReport, control: string, style: Style): string[] {
  const groups = assignedBy(one, control);
  return [
    ...groups.flatMap((group, i) => {
      const whom = groups.length === 1 ? 'every segment' : wordWhom(group);
      return row(i === 0 ? 'give' : '', `${group.variant} to ${whom}`, style);
    }),
    ...leftOut(one, style),
  ];
}

function wordWhom({ segments, share }: Assigned): string {
  const named = segments.slice(0, MOST_NAMED).map((name) => fit(printable(name), MOST_COLUMNS));
  const more = segments.length - MOST_NAMED;
  const others = more > 0 ? ` and ${formatCount(more)} more` : '';
  return `${named.join(', ')}${others} (${formatPercent(share, 1)} of the units)`;
}

function leftOut({ unitsLeftOut }: TargetingReport, style: Style): string[] {
  if (unitsLeftOut === 0) return [];
  const what = `${formatCounted(unitsLeftOut, 'unit')}, in segments that lack a variant`;
  return row('no rule', what, style);
}

function gains(one: TargetingReport, control: string, style: Style): string[] {
  const worded = wordGains(one, control);
  if (worded.length === 0) return [];
  return [
    ...worded.flatMap(({ gain, variant, so }, i) =>
      row(i === 0 ? 'gain' : '', `${gain} over ${variant} for everyone${so}`, style),
    ),
    ...row('', wordSplits(one), style),
  ];
}

function row(label: string, text: string, { width }: Style): string[] {
  return labelled(printable(label), printable(text), {
    indent: 4,
    labelWidth: LABEL_COLUMNS,
    width,
  });
}
