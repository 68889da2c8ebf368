import type { ComparisonReport } from '../../report/comparison-report.js';
import type { Report } from '../../report/report.js';
import { liftOf, wordEffect, wordMean, wordMeasure } from '../../report/wording/effects.js';
import { besideLevel, wordLevels } from '../../report/wording/levels.js';
import { formatPValue } from '../../report/wording/numbers.js';
import { printable } from '../printable.js';
import { headline, outcomeWords } from '../verdict-words.js';
import { columnsOf, fit, left, page, right } from './layout.js';
import { outcomeColour, type Style } from './style.js';

/** All comparisons as tables, those of segments too, and the verdict alone below them. */
export function renderTable(report: Report, style: Style): string {
  const { metrics, segmentColumns } = groups(report.comparisons);
  const of = (metric: string, column: string | null) =>
    report.comparisons.filter((one) => one.metric === metric && columnOf(one) === column);
  const blocks = metrics.flatMap((metric) =>
    segmentColumns.map((column) => comparisonTable(of(metric, column), report, style)),
  );
  const pairs = metrics.map((metric) => pairTable(report, metric, style));
  const verdict = fit(printable(`VERDICT      ${headline(report.verdict)}`), style.width);
  return page([...blocks, ...pairs, [style.paint.bold(verdict)]]);
}

/** A line for each two treatments that were compared on a metric; nothing where none were. */
export function pairTable(report: Report, metric: string, style: Style): string[] {
  const pairs = (report.pairs ?? []).filter((one) => one.metric === metric);
  return comparisonTable(pairs, report, style);
}

/** A line for each comparison over all units, metric by metric. */
export function overview(report: Report, style: Style): string[][] {
  const whole = report.comparisons.filter(({ segment }) => segment === null);
  const { metrics } = groups(whole);
  return metrics.map((metric) =>
    comparisonTable(
      whole.filter((one) => one.metric === metric),
      report,
      style,
    ),
  );
}

function groups(comparisons: readonly ComparisonReport[]) {
  return {
    metrics: [...new Set(comparisons.map(({ metric }) => metric))],
    segmentColumns: [...new Set(comparisons.map(columnOf))],
  };
}

function columnOf({ segment }: ComparisonReport): string | null {
  return segment === null ? null : Object.keys(segment).join(' × ');
}

interface Column {
  name: string;
  align: (text: string, width: number) => string;
  cells: string[];
}

const GAP = 2;
const NET_GAIN = 'net gain';
/** A variant's name is cut to no less than this, sooner than a figure is left out. */
const LEAST_NAME = 8;
/** Two names are cut to no less than this: of one less would be left than tells it from others. */
const LEAST_PAIR = 16;

/**
 * What is left out first where the screen is too narrow; variant, p and outcome never are, nor the interval of what
 * decides.
 */
const SPARED = ['control', 'other', 'lift', 'value', 'effect'];

function comparisonTable(
  compared: readonly ComparisonReport[],
  report: Report,
  style: Style,
): string[] {
  const [first] = compared;
  if (first === undefined) return [];
  const isPaired = first.control.variant !== report.design.control;
  const least = isPaired ? LEAST_PAIR : LEAST_NAME;
  const columns = fitting(columnsFor(compared, isPaired), least, style.width);
  const line = (texts: readonly string[]) =>
    texts
      .map((text, i) => columns[i]!.align(text, widthOf(columns[i]!)))
      .join(' '.repeat(GAP))
      .trimEnd();
  const rows = compared.map((comparison, row) => {
    const [outcome = '', ...figures] = columns.map(({ cells }) => cells[row]!).reverse();
    const colour =
      report.verdict.decision === 'invalid' ? style.paint.dim : outcomeColour(comparison, style);
    const start = line([...figures.reverse(), '']);
    const gap = ' '.repeat(tableWidth(columns.slice(0, -1)) + GAP - columnsOf(start));
    return start + gap + colour(outcome);
  });
  return [
    style.paint.bold(title(compared, isPaired, style)),
    style.paint.dim(line(columns.map(({ name }) => name))),
    ...rows,
  ];
}

