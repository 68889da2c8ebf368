import type { DescriptionReport } from '../../report/description-report.js';
import { formatCount, formatCounted, formatPercent } from '../../report/wording/numbers.js';
import { sourceName } from '../../report/wording/source-name.js';
import { printable } from '../printable.js';
import { columnLines, columnsHeading } from './column-lines.js';
import { fit, page, wrap } from './layout.js';
import type { Style } from './style.js';

/** So many columns are shown; what has more is for programs. */
const MOST_SHOWN = 60;

/** A file as text: its columns, what is asked of it, and the commands to copy. */
export function renderDescription(report: DescriptionReport, style: Style): string {
  return page([
    title(report, style),
    columnBlock(report, style),
    asked(report, style),
    commands(report, style),
  ]);
}

function title({ file, columns }: DescriptionReport, { width, paint }: Style): string[] {
  const { path, rows, blankRows, skippedRows, firstSkipped } = file;
  const what = [formatCounted(rows, 'row'), formatCounted(columns.length, 'column')];
  if (blankRows > 0) what.push(formatCounted(blankRows, 'blank line'));
  const skipped =
    skippedRows === 0
      ? []
      : wrap(
          `${formatCounted(skippedRows, 'row')} with more or fewer fields than the header, the first on line ${firstSkipped}: left out here.`,
          width,
        );
  const facts = ` · ${what.join(' · ')}`;
  return [
    `${paint.bold(fit(printable(sourceName({ path })), Math.max(20, width - facts.length)))}${facts}`,
    ...skipped,
  ];
}

function columnBlock({ columns }: DescriptionReport, style: Style): string[] {
  const shown = columns.slice(0, MOST_SHOWN);
  const more = columns.length - shown.length;
  const rest =
    more === 0
      ? []
      : [`  … ${formatCounted(more, 'more column')}: perso-test describe --format json has all`];
  return [columnsHeading(style), ...shown.flatMap((column) => columnLines(column, style)), ...rest];
}

function asked({ questions }: DescriptionReport, { width, paint }: Style): string[] {
  if (questions.length === 0) return [];
  const lines = questions.flatMap(({ message, hint, answer }) => [
    ...indented(message, width, '  '),
    ...indented(hint ?? 'only you can tell', width, '    '),
    ...(answer === null ? [] : indented(`taken below: ${answer}`, width, '    ')),
  ]);
  return [paint.bold('What analyze asks of this file'), ...lines];
}

function indented(text: string, width: number, margin: string): string[] {
  return wrap(printable(text), width - margin.length).map((line) => margin + line);
}

function commands(report: DescriptionReport, { width, paint }: Style): string[] {
  const { triedOn, file } = report;
  if (report.commands.length === 0) {
    return wrap('No command can be made of this alone: see above what it takes.', width);
  }
  const on =
    triedOn === null
      ? ''
      : ` (tried on the first ${formatCount(triedOn)} rows, ${formatPercent(triedOn / file.rows, 1)} of them)`;
  // A command is never cut: it is there to be copied.
  return [
    `${paint.bold('To copy')}${on}`,
    ...report.commands.map((command) => `  ${printable(command)}`),
  ];
}
