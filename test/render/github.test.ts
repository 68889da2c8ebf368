import { expect, test } from 'vitest';
import { renderGithub } from '../../src/render/github.js';
import { gated, reportOn } from './reports.js';

interface Command {
  level: string;
  title: string;
  message: string;
}

/**
 * A line as the runner reads it: actions/runner, ActionCommand.cs, where properties end at the next
 * `::`, are separated by commas, and are decoded after they were separated, the percent sign last.
 */
function parsed(line: string): Command {
  const [, level, properties, message] = /^::(\w+) (.*?)::(.*)$/s.exec(line)!;
  const pairs = properties!.split(',').map((pair) => pair.split('='));
  expect(pairs.map(([name]) => name)).toEqual(['title']);
  const title = decoded(pairs[0]!.slice(1).join('='))
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%');
  return { level: level!, title, message: decoded(message!).replaceAll('%25', '%') };
}

function decoded(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n');
}

const linesOf = (text: string) => text.trimEnd().split('\n');

test.each([
  ['ship', 'notice'],
  ['keep-collecting', 'notice'],
  ['keep-control', 'warning'],
  ['invalid', 'error'],
] as const)('a verdict of %s is a %s', async (decision, level) => {
  const report = await reportOn('hero.csv', '--metric', 'signed_up');
  const decided = { ...report, verdict: { ...report.verdict, decision } };
  expect(linesOf(renderGithub(decided)).map((line) => parsed(line).level)).toEqual([level]);
});

test('more than GitHub shows of a level are counted in the last that it shows', async () => {
  const report = await reportOn('hero.csv', '--metric', 'signed_up');
  const [reason] = report.verdict.reasons;
  const reasons = Array.from({ length: 14 }, () => reason!);
  const lines = linesOf(renderGithub({ ...report, verdict: { ...report.verdict, reasons } }));
  expect(lines).toHaveLength(10);
  expect(parsed(lines[9]!).message).toContain('5 more annotations');
});

test('a gate says which experiment it is about', async () => {
  const report = gated(await reportOn('hero.csv', '--metric', 'signed_up'), 5000, 'hero, 2nd');
  expect(renderGithub(report)).toMatch(/^::notice title=hero%2C 2nd%3A SHIP personalized::/);
});
