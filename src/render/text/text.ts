import type { Report } from '../../report/report.js';
import { capital } from '../../report/wording/capital.js';
import { wordTriggered } from '../../report/wording/dilution-wording.js';
import { wordLook, wordPlannedSize } from '../../report/wording/look-wording.js';
import { formatCounted } from '../../report/wording/numbers.js';
import { sourceName } from '../../report/wording/source-name.js';
import { printable } from '../printable.js';
import { assumption, headline } from '../verdict-words.js';
import { overview, pairTable } from './comparison-table.js';
import { renderMetric } from './comparison-text.js';
import { renderHoldouts } from './holdout-text.js';
import { fit, labelled, page, wrap } from './layout.js';
import { renderOverTime } from './over-time-text.js';
import { renderSegments } from './segment-text.js';
import type { Style } from './style.js';
import { renderTargetings } from './targeting-text.js';
import { renderTerms } from './terms-text.js';
import { renderTrend } from './trend-text.js';

/** More than these, each with its figures and its words, no screen holds. */
const MOST_DETAILED = 6;

/**
 * The report for a person at a terminal: what was read, the question, the figures, the verdict. Of many
 * comparisons a table, and the details of the primary metric alone unless all are asked for.
 * @example
 * const read = await readPlan('fixtures/plan.yaml');
 * const sources = [{ path: 'fixtures/homepage-hero.csv', variant: null }];
 * const found = await readAggregates(sources, planReadOptions(read.plan), process);
 * const data = hashOfLook(found.files, sources);
 * const analysis = decideUnrecorded({ read, aggregates: found.aggregates, data, time: new Date() });
 * const report = buildReport(analysis, inputReport(found), '1.0.0');
 * renderText(report, { paint: PLAIN, width: 80 }).split('\n')[0];
 * // => 'fixtures/homepage-hero.csv · 42 rows of counts · units = visitors ·'
 */
export function renderText(
  report: Report,
  style: Style,
  {
    details = false,
    detailsOption,
  }: { details?: boolean | undefined; detailsOption?: string } = {},
): string {
  const metrics = report.hypotheses.map(({ metric }) => metric);
  const compared = report.comparisons.filter(({ segment }) => segment === null);
  const isMany = compared.length > MOST_DETAILED;
  const detailed = isMany && !details ? metrics.slice(0, 1) : metrics;
  const blocks = [
    ...opening(report, style),
    ...(isMany ? overview(report, style) : []),
    ...detailed.flatMap((metric) => [
      renderMetric(report, metric, style),
      pairTable(report, metric, style),
      renderTrend(report, metric, style),
      ...renderSegments(report, metric, style),
      ...renderOverTime(report, metric, style),
    ]),
    ...renderTargetings(report, style),
    ...renderTerms(report, style, details ? Number.POSITIVE_INFINITY : MOST_DETAILED),
    ...renderHoldouts(report, style),
    ...(detailed.length < metrics.length ? [[leftOut(detailsOption)]] : []),
    ...ending(report, style),
  ];
  return page(blocks);
}

/** What comes before the figures: what was promised, what was read, and what is asked. */
export function opening(report: Report, style: Style): string[][] {
  return [promise(report, style), wrap(readLine(report), style.width), question(report, style)];
}

/** What comes after them: the checks, and the verdict. */
export function ending(report: Report, style: Style): string[][] {
  return [checks(report, style), verdict(report, style)];
}

function leftOut(option: string | undefined): string {
  const rest = option === undefined ? '' : `; ${option} gives those of all`;
  return `Details of the primary metric only${rest}.`;
}

/** What was planned, and how far it has come; nothing without a plan. */
function promise(report: Report, style: Style): string[] {
  const { plan } = report;
  if (plan === null) return [];
  const { experiment, path, hypothesis } = plan;
  const progress = [wordLook(report), wordPlannedSize(report)].filter((words) => words !== null);
  return [
    ...row('Plan', `${experiment} · ${path}`, style),
    ...(hypothesis === null ? [] : row('Claim', hypothesis, style)),
    ...row('Progress', progress.join(' '), style),
  ];
}

