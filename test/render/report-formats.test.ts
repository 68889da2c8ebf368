import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { printable } from '../../src/render/printable.js';
import {
  REPORT_FORMAT_NAMES,
  type ReportFormat,
  renderedReport,
} from '../../src/render/report-formats.js';
import { PLAIN } from '../../src/render/text/style.js';
import type { Report } from '../../src/report/report.js';
import { COMMAND, STEERING } from './forbidden.js';
import { HOSTILE, piecedNames } from './hostile-names.js';
import { asText, READERS, shown, squeezed, workflowCommand } from './readers.js';
import { gated, overTime, renamed, reportOn } from './reports.js';

let report: Report;
beforeAll(async () => {
  const flags = ['--metric', 'signed_up', '--metric', 'revenue', '--segment', 'country'];
  report = await overTime(gated(await reportOn('hero.csv', ...flags), 5000));
});

/** The report with this name for a variant, a metric, a segment's value, a file and the experiment. */
function called(name: string): Report {
  const [file] = report.input.files;
  const names = { [file!.path]: name, personalized: name, signed_up: name, DE: name };
  return { ...renamed(report, names), plan: { ...report.plan!, experiment: name, path: name } };
}

function rendered(one: Report, format: ReportFormat): Promise<string> {
  return renderedReport(one, format, { style: { paint: PLAIN, width: 80 }, quiet: false });
}

describe.each(REPORT_FORMAT_NAMES)('%s', (format) => {
  const read = READERS[format] ?? asText;

  async function checkNamed(name: string): Promise<void> {
    const text = await rendered(called(name), format);
    expect(text.endsWith('\n')).toBe(true);
    // Lines of a mail end so.
    expect(format === 'eml' ? text.replaceAll('\r\n', '\n') : text).not.toMatch(STEERING);
    expect(format === 'github' ? text.replace(/^::/gm, '') : text).not.toMatch(COMMAND);
    const { shape, words } = read(text);
    expect(shape).toEqual(read(await rendered(called('hero'), format)).shape);
    expect(squeezed(words)).toContain(shown(name));
  }

  test.each(HOSTILE.map((name) => [name]))('%j is a name and no more', checkNamed);

  test('any name made of what means something somewhere is no more than a name', async () => {
    const names = piecedNames.filter((name) => printable(name).trim() !== '');
    await fc.assert(fc.asyncProperty(names, checkNamed), { seed: 20240607, numRuns: 60 });
  });
});

test('JSON gives back every name as it was', async () => {
  for (const name of HOSTILE) {
    const one = called(name);
    expect(JSON.parse(await rendered(one, 'json'))).toEqual(one);
  }
});

test('the runner of GitHub gives back every sentence as it was', async () => {
  for (const name of HOSTILE) {
    const one = called(name);
    const lines = (await rendered(one, 'github')).trimEnd().split('\n').map(workflowCommand);
    const reasons = one.verdict.reasons.map(({ message }) => printable(message));
    expect(lines.map(({ message }) => message)).toEqual(reasons);
  }
});
