import type { Report } from '../report/report.js';
import { formatCounted } from '../report/wording/numbers.js';
import { printable } from './printable.js';
import { headline } from './verdict-words.js';

type Level = 'error' | 'warning' | 'notice';

interface Annotation {
  level: Level;
  title: string;
  message: string;
}

/** Loud as the verdict is for a rollout: something is broken, the answer is no, or nothing is wrong. */
const LEVELS: Record<Report['verdict']['decision'], Level> = {
  invalid: 'error',
  'keep-control': 'warning',
  'keep-collecting': 'notice',
  ship: 'notice',
};

/** GitHub shows so many annotations of a level a step, and drops the rest without a word (actions/toolkit, docs/problem-matchers.md). */
const MOST_OF_A_LEVEL = 10;

/**
 * The report as GitHub's workflow commands, one a line: each reason of the verdict and each check that
 * casts doubt on it becomes an annotation of the run.
 * @example
 * const read = await readPlan('fixtures/plan.yaml');
 * const sources = [{ path: 'fixtures/homepage-hero.csv', variant: null }];
 * const found = await readAggregates(sources, planReadOptions(read.plan), process);
 * const data = hashOfLook(found.files, sources);
 * const analysis = decideUnrecorded({ read, aggregates: found.aggregates, data, time: new Date() });
 * const report = buildReport(analysis, inputReport(found), '1.0.0');
 * renderGithub(report).split('::')[1]; // => 'notice title=perso-test%3A SHIP full'
 */
export function renderGithub(report: Report): string {
  const annotations = [...reasons(report), ...doubts(report)];
  return (['error', 'warning', 'notice'] as const)
    .flatMap((level) => atMost(annotations.filter((annotation) => annotation.level === level)))
    .map(command)
    .join('');
}

function reasons({ verdict, plan }: Report): Annotation[] {
  const title = `${plan?.experiment ?? 'perso-test'}: ${headline(verdict)}`;
  const level = LEVELS[verdict.decision];
  return verdict.reasons.map(({ message }) => ({ level, title, message }));
}

/** Checks that failed or warn, but for those that are a reason of the verdict already. */
function doubts({ checks, verdict, plan }: Report): Annotation[] {
  const told = new Set<string>(verdict.reasons.map(({ code }) => code));
  return checks
    .filter(({ code, status }) => status !== 'pass' && !told.has(code))
    .map(({ code, status, message }) => ({
      level: status === 'fail' ? 'error' : 'warning',
      title: `${plan?.experiment ?? 'perso-test'}: ${code}`,
      message,
    }));
}

/** The last that GitHub would show says how many it would not. */
function atMost(annotations: readonly Annotation[]): Annotation[] {
  const left = annotations.length - MOST_OF_A_LEVEL;
  if (left <= 0) return [...annotations];
  const shown = annotations.slice(0, MOST_OF_A_LEVEL - 1);
  const { level, title } = annotations[MOST_OF_A_LEVEL - 1]!;
  const message = `${formatCounted(left + 1, 'more annotation')} than GitHub shows; see the report.`;
  return [...shown, { level, title, message }];
}

function command({ level, title, message }: Annotation): string {
  return `::${level} title=${escapedProperty(printable(title))}::${escapedData(printable(message))}\n`;
}

/** As the runner decodes them (actions/runner, ActionCommand.cs): the percent sign first. */
function escapedData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapedProperty(text: string): string {
  return escapedData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
