import type { PlanReport } from '../../../report/plan-report.js';
import { capital } from '../../../report/wording/capital.js';
import { wordLongTerm, wordPlannedSurrogate } from '../../../report/wording/term-wording.js';
import { type Content, element, fragment, type Markup, nameOf } from '../markup.js';
import { section, terms } from '../parts.js';

function foretoldBy(metric: PlanReport['metrics'][number]): [string, Content][] {
  return metric.surrogate === undefined ? [] : [['Surrogate', wordPlannedSurrogate(metric)]];
}

function longTermOf(metric: PlanReport['metrics'][number]): [string, Content][] {
  return metric.longTermOf === undefined ? [] : [['Long term', wordLongTerm(metric)]];
}

/** What is asked of each metric. */
export function askedSection({ hypotheses, metrics }: PlanReport): Markup {
  return section(
    'What is asked',
    ...hypotheses.map((asked, i) =>
      fragment(
        element('h3', {}, nameOf(asked.metric), ` · ${metrics[i]!.role}`),
        terms([
          ['Hypothesis', asked.alternative],
          ['Null', asked.null],
          ['Threshold', capital(asked.threshold)],
          ...foretoldBy(metrics[i]!),
          ...longTermOf(metrics[i]!),
        ]),
      ),
    ),
  );
}
