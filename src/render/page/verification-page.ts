import { type Verification, verifiedMethods } from '../../report/verification-report.js';
import { formatCount } from '../../report/wording/numbers.js';
import {
  DIGITS_NOTE,
  formatDigits,
  wordEnvironment,
  wordFaults,
  wordTotals,
} from '../../report/wording/verification-wording.js';
import { htmlDocument } from './document.js';
import { element, fragment, type Markup } from './markup.js';
import { section } from './parts.js';
import { type Column, table } from './table.js';

/** The answer of `verify` as a page of one file. */
export function renderVerificationPage(answer: Verification): string {
  return htmlDocument(
    'Verification · perso-test',
    answer,
    verdict(answer),
    methods(answer),
    disagreeing(answer),
    cases(answer),
    where(answer),
  );
}

function verdict({ totals }: Verification): Markup {
  const isWhole = totals.cases === totals.agreeing;
  return element(
    'header',
    { class: isWhole ? 'ship' : 'invalid' },
    element('p', { class: 'what' }, 'Published figures, run through this program'),
    element(
      'h1',
      {},
      element('span', { class: 'sign', 'aria-hidden': 'true' }, isWhole ? '✓' : '!'),
      ' ',
      wordTotals(totals),
    ),
  );
}

const NUMBERS: Column[] = ['cases', 'agree', 'figures', 'digits'].map((name) => ({
  name,
  isFigure: true,
}));

function methods({ cases: all }: Verification): Markup {
  const rows = verifiedMethods(all).map(({ method, leastDigits, ...counts }) => [
    method,
    ...[counts.cases, counts.agreeing, counts.figures].map(formatCount),
    formatDigits(leastDigits),
  ]);
  return section(
    'Methods',
    table([{ name: 'method' }, ...NUMBERS], rows),
    element('p', { class: 'aside' }, DIGITS_NOTE),
  );
}

function disagreeing({ cases: all }: Verification): Markup | null {
  const wrong = all.filter(({ agrees }) => !agrees);
  if (wrong.length === 0) return null;
  const parts = wrong.map((one) =>
    fragment(
      element('h3', {}, one.name),
      element('p', {}, one.command),
      element('ul', {}, ...wordFaults(one).map((fault) => element('li', {}, fault))),
    ),
  );
  return section('What disagrees', ...parts);
}

function cases({ cases: all }: Verification): Markup {
  const rows = all.map(({ name, source, figures, agrees }) => [
    name,
    source,
    formatCount(figures.length),
    agrees ? 'agrees' : 'DISAGREES',
  ]);
  const columns = [{ name: 'case' }, { name: 'source' }, { name: 'figures', isFigure: true }];
  return section('Cases', table([...columns, { name: 'outcome' }], rows));
}

function where(answer: Verification): Markup {
  const terms = wordEnvironment(answer).flatMap(([term, text]) => [
    element('dt', {}, term),
    element('dd', {}, text),
  ]);
  return section('Where', element('dl', {}, ...terms));
}
