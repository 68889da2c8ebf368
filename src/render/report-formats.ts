import type { Report } from '../report/report.js';
import { type Format, inFormat, type Rendering } from './format.js';

/**
 * The formats of a report, the usual one first. A line here is all that a new one needs beside its own
 * file: `--format`, its help and the tests of hostile names follow this list.
 */
export const REPORT_FORMATS = {
  text: {
    load: async () => (await import('./text/text.js')).renderText,
    loadVerdict: async () => (await import('./text/text.js')).renderVerdict,
    loadPlot: async () => (await import('./text/plot.js')).renderPlot,
    hasDetails: true,
    isWhole: true,
  },
  json: {
    load: async () => (await import('./json.js')).renderJson,
    showsHashes: true,
    isWhole: true,
  },
  markdown: {
    load: async () => (await import('./markdown/markdown.js')).renderMarkdown,
    isWhole: true,
  },
  junit: { load: async () => (await import('./junit/junit.js')).renderJunit },
  github: { load: async () => (await import('./github.js')).renderGithub },
  table: { load: async () => (await import('./text/comparison-table.js')).renderTable },
  csv: { load: async () => (await import('./separated.js')).renderCsv },
  tsv: { load: async () => (await import('./separated.js')).renderTsv },
  html: {
    load: async () => (await import('./page/page.js')).renderPage,
    showsHashes: true,
    isWhole: true,
  },
  svg: { load: async () => (await import('./svg.js')).renderSvg },
  eml: { load: async () => (await import('./eml.js')).renderEml, showsHashes: true, isWhole: true },
} satisfies Record<string, Format<Report>>;

export type ReportFormat = keyof typeof REPORT_FORMATS;

/** Their names, in the same order. */
export const REPORT_FORMAT_NAMES = Object.keys(REPORT_FORMATS) as ReportFormat[];

/** What is known of a format. */
export function reportFormat(name: ReportFormat): Format<Report> {
  return REPORT_FORMATS[name];
}

/** A report in a format. */
export function renderedReport(
  report: Report,
  name: ReportFormat,
  rendering: Rendering,
): Promise<string> {
  return inFormat(reportFormat(name), report, rendering);
}
