import type { PlannedMetricReport, PlanReport } from '../../../report/plan-report.js';
import { capital } from '../../../report/wording/capital.js';
import { wordSize } from '../../../report/wording/effects.js';
import { formatCount, formatLevel, formatShort } from '../../../report/wording/numbers.js';
import { unitOfUnits } from '../chart/axis.js';
import { bars } from '../chart/bars.js';
import { figure } from '../chart/figure.js';
import { element, type Markup, nameOf } from '../markup.js';
import { section } from '../parts.js';
import { table } from '../table.js';

/** How many units the plan has, and how many each of its metrics takes. */
export function sizeSection(report: PlanReport): Markup {
  return section('Sample size', chart(report), metricTable(report), decisionTable(report));
}

/** What each metric takes by itself, beside what is planned; nothing where no size is known. */
function chart({ metrics, sampleSize }: PlanReport): Markup | null {
  const sized = metrics.filter(({ required }) => required !== null);
  if (sized.length === 0) return null;
  const planned = sampleSize?.total ?? null;
  const rows = sized.map((metric) => {
    const { total } = metric.required!;
    const isShort = planned !== null && total > planned;
    return {
      name: `${metric.name} · ${metric.role}`,
      value: total,
      figures: `${formatCount(total)} units${isShort ? ', more than planned' : ''}`,
      tone: isShort ? ('bad' as const) : ('good' as const),
    };
  });
  const told = {
    id: 'size',
    title: 'Units in all that each metric takes',
    description: rows.map(({ name, figures }) => `${name}, ${figures}`).join('; '),
  };
  const unit = unitOfUnits(Math.max(planned ?? 0, ...rows.map(({ value }) => value)));
  const lines =
    planned === null ? [] : [{ value: planned, label: `planned: ${formatCount(planned)}` }];
  return figure(
    `${capital(unit.name)} in all that each metric takes by itself, to be found or shown within its margin as surely as the plan wants`,
    [bars(told, rows, { lines, unit })],
    null,
  );
}

/** What is expected of the control in each metric, what is looked for, and what that takes. */
function metricTable({ metrics }: PlanReport): Markup {
  return table(
    [
      ...['metric', 'role', 'better'].map((name) => ({ name })),
      ...['MDE or margin', 'expected', 'per treatment', 'in all'].map((name) => ({
        name,
        isFigure: true,
      })),
    ],
    metrics.map((metric) => [
      nameOf(metric.name),
      metric.role,
      metric.direction === null ? 'neither' : metric.direction === 'increase' ? 'more' : 'less',
      sizeOf(metric),
      expectedOf(metric),
      metric.required === null ? '–' : formatCount(metric.required.treatment),
      metric.required === null ? '–' : formatCount(metric.required.total),
    ]),
  );
}

function sizeOf({ mde, margin, kind }: PlannedMetricReport): string {
  const size = margin?.size ?? mde;
  if (size === null) return '–';
  return `${margin?.kind === 'equivalence' ? '±' : ''}${wordSize(size, kind ?? 'mean')}`;
}

function expectedOf({ baseline }: PlannedMetricReport): string {
  if (baseline === null) return '–';
  if ('rate' in baseline) return formatLevel(baseline.rate);
  return `${formatShort(baseline.mean)} ± ${formatShort(baseline.sd)}`;
}

/** How surely each treatment ships that deserves it, test by test; nothing where the plan cannot tell. */
function decisionTable({ sampleSize }: PlanReport): Markup | null {
  const decisions = sampleSize?.decisions ?? null;
  if (decisions === null || decisions.length === 0) return null;
  const names = decisions[0]!.metrics.map(({ metric }) => metric);
  return element(
    'div',
    {},
    element('h3', {}, 'How surely it ships what deserves to be shipped'),
    table(
      [
        { name: 'treatment' },
        ...names.map((name) => ({ name: nameOf(name), isFigure: true })),
        { name: 'all of them, at least', isFigure: true },
      ],
      decisions.map(({ treatment, metrics, atLeast }) => [
        nameOf(treatment),
        ...metrics.map(({ power }) => percent(power)),
        element('strong', {}, percent(atLeast)),
      ]),
    ),
  );
}

function percent(power: number): string {
  return formatLevel(Math.round(power * 1000) / 1000);
}
