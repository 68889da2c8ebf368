import { printable } from '../printable.js';

export type Result = 'passed' | 'failure' | 'skipped' | 'error';

/** What a CI shows as one test. */
export interface TestCase {
  group: string;
  /** Unlike any other of its group, and the same from run to run. */
  name: string;
  result: Result;
  message: string;
}

/** One suite of test cases, and what is to be known of all of them. */
export interface Suite {
  name: string;
  properties: readonly (readonly [name: string, value: string])[];
  cases: readonly TestCase[];
}

/** A suite as a document of JUnit XML. */
export function suiteXml({ name, properties, cases }: Suite): string {
  const counts = countsOf(cases);
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: 'perso-test', ...counts })}>`,
    `  <testsuite${attributes({ name, ...counts })}>`,
    '    <properties>',
    ...properties.map(([key, value]) => `      <property${attributes({ name: key, value })}/>`),
    '    </properties>',
    ...cases.flatMap(caseLines),
    '  </testsuite>',
    '</testsuites>',
  ];
  return `${lines.join('\n')}\n`;
}

/** No time is taken of what only looks at figures, but readers of JUnit expect one. */
function countsOf(cases: readonly TestCase[]) {
  const count = (result: Result) => cases.filter((one) => one.result === result).length;
  return {
    tests: cases.length,
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
    time: 0,
  };
}

function caseLines({ group, name, result, message }: TestCase): string[] {
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