/**
 * The verdict alone, with its reasons and what casts doubt on it.
 * @example
 * const read = await readPlan('fixtures/plan.yaml');
 * const sources = [{ path: 'fixtures/homepage-hero.csv', variant: null }];
 * const found = await readAggregates(sources, planReadOptions(read.plan), process);
 * const data = hashOfLook(found.files, sources);
 * const analysis = decideUnrecorded({ read, aggregates: found.aggregates, data, time: new Date() });
 * const report = buildReport(analysis, inputReport(found), '1.0.0');
 * renderVerdict(report, { paint: PLAIN, width: 80 }).split('\n')[0]; // => 'VERDICT      SHIP full'
 */
export function renderVerdict(report: Report, style: Style): string {
  const doubts = report.checks.filter(({ status }) => status !== 'pass');
  return page([checks({ ...report, checks: doubts }, style), verdict(report, style)]);
}

const MEANING = { rows: ', one a unit', counts: ' of counts', summary: ' of summaries' };

/** What was read, and how: files, rows, and the columns that matter. */
export function readLine(report: Report): string {
  const { input, design } = report;
  const paths = input.files.map(sourceName);
  const files = paths.length > 3 ? `${paths.length} files` : paths.join(', ');
  const units = input.unitsColumn === null ? '' : ` · units = ${input.unitsColumn}`;
  const variant = input.variantColumn ?? 'file';
  const meaning =
    input.unitIdColumn === null
      ? MEANING[input.layout]
      : ` of ${formatCounted(input.units, 'unit')}`;
  const rows = `${formatCounted(input.rows, 'row')}${meaning}${units}`;
  const triggered = wordTriggered(report);
  const only = triggered === null ? '' : ` · ${triggered}`;
  return printable(`${files} · ${rows} · variant = ${variant}, control = ${design.control}${only}`);
}

function question({ hypotheses, comparisons }: Report, style: Style): string[] {
  const [primary, ...others] = hypotheses;
  const isGuardrail = (metric: string) =>
    comparisons.some((one) => one.metric === metric && one.role === 'guardrail');
  const guardrails = others.filter(({ metric }) => isGuardrail(metric));
  const also = others
    .filter(({ metric }) => !isGuardrail(metric))
    .map(({ metric, test }) => `${metric} (${test})`)
    .join(', ');
  return [
    ...row('Hypothesis', primary!.alternative, style),
    ...row('Null', primary!.null, style),
    ...row('Threshold', primary!.threshold, style),
    ...(also === '' ? [] : row('Likewise', `${also}, each against a null of its own.`, style)),
    ...guardrails.flatMap((guardrail) =>
      row(
        'Guardrail',
        `${guardrail.alternative} Null: ${guardrail.null} ${capital(guardrail.threshold)}`,
        style,
      ),
    ),
  ];
}

function checks({ checks: all }: Report, style: Style): string[] {
  const { yellow, red, dim } = style.paint;
  const colours = { pass: dim, warn: yellow, fail: red };
  const labels = { pass: 'Check', warn: 'Warning', fail: 'FAILED' };
  return all.flatMap(({ status, message }) => {
    const [first = '', ...more] = row(labels[status], message, style);
    const label = labels[status];
    return [colours[status](label) + first.slice(label.length), ...more];
  });
}

/** Beyond these, reasons repeat themselves variant by variant. */
export const MOST_REASONS = 8;

function verdict(report: Report, style: Style): string[] {
  const { decision, reasons } = report.verdict;
  const { green, red, yellow, bold } = style.paint;
  const colour = { ship: green, 'keep-control': red, 'keep-collecting': yellow, invalid: red };
  const left = reasons.length - MOST_REASONS;
  const advice = assumption(report);
  return [
    bold(colour[decision](fit(printable(`VERDICT      ${headline(report.verdict)}`), style.width))),
    ...reasons.slice(0, MOST_REASONS).flatMap(({ message }) => row('', message, style)),
    ...(left > 0 ? row('', `… and ${formatCounted(left, 'reason')} more of the kind.`, style) : []),
    ...(advice === null ? [] : row('', advice, style)),
  ];
}

function row(label: string, text: string, { width }: Style): string[] {
  return labelled(label, printable(text), { width });
}
