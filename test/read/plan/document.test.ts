import { expect, test } from 'vitest';
import { readPlan } from '../../../src/read/plan/read-plan.js';
import { mistakeOf, planIn, smallPlan } from './given.js';

const GOOD = `experiment: hero
variants: { control: generic, treatments: [personalized] }
metrics:
  - { name: signup, role: primary }
`;

const mistakes: [what: string, content: string | Buffer, message: string, hint: RegExp][] = [
  ['an empty file', '', 'the plan is empty', /--init/],
  ['only a comment', '# later\n', 'the plan is empty', /--init/],
  ['a key twice', `${GOOD}experiment: b\n`, '5:1 this key stands here twice', /leave one/],
  ['a key twice in JSON', '{"a": 1, "a": 2}', '1:10 this key stands here twice', /leave one/],
  ['a tab', 'units:\n\tdaily: 5\n', '2:1 tabs cannot indent YAML', /spaces/],
  ['an anchor', 'experiment: &x a\n', '1:16 anchors are not for plans', /leave out &x/],
  ['an alias', 'experiment: *x\n', '1:13 aliases are not for plans', /write the value out/],
  ['a tag', 'experiment: !!str 3\n', '1:19 tags are not for plans', /!/],
  ['an unknown tag', 'experiment: !secret 3\n', '1:21 tags are not for plans', /!/],
  ['a set', 'variants: !!set { a }\n', '1:17 tags are not for plans', /!/],
  ['two documents', `${GOOD}---\n${GOOD}`, '5:1 a second document begins here', /---/],
  ['a directive', `%YAML 1.1\n---\n${GOOD}`, '1:1 directives (%YAML, %TAG) are not for plans', /%/],
  [
    'a merge',
    `<<: { alpha: 0.1 }\n${GOOD}`,
    '1:1 a plan has no key <<',
    /it takes planVersion, experiment/,
  ],
  ['__proto__', `__proto__: { alpha: 0.1 }\n${GOOD}`, '1:1 __proto__ is no key', /another name/],
  [
    '__proto__ as a variant',
    '{"variants": {"allocation": {"__proto__": 1}}}',
    '1:30 __proto__ is no key of a plan, nor a name in it',
    /another name/,
  ],
  ['a colon in a text', 'hypothesis: it is: so\n', '1:13 a colon with a space', /quotes/],
  ['a quote left open', 'experiment: "a\n', '2:1 this is not YAML: Missing closing', /--init/],
  ['an @', 'experiment: @a\n', '1:13 a text cannot begin with this sign', /quotes/],
  ['a list', '- 1\n- 2\n', '1:1 the plan holds no keys and values', /--init/],
  ['a text', 'hello\n', '1:1 the plan: hello holds no keys and values', /--init/],
  ['a key that is a list', '? [a]\n: 1\n', '1:3 a key must be a plain name', /name: value/],
  ['a CSV', 'variant,n\ngeneric,5\nb,7\n', 'this is a table (CSV), not a plan', /plan comes first/],
  ['a CSV with colons', 'day,time: x\n1,2\n', 'this is a table (CSV), not a plan', /comes first/],
  [
    'Latin-1',
    Buffer.from('experiment: a\nhypothesis: caf\xe9\n', 'latin1'),
    '2 this is not UTF-8',
    /UTF-8/,
  ],
  [
    'UTF-16 without its mark',
    Buffer.from('experiment: a\n', 'utf16le'),
    '1 there is a NUL character',
    /UTF-8/,
  ],
  ['a NUL', 'experiment: a\nhypothesis: "\0"\n', '2 there is a NUL character', /UTF-8/],
  ['brackets without end', '['.repeat(30_000), '1:', /./],
  ['deep brackets', `a: ${'['.repeat(30_000)}${']'.repeat(30_000)}`, '1:', /is this the file/],
  ['brackets', `a: ${'['.repeat(20)}${']'.repeat(20)}`, '1:16 brackets are nested', /is this/],
  ['a large file', 'a: b\n'.repeat(20_000), 'this file is too large for a plan', /comes first/],
];

test.each(mistakes)('refused: %s', async (_, content, message, hint) => {
  const [said, advice] = await mistakeOf(content);
  expect(said.slice(0, message.length)).toBe(message);
  expect(advice).toMatch(hint);
  expect(said).not.toMatch(/\n/);
});

test('a missing file and a directory', async () => {
  await expect(readPlan('no-such-plan.yaml')).rejects.toThrow('there is no such file');
  await expect(readPlan(import.meta.dirname)).rejects.toThrow('this is a directory');
  await expect(readPlan('')).rejects.toThrow('a file name is empty');
});

test('billions of laughs are not laughed', async () => {
  const lines = Array.from(
    { length: 9 },
    (_, i) => `a${i + 1}: &b${i + 1} [${`*b${i}, `.repeat(9)}]`,
  );
  const [said] = await mistakeOf(['a0: &b0 ha', ...lines].join('\n'));
  expect(said).toBe('1:9 anchors are not for plans');
});

test('what other files may hold is read: a byte-order mark, CRLF, JSON indented by tabs, an end', async () => {
  const { sha256 } = await planIn(GOOD);
  const same = [
    `\ufeff${GOOD}`,
    GOOD.replaceAll('\n', '\r\n'),
    `---\n${GOOD}...\n`,
    JSON.stringify(
      {
        experiment: 'hero',
        variants: { control: 'generic', treatments: ['personalized'] },
        metrics: [{ name: 'signup', role: 'primary' }],
      },
      null,
      '\t',
    ),
  ];
  for (const text of same) expect((await planIn(text)).sha256).toBe(sha256);
});

test('names are kept as they are written, also where they look like numbers or are not YAML 1.1', async () => {
  const { plan } = await planIn(`experiment: 2024
variants: { control: 00, treatments: [1, 1.0, 1e1, no, true, constructor], allocation: { 00: 1, 1: 2, 1.0: 1, 1e1: 1, no: 1, true: 1, constructor: 1 } }
metrics:
  - { name: 7, role: primary }
`);
  expect(plan.experiment).toBe('2024');
  expect(plan.control).toBe('00');
  expect(plan.treatments).toEqual(['1', '1.0', '1e1', 'no', 'true', 'constructor']);
  expect(plan.allocation?.get('1')).toBe(2);
  expect(plan.metrics[0]).toMatchObject({ name: '7', column: '7' });
});

test('a place is that of the last part there is', async () => {
  const plan = smallPlan();
  plan.metrics.push({
    name: 'b',
    role: 'guardrail',
    margin: '1pp',
    direction: 'increase',
    kind: 'meen',
  });
  const [said, hint] = await mistakeOf(plan);
  expect(said).toBe('20:15 metrics[1].kind: meen is no kind of metric');
  expect(hint).toBe(
    'did you mean mean? kind: proportion, mean, ratio, or a quantile as median or p95; left out: recognized from the data',
  );
});
