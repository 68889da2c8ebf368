import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { UserError } from '../../../src/errors.js';
import { checkNoOther, checkNoTable } from '../../../src/read/bytes/own-files.js';

const root = join(import.meta.dirname, '../../..');
const startOf = (path: string) => readFileSync(join(root, path)).subarray(0, 1024).toString();

/** What is said of a file in place of another; `null` for nothing. */
function said(check: () => void): string | null {
  try {
    check();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return `${error.message}: ${error.hint}`;
  }
  return null;
}

test.each([
  ['fixtures/plan.yaml', 'a plan'],
  ['fixtures/programme/ideas.yaml', 'a backlog'],
  ['fixtures/programme/perso-test.yaml', 'a policy'],
  ['fixtures/prior.json', 'a prior'],
  ['fixtures/programme/home-recs-top.jsonl', 'a journal'],
])('%s is %s, and nothing else', (path, is) => {
  const start = startOf(path);
  expect(said(() => checkNoOther(start, path, is))).toBeNull();
  for (const wanted of ['results', 'a plan', 'a journal', 'a report'].filter((x) => x !== is)) {
    expect(said(() => checkNoOther(start, path, wanted))).toContain(`this is ${is}, not ${wanted}`);
  }
});

test.each([
  ['\ufeff# a comment\r\n\r\n  # another\r\nexperiment: hero\r\n', 'a plan'],
  ['\xef\xbb\xbfhypothesis: yes\n', 'a plan'],
  ['{\n  "experiment": "hero",', 'a plan'],
  ['policy:\n  alpha: 0.05\n', 'a policy'],
  ['{\n  "schemaVersion": 1,\n  "tool": {', 'a report'],
  ['{"schemaVersion":1,"tool":{', 'a report'],
  ['{"schemaVersion":1,"time":"2026-01-01T', 'a journal'],
  ['{"schemaVersion":2,"type":"close","time"', 'a journal'],
])('%j begins %s', (start, is) => {
  expect(said(() => checkNoOther(start, 'f', 'results'))).toContain(`this is ${is}, not results`);
});

test.each([
  'variant,converted\na,1\n',
  'experiment,variant\nhero,a\n',
  'experiment:hero,variant\nx,a\n',
  'policy\n1\n',
  'a: experiment: x\n',
  '{"experiments": 1',
  '',
])('%j is none of them', (start) => {
  expect(said(() => checkNoOther(start, 'f', 'results'))).toBeNull();
});

test('what to do with it names the file as a shell takes it', () => {
  expect(said(() => checkNoOther('ideas:\n', 'my ideas.yaml', 'a plan'))).toBe(
    'this is a backlog, not a plan: to rank the ideas in it: perso-test prioritize "my ideas.yaml"',
  );
});

test('a table is told from JSON, whole or in pieces', () => {
  const found = (start: string) =>
    said(() => checkNoTable(start, 'f', { is: 'a journal', hint: 'made so' }));
  expect(found('a,b\n1,2\n')).toBe('this is a table (CSV), not a journal: made so');
  expect(found(startOf('fixtures/hero.csv'))).not.toBeNull();
  expect(found(startOf('fixtures/programme/home-recs-top.jsonl'))).toBeNull();
  expect(found('sion":2,"look":1}\n{"a":1,"b":2}\n')).toBeNull();
  expect(found('just a text\nof two lines\n')).toBeNull();
});
