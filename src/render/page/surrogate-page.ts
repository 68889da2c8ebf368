import type { SurrogateReport } from '../../report/surrogate-report.js';
import {
  formatCount,
  formatLevel,
  formatP,
  formatPercent,
  formatShort,
  formatSigned,
} from '../../report/wording/numbers.js';
import { sourceName } from '../../report/wording/source-name.js';
import {
  wordIndexEffect,
  wordIndexOutcome,
  wordNoise,
} from '../../report/wording/surrogate-wording.js';
import { figure } from './chart/figure.js';
import { forest } from './chart/forest.js';
import { htmlDocument } from './document.js';
import { type Content, element, type Markup, nameOf } from './markup.js';
import { section } from './parts.js';
import { checkItems } from './sections/checks.js';
import { type Column, table } from './table.js';

/** What a test is foretold to do to an outcome, as a page of one file. */
export function renderSurrogatePage(report: SurrogateReport): string {
  return htmlDocument(
    'Surrogate index · perso-test',
    report,
    headSection(report),
    effectSection(report),
    recordSection(report),
    checksSection(report),
    modelSection(report),
  );
}

function headSection(report: SurrogateReport): Markup {
  const { input, surrogacy, indexComparisons: all } = report;
  const isInvalid = all.some(({ outcome }) => outcome === 'invalid');
  return element(
    'header',
    { class: isInvalid ? 'invalid' : 'foretold' },
    element('p', { class: 'what' }, input.files.map(sourceName).join(', ')),
    element('h1', {}, nameOf(surrogacy.outcome), ', foretold from what is known early'),
    element('ul', {}, ...all.map((one) => element('li', {}, wordIndexOutcome(one, report)))),
  );
}

const columns = (...names: string[]): Column[] =>
  names.map((name, i) => ({ name, isFigure: i > 0 }));

const TONES = { higher: 'good', lower: 'bad', unclear: 'open', invalid: 'open' } as const;

function effectSection({ indexComparisons: all, surrogacy, variants }: SurrogateReport): Markup {
  const rows = all.map((one) => ({
    name: `${one.treatment} against ${one.control}`,
    value: one.effect,
    figures: `${wordIndexEffect(one)}, ${formatP(one.logPValue)}`,
    tone: TONES[one.outcome],
  }));
  const told = {
    id: 'index-effects',
    title: `Foretold effects on ${surrogacy.outcome}`,
    description: rows.map(({ name, figures }) => `${name}: ${figures}`).join('; '),
  };
  const drawn = forest(told, rows, {
    lines: [{ value: 0, label: 'no effect', isZero: true }],
    unit: { factor: 1, sign: '' },
  });
  const cells: Content[][] = all.map((one) => [
    nameOf(one.treatment),
    formatCount(variants.find(({ name }) => name === one.treatment)!.units),
    wordIndexEffect(one),
    formatP(one.logPValue),
    formatPercent(one.modelShare, 0),
  ]);
  return section(
    'The foretold effect',
    figure(
      `Treatment less control, in the unit of the outcome; ${formatLevel(all[0]!.confidence)} intervals. ${all.map((one) => `Of ${one.treatment}, ${wordNoise(one)}`).join('; ')}.`,
      drawn.map(({ drawing }) => drawing),
      table(columns('variant', 'units', 'effect', 'p', 'noise of the model'), cells),
    ),
  );
}

function recordSection({ onRecord, surrogacy, alpha }: SurrogateReport): Markup | null {
  if (onRecord === null || onRecord.length === 0) return null;
  const rows = onRecord.map((one) => ({
    name: `${one.experiment}, ${one.treatment}`,
    gap: one.observed - one.predicted,
    one,
  }));
  const told = {
    id: 'on-record',
    title: `${surrogacy.outcome} measured, less foretold`,
    description: rows.map(({ name, gap }) => `${name}: ${formatShort(gap)}`).join('; '),
  };
  const drawn = forest(
    told,
    rows.map(({ name, gap, one }) => ({
      name,
      value: { estimate: gap, lower: gap - one.reach, upper: gap + one.reach },
      figures: `foretold ${formatShort(one.predicted)}, measured ${formatShort(one.observed)}`,
      tone: one.missed ? ('bad' as const) : ('good' as const),
    })),
    { lines: [{ value: 0, label: 'as foretold', isZero: true }], unit: { factor: 1, sign: '' } },
  );
  const cells: Content[][] = onRecord.map((one) => [
    nameOf(one.experiment),
    nameOf(one.treatment),
    formatShort(one.predicted),
    formatShort(one.observed),
    one.missed ? 'missed' : 'fits',
  ]);
  return section(
    'Held against the record',
    figure(
      `What was measured less what the index foretells; ${formatLevel(1 - alpha)} intervals, at most so wide`,
      drawn.map(({ drawing }) => drawing),
      table(
        [
          { name: 'experiment' },
          { name: 'treatment' },
          ...columns('', 'foretold', 'measured', 'verdict').slice(1),
        ],
        cells,
      ),
    ),
  );
}

function checksSection({ checks, assumptions }: SurrogateReport): Markup {
  return section(
    'Checks, and what is assumed',
    element('ul', {}, ...checkItems(checks), ...assumptions.map((text) => element('li', {}, text))),
  );
}

function modelSection({ surrogacy }: SurrogateReport): Markup {
  const { outcome, family, units, explained, measures } = surrogacy;
  const cells: Content[][] = measures.map((one) => [
    nameOf(one.name),
    one.role,
    formatShort(one.weight),
    formatShort(one.standardError),
    `${formatSigned(one.shift, 2)} sd`,
  ]);
  return section(
    'The index',
    element(
      'p',
      {},
      `What ${outcome} is expected to be, ${family === 'linear' ? 'by least squares' : 'by logistic regression'} of ${formatCount(units)} units of the history; it has ${formatPercent(Math.max(0, explained), 1)} of what ${outcome} varies by.`,
    ),
    table(
      [
        { name: 'measurement' },
        { name: 'role' },
        ...columns('', 'weight', 'standard error', 'from the history').slice(1),
      ],
      cells,
    ),
  );
}
