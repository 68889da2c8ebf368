import { renderJson } from '../../render/json.js';
import type { Style } from '../../render/text/style.js';
import { renderText, renderVerdict } from '../../render/text/text.js';
import type { Report } from '../../report/report.js';
import type { ANSWER_FORMATS, REPORT_FORMATS } from '../flags/flags.js';
import type { Io } from '../io.js';
import { type Target, writeOutputs } from './outputs.js';

export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** Writes a report to each of its places, in its format; `quiet` shortens the text to the verdict. */
export function writeReport(
  report: Report,
  targets: readonly Target<ReportFormat>[],
  { quiet, color }: { quiet?: boolean | undefined; color: boolean },
  io: Io,
): Promise<void> {
  const render = (format: ReportFormat, style: Style) =>
    renderedReport(report, format, style, quiet === true);
  return writeOutputs(targets, { color }, render, io);
}

/** A report in a format; `quiet` shortens the text to the verdict. */
export async function renderedReport(
  report: Report,
  format: ReportFormat,
  style: Style,
  quiet: boolean,
): Promise<string> {
  switch (format) {
    case 'text':
      return quiet ? renderVerdict(report, style) : renderText(report, style);
    case 'json':
      return renderJson(report);
    case 'markdown':
      return (await import('../../render/markdown/markdown.js')).renderMarkdown(report);
    case 'junit':
      return (await import('../../render/junit/junit.js')).renderJunit(report);
    case 'github':
      return (await import('../../render/github.js')).renderGithub(report);
  }
}

/** How an answer is rendered: as JSON, or else as that text. */
export function rendering<R>(report: R, renderText: (report: R, style: Style) => string) {
  return (format: (typeof ANSWER_FORMATS)[number], style: Style) =>
    format === 'json' ? renderJson(report) : renderText(report, style);
}