/** The metric, its part in the verdict, and the level of its intervals. */
function title(compared: readonly ComparisonReport[], isPaired: boolean, { width }: Style): string {
  const { metric, role, control, segment } = compared[0]!;
  const levels = wordLevels(compared);
  const ending = ` · ${role}${levels === null ? '' : ` · ${levels} intervals`}`;
  const by = segment === null ? '' : ` by ${Object.keys(segment).join(' × ')}`;
  const room = Math.max(LEAST_NAME, width - columnsOf(ending));
  const name = printable(`${metric}${by}`);
  const against = isPaired ? 'treatments in pairs' : `against ${control.variant}`;
  const whole = `${name} · ${printable(against)}`;
  return (columnsOf(whole) <= room ? whole : fit(name, room)) + ending;
}

function columnsFor(compared: readonly ComparisonReport[], isPaired: boolean): Column[] {
  // Money is judged at one level, whatever the order of the p-values.
  const priced = compared.find(({ netEffect }) => netEffect !== null)?.netEffect ?? undefined;
  const isAdjusted = compared.some(({ pValue, adjustedPValue }) => pValue !== adjustedPValue);
  const column = (
    name: string,
    align: Column['align'],
    cell: (comparison: ComparisonReport) => string,
  ) => ({ name, align, cells: compared.map(cell) });
  const figure = (name: string, cell: (comparison: ComparisonReport) => string) =>
    column(name, right, (comparison) => (comparison.reason === undefined ? cell(comparison) : ''));
  return [
    column('variant', left, isPaired ? pairName : namesOf(compared)),
    column(isPaired ? 'other' : 'control', right, (one) => wordMean(one, one.control)),
    column('value', right, (one) => wordMean(one, one.treatment)),
    figure('effect', (one) => wordEffect(one).estimate),
    figure('interval', (one) => wordEffect(one).interval ?? '–'),
    figure('lift', (one) => liftOf(one)?.estimate ?? '–'),
    figure(isAdjusted ? 'adj. p' : 'p', (one) =>
      formatPValue(one.logPValue! + Math.log(one.adjustedPValue! / one.pValue!)),
    ),
    ...(priced === undefined
      ? []
      : [figure(`${NET_GAIN}${besideLevel(priced.confidence)}`, netGain)]),
    column('outcome', left, outcomeWords),
  ];
}

/** What it gains after costs, which decides where it is known. */
function netGain({ netEffect }: ComparisonReport): string {
  if (netEffect === null) return '–';
  const { estimate, interval } = wordMeasure(netEffect);
  return interval === null ? estimate : `${estimate} ${interval}`;
}

/** What a line is called that is of two treatments. */
function pairName({ control, treatment }: ComparisonReport): string {
  return printable(`${treatment.variant} – ${control.variant}`);
}

/** What a line is called: of segments their values come first, and the treatment where there are several. */
function namesOf(compared: readonly ComparisonReport[]): (comparison: ComparisonReport) => string {
  const treatments = new Set(compared.map(({ treatment }) => treatment.variant));
  return ({ treatment, segment }) => {
    const values = segment === null ? [] : Object.values(segment);
    const isTold = values.length === 0 || treatments.size > 1;
    return printable([...values, ...(isTold ? [treatment.variant] : [])].join(' · '));
  };
}

/** The columns that a line has room for, the name as wide as that leaves it. */
function fitting(columns: readonly Column[], longest: number, width: number): Column[] {
  const least = Math.min(longest, widthOf(columns[0]!));
  const isPriced = columns.some(({ name }) => name.startsWith(NET_GAIN));
  const kept = [...SPARED, ...(isPriced ? ['interval'] : [])].reduce(
    (left, spared) =>
      widthBeside(left) + least <= width ? left : left.filter(({ name }) => name !== spared),
    columns,
  );
  const room = Math.max(least, width - widthBeside(kept));
  const [names, ...figures] = kept;
  return [{ ...names!, cells: names!.cells.map((text) => fit(text, room)) }, ...figures];
}

function widthBeside([, ...figures]: readonly Column[]): number {
  return tableWidth(figures) + GAP;
}

function tableWidth(columns: readonly Column[]): number {
  return columns.reduce((sum, column) => sum + widthOf(column) + GAP, -GAP);
}

function widthOf({ name, cells }: Column): number {
  return Math.max(columnsOf(name), ...cells.map(columnsOf));
}
