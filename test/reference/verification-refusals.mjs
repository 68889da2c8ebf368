/*
 * Makes fixtures/verification/refusals.json: what must not be done, read or believed, each as a command of the program.
 * node test/reference/verification-refusals.mjs [FILE]
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const words = (text) => text.split(' ');
const SOURCE = 'docs/gate.md and docs/data.md: what is promised there';

/** A file that is not read, with what is said of it. */
const unread = [
  ['an empty file', '', 'empty'],
  ['a header without rows', 'variant,ok\n', 'no rows'],
  ['a number that is none', 'variant,ok\ngeneric,1\npersonalized,NaN\n', 'NaN'],
  ['an infinite amount', 'variant,ok\ngeneric,1.5\npersonalized,Infinity\n', 'Infinity'],
  ['an amount beyond doubles', 'variant,ok\ngeneric,1.5\npersonalized,1e400\n', '1e400'],
  ['a decimal comma', 'variant;ok\ngeneric;1,5\npersonalized;2,25\n', '1,5'],
  ['an unclosed quote', 'variant,ok\ngeneric,1\n"personalized,0\n', 'quote'],
  ['a row with a field too many', 'variant,ok\ngeneric,1\npersonalized,0,1\n', 'results.csv:3'],
  ['two columns of one name', 'variant,ok,ok\ngeneric,1,0\npersonalized,0,1\n', 'ok'],
  ['one variant', 'variant,ok\ngeneric,1\ngeneric,0\n', 'variant'],
  ['more successes than units', 'variant,units,ok\ngeneric,10,11\npersonalized,10,1\n', '11'],
  ['a negative count', 'variant,units,ok\ngeneric,10,-1\npersonalized,10,1\n', '-1'],
].map(([name, text, said]) => ({
  name: `${name} is refused`,
  method: 'refusals',
  source: SOURCE,
  files: { 'results.csv': text },
  command: words('analyze results.csv --metric ok'),
  exitCode: 2,
  stderr: [said],
}));

const counts = (control, treatment) =>
  [
    'variant,units,ok',
    `generic,${control[1]},${control[0]}`,
    `personalized,${treatment[1]},${treatment[0]}`,
    '',
  ].join('\n');

const plan = (more) =>
  JSON.stringify({
    experiment: 'verification',
    variants: { control: 'generic', treatments: ['personalized'] },
    metrics: [{ name: 'ok', role: 'primary', kind: 'proportion', mde: '10%' }],
    sampleSize: 10_000,
    ...more,
  });

const GATE = words('gate plan.json results.csv --journal looks.jsonl');
/** Of 4,000 units an arm: z = 4.3, far beyond what one look would need. */
const LUCKY = counts([400, 4000], [525, 4000]);
const EVEN = counts([1000, 10_000], [1010, 10_000]);

const gates = [
  {
    name: 'a fixed test does not ship before its end, however lucky the look',
    files: { 'plan.json': plan({}), 'results.csv': LUCKY },
    command: GATE,
    exitCode: 21,
    expect: { 'verdict.decision': 'keep-collecting' },
  },
  {
    name: 'what looked like a winner early is judged at the end alone',
    before: [
      { files: { 'plan.json': plan({}), 'results.csv': LUCKY }, command: GATE, exitCode: 21 },
    ],
    files: { 'results.csv': EVEN },
    command: GATE,
    exitCode: 20,
    expect: { 'verdict.decision': 'keep-control' },
  },
  {
    name: 'what a fixed test decided stands, whatever comes later',
    before: [
      { files: { 'plan.json': plan({}), 'results.csv': EVEN }, command: GATE, exitCode: 20 },
    ],
    files: { 'results.csv': counts([1500, 15_000], [1900, 15_000]) },
    command: GATE,
    exitCode: 20,
    expect: { 'verdict.decision': 'keep-control' },
  },
  {
    name: 'p = 0.03 at a look of an always-valid test ships nothing',
    files: {
      'plan.json': plan({ monitoring: 'always-valid' }),
      'results.csv': counts([500, 5000], [567, 5000]),
    },
    command: GATE,
    exitCode: 21,
    expect: { 'verdict.decision': 'keep-collecting' },
  },
  {
    name: 'a plan that was changed after a look is invalid',
    before: [
      { files: { 'plan.json': plan({}), 'results.csv': LUCKY }, command: GATE, exitCode: 21 },
    ],
    files: { 'plan.json': plan({ alpha: 0.2 }) },
    command: GATE,
    exitCode: 22,
    expect: { 'verdict.decision': 'invalid' },
  },
  {
    name: 'data that lost units are invalid',
    before: [
      { files: { 'plan.json': plan({}), 'results.csv': LUCKY }, command: GATE, exitCode: 21 },
    ],
    files: { 'results.csv': counts([390, 3900], [525, 4000]) },
    command: GATE,
    exitCode: 22,
    expect: { 'verdict.decision': 'invalid' },
  },
  {
    name: 'a split that is not the planned one is invalid',
    files: { 'plan.json': plan({}), 'results.csv': counts([1000, 10_000], [1400, 11_000]) },
    command: GATE,
    exitCode: 22,
    expect: { 'verdict.decision': 'invalid' },
  },
  {
    name: 'a metric that cannot be tested ships nothing',
    files: { 'plan.json': plan({}), 'results.csv': counts([0, 10_000], [0, 10_000]) },
    command: GATE,
    exitCode: 20,
    expect: { 'verdict.decision': 'keep-control' },
  },
  ...[
    ['half a line', '{"schemaVersion":2,"time":"2026-01', 'looks.jsonl:1'],
    ['an empty line', '\n', 'looks.jsonl:1'],
    ['a line that is no look', '{"schemaVersion":2}\n', 'looks.jsonl:1'],
    ['a line of a newer version', '{"schemaVersion":9}\n', 'newer'],
  ].map(([what, journal, said]) => ({
    name: `a journal with ${what} is refused`,
    files: { 'plan.json': plan({}), 'results.csv': EVEN, 'looks.jsonl': journal },
    command: GATE,
    exitCode: 2,
    stderr: [said],
  })),
  {
    name: 'a group-sequential test without a journal is refused',
    files: {
      'plan.json': plan({ monitoring: { method: 'group-sequential', looks: 5 } }),
      'results.csv': EVEN,
    },
    command: GATE.slice(0, 3),
    exitCode: 2,
    stderr: ['journal'],
  },
  {
    name: 'a key that no plan has is refused',
    files: { 'plan.json': plan({ alfa: 0.1 }), 'results.csv': EVEN },
    command: GATE,
    exitCode: 2,
    stderr: ['alfa', 'alpha'],
  },
  {
    name: 'a metric of the plan that the data lack is refused',
    files: { 'plan.json': plan({}), 'results.csv': EVEN.replace('ok', 'bought') },
    command: GATE,
    exitCode: 2,
    stderr: ['ok'],
  },
].map((one) => ({ method: 'refusals', source: SOURCE, ...one }));

const cases = [...unread, ...gates];
const target =
  process.argv[2] ?? join(import.meta.dirname, '../../fixtures/verification/refusals.json');
const lines = cases.map((one) => `    ${JSON.stringify(one)}`).join(',\n');
writeFileSync(target, `{\n  "schemaVersion": 1,\n  "cases": [\n${lines}\n  ]\n}\n`);
