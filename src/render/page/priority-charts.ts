import type { PriorityIdea, PriorityReport } from '../../report/priority-report.js';
import { formatCount } from '../../report/wording/numbers.js';
import { formatMoney, formatRanks, wordAnswer } from '../../report/wording/priority-wording.js';
import { NO_EFFECT } from '../charted.js';
import { curves } from './chart/curve.js';
import { figure } from './chart/figure.js';
import { type ForestRow, forest } from './chart/forest.js';
import { amounts } from './chart/rise.js';
import { weekBars } from './chart/week-bars.js';
import { type Markup, nameOf } from './markup.js';
import { section } from './parts.js';
import { figures } from './programme-parts.js';
import { table } from './table.js';

/** More are told by the table alone. */
const MOST_DRAWN = 36;
const MOST_CURVES = 6;

/** Money and weeks are written as they are. */
const MONEY = { factor: 1, sign: '' };

/** What a week of each test adds, with how far that hangs on its prior. */
export function perWeek({ ideas }: PriorityReport): Markup | null {
  const tests = ideas.filter(({ answer }) => answer === 'test');
  if (tests.length === 0) return null;
  const told = tests.map((one) => ({ one, range: rangeOf(one) }));
  const rows = told.slice(0, MOST_DRAWN).map(
    ({ one, range }): ForestRow => ({
      name: `${formatCount(one.rank)} · ${one.name}`,
      figures: `${formatMoney(one.bestPerWeek!.perWeek)} a week, ${formatMoney(range[0])} to ${formatMoney(range[1])}`,
      value: { estimate: one.bestPerWeek!.perWeek, lower: range[0], upper: range[1] },
      tone: range[0] > 0 ? 'good' : 'open',
    }),
  );
  const description = rows.map(({ name, figures: said }) => `${name}: ${said}`).join('; ');
  return section(
    'What a week of each test adds',
    figure(
      'Money above the best without a test, by the week of its traffic; the line reaches over what it would be were what is taken for known off',
      forest({ id: 'per-week', title: 'What a week of each test adds', description }, rows, {
        lines: [{ ...NO_EFFECT, label: 'no test' }],
        unit: MONEY,
      }).map(({ drawing }) => drawing),
      table(
        [{ name: 'test' }, ...figures('rank', 'a week adds', 'at least', 'at most', 'ranks')],
        told.map(({ one, range }) => [
          nameOf(one.name),
          formatCount(one.rank),
          formatMoney(one.bestPerWeek!.perWeek),
          ...range.map(formatMoney),
          formatRanks(one.sensitivity.alone),
        ]),
      ),
    ),
  );
}

/** What a week would add under each shift of the prior, which is nothing where another answer is better then. */
function rangeOf({ bestPerWeek, sensitivity }: PriorityIdea): [number, number] {
  const worths = sensitivity.shifts.map(({ answer, worth }) => (answer === 'test' ? worth! : 0));
  const all = [bestPerWeek!.perWeek, ...worths];
  return [Math.min(...all), Math.max(...all)];
}

/** When each test runs. */
export function schedule({ schedule: all, weeksPlanned }: PriorityReport): Markup | null {
  if (all.length === 0) return null;
  const runs = all.flatMap((one) =>
    one.from === null || one.to === null ? [] : [{ ...one, from: one.from, to: one.to }],
  );
  const ordered = runs.toSorted((a, b) => a.from - b.from);
  const rows = ordered.slice(0, MOST_DRAWN).map(({ idea, surface, from, to }) => ({
    name: surface === null ? idea : `${idea} · ${surface}`,
    from,
    to,
  }));
  const description = rows
    .map(({ name, from, to }) => `${name}: weeks ${formatRanks({ first: from, last: to })}`)
    .join('; ');
  const later = all.filter(({ from }) => from === null);
  return section(
    'Schedule',
    figure(
      'Weeks in which each test runs; those on one surface, or that block one another, do not meet',
      rows.length === 0
        ? []
        : [
            weekBars(
              { id: 'schedule', title: 'When each test runs', description },
              rows,
              weeksPlanned,
            ),
          ],
      table(
        [
          { name: 'test' },
          { name: 'surface' },
          ...figures('weeks', 'units', 'a week must add'),
          { name: 'waits for' },
        ],
        [...ordered, ...later].map(({ idea, surface, from, to, units, weekPrice, after }) => [
          nameOf(idea),
          surface === null ? '' : nameOf(surface),
          from === null ? 'later' : formatRanks({ first: from, last: to! }),
          formatCount(units),
          weekPrice === 0 ? '' : formatMoney(weekPrice),
          after === null ? '' : nameOf(after),
        ]),
      ),
    ),
  );
}

/** What tests of other lengths are worth, of the first few. */
export function byLength({ ideas }: PriorityReport): Markup | null {
  const tests = ideas.filter(({ answer, curve }) => answer === 'test' && curve.length > 1);
  const drawn = tests.slice(0, MOST_CURVES).map((one, i) => lengthFigure(one, `length-${i + 1}`));
  return drawn.length === 0 ? null : section('What other lengths are worth', ...drawn);
}

function lengthFigure({ name, curve, best, bestPerWeek }: PriorityIdea, id: string): Markup {
  const lines = [
    { value: best!.weeks, label: 'most in all' },
    ...(best!.weeks === bestPerWeek!.weeks
      ? []
      : [{ value: bestPerWeek!.weeks, label: 'most by the week', isZero: true }]),
  ];
  const said = `${name}: worth most, ${formatMoney(best!.net)}, with ${formatCount(best!.weeks)} weeks`;
  return figure(
    nameOf(`${said}; money over weeks`),
    [
      curves(
        { id, title: `What other lengths of ${name} are worth`, description: said },
        [{ name, tone: 'good', points: curve.map(({ weeks, net }) => [weeks, net]) }],
        { lines, unit: MONEY, rise: amounts(curve.map(({ net }) => net)) },
      ),
    ],
    table(
      figures('weeks', 'net value', 'a week adds'),
      curve.map(({ weeks, net, perWeek: each }) => [
        formatCount(weeks),
        formatMoney(net),
        formatMoney(each),
      ]),
    ),
  );
}

/** What is worth most, whatever is to be done with it. */
export function netValues({ ideas }: PriorityReport): Markup {
  return section(
    'All ideas',
    table(
      [
        { name: 'idea' },
        { name: 'do' },
        ...figures('rank', 'net value', 'weeks', 'a week adds', 'ranks if off', 'RICE'),
        { name: 'surface' },
      ],
      ideas.map((one) => [
        nameOf(one.name),
        wordAnswer(one.answer),
        formatCount(one.rank),
        formatMoney(one.net),
        one.answer === 'test' ? weeksOf(one) : '',
        one.answer === 'test' ? formatMoney(one.bestPerWeek!.perWeek) : '',
        formatRanks(one.sensitivity.alone),
        one.rice === null ? '' : formatCount(one.rice.rank),
        one.surface === null ? '' : nameOf(one.surface),
      ]),
    ),
  );
}

function weeksOf({ best, bestPerWeek }: PriorityIdea): string {
  const [byWeek, most] = [bestPerWeek!.weeks, best!.weeks];
  return byWeek === most ? formatCount(most) : `${formatCount(byWeek)} / ${formatCount(most)}`;
}
