import { renderJson } from '../render/json.js';
import type { Style } from '../render/style.js';
import { renderText, renderVerdict } from '../render/text.js';
import type { Report } from '../report/report.js';
import type { REPORT_FORMATS } from './flags.js';

export type ReportFormat = (typeof REPORT_FORMATS)[number];

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
      return (await import('../render/markdown.js')).renderMarkdown(report);
    case 'junit':
      return (await import('../render/junit.js')).renderJunit(report);
    case 'github':
      return (await import('../render/github.js')).renderGithub(report);
  }
}
