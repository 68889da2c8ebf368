import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { printable } from '../../src/render/printable.js';
import { renderCsv, renderTsv } from '../../src/render/separated.js';
import { HOSTILE } from './hostile-names.js';
import { renamed, reportOn } from './reports.js';

const flags = ['--metric', 'signed_up', '--metric', 'revenue', '--segment', 'country'];
const report = await reportOn('hero.csv', ...flags);

type Row = Record<string, string>;
const rowsOf = (text: string, delimiter = ','): Row[] =>
  parse(text, { columns: true, delimiter }) as Row[];

test('a row each, segments too, with the numbers of the report to the last digit', () => {
  const rows = rowsOf(renderCsv(report));
  expect(rows).toHaveLength(report.comparisons.length);
  rows.forEach((row, i) => {
    const { metric, effect, control, segment, confidence, logPValue } = report.comparisons[i]!;
    expect(row.metric).toBe(metric);
    expect(Number(row.effect)).toBe(effect.estimate);
    expect(Number(row.effect_lower)).toBe(effect.lower);
    expect(Number(row.control_n)).toBe(control.n);
    expect(Number(row.confidence)).toBe(confidence);
    expect(Number(row.log_p_value)).toBe(logPValue);
    expect(row.segment_value).toBe(segment?.country ?? '');
  });
});

test('tabs hold the same fields as commas', () => {
  expect(rowsOf(renderTsv(report), '\t')).toEqual(rowsOf(renderCsv(report)));
});

const names = [...HOSTILE, '=1+1', '+1', '-1', '@SUM(A1)', "'quoted", '\t=1', ' =1', '＝1'];

test.each(names.map((name) => [name]))('%j is no formula and reads back', (name) => {
  for (const [render, delimiter] of [
    [renderCsv, ','],
    [renderTsv, '\t'],
  ] as const) {
    const [row] = rowsOf(render(renamed(report, { personalized: name })), delimiter);
    expect(row!.treatment).not.toMatch(/^\s*[=+\-@\t\r＝＋－＠]/);
    expect(row!.treatment!.replace(/^'/, '')).toBe(printable(name));
  }
});

test('a negative number stays a number', () => {
  const [first] = report.comparisons;
  const effect = { estimate: -0.25, lower: -0.5, upper: null };
  const [row] = rowsOf(renderCsv({ ...report, comparisons: [{ ...first!, effect }] }));
  expect(row).toMatchObject({ effect: '-0.25', effect_lower: '-0.5', effect_upper: '' });
});
