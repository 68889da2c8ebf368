import type { Report } from '../../../report/report.js';
import { capital } from '../../../report/wording/capital.js';
import { wordLook, wordPlannedSize } from '../../../report/wording/look-wording.js';
import { readLine } from '../../text/text.js';
import { assumption, headline } from '../../verdict-words.js';
import { element, fragment, type Markup } from '../markup.js';

/** Signs beside the words, so that no colour has to be seen. */
const SIGNS = { ship: '✓', 'keep-control': '✕', 'keep-collecting': '…', invalid: '!' };

/** What to do, and why: what a reader in a hurry has to see, and perhaps all of it. */
export function verdictSection(report: Report): Markup {
  const { verdict, plan } = report;
  const caveat = assumption(report);
  const reasons = verdict.reasons.map(({ message }) => element('li', {}, message));
  return element(
    'header',
    { class: verdict.decision },
    element('p', { class: 'what' }, plan?.experiment ?? readLine(report)),
    element(
      'h1',
      {},
      element('span', { class: 'sign', 'aria-hidden': 'true' }, SIGNS[verdict.decision]),
      ' ',
      headline(verdict),
    ),
    element('ul', {}, ...reasons),
    caveat === null ? null : element('p', { class: 'aside' }, caveat),
    progress(report),
  );
}

function progress(report: Report): Markup | null {
  const sentences = [wordLook(report), wordPlannedSize(report)].filter((words) => words !== null);
  return sentences.length === 0 ? null : element('p', { class: 'aside' }, sentences.join(' '));
}

/** What was asked of each metric before any figure was seen. */
export function askedSection({ hypotheses, comparisons, plan }: Report): Markup {
  const roleOf = (name: string) => comparisons.find(({ metric }) => metric === name)!.role;
  return element(
    'section',
    {},
    element('h2', {}, 'What was asked'),
    plan === null || plan.hypothesis === null ? null : element('p', {}, plan.hypothesis),
    ...hypotheses.map((asked) =>
      fragment(
        element('h3', {}, element('bdi', {}, asked.metric), ` · ${roleOf(asked.metric)}`),
        element(
          'dl',
          {},
          ...pair('Hypothesis', asked.alternative),
          ...pair('Null', asked.null),
          ...pair('Threshold', asked.threshold),
        ),
      ),
    ),
  );
}

function pair(term: string, text: string): Markup[] {
  return [element('dt', {}, term), element('dd', {}, capital(text))];
}
