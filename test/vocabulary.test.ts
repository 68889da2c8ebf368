import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FLAG_WORDS } from '../src/cli/flags/flag-words.js';
import { UserError } from '../src/errors.js';
import { planWords } from '../src/report/wording/plan-words.js';
import { LIBRARY_WORDS, shellWord, type Vocabulary } from '../src/vocabulary.js';
import { COMMANDS, writtenFlags } from './cli/flags/commands.js';
import { planIn } from './read/plan/given.js';

const src = join(import.meta.dirname, '../src');
const PLAN_WORDS = planWords(FLAG_WORDS);

/** Flags in code; those of a command that is named before them speak of that command. */
function flagsIn(code: string): string[] {
  const texts = code
    .replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
    .replace(/perso-test [a-z]+ --[a-z][a-z-]*/g, '');
  return texts.match(/--[a-z][a-z-]*/g) ?? [];
}

describe('below the command line no text names a flag', () => {
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith('.ts') && !path.startsWith('cli/') && !path.endsWith('compiled.ts'),
  );

  test('flags are found, but in comments and behind their command', () => {
    expect(files.length).toBeGreaterThan(200);
    expect(flagsIn('// --a\n/* --b */ x = `pass --on-bad-row skip`;')).toEqual(['--on-bad-row']);
    expect(flagsIn("'perso-test plan --init FILE'; '--init'")).toEqual(['--init']);
  });

  test.each(files)('%s', (path) => {
    expect(flagsIn(readFileSync(join(src, path), 'utf8'))).toEqual([]);
  });
});

/** What these words call each option, with a value or by its name alone; none where there is no such. */
function spoken(say: Vocabulary): string[] {
  const { option: _, kind, again: __, describe: ___, byFile: ____, ...options } = say;
  const written = Object.values(options).flatMap((write) =>
    write === null ? [] : [write(), write('x'), write('"x=."')],
  );
  return [...written, kind('x', 'mean'), say.metric('x', 'x')];
}

describe('the words of the command line', () => {
  test('are flags of a command', () => {
    const named = new Set(spoken(FLAG_WORDS).flatMap(flagsIn));
    const flags = Object.values(COMMANDS).flatMap(writtenFlags);
    expect(named.size).toBe(Object.keys(FLAG_WORDS).length - 5);
    expect([...named].filter((flag) => !flags.includes(flag))).toEqual([]);
  });

  test('beside a plan are flags of a gate, of the query that a plan asks for, or of how it ends', () => {
    const flags = spoken(PLAN_WORDS).flatMap(flagsIn);
    const ofGate = writtenFlags(COMMANDS.gate!);
    expect(flags.length).toBeGreaterThan(20);
    const others = new Set([
      ...['--table', '--decision', '--because'],
      ...['--over-time', '--exposed-at', '--horizon'],
    ]);
    expect(new Set(flags.filter((flag) => !ofGate.includes(flag)))).toEqual(others);
  });
});

/** A plan with a key as words say it, "reading.missing: [x] in the plan", or with this value of it. */
function planWith(words: string, value?: unknown): string {
  const parts = /^(?:(\w+)\.)?(\w+): (.*?)(?: for ".*")? in (?:the|a new) plan$/s.exec(words);
  const [, place = '', key = '', written = ''] = parts ?? [];
  const said = `${key}: ${value === undefined ? written : JSON.stringify(value)}`;
  const part = (name: string) => (name === place ? `${name}: { ${said} }` : '');
  return `experiment: e
variants: { treatments: [b], ${key === 'control' ? '' : 'control: a, '}${place === 'variants' ? said : ''} }
metrics:
  - { name: m, role: primary, ${place === 'metrics' ? said : ''} }
${part('units')}
${part('reading')}
${place === '' ? said : ''}
`;
}

describe('what a plan is told to say it takes as it is written, in one line with others', () => {
  test.each([
    ['where', '"country = DE"', ['country = DE']],
    ['where', shellWord('name = it\'s "so", $5'), ['name = it\'s "so", $5']],
    ['variants', 'generic,personalized', ['generic', 'personalized']],
    ['variants', '"No E-Mail,b"', ['No E-Mail', 'b']],
    ['variantColumn', '"the group: a"', 'the group: a'],
    ['unitsColumn', 'users', 'users'],
    ['unitId', 'user_id', 'user_id'],
    ['emptyIs', '0', 0],
    ['missing', 'NaN', ['NaN']],
    ['missing', '"[not set], {}"', ['[not set], {}']],
    ['decimal', ',', ','],
    ['decimal', '"price in €=."', { 'price in €': '.' }],
    ['thousands', ',', ','],
    ['thousands', '"\'"', "'"],
    ['comment', '#', '#'],
    ['onBadRow', 'skip', 'skip'],
    ['metric', '"bought=true, indeed"', 'bought=true, indeed'],
    ['metric', 'clicks/sessions', 'clicks/sessions'],
    ['segment', 'yes', ['yes']],
    ['triggered', '"saw it"', 'saw it'],
    ['covariate', 'm=before', 'before'],
    ['cap', '"m=99%"', '99%'],
    ['cap', 'm=500', '500'],
    ['control', 'null', 'null'],
    ['mde', '5%', '5%'],
    ['monitoring', 'always-valid', 'always-valid'],
  ] as const)('%s %s', async (option, word, value) => {
    const words = PLAN_WORDS[option](word);
    const { sha256 } = await planIn(planWith(words));
    expect(sha256).toBe((await planIn(planWith(words, value))).sha256);
  });

  test('of a metric, names the metric', () => {
    expect(PLAN_WORDS.cap('"revenue=99%"')).toBe('metrics.cap: 99% for "revenue" in a new plan');
  });
});

describe('a mistake', () => {
  const mistake = new UserError((say) => `${say.metric()} x is given twice`, {
    hint: (say) =>
      `name it: ${say.metric('a/b', 'ratio')}, ${say.decimal('"c=,"')}, ${say.missing('?')}`,
  });

  test.each([
    [
      'flags',
      FLAG_WORDS,
      '--metric x is',
      'name it: --metric a/b:ratio, --decimal "c=,", --missing ?',
    ],
    [
      'a plan',
      PLAN_WORDS,
      'metrics.column x is',
      'name it: metrics.column: a/b in the plan, reading.decimal: { c: "," } in the plan, reading.missing: ["?"] in the plan',
    ],
    [
      'the library',
      LIBRARY_WORDS,
      'metrics x is',
      "name it: metrics: ['a/b:ratio'], decimal: new Map([['c', ',']]), missing: ['?']",
    ],
  ] as const)('is worded for %s', (_, say, message, hint) => {
    expect(mistake.inWords(say)).toEqual({ message: `${message} given twice`, hint });
  });

  test('speaks to a user of the library by itself', () => {
    const { message, hint } = mistake.inWords(LIBRARY_WORDS);
    expect([mistake.message, mistake.hint]).toEqual([message, hint]);
  });

  test('without a hint has none', () => {
    expect(new UserError('wrong').inWords(FLAG_WORDS)).toEqual({
      message: 'wrong',
      hint: undefined,
    });
  });
});
