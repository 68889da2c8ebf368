import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { UserError } from '../../../src/errors.js';
import { readIdeas } from '../../../src/read/ideas/read-ideas.js';

const folder = mkdtempSync(join(tmpdir(), 'ideas-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = join(folder, 'ideas.yaml');
const DEFAULTS =
  'defaults: { baseline: 5%, value: 12, horizonWeeks: 52, prior: { mean: 0.5%, sd: 2% } }\n';
const IDEAS = `${DEFAULTS}ideas:\n`;

function read(text: string) {
  writeFileSync(file, text);
  return readIdeas(file);
}

/** "line:column message", and the hint. */
async function mistakeOf(text: string): Promise<[string, string]> {
  try {
    await read(text);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { line, column } = error.location ?? {};
    return [`${line ?? ''}:${column ?? ''} ${error.message}`, error.hint ?? ''];
  }
  throw new Error('no mistake');
}

const MISTAKES: [name: string, text: string, message: string, hint: RegExp][] = [
  ['nothing', '', ': the backlog is empty', /--init/],
  ['a table', 'name,reach\na,1\n', ': this is a table (CSV), not a backlog', /--init/],
  ['no ideas', DEFAULTS, '1:1 ideas is missing', /ideas: the ideas/],
  ['an empty list', `${DEFAULTS}ideas: []`, '2:8 ideas names no idea', /./],
  [
    'an unknown key',
    `${IDEAS}  - { name: a, reech: 5% }`,
    '3:16 ideas[0] has no key reech',
    /did you mean reach\?/,
  ],
  [
    'an unknown key of all',
    'defaults: { alph: 0.1 }\nideas: [{ name: a }]',
    '1:13 defaults has no key alph',
    /did you mean alpha/,
  ],
  ['no name', `${IDEAS}  - { reach: 5% }`, '3:5 ideas[0].name is missing', /what it is called/],
  [
    'two of a name',
    `${IDEAS}  - { name: a }\n  - { name: a }`,
    '4:13 two ideas are called a',
    /number 1/,
  ],
  [
    'no prior',
    'ideas: [{ name: a, baseline: 5%, value: 1, horizonWeeks: 2 }]',
    '1:9 a has no prior',
    /defaults/,
  ],
  [
    'no baseline',
    'ideas: [{ name: a, value: 1, horizonWeeks: 2, prior: { mean: 0%, sd: 1% } }]',
    '1:9 a has no baseline',
    /5%/,
  ],
  [
    'no horizon',
    'ideas: [{ name: a, value: 1, baseline: 5%, prior: { mean: 0%, sd: 1% } }]',
    '1:9 a does not say for how long',
    /horizonWeeks: 52/,
  ],
  [
    'two horizons',
    `${IDEAS}  - { name: a, horizonWeeks: 4, horizonUnits: 9000 }`,
    '3:33 a has a horizon in weeks and one in units',
    /leave one/,
  ],
  [
    'an effect that may be a half or half a percent',
    `${IDEAS}  - { name: a, prior: { mean: 0.5, sd: 2% } }`,
    '3:31 ideas[0].prior.mean: 0.5 is no share of the control',
    /percent/,
  ],
  [
    'no spread',
    `${IDEAS}  - { name: a, prior: { mean: 0%, sd: 0% } }`,
    '3:39 ideas[0].prior.sd: 0% must be above 0%',
    /apart/,
  ],
  [
    'a negative spread',
    `${IDEAS}  - { name: a, prior: { mean: 0%, sd: -2% } }`,
    '3:39 ideas[0].prior.sd: -2% must be above 0%',
    /apart/,
  ],
  [
    'tails without a mean',
    `${IDEAS}  - { name: a, prior: { mean: 0%, scale: 2%, df: 1 } }`,
    '3:50 ideas[0].prior.df: 1 must be above 1',
    /degrees/,
  ],
  [
    'a prior of everything',
    `${IDEAS}  - { name: a, prior: { mean: 0%, sd: 2%, df: 3 } }`,
    '3:43 ideas[0].prior has no key df',
    /./,
  ],
  [
    'no tag',
    `${IDEAS}  - { name: a, prior: { like: {} } }`,
    '3:31 ideas[0].prior.like names no tag',
    /earlier/,
  ],
  [
    'a prior beyond all rates',
    `${IDEAS}  - { name: a, prior: { mean: 10%, sd: 900% } }`,
    '3:23 prior of a: with a probability of',
    /percent of the control/,
  ],
  [
    'a prior beyond all rates, of all',
    `${IDEAS.replace('sd: 2%', 'sd: 300%')}  - { name: a, baseline: 60% }`,
    '1:63 prior of a: with a probability of',
    /percent of the control/,
  ],
  [
    'Infinity',
    `${IDEAS}  - { name: a, value: .inf }`,
    '3:23 ideas[0].value: .inf is no number',
    /worth/,
  ],
  [
    '1e400',
    `${IDEAS}  - { name: a, build: 1e400 }`,
    '3:23 ideas[0].build: 1e400 is out of reach',
    /costs/,
  ],
  [
    'a decimal comma',
    `${IDEAS}  - { name: a, value: "12,5" }`,
    '3:23 ideas[0].value: 12,5 is no number',
    /worth/,
  ],
  [
    'thousands',
    `${IDEAS}  - { name: a, build: 4,000 }`,
    '3:25 ideas[0] has a part 000: is it the end of a number?',
    /comma/,
  ],
  [
    'a decimal comma between braces',
    `${IDEAS}  - { name: a, prior: { mean: 0,5%, sd: 2% } }`,
    '3:33 ideas[0].prior has a part 5%: is it the end of a number?',
    /write 0.5, not 0,5/,
  ],
  [
    'a value of nothing',
    `${IDEAS}  - { name: a, value: 0 }`,
    '3:23 ideas[0].value: 0 must be above 0',
    /worth/,
  ],
  [
    'a negative build',
    `${IDEAS}  - { name: a, build: -1 }`,
    '3:23 ideas[0].build: -1 is below 0',
    /build/,
  ],
  [
    'a reach above all',
    `${IDEAS}  - { name: a, reach: 120% }`,
    '3:23 ideas[0].reach: 120% must lie between 0 and 1',
    /share/,
  ],
  [
    'no reach',
    `${IDEAS}  - { name: a, reach: 0% }`,
    '3:23 ideas[0].reach: 0% must be above 0',
    /share/,
  ],
  [
    'half a week',
    `${IDEAS}  - { name: a, minimumWeeks: 0.5 }`,
    '3:30 ideas[0].minimumWeeks: 0.5 must be a whole number',
    /weeks/,
  ],
  [
    'a longest test below the shortest',
    `${IDEAS}  - { name: a, minimumWeeks: 4, mostWeeks: 2 }`,
    '3:44 a: mostWeeks 2 is less than the 4',
    /leave it out/,
  ],
  [
    'blocks of no idea',
    `${IDEAS}  - { name: hero, blocks: [heroo] }`,
    '3:28 hero blocks heroo, and there is no such idea',
    /did you mean hero/,
  ],
  [
    'blocks of itself',
    `${IDEAS}  - { name: hero, blocks: [hero] }`,
    '3:28 hero blocks itself',
    /leave/,
  ],
  [
    'a relative effect of nothing',
    `${IDEAS}  - { name: a, baseline: { mean: 0, sd: 3 } }`,
    '3:26 a: of a control at 0 there is no relative effect',
    /./,
  ],
  [
    'a rate of all',
    `${IDEAS}  - { name: a, baseline: 100% }`,
    '3:26 a: of a control at 1 there is no relative effect',
    /./,
  ],
  [
    'a cost that nothing pays',
    `${IDEAS}  - { name: a, cost: 12 }`,
    '3:22 a: a cost of 12 takes more than a success of 12',
    /unit/,
  ],
  [
    'a cost of what is to fall',
    `${IDEAS}  - { name: a, cost: 1, direction: decrease }`,
    '3:22 a: the gate weighs a cost against what is to rise',
    /counterpart/,
  ],
  [
    'an alternative that is worse',
    `${IDEAS}  - { name: a, alternative: less }`,
    '3:29 a: alternative less claims what would be worse',
    /direction/,
  ],
  [
    'no evidence',
    `${IDEAS}  - { name: a, alpha: 0.5, alternative: greater }`,
    '3:23 a: alpha 0.5: a one-sided test',
    /0.05/,
  ],
  [
    'looks that nobody counts',
    `${IDEAS}  - { name: a, monitoring: { method: group-sequential } }`,
    '3:28 a: monitoring is group-sequential and does not say',
    /looks: 5/,
  ],
  [
    'futility of one look',
    `${IDEAS}  - { name: a, futility: pocock }`,
    '3:16 a: futility is of group-sequential tests',
    /leave/,
  ],
  [
    'futility of what pays',
    `${IDEAS}  - { name: a, cost: 0.01, futility: pocock, monitoring: { method: group-sequential, looks: 3 } }`,
    '3:28 a: futility is of an effect',
    /cost/,
  ],
  [
    'a margin in no unit',
    `${IDEAS}  - { name: a, guardrails: [{ baseline: 1%, margin: 0.5, direction: decrease }] }`,
    '3:53 a: margin 0.5 is none of a rate',
    /0.2pp/,
  ],
  [
    'a margin of a mean in points',
    `${IDEAS}  - { name: a, guardrails: [{ baseline: { mean: 3, sd: 1 }, margin: 5pp, direction: increase }] }`,
    '3:69 a: margin 5pp is none of a mean',
    /unit/,
  ],
  [
    'a margin of all',
    `${IDEAS}  - { name: a, guardrails: [{ baseline: 1%, margin: 100%, direction: decrease }] }`,
    '3:53 a: margin 100% is the whole control',
    /1%/,
  ],
  [
    '__proto__',
    `${IDEAS}  - { name: a, __proto__: { reach: 1 } }`,
    '3:16 __proto__ is no key of a backlog',
    /another/,
  ],
  [
    'RICE of a part',
    `${IDEAS}  - { name: a, rice: { reach: 3 } }`,
    '3:22 ideas[0].rice.impact is missing',
    /impact/,
  ],
  [
    'a newer version',
    `ideasVersion: 2\n${IDEAS}  - { name: a }`,
    '1:15 ideasVersion 2: written for a newer perso-test',
    /update/,
  ],
  ['an anchor', `${IDEAS}  - &a { name: a }`, '3:8 anchors are not for backlogs', /leave out/],
  ['tabs', `${IDEAS}\t- name: a`, '3:1 tabs cannot indent YAML', /spaces/],
];

test.each(MISTAKES)('refused: %s', async (_, text, message, hint) => {
  const [said, advice] = await mistakeOf(text);
  expect(said.slice(0, message.length)).toBe(message);
  expect(advice).toMatch(hint);
  expect(said).not.toMatch(/\n/);
});

test('a missing file, a directory, an empty name', async () => {
  await expect(readIdeas(join(folder, 'none.yaml'))).rejects.toThrow(/there is no such file/i);
  await expect(readIdeas(folder)).rejects.toThrow(/folder|directory/i);
  await expect(readIdeas('')).rejects.toThrow('a file name is empty');
});

test('what an idea says goes before what holds of all, a horizon of either kind before both', async () => {
  const { ideas, weeklyUnits } = await read(
    `\ufeffweeklyUnits: 5000\r\n${IDEAS.replaceAll('\n', '\r\n')}  - { name: 1, horizonUnits: 70000, value: 3 }\r\n  - { name: 🚀 }\r\n`,
  );
  expect(weeklyUnits).toBe(5000);
  expect(ideas.map(({ name, value, horizon }) => [name, value, horizon])).toEqual([
    ['1', 3, { units: 70000 }],
    ['🚀', 12, { weeks: 52 }],
  ]);
  expect(ideas[1]!.prior).toEqual({
    said: { mean: 0.005, scale: 0.02, df: Number.POSITIVE_INFINITY },
  });
});

test('an idea takes metric, rule and guardrails from a plan, and says nothing twice', async () => {
  const plan = (text: string) => writeFileSync(join(folder, 'plan.yaml'), text);
  const whole = (more = '', treatments = '[t]') => `experiment: x
tags: { surface: homepage }
owner: web
variants: { control: c, treatments: ${treatments}, allocation: { c: 3, t: 1 } }
metrics:
  - { name: m, kind: proportion, role: primary, baseline: 10%, value: 4 }
  - { name: g, kind: proportion, role: guardrail, direction: decrease, margin: 1pp, baseline: 2% }
minimumDays: 10
alpha: 0.1
${more}`;
  const own = (keys = '') =>
    `ideas: [{ name: a, plan: plan.yaml, horizonWeeks: 9, prior: { mean: 0%, sd: 1% }${keys} }]`;
  plan(whole());
  const { ideas } = await read(own());
  expect(ideas[0]).toMatchObject({
    metric: 'm',
    value: 4,
    surface: 'homepage',
    owner: 'web',
    minimumWeeks: 2,
    baseline: { rate: 0.1 },
    rule: {
      alpha: 0.1,
      treated: 0.25,
      guardrails: [{ name: 'g', margin: { scale: 'points', size: 0.01 } }],
    },
  });
  expect((await mistakeOf(own(', alpha: 0.1')))[0]).toMatch(/alpha is what its plan says/);
  expect((await mistakeOf(own(', value: 9')))[0]).toMatch(/value is what its plan says/);
  plan(whole().replace('value: 4', 'mde: 5%'));
  expect((await mistakeOf(own()))[0]).toMatch(/neither its plan nor the backlog says its value/);
  expect((await read(own(', value: 9'))).ideas[0]!.value).toBe(9);
  plan(whole('', '[t, u]').replace('t: 1 }', 't: 1, u: 1 }'));
  expect((await mistakeOf(own()))[0]).toMatch(/its plan has 2 treatments/);
  plan(whole().replace(', baseline: 2%', ''));
  expect((await mistakeOf(own()))[0]).toMatch(/g of its plan has no baseline/);
  plan('experiment: x');
  await expect(read(own())).rejects.toMatchObject({
    location: { file: join(folder, 'plan.yaml') },
  });
});
