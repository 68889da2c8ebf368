import { expect, test } from 'vitest';
import { columnsOf } from '../../../src/render/text/layout.js';
import { renderPlot } from '../../../src/render/text/plot.js';
import { PLAIN } from '../../../src/render/text/style.js';
import type { Report } from '../../../src/report/report.js';
import { runProgram } from '../../program.js';
import { renamed, reportOn } from '../reports.js';

const report = await reportOn('hero.csv', '--mde', '10%', '--segment', 'country');
const style = { paint: PLAIN, width: 100 };
const HERO = new URL('../../../fixtures/hero.csv', import.meta.url).pathname;

/** Of a row with a bar: the columns of its marks. */
function marksOf(line: string): Record<'lower' | 'estimate' | 'upper', number> {
  const find = (mark: RegExp) => line.search(mark);
  return { lower: find(/[├╟◄]/), estimate: find(/[●⊕]/), upper: find(/[┤╢►]/) };
}

/** The block of a chart: its rows of bars, and where its axis has which number. */
function chartOf(text: string, title: string) {
  const lines = text.split('\n');
  const from = lines.findIndex((line) => line.startsWith(title));
  const rows: string[] = [];
  for (let i = from + 1; lines[i] !== ''; i += 1) rows.push(lines[i]!);
  const axis = rows.find((line) => /^ +−?\d+(?:\.\d+)?(?: +−?\d+(?:\.\d+)?)+$/.test(line)) ?? '';
  const ticks = [...axis.matchAll(/−?\d+(?:\.\d+)?/g)].map(([number], i, all) => ({
    value: Number(number.replace('−', '-')),
    column: all[i]!.index + Math.floor(number.length / 2),
  }));
  return { bars: rows.filter((line) => /[●⊕]/.test(line)), ticks, rows };
}

test('each mark stands where the axis says that its value is', () => {
  const text = renderPlot(report, style);
  const { bars, ticks } = chartOf(text, 'signed_up by country');
  // Labels at the ends are pushed inwards; those between stand under their place.
  const [first, last] = [ticks[1]!, ticks.at(-2)!];
  const perColumn = (last.value - first.value) / (last.column - first.column);
  const parts = report.comparisons.filter(
    ({ metric, segment }) => metric === 'signed_up' && segment !== null,
  );
  expect(bars).toHaveLength(parts.length);
  expect(parts).toHaveLength(4);
  for (const [i, { effect }] of parts.entries()) {
    const marks = marksOf(bars[i]!);
    for (const name of ['lower', 'estimate', 'upper'] as const) {
      const drawn = first.value + (marks[name] - first.column) * perColumn;
      expect(Math.abs(drawn - 100 * effect[name]!)).toBeLessThan(1.1 * perColumn);
    }
  }
});

test('zero and what was worth finding stand above the rows, and are named', () => {
  const { rows } = chartOf(renderPlot(report, style), 'revenue · ');
  expect(rows[0]).toMatch(/^ +┊ +╎$/);
  expect(rows.at(-1)).toMatch(/┊ no effect · ╎ MDE$/);
});

test.each([60, 80, 100])(
  'no line is wider than %d columns; figures stand under bars if they must',
  (width) => {
    const names = { personalized: 'a very long name 個人化されたページ of a variant' };
    const text = renderPlot(renamed(report, names), { paint: PLAIN, width });
    const lines = text.split('\n');
    expect(Math.max(...lines.map(columnsOf))).toBeLessThanOrEqual(width);
    expect(lines.filter((line) => /[●⊕]/.test(line))).toHaveLength(10);
    expect(text.match(/ {2}BETTER$/gm)).toHaveLength(2);
  },
);

test('what could not be tested says so, and where nothing could there is no axis', () => {
  const [first] = report.comparisons;
  const reason = { code: 'TOO_FEW_UNITS' as const, message: 'too few units' };
  const one = { ...first!, reason, outcome: 'untestable' as const };
  const alone = { ...report, comparisons: [one], heterogeneity: [] } as Report;
  const { rows, ticks } = chartOf(renderPlot(alone, style), 'signed_up · ');
  expect(rows.filter((line) => /[●┊╎]/.test(line))).toEqual([]);
  expect(ticks).toEqual([]);
  expect(rows.join('\n')).toContain('no test: too few units');
});

test.each([60, 80, 100])(
  'of %d columns, an axis has as many of its numbers as fit, evenly',
  (width) => {
    const first = report.comparisons.find(({ metric }) => metric === 'revenue')!;
    const drawn = (effect: typeof first.effect) => {
      const one = { ...report, comparisons: [{ ...first, effect }], heterogeneity: [] };
      return chartOf(renderPlot(one, { paint: PLAIN, width }), 'revenue · ');
    };
    expect(drawn({ estimate: 6.8e12, lower: 4.2e12, upper: 9.5e12 }).rows.join('\n')).toMatch(
      / 0 +(2e12 +)?4e12 /,
    );
    for (const lower of [-0.007, -0.03, -0.21, -0.64, -1.9]) {
      const values = drawn({ estimate: 0.02, lower, upper: 0.28 }).ticks.map(({ value }) => value);
      expect(values).toContain(0);
      const steps = values.slice(1).map((value, i) => value - values[i]!);
      for (const step of steps) expect(step).toBeCloseTo(steps[0]!, 10);
    }
  },
);

test('the looks on record, each with its share and decision', () => {
  const primary = report.comparisons.find(({ segment }) => segment === null)!;
  const looks = Array.from({ length: 22 }, (_, i) => ({
    number: i + 1,
    time: '2026-01-02T03:04:05.000Z',
    decision: 'keep-collecting' as const,
    variant: null,
    comparisons: [
      {
        metric: primary.metric,
        kind: primary.kind,
        treatment: primary.treatment.variant,
        effect: primary.effect,
        confidence: 0.95,
        informationFraction: (i + 1) / 40,
        outcome: 'inconclusive' as const,
      },
    ],
  }));
  const { rows, bars } = chartOf(
    renderPlot({ ...report, looks }, style),
    'signed_up · personalized',
  );
  expect(bars).toHaveLength(20);
  expect(bars[0]).toMatch(/^ {2}look 3 · 8 % .*keep-collecting$/);
  expect(bars.at(-1)).toMatch(/^ {2}look 22 · 55 % /);
  expect(rows.join('\n')).not.toContain('look 2 ·');
});

test('--plot draws of text, before the verdict; with other formats and --quiet it is refused', async () => {
  const { stdout, code } = await runProgram(['analyze', HERO, '--plot']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/●[\s\S]*VERDICT {6}SHIP personalized/);
  expect(stdout).not.toContain('successes');
  for (const [flags, message] of [
    [['--format', 'json'], '--plot is for text'],
    [['--quiet'], '--quiet leaves out what --plot asks for'],
    [['--details'], '--plot leaves out what --details asks for'],
  ] as const) {
    const refused = await runProgram(['analyze', HERO, '--plot', ...flags]);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain(message);
  }
});
