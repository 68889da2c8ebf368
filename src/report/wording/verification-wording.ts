import type { Verification, VerifiedCase, VerifiedFigure } from '../verification-report.js';
import { formatCount, formatCounted, formatFixed } from './numbers.js';

/** What all cases come to: "all agree", or how many do not. */
export function wordTotals({ cases, agreeing, figures }: Verification['totals']): string {
  const wrong = cases - agreeing;
  if (wrong === 0) {
    return `ALL AGREE: ${formatCounted(cases, 'case')} with ${formatCounted(figures, 'figure')}.`;
  }
  return `${formatCount(wrong)} of ${formatCounted(cases, 'case')} ${wrong === 1 ? 'DISAGREES' : 'DISAGREE'}.`;
}

/** What the column of digits says. */
export const DIGITS_NOTE =
  'digits: in how many the least exact figure of a method agrees, of those that are given in full.';

/** Digits of agreement, as a table has them: never more than there are. */
export function formatDigits(digits: number | null): string {
  return digits === null ? '' : formatFixed(Math.floor(digits * 10) / 10, 1);
}

/** Whatever is not as it must be in a case. */
export function wordFaults({ figures, faults }: VerifiedCase): string[] {
  return [...faults, ...figures.filter(({ agrees }) => !agrees).map(wordFigure)];
}

/** What a figure is, and what it should be, of which nothing at all is not `null`: to all digits, since the last ones may be what differs. */
function wordFigure({ path, expected, found, digits, needed }: VerifiedFigure): string {
  if (found === expected) return `${path} is not there`;
  const asked = needed === null ? '' : ` of ${needed}`;
  const agreement =
    digits === null ? '' : `, which agrees in ${formatDigits(digits)} digits${asked}`;
  return `${path} is ${JSON.stringify(found)}, not ${JSON.stringify(expected)}${agreement}`;
}

/** What verified it, and where, as terms and what they are. */
export function wordEnvironment(answer: Verification): [term: string, text: string][] {
  const { tool, environment, sources } = answer;
  const { node, platform, cpu, program } = environment;
  return [
    ['Program', `perso-test ${tool.version}, SHA-256 ${program ?? 'none: run from its source'}`],
    ['Machine', `Node ${node}, ${platform}, ${cpu}`],
    ...sources.map(({ path, sha256 }): [string, string] => ['Cases', `${path}, SHA-256 ${sha256}`]),
  ];
}
