import { ANSWER_FORMATS, type AnswerFormat } from '../../render/answer-formats.js';
import { type ReportFormat, renderedReport } from '../../render/report-formats.js';
import type { Style } from '../../render/text/style.js';
import type { Report } from '../../report/report.js';
import type { Io } from '../io.js';
import { type Extent, type Target, writeOutputs } from './outputs.js';

/** Writes a report to each of its places, in its format; `quiet` leaves only the verdict, `details` nothing out, `plot` draws. */
export function writeReport(
  report: Report,
  targets: readonly Target<ReportFormat>[],
  { quiet, details, plot, color }: Extent & { color: boolean },
  io: Io,
): Promise<void> {
  const render = (format: ReportFormat, style: Style) =>
    renderedReport(report, format, { style, quiet, details, plot, detailsOption: '--details' });
  return writeOutputs(targets, { color }, render, io);
}

/** Writes any other answer to each of its places, in its format. */
export function writeAnswer<A>(
  answer: A,
  renderText: (answer: A, style: Style) => string,
  { targets, color }: { targets: readonly Target<AnswerFormat>[]; color: boolean },
  io: Io,
): Promise<void> {
  const render = (format: AnswerFormat, style: Style) =>
    ANSWER_FORMATS[format](answer, style, renderText);
  return writeOutputs(targets, { color }, render, io);
}
