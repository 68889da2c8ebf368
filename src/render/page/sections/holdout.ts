import type { Report } from '../../../report/report.js';
import { wordHoldout } from '../../../report/wording/holdout-wording.js';
import { element, fragment, type Markup, nameOf } from '../markup.js';

/** What a held-out group says of what was claimed. */
export function holdoutSection({ holdouts = [] }: Report): Markup | null {
  if (holdouts.length === 0) return null;
  return element(
    'section',
    {},
    element('h2', {}, 'The held-out group'),
    ...holdouts.map((one) =>
      fragment(
        element(
          'h3',
          {},
          nameOf(one.metric),
          ', ',
          nameOf(one.exposed),
          ' against ',
          nameOf(one.heldOut),
        ),
        element(
          'dl',
          {},
          ...wordHoldout(one).flatMap(([label, text]) => [
            element('dt', {}, label),
            element('dd', {}, text),
          ]),
        ),
      ),
    ),
  );
}
