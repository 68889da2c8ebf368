import type { Report } from '../../src/report/report.js';
import { runProgram } from '../program.js';

const FIXTURES = '../../fixtures';

/** A report of the program itself on one of the fixtures. */
export async function reportOn(fixture: string, ...flags: string[]): Promise<Report> {
  const path = new URL(`${FIXTURES}/${fixture}`, import.meta.url).pathname;
  const { stdout } = await runProgram(['analyze', path, ...flags, '--format', 'json']);
  return JSON.parse(stdout);
}

/** The report with other texts, wherever one of these stands alone or within a sentence. */
export function renamed<A extends object>(report: A, names: Record<string, string>): A {
  const replace = (text: string) =>
    Object.entries(names).reduce((all, [from, to]) => all.replaceAll(from, () => to), text);
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') return replace(value);
    if (Array.isArray(value)) return value.map(walk);
    if (value === null || typeof value !== 'object') return value;
    const entries = Object.entries(value);
    return Object.fromEntries(entries.map(([key, one]) => [replace(key), walk(one)]));
  };
  return walk(report) as A;
}

/** The report as a gate would give it, of a plan with those many units a variant. */
export function gated(report: Report, plannedUnits: number, experiment = 'hero'): Report {
  return {
    ...report,
    plan: {
      path: 'plan.yaml',
      sha256: 'a'.repeat(64),
      experiment,
      hypothesis: 'A hero that knows its visitor gets more sign-ups.',
      plannedUnits: Object.fromEntries(report.variants.map(({ name }) => [name, plannedUnits])),
      dailyUnits: 500,
    },
    look: {
      number: 3,
      repeated: false,
      informationFraction: 0.42,
      journal: 'journal.jsonl',
      previous: { number: 2, time: '2026-01-02T03:04:05.000Z', decision: 'keep-collecting' },
    },
  };
}

/** The report with effects over time beside it, those of another experiment under its names. */
export async function overTime(report: Report): Promise<Report> {
  const { overTime: found } = await reportOn('daily-counts.csv', '--over-time', 'date');
  const { metric, treatment } = report.comparisons[0]!;
  const effects = found!.effects
    .slice(0, 1)
    .map((effect) => ({ ...effect, metric, treatment: treatment.variant }));
  return { ...report, overTime: { ...found!, effects } };
}
