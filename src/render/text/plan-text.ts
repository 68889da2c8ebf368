import type { PlannedMetricReport, PlannedVariant, PlanReport } from '../../report/plan-report.js';
import { capital } from '../../report/wording/capital.js';
import { wordSize } from '../../report/wording/effects.js';
import {
  formatCount,
  formatLevel,
  formatPercent,
  formatShort,
} from '../../report/wording/numbers.js';
import { wordLongTerm, wordPlannedSurrogate } from '../../report/wording/term-wording.js';
import { printable } from '../printable.js';
import { earlierLines } from './earlier-text.js';
import { labelled, page } from './layout.js';
import { lookLines } from './plan-looks-text.js';
import { sizeLines } from './plan-size-text.js';
import type { Style } from './style.js';
import { type TableColumn, tableLines } from './table.js';

/**
 * What a plan promises, for a person at a terminal.
 * @example
 * const read = await readPlan('fixtures/plan.yaml');
 * renderPlan(planReport(read.plan, read, '1.0.0'), { paint: PLAIN, width: 80 }).split('\n')[0];
 * // => 'fixtures/plan.yaml · homepage-hero · plan 7e85b8c5c21c'
 */
export function renderPlan(report: PlanReport, style: Style): string {
  const blocks = [
    [
      printable(
        `${report.plan.path} · ${report.plan.experiment} · plan ${report.plan.sha256.slice(0, 12)}`,
      ),
    ],
    question(report, style),
    metricTable(report, style),
    variantTable(report, style),
    [...sizeLines(report, style), ...lookLines(report, style)],
    earlierLines(report, style),
    decisions(report, style),
    rules(report, style),
  ];
  return page(blocks);
}

function row(label: string, text: string, { width }: Style): string[] {
  return labelled(label, printable(text), { width });
}

function question({ plan, design, hypotheses, metrics }: PlanReport, style: Style): string[] {
  const [primary] = hypotheses;
  const others = hypotheses.filter((_, i) => metrics[i]!.role === 'secondary');
  const guardrails = hypotheses.filter((_, i) => metrics[i]!.role === 'guardrail');
  const also = others.map(({ metric }) => metric).join(', ');
  return [
    ...(plan.hypothesis === null ? [] : row('Claim', plan.hypothesis, style)),
    ...about(plan, style),
    ...row('Hypothesis', primary!.alternative, style),
    ...row('Null', primary!.null, style),
    ...row('Threshold', primary!.threshold, style),
    ...(design.triggered === undefined ? [] : row('Triggered', only(design.triggered), style)),
    ...(also === '' ? [] : row('Likewise', `${also}, each against a null of its own.`, style)),
    ...guardrails.flatMap((one) =>
      row('Guardrail', `${one.alternative} Null: ${one.null} ${capital(one.threshold)}`, style),
    ),
    ...metrics.flatMap((one) =>
      one.surrogate === undefined ? [] : row('Surrogate', wordPlannedSurrogate(one), style),
    ),
    ...metrics.flatMap((one) =>
      one.longTermOf === undefined ? [] : row('Long term', wordLongTerm(one), style),
    ),
  ];
}

/** Who is compared, where some units could see no difference. */
function only(column: string): string {
  return `only units that could see a difference, for which ${column} says 1, are compared; every number of units here is of these.`;
}

/** What tells the experiment from others. */
function about({ tags, owner, follows }: PlanReport['plan'], style: Style): string[] {
  const named = Object.entries(tags).map(([tag, value]) => `${tag} ${value}`);
  return [
    ...(named.length === 0 ? [] : row('Tags', named.join(' · '), style)),
    ...(owner === null ? [] : row('Owner', owner, style)),
    ...(follows === null ? [] : row('Follows', follows, style)),
  ];
}

const METRIC_COLUMNS: readonly TableColumn[] = [
  { align: 'left', width: 20 },
  { align: 'left', width: 11 },
  { align: 'right', width: 9 },
  { align: 'right', width: 12 },
  { align: 'right', width: 12 },
  { align: 'right', width: 14 },
];

/** Columns of a screen on which the table of metrics has its whole header. */
const WHOLE_HEADER = 72;

function metricTable(report: PlanReport, { paint, width }: Style): string[] {
  const [size, units] = width >= WHOLE_HEADER ? ['mde/margin', 'units in all'] : ['size', 'units'];
  const rows = report.metrics.map((metric) => [
    printable(metric.name),
    metric.role,
    metric.direction === null ? 'neither' : metric.direction === 'increase' ? 'more' : 'less',
    sizeOf(metric),
    expectedOf(metric),
    metric.required === null ? '–' : formatCount(metric.required.total),
  ]);
  const header = ['metric', 'role', 'better', size, 'expected', units];
  const [first = '', ...lines] = tableLines(METRIC_COLUMNS, [header, ...rows], width);
  return [paint.bold(first), ...lines];
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

function variantTable({ variants, design }: PlanReport, { paint, width }: Style): string[] {
  const columns = VARIANT_NUMBERS.filter(({ of }) => variants.some((one) => of(one) !== null));
  const rows = variants.map((variant) => {
    const label = variant.name === design.control ? `${variant.name} (control)` : variant.name;
    return [printable(label), ...columns.map(({ of }) => of(variant) ?? '')];
  });
  const header = ['variant', ...columns.map(({ title }) => title)];
  const widths: TableColumn[] = [
    { align: 'left', width: 34 },
    ...columns.map((): TableColumn => ({ align: 'right', width: 11 })),
  ];
  const [first = '', ...lines] = tableLines(widths, [header, ...rows], width);
  return [paint.bold(first), ...lines];
}

/** What a variant may have, as text; `null` where the plan does not say it. */
const VARIANT_NUMBERS: { title: string; of: (variant: PlannedVariant) => string | null }[] = [
  { title: 'share', of: ({ share }) => formatPercent(share, 1) },
  { title: 'units', of: ({ units }) => (units === null ? null : formatCount(units)) },
  { title: 'strength', of: ({ intensity }) => (intensity === null ? null : `${intensity}`) },
  { title: 'cost', of: ({ cost }) => (cost === null ? null : `${cost}`) },
];

function decisions({ rules }: PlanReport, style: Style): string[] {
  return [
    ...row('SHIP', `if ${rules.ship}`, style),
    ...row('KEEP', `the control if ${rules.keepControl}`, style),
    ...row('COLLECT', `on while ${rules.keepCollecting}`, style),
    ...row('INVALID', `if ${rules.invalid}`, style),
  ];
}

/** What the project's rules say of it; nothing where it has none. */
function rules({ policy }: PlanReport, style: Style): string[] {
  if (policy === undefined) return [];
  const { path, since, held, breaches } = policy;
  if (!held) return row('POLICY', `${path} is for what begins on ${since} or later`, style);
  if (breaches.length === 0) return row('POLICY', `the plan keeps the rules of ${path}`, style);
  return [
    ...row('POLICY', `no gate decides by it: it is against ${path}`, style),
    ...breaches.flatMap(({ message }) => row('AGAINST', message, style)),
  ];
}
