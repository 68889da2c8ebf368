import type { Report } from '../../report/report.js';
import { sourceName } from '../../report/wording/source-name.js';
import { printable } from '../printable.js';
import { type Case, casesOf, type Result } from './cases.js';

/**
 * The report as JUnit XML, one test case a rule, which every CI shows. What a rule came to:
 * passed, it holds · failure, it is broken · skipped, it is not decided yet · error, it cannot be judged.
 * Nothing fails and nothing errs exactly when nothing speaks against shipping.
 */
export function renderJunit(report: Report): string {
  const cases = casesOf(report);
  const counts = countsOf(cases);
  const suite = report.plan?.experiment ?? report.input.files.map(sourceName).join(', ');
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: 'perso-test', ...counts })}>`,
    `  <testsuite${attributes({ name: suite, ...counts })}>`,
    '    <properties>',
    ...propertiesOf(report).map(
      ([name, value]) => `      <property${attributes({ name, value })}/>`,
    ),
    '    </properties>',
    ...cases.flatMap(caseLines),
    '  </testsuite>',
    '</testsuites>',
  ];
  return `${lines.join('\n')}\n`;
}

/** No time is taken of what only looks at figures, but readers of JUnit expect one. */
function countsOf(cases: readonly Case[]) {
  const count = (result: Result) => cases.filter((one) => one.result === result).length;
  return {
    tests: cases.length,
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
    time: 0,
  };
}

function propertiesOf({ verdict, plan, look, tool }: Report): [string, string][] {
  const { decision, variant } = verdict;
  const known: [string, string | number | null | undefined][] = [
    ['decision', decision],
    ['variant', variant],
    ['plan', plan?.path],
    ['planSha256', plan?.sha256],
    ['look', look?.number],
    ['informationFraction', look?.informationFraction],
    ['version', tool.version],
  ];
  return known.flatMap(([name, value]) =>
    value === null || value === undefined ? [] : [[name, String(value)]],
  );
}

function caseLines({ group, name, result, message }: Case): string[] {
  const start = `    <testcase${attributes({ classname: group, name, time: 0 })}>`;
  const text = xmlText(message);
  // Some readers show the attribute, others the text within.
  const body =
    result === 'passed'
      ? `<system-out>${text}</system-out>`
      : `<${result}${attributes({ message })}>${text}</${result}>`;
  return [start, `      ${body}`, '    </testcase>'];
}

function attributes(values: Record<string, string | number>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${xmlText(String(value))}"`)
    .join('');
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text that XML 1.0 may hold: of what is not printable U+FFFE and U+FFFF are forbidden too (§2.2). */
function xmlText(text: string): string {
  return printable(text)
    .replace(/[&<>"]/g, (character) => ENTITIES[character]!)
    .replace(/[\ufffe\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16)}`);
}
