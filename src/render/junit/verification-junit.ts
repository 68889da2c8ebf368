import type { Verification, VerifiedCase } from '../../report/verification-report.js';
import { wordEnvironment, wordFaults } from '../../report/wording/verification-wording.js';
import { suiteXml, type TestCase } from './suite.js';

/** The answer of `verify` as JUnit XML, a test case for each of its cases. */
export function renderVerificationJunit(answer: Verification): string {
  return suiteXml({
    name: 'verify',
    properties: wordEnvironment(answer),
    cases: answer.cases.map(testCase),
  });
}

function testCase(one: VerifiedCase): TestCase {
  const { method, name, source, agrees } = one;
  const message = agrees ? source : wordFaults(one).join('; ');
  return { group: method, name, result: agrees ? 'passed' : 'failure', message };
}
