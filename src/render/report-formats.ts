import type { Report } from '../report/report.js';
import type { Style } from './text/style.js';

/** A report as a file or a screen of one format. */
type RenderReport = (report: Report, style: Style, asked: Asked) => string;

/** How much of it is wanted. */
interface Asked {
  /** Of text, every comparison in full, however many there are. */
  details?: boolean | undefined;
  /** How that is asked for. */
  detailsOption?: string;
}

interface ReportFormatEntry {
  /** Loads the renderer, and with it whatever only this format needs. */
  load: () => Promise<RenderReport>;
  /** The verdict alone, for `--quiet`; left out where the format is always whole. */
  loadVerdict?: () => Promise<RenderReport>;
  /** With effects drawn in place of figures, for `--plot`; left out where the format has them anyway, or cannot. */
  loadPlot?: () => Promise<RenderReport>;
  /** Whether it shows the hashes of the files, which would else not be made. */
  showsHashes?: boolean;
}

/**
 * The formats of a report, the usual one first. A line here is all that a new one needs beside its own
 * file: `--format`, its help and the tests of hostile names follow this list.
 */
const REPORT_FORMATS = {
  text: {
    load: async () => (await import('./text/text.js')).renderText,
    loadVerdict: async () => (await import('./text/text.js')).renderVerdict,
    loadPlot: async () => (await import('./text/plot.js')).renderPlot,
  },
  json: { load: async () => (await import('./json.js')).renderJson, showsHashes: true },
  markdown: { load: async () => (await import('./markdown/markdown.js')).renderMarkdown },
  junit: { load: async () => (await import('./junit/junit.js')).renderJunit },
  github: { load: async () => (await import('./github.js')).renderGithub },
  table: { load: async () => (await import('./text/comparison-table.js')).renderTable },
  csv: { load: async () => (await import('./separated.js')).renderCsv },
  tsv: { load: async () => (await import('./separated.js')).renderTsv },
  html: {
    load: async () => (await import('./page/page.js')).renderPage,
    showsHashes: true,
  },
  svg: { load: async () => (await import('./svg.js')).renderSvg },
  eml: { load: async () => (await import('./eml.js')).renderEml, showsHashes: true },
} satisfies Record<string, ReportFormatEntry>;

export type ReportFormat = keyof typeof REPORT_FORMATS;

/** Their names, in the same order. */
export const REPORT_FORMAT_NAMES = Object.keys(REPORT_FORMATS) as ReportFormat[];

/** What is known of a format. */
export function reportFormat(name: ReportFormat): ReportFormatEntry {
  return REPORT_FORMATS[name];
}

/** A report in a format; where the format can, `quiet` leaves only the verdict, and `plot` draws. */
export async function renderedReport(
  report: Report,
  name: ReportFormat,
  {
    style,
    quiet = false,
    plot = false,
    ...asked
  }: { style: Style; quiet?: boolean | undefined; plot?: boolean | undefined } & Asked,
): Promise<string> {
  const { load, loadVerdict = load, loadPlot = load } = reportFormat(name);
  const render = await (quiet ? loadVerdict() : plot ? loadPlot() : load());
  return render(report, style, asked);
}
