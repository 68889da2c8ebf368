import type { ComparisonReport } from '../../report/comparison-report.js';
import type { CheckReport, Report } from '../../report/report.js';
import { hasPlannedSize, wordPlannedSize } from '../../report/wording/look-wording.js';
import { figuresSentence } from '../text/comparison-sentences.js';
import { headline, outcomeWords } from '../verdict-words.js';
import type { Result, TestCase } from './suite.js';

/** One rule as a test case. */
export interface Case extends TestCase {
  group: 'verdict' | 'check' | 'plan' | 'primary' | 'guardrail';
}

/**
 * The rules of a report: the verdict itself, each validity check, the planned size, and each comparison
 * of the primary metric and of a guardrail.
 */
export function casesOf(report: Report): Case[] {
  return distinct([
    verdictCase(report),
    ...report.checks.map(checkCase),
    ...plannedSizeCases(report),
    ...report.comparisons
      .filter(({ segment, role }) => segment === null && role !== 'secondary')
      .map((comparison) => comparisonCase(comparison, report)),
  ]);
}

const DECISIONS: Record<Report['verdict']['decision'], Result> = {
  ship: 'passed',
  'keep-control': 'failure',
  'keep-collecting': 'skipped',
  invalid: 'error',
};

function verdictCase({ verdict }: Report): Case {
  const reasons = verdict.reasons.map(({ message }) => message);
  return {
    group: 'verdict',
    name: 'decision',
    result: DECISIONS[verdict.decision],
    message: [`${headline(verdict)}.`, ...reasons].join(' '),
  };
}

/** A warning breaks no rule. */
function checkCase({ code, status, message }: CheckReport): Case {
  return { group: 'check', name: code, result: status === 'fail' ? 'error' : 'passed', message };
}

/** A plan's size binds until the test is decided; a sequential test may be decided before. */
function plannedSizeCases(report: Report): Case[] {
  const message = wordPlannedSize(report);
  if (message === null) return [];
  const { decision } = report.verdict;
  const decided = decision === 'ship' || decision === 'keep-control';
  const result = decided || hasPlannedSize(report) ? 'passed' : 'skipped';
  return [{ group: 'plan', name: 'planned units', result, message }];
}

const OUTCOMES: Record<ComparisonReport['outcome'], Result> = {
  win: 'passed',
  loss: 'failure',
  flat: 'failure',
  inconclusive: 'skipped',
  untestable: 'error',
};

function comparisonCase(comparison: ComparisonReport, { verdict }: Report): Case {
  const { role, metric, control, treatment, outcome } = comparison;
  const passedOver = verdict.decision === 'ship' && verdict.variant !== treatment.variant;
  const unread = verdict.decision === 'invalid' ? 'Not read, as the experiment is invalid. ' : '';
  const note = passedOver ? 'Another treatment is shipped. ' : unread;
  return {
    group: role === 'guardrail' ? 'guardrail' : 'primary',
    name: `${metric}: ${treatment.variant} against ${control.variant}`,
    result: note === '' ? OUTCOMES[outcome] : 'skipped',
    message: `${note}${outcomeWords(comparison)}: ${figuresSentence(comparison)}`,
  };
}

/** Readers take cases of one name for one and the same, so later ones are numbered. */
function distinct(cases: readonly Case[]): Case[] {
  const taken = new Set<string>();
  return cases.map((one) => {
    let name = one.name;
    for (let n = 2; taken.has(`${one.group} ${name}`); n++) name = `${one.name} (${n})`;
    taken.add(`${one.group} ${name}`);
    return { ...one, name };
  });
}
