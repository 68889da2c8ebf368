import { expect, test } from 'vitest';
import { renderTable } from '../../../src/render/text/comparison-table.js';
import { columnsOf } from '../../../src/render/text/layout.js';
import { PLAIN } from '../../../src/render/text/style.js';
import { renderText } from '../../../src/render/text/text.js';
import type { Report } from '../../../src/report/report.js';
import { reportOn } from '../reports.js';

const report = await reportOn('hero.csv', '--metric', 'signed_up', '--segment', 'country');

/** The same with so many treatments. */
function withTreatments(count: number): Report {
  const [first] = report.comparisons;
  const comparisons = Array.from({ length: count }, (_, i) => ({
    ...first!,
    treatment: { ...first!.treatment, variant: `a-rather-long-name-of-model-${i}` },
  }));
  return { ...report, comparisons, heterogeneity: [] };
}

test.each([60, 80, 100])('no line is wider than %d columns, and each has its outcome', (width) => {
  const lines = renderTable(withTreatments(9), { paint: PLAIN, width }).split('\n');
  expect(Math.max(...lines.map(columnsOf))).toBeLessThanOrEqual(width);
  const rows = lines.filter((line) => line.startsWith('a-rather'));
  expect(rows).toHaveLength(9);
  for (const row of rows) {
    expect(row).toMatch(/\[.+, .+\].+(?:BETTER|WORSE|INCONCLUSIVE|MDE RULED OUT)$/);
  }
});

test('every comparison has a line, segments by the name of their value', () => {
  const text = renderTable(report, { paint: PLAIN, width: 100 });
  for (const { segment } of report.comparisons) {
    if (segment !== null) expect(text).toContain(`\n${segment.country} `);
  }
  expect(text).toMatch(/\d % intervals/);
  expect(text.trimEnd()).toMatch(/VERDICT.*$/);
});

test('a table stands before the details of more than six, and the level in its title', () => {
  const style = { paint: PLAIN, width: 80 };
  const header = /^variant .*outcome$/m;
  expect(renderText(withTreatments(6), style)).not.toMatch(header);
  expect(renderText(withTreatments(7), style)).toMatch(header);
});

test('details of the primary metric alone, or of all where they are asked for', () => {
  const many = withTreatments(7);
  const others = many.comparisons.map((one) => ({
    ...one,
    metric: 'bought',
    role: 'secondary' as const,
  }));
  const both = {
    ...many,
    comparisons: [...many.comparisons, ...others],
    hypotheses: [...many.hypotheses, { ...many.hypotheses[0]!, metric: 'bought' }],
  };
  const style = { paint: PLAIN, width: 80 };
  const details = /^bought · secondary$/m;
  expect(renderText(both, style)).not.toMatch(details);
  expect(renderText(both, style, { detailsOption: '--details' })).toContain('--details gives');
  expect(renderText(both, style, { details: true })).toMatch(details);
});

test.each([60, 80])(
  'what pays is told beside the p-value that it is not of, at %d columns',
  async (width) => {
    const priced = await reportOn(
      'hero.csv',
      ...['--metric', 'signed_up', '--cost', 'personalized=0.01', '--value', '1'],
    );
    const [first] = priced.comparisons;
    const [other, pair] = ['light', 'a-rather-long-name'].map((variant) => ({
      ...first!,
      control: { ...first!.control, variant },
    }));
    const lines = renderTable({ ...priced, pairs: [other!, pair!] }, { paint: PLAIN, width }).split(
      '\n',
    );
    expect(Math.max(...lines.map(columnsOf))).toBeLessThanOrEqual(width);
    expect(
      lines.filter((line) => /^variant .*net gain \(95 %\) +outcome$/.test(line)),
    ).toHaveLength(2);
    // Both names of a pair can be told.
    expect(lines.some((line) => /^personalized – l.* [+−]\S+ \[\S+, \S+\] +\S+/.test(line))).toBe(
      true,
    );
  },
);
