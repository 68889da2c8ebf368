import {
  type Verification,
  type VerifiedCase,
  type VerifiedMethod,
  verifiedMethods,
} from '../../report/verification-report.js';
import { formatCount } from '../../report/wording/numbers.js';
import {
  DIGITS_NOTE,
  formatDigits,
  wordEnvironment,
  wordFaults,
  wordTotals,
} from '../../report/wording/verification-wording.js';
import { printable } from '../printable.js';
import { columnsOf, labelled, page, wrap } from './layout.js';
import type { Style } from './style.js';
import { type TableColumn, tableLines } from './table.js';

/** The answer of `verify`: methods in a table, what disagrees in full, then what was verified, and where. */
export function renderVerification(answer: Verification, style: Style): string {
  const wrong = answer.cases.filter(({ agrees }) => !agrees);
  return page([
    methodLines(answer, style),
    ...wrong.map((one) => caseLines(one, style)),
    whereLines(answer, style),
    verdictLines(answer, style),
  ]);
}

const NUMBERS = ['cases', 'agree', 'figures', 'digits'];

function methodLines({ cases }: Verification, { width, paint }: Style): string[] {
  const methods = verifiedMethods(cases);
  const names = ['method', ...methods.map(({ method }) => printable(method))];
  const columns: TableColumn[] = [
    { align: 'left', width: Math.max(...names.map(columnsOf)) + 2 },
    ...NUMBERS.map((name): TableColumn => ({ align: 'right', width: name.length + 3 })),
  ];
  const rows = [['method', ...NUMBERS], ...methods.map(cellsOf)];
  const [heading = '', ...lines] = tableLines(columns, rows, width);
  const isWhole = (i: number) => methods[i]!.cases === methods[i]!.agreeing;
  return [paint.bold(heading), ...lines.map((line, i) => (isWhole(i) ? line : paint.red(line)))];
}

function cellsOf({ method, cases, agreeing, figures, leastDigits }: VerifiedMethod): string[] {
  const numbers = [cases, agreeing, figures].map(formatCount);
  return [printable(method), ...numbers, formatDigits(leastDigits)];
}

function caseLines(one: VerifiedCase, { width, paint }: Style): string[] {
  const { name, source, command } = one;
  const below = [source, command, ...wordFaults(one)].flatMap((text) =>
    wrap(printable(text), width - 2).map((line) => `  ${line}`),
  );
  return [...wrap(paint.red(`DISAGREES ${printable(name)}`), width), ...below];
}

function whereLines(answer: Verification, { width }: Style): string[] {
  return wordEnvironment(answer).flatMap(([term, text]) =>
    labelled(term, printable(text), { width }),
  );
}

function verdictLines({ totals }: Verification, { width, paint }: Style): string[] {
  const isWhole = totals.cases === totals.agreeing;
  const text = wordTotals(totals);
  return [
    ...labelled('VERIFIED', isWhole ? paint.green(text) : paint.red(text), { width }),
    ...labelled('', DIGITS_NOTE, { width }),
  ];
}
