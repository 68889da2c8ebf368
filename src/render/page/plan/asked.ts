import type { PlanReport } from '../../../report/plan-report.js';
import { element, fragment, type Markup, nameOf } from '../markup.js';
import { section, sentence, terms } from '../parts.js';

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
          ['Threshold', sentence(asked.threshold)],
        ]),
      ),
    ),
  );
}
