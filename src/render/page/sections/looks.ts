import type { ComparisonReport } from '../../../report/comparison-report.js';
import type { Report } from '../../../report/report.js';
import { wordEffect } from '../../../report/wording/effects.js';
import { formatLevel } from '../../../report/wording/numbers.js';
import {
  type Compared,
  type Look,
  looksAt,
  MOST_LOOKS,
  NO_EFFECT,
  wordShare,
} from '../../charted.js';
import type { Tone } from '../chart/colours.js';
import { figure } from '../chart/figure.js';
import { type ForestRow, forest } from '../chart/forest.js';
import { unitOf, wordUnit } from '../figures.js';
import { element, type Markup, nameOf } from '../markup.js';
import { table } from '../table.js';

/** How the effect on the primary metric looked at each look, of each treatment; nothing without a journal. */
export function looksSection({ looks = [], comparisons }: Report): Markup | null {
  const primary = comparisons.filter(({ role, segment }) => role === 'primary' && segment === null);
  if (looks.length === 0) return null;
  return element(
    'section',
    {},
    element('h2', {}, 'Looks while it ran'),
    ...primary.map((one, i) => overTime(one, looks, `looks-${i + 1}`)),
  );
}

function overTime(comparison: ComparisonReport, looks: readonly Look[], id: string): Markup {
  const { metric, treatment } = comparison;
  const seen = looksAt(comparison, looks);
  const rows = seen.map(({ look, one }) => rowOf(look, one));
  const left = rows.length - MOST_LOOKS;
  const told = {
    id,
    title: `Effect on ${metric} of ${treatment.variant} at each look`,
    description: rows.map(({ name, figures }) => `${name}: ${figures}`).join('; '),
  };
  return figure(
    [
      element('strong', {}, nameOf(metric), ', ', nameOf(treatment.variant)),
      ` · effect at each look in ${wordUnit(comparison)}, each interval at the level of its look`,
      left > 0 ? `; the last ${MOST_LOOKS} of ${rows.length}` : '',
    ],
    forest(told, rows.slice(-MOST_LOOKS), {
      lines: [NO_EFFECT],
      unit: unitOf(comparison),
    }).map(({ drawing }) => drawing),
    table(
      [
        ...['look', 'of the planned units'].map((name) => ({ name })),
        ...['effect', 'interval', 'level'].map((name) => ({ name, isFigure: true })),
        { name: 'decision' },
      ],
      seen.map(({ look, one }) => [
        `${look.number} · ${look.time}`,
        wordShare(one),
        wordEffect(one).estimate,
        wordEffect(one).interval ?? '–',
        one.confidence === null ? '–' : formatLevel(one.confidence),
        [look.decision, ...(look.variant === null ? [] : [' ', nameOf(look.variant)])],
      ]),
    ),
  );
}

const TONES: Partial<Record<Compared['outcome'], Tone>> = { win: 'good', loss: 'bad' };

function rowOf(look: Look, one: Compared): ForestRow {
  const { estimate, interval } = wordEffect(one);
  return {
    name: `Look ${look.number} · ${wordShare(one)} of the planned units`,
    value: one.effect,
    figures: `${estimate} ${interval ?? '(no interval)'} · ${look.decision}`,
    tone: TONES[one.outcome] ?? 'open',
  };
}
