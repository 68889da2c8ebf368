import type { Estimate } from '../../../experiment/estimate.js';
import type { Report } from '../../../report/report.js';
import { wordBreakEven, wordNet } from '../../../report/wording/money-wording.js';
import { formatP } from '../../../report/wording/numbers.js';
import type { Tone } from '../chart/colours.js';
import { figure } from '../chart/figure.js';
import { type ForestRow, forest } from '../chart/forest.js';
import { element, type Markup, nameOf } from '../markup.js';
import { table } from '../table.js';

/** What each treatment nets per unit after its cost; nothing where no prices were given. */
export function moneySection({ comparisons, verdict }: Report): Markup | null {
  const priced = comparisons.flatMap((one) =>
    one.netEffect === null || one.segment !== null ? [] : [{ one, net: one.netEffect }],
  );
  if (priced.length === 0) return null;
  const isValid = verdict.decision !== 'invalid';
  const rows = priced.map(
    ({ one, net }): ForestRow => ({
      name: one.treatment.variant,
      value: net,
      figures: wordNet(net),
      tone: isValid ? toneOf(net) : 'open',
    }),
  );
  const description = priced
    .map(({ one, net }) => `${one.treatment.variant}: ${wordNet(net)}`)
    .join('; ');
  return element(
    'section',
    {},
    element('h2', {}, 'Money'),
    figure(
      ['Net gain per unit, in the unit that prices were given in'],
      forest({ id: 'money', title: 'Net gain per unit after cost', description }, rows, {
        lines: [{ value: 0, label: 'breaks even', isZero: true }],
        unit: { factor: 1, sign: '' },
      }).map(({ drawing }) => drawing),
      table(
        [
          { name: 'treatment' },
          { name: 'net gain', isFigure: true },
          { name: 'p' },
          { name: 'it' },
        ],
        priced.map(({ one, net }) => [
          nameOf(one.treatment.variant),
          wordNet(net),
          formatP(net.logPValue),
          wordBreakEven(one, net),
        ]),
      ),
    ),
  );
}

function toneOf({ lower, upper }: Pick<Estimate, 'lower' | 'upper'>): Tone {
  if (lower !== null && lower > 0) return 'good';
  return upper !== null && upper < 0 ? 'bad' : 'open';
}
