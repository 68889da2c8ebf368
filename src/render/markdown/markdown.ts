import type { Report } from '../../report/report.js';
import { wordLook, wordPlannedSize } from '../../report/wording/look-wording.js';
import { formatCounted } from '../../report/wording/numbers.js';
import { printable } from '../printable.js';
import { MOST_REASONS, readLine } from '../text/text.js';
import { assumption, headline } from '../verdict-words.js';
import { comparisonTable } from './comparisons.js';
import { comparisonDetails, segmentDetails, trendDetails } from './details.js';
import { markdownText } from './escape.js';
import { holdoutDetails } from './holdout.js';
import { overTimeDetails } from './over-time.js';
import { atMost, COLUMNS } from './parts.js';
import { targetingDetails } from './targeting.js';
import { termDetails } from './terms.js';

/**
 * As much as GitHub takes for a comment on a pull request, in characters; a step summary may be sixteen
 * times as long (1 MiB).
 */
const MOST_CHARACTERS = 65_536;
/** Kept free for saying what was left out. */
const RESERVED_CHARACTERS = 200;

/**
 * The report as GitHub-flavoured Markdown: a step summary or a comment, the verdict first.
 * @example
 * const read = await readPlan('fixtures/plan.yaml');
 * const sources = [{ path: 'fixtures/homepage-hero.csv', variant: null }];
 * const found = await readAggregates(sources, planReadOptions(read.plan), process);
 * const data = hashOfLook(found.files, sources);
 * const analysis = decideUnrecorded({ read, aggregates: found.aggregates, data, time: new Date() });
 * const report = buildReport(analysis, inputReport(found), '1.0.0');
 * renderMarkdown(report).split('\n')[0]; // => '## ✅ SHIP full'
 */
export function renderMarkdown(report: Report): string {
  const blocks = [
    heading(report),
    reasons(report),
    progress(report),
    hypotheses(report),
    ...comparisonTable(report),
    checks(report),
    ...termDetails(report),
    ...segmentDetails(report),
    ...targetingDetails(report),
    ...holdoutDetails(report),
    ...trendDetails(report),
    ...overTimeDetails(report),
    ...comparisonDetails(report),
  ];
  const signature = `<sub>perso-test ${printable(report.tool.version)}</sub>`;
  return `${[...thatFit(blocks.filter((block) => block !== '')), signature].join('\n\n')}\n`;
}

function thatFit(blocks: readonly string[]): string[] {
  let room = MOST_CHARACTERS - RESERVED_CHARACTERS;
  const fitting = blocks.filter((block) => {
    const fits = block.length + 2 <= room;
    if (fits) room -= block.length + 2;
    return fits;
  });
  const left = blocks.length - fitting.length;
  if (left === 0) return fitting;
  return [...fitting, `_${formatCounted(left, 'part')} left out for want of room; see the JSON._`];
}

const SYMBOLS = { ship: '✅', 'keep-control': '⛔', 'keep-collecting': '⏳', invalid: '⚠️' };

function heading({ verdict, plan }: Report): string {
  const name = plan === null ? '' : `${plan.experiment}: `;
  return `## ${SYMBOLS[verdict.decision]} ${text(`${name}${headline(verdict)}`)}`;
}

function reasons(report: Report): string {
  const { reasons: all } = report.verdict;
  const caveat = assumption(report);
  const items = atMost(
    MOST_REASONS,
    'reason',
    all.map(({ message }) => text(message)),
  );
  return list(caveat === null ? items : [...items, `_${text(caveat)}_`]);
}

function progress(report: Report): string {
  const sentences = [wordLook(report), wordPlannedSize(report), readLine(report)];
  return text(sentences.filter((sentence) => sentence !== null).join(' '));
}

function hypotheses({ hypotheses: all, comparisons, plan }: Report): string {
  const roleOf = (name: string) => comparisons.find(({ metric }) => metric === name)!.role;
  const items = all.map((hypothesis) => {
    const title = `**${text(hypothesis.metric)}** (${roleOf(hypothesis.metric)})`;
    return `${title}: ${text(hypothesis.alternative)} Null: ${text(hypothesis.null)} Threshold: ${text(hypothesis.threshold)}`;
  });
  const promised = plan === null || plan.hypothesis === null ? [] : [text(plan.hypothesis)];
  return `### Hypotheses\n\n${list([...promised, ...atMost(COLUMNS.items, 'metric', items)])}`;
}

function checks({ checks: all }: Report): string {
  const labels = { pass: 'Check', warn: '⚠️ Warning', fail: '❌ Failed' };
  const items = all.map(({ status, message }) => `${labels[status]}: ${text(message)}`);
  return items.length === 0 ? '' : `### Checks\n\n${list(atMost(COLUMNS.items, 'check', items))}`;
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}

function text(sentence: string): string {
  return markdownText(sentence, COLUMNS.sentence);
}
