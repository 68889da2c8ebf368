import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { closingLine } from '../../src/gate/closing-line.js';
import { recordClosing } from '../../src/read/journal/journal.js';
import { answerFormats } from '../../src/render/answers.js';
import { inert, printable } from '../../src/render/printable.js';
import { runProgram } from '../program.js';
import { HOSTILE } from '../render/hostile-names.js';
import { forgedLines, type Line } from './forged-lines.js';

/*
 * What somebody may do around the end of an experiment: to have it end otherwise than it says, go on after it, or
 * have the ledger tell another story. Whatever is refused leaves the journal as it is, to the last byte.
 */
const PLAN = `experiment: hero
variants: { control: generic, treatments: [light, full] }
units: { column: visitors }
metrics: [{ name: signup, column: signups, kind: proportion, role: primary, direction: increase, mde: 10% }]
monitoring: always-valid
sampleSize: 10000
`;
const start = process.cwd();
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'perso-test-closing-')));
afterAll(() => {
  process.chdir(start);
  rmSync(folder, { recursive: true });
});

const day = (units: number, signups: readonly number[]) =>
  [
    'variant,visitors,signups',
    ...['generic', 'light', 'full'].map((name, i) => `${name},${units},${signups[i]}`),
    '',
  ].join('\n');

let open = '';
beforeAll(async () => {
  process.chdir(folder);
  writeFileSync('plan.yaml', PLAN);
  for (const [i, data] of [day(1000, [100, 105, 110]), day(9000, [900, 905, 1200])].entries()) {
    writeFileSync('day.csv', data);
    expect((await gate()).code, `look ${i}`).toBe([21, 0][i]);
  }
  open = readFileSync('hero.jsonl', 'utf8');
});
beforeEach(() => {
  for (const name of readdirSync('.'))
    if (name !== 'plan.yaml' && name !== 'day.csv') rmSync(name, { recursive: true });
  writeFileSync('hero.jsonl', open);
});

const gate = () => runProgram(['gate', 'plan.yaml', 'day.csv', '--journal', 'hero.jsonl', '-q']);
const close = (...more: string[]) =>
  runProgram(['close', 'hero.jsonl', '--learned', 'Full wins.', ...more]);
const ledger = (...more: string[]) => runProgram(['ledger', 'hero.jsonl', ...more]);

/** A journal with one of its lines edited, from 0, and every hash behind it mended. */
function forged(text: string, at: number, edit: (line: Line) => void): string {
  const lines = forgedLines(text.trimEnd().split('\n'), at, edit);
  return lines.map((line) => `${line}\n`).join('');
}

/** The message of a run that was refused, which changed nothing. */
async function refused(run: Promise<{ code: number; stdout: string; stderr: string }>) {
  const before = readFileSync('hero.jsonl');
  const { code, stdout, stderr } = await run;
  expect([code, stdout]).toEqual([2, '']);
  expect(readFileSync('hero.jsonl')).toEqual(before);
  expect(readdirSync('.').filter((name) => name.includes('.lock.'))).toEqual([]);
  return stderr.split('\n')[0]!;
}

test('what is closed takes no more looks, nor another end', async () => {
  expect((await close()).code).toBe(0);
  expect(await refused(gate())).toBe(
    'hero.jsonl:3: the experiment was ended here, with ship: it takes no more looks',
  );
  expect(await refused(close('--next', 'More.'))).toBe(
    'hero.jsonl:3: the experiment was ended here already, with ship',
  );
  expect(readFileSync('hero.jsonl', 'utf8').startsWith(open)).toBe(true);
});

describe('a journal that was edited is neither closed nor listed', () => {
  test.each<[string, (line: Line) => void, RegExp]>([
    [
      'another decision',
      (line) => {
        line.decision = 'keep-control';
        line.variant = 'generic';
        line.reasons = [];
      },
      /^hero.jsonl:2: decision is "keep-control" on record/,
    ],
    [
      'a larger effect',
      (line) => {
        line.comparisons[1].effect = { estimate: 0.3, lower: 0.2, upper: 0.4 };
      },
      /^hero.jsonl:2: comparisons.1.effect.estimate is 0.3 on record/,
    ],
    [
      'more successes',
      (line) => {
        line.comparisons[1].treatment.successes += 100;
      },
      /^hero.jsonl:2: comparisons.1.treatment.variance is /,
    ],
  ])('with %s, before it is closed', async (_, edit, message) => {
    writeFileSync('hero.jsonl', forged(open, 1, edit));
    expect(await refused(close())).toMatch(message);
    expect(await refused(ledger())).toMatch(message);
    expect(await refused(ledger('--check'))).toMatch(message);
    expect(await refused(runProgram(['programme', 'hero.jsonl']))).toMatch(message);
    expect(await refused(runProgram(['plan', 'plan.yaml', '--ledger', 'hero.jsonl']))).toMatch(
      message,
    );
  });

  test.each(['keep-collecting', 'keep-control'])('by half a line, or as %s', async (decision) => {
    writeFileSync('hero.jsonl', open.slice(0, -20));
    expect(await refused(close())).toBe('hero.jsonl:2: the line has no end: it may be half of one');
    writeFileSync(
      'hero.jsonl',
      open.replace('"decision":"keep-collecting"', `"decision":"${decision}"`),
    );
    const intact = decision === 'keep-collecting';
    if (!intact)
      expect(await refused(close())).toMatch(
        /^hero.jsonl:1: this is not the line after which line 2/,
      );
  });

  test.each<[string, (line: Line) => void, string]>([
    [
      'an override is hidden',
      (line) => {
        line.decision = 'keep-control';
        line.variant = 'generic';
      },
      'overrides is null, where the last look says ship and keep-control was done',
    ],
    [
      'another treatment is shipped',
      (line) => {
        line.variant = 'light';
      },
      'overrides is null, where the last look says ship and ship was done',
    ],
    [
      'who is shipped is nobody',
      (line) => {
        line.variant = 'lite';
      },
      'decision is ship, and lite is no treatment',
    ],
    [
      'it is not known who is shipped',
      (line) => {
        line.variant = null;
      },
      'decision is ship, and null is no treatment',
    ],
    [
      'an override has no reason',
      (line) => {
        line.decision = 'invalid';
        line.variant = null;
        line.overrides = 'ship';
      },
      'what was done overrides the last look, without because',
    ],
    [
      'it is another experiment',
      (line) => {
        line.experiment = 'cart';
      },
      'this ends cart, and the looks are of hero',
    ],
    [
      'it goes on',
      (line) => {
        line.decision = 'keep-collecting';
        line.variant = null;
      },
      'keep-collecting ends nothing',
    ],
    [
      'it names one that it does not ship',
      (line) => {
        line.decision = 'invalid';
        line.overrides = 'ship';
        line.because = 'x';
      },
      'decision is invalid, and yet variant is full',
    ],
  ])('after it was closed, so that %s', async (_, edit, message) => {
    await close();
    writeFileSync('hero.jsonl', forged(readFileSync('hero.jsonl', 'utf8'), 2, edit));
    expect(await refused(ledger())).toBe(`hero.jsonl:3: ${message}`);
  });

  test('in a look before the end', async () => {
    await close();
    const closed = readFileSync('hero.jsonl', 'utf8');
    writeFileSync('hero.jsonl', closed.replace('"look":2', '"look": 2'));
    expect(await refused(ledger())).toMatch(
      /^hero.jsonl:2: this is not the line after which line 3/,
    );
  });

  test('with a second end, or a look after the end', async () => {
    await close();
    const [first, , end] = readFileSync('hero.jsonl', 'utf8').split('\n');
    for (const more of [end, first]) {
      writeFileSync(
        'hero.jsonl',
        `${readFileSync('hero.jsonl', 'utf8').split('\n').slice(0, 3).join('\n')}\n${more}\n`,
      );
      expect(await refused(ledger())).toBe(
        'hero.jsonl:4: this stands after line 3, which ended the journal',
      );
    }
  });
});

describe('the journal of a test without a gate', () => {
  beforeEach(async () => {
    await runProgram(['analyze', 'day.csv', '--format', 'json=report.json', '-q']);
    rmSync('hero.jsonl');
    const { code } = await close('--report', 'report.json');
    expect(code).toBe(0);
  });
  const lines = () => readFileSync('hero.jsonl', 'utf8').trimEnd().split('\n');
  const written = (...texts: string[]) => writeFileSync('hero.jsonl', `${texts.join('\n')}\n`);

  test('takes no looks, whether its end is there or was taken out', async () => {
    expect(await refused(gate())).toMatch(
      /^hero.jsonl:1: this journal is of a test that had no gate/,
    );
    written(lines()[0]!);
    expect(await refused(gate())).toMatch(
      /^hero.jsonl:1: this journal is of a test that had no gate/,
    );
    expect((await ledger()).code).toBe(0);
    expect((await close()).code).toBe(0);
  });

  test('is no report with looks, or with another report', async () => {
    const [report, end] = lines();
    const [look] = open.split('\n');
    written(report!, look!);
    expect(await refused(ledger())).toBe(
      'hero.jsonl:2: a look stands after the report of a test that had none',
    );
    written(look!, report!);
    expect(await refused(ledger())).toBe(
      'hero.jsonl:2: a report stands where only looks may follow',
    );
    written(report!, report!);
    expect(await refused(ledger())).toBe(
      'hero.jsonl:2: a report stands where only looks may follow',
    );
    written(end!);
    expect(await refused(ledger())).toBe('hero.jsonl:1: this ends a journal without looks');
  });

  test('ends as its report says, or says why not', async () => {
    written(
      ...forged(lines().join('\n'), 1, (line) => {
        line.decision = 'keep-control';
        line.variant = 'generic';
      })
        .trimEnd()
        .split('\n'),
    );
    expect(await refused(ledger())).toMatch(
      /^hero.jsonl:2: overrides is null, where the last look says/,
    );
    written(
      ...forged(lines().join('\n'), 0, (line) => {
        line.comparisons[0].effect.estimate = 'much';
      })
        .trimEnd()
        .split('\n'),
    );
    expect(await refused(ledger())).toMatch(
      /^hero.jsonl:1: comparisons.0.effect.estimate may not be/,
    );
  });
});

test('of the plan of another experiment nothing is taken', async () => {
  writeFileSync('plan-of-cart.yaml', PLAN.replace('hero', 'cart'));
  const { code, stdout } = await close('--plan', 'plan-of-cart.yaml', '--format', 'json');
  expect(code).toBe(0);
  const [one] = JSON.parse(stdout).experiments;
  expect(one).toMatchObject({ experiment: 'hero', plan: { path: 'plan.yaml', ofFirstLook: true } });
});

test('a journal that another holds is not closed', async () => {
  writeFileSync('hero.jsonl.lock.held', '');
  const before = readFileSync('hero.jsonl');
  const patience = { tries: 0, pause: async () => {} };
  const closing = recordClosing(
    'hero.jsonl',
    (journal) => closingLine(journal, {}, { time: new Date(0), version: '1' }),
    patience,
  );
  await expect(closing).rejects.toThrow('the journal hero.jsonl is held by another gate (someone)');
  expect(readFileSync('hero.jsonl')).toEqual(before);
});

test('a link stays a link, and what it leads to is closed', async () => {
  mkdirSync('elsewhere');
  writeFileSync('elsewhere/real.jsonl', open);
  rmSync('hero.jsonl');
  symlinkSync('elsewhere/real.jsonl', 'hero.jsonl');
  expect((await close()).code).toBe(0);
  expect(lstatSync('hero.jsonl').isSymbolicLink()).toBe(true);
  expect(readFileSync('elsewhere/real.jsonl', 'utf8').split('\n')).toHaveLength(4);
  expect(
    JSON.parse(
      (await runProgram(['ledger', 'hero.jsonl', 'elsewhere/*.jsonl', '-f', 'json'])).stdout,
    ).experiments,
  ).toHaveLength(1);
});

test('a copy is no second experiment, whole or from before the end; what went on otherwise is one', async () => {
  const listed = async () => {
    const { stdout } = await runProgram(['ledger', '*.jsonl', '--format', 'json']);
    const { experiments, notes } = JSON.parse(stdout);
    return [experiments.map(({ journal }: { journal: string }) => journal), notes];
  };
  const copy = (journal: string) => ({ code: 'COPIED_JOURNAL', journal, original: 'hero.jsonl' });
  const [first] = open.split('\n');
  writeFileSync('begun.jsonl', `${first}\n`);
  writeFileSync('open.jsonl', open);
  await close();
  writeFileSync('whole.jsonl', readFileSync('hero.jsonl'));
  const names = ['begun.jsonl', 'open.jsonl', 'whole.jsonl'];
  const [journals, notes] = await listed();
  expect(journals).toEqual(['hero.jsonl']);
  expect(notes).toEqual(names.map(copy));
  writeFileSync(
    'open.jsonl',
    forged(open, 1, (line) => {
      line.time = '2030-01-01T00:00:00.000Z';
    }),
  );
  expect((await listed())[0]).toEqual(['hero.jsonl', 'open.jsonl']);
});

test('a journal keeps its permissions', async () => {
  chmodSync('hero.jsonl', 0o640);
  await close();
  expect(lstatSync('hero.jsonl').mode & 0o777).toBe(0o640);
});

test('a report is not written over the journal or its plan', async () => {
  expect(await refused(close('--output', 'hero.jsonl'))).toMatch(/one of the files to read/);
  expect(await refused(close('--format', 'csv=no/such/folder.csv'))).toMatch(/there is no folder/);
  expect(existsSync('no')).toBe(false);
});

/** Formats in which markup would be more than text. */
const MARKUP: readonly string[] = ['markdown', 'html'];

test.each(HOSTILE.map((text) => [text]))('%j is learned as a text', async (text) => {
  if (text.trim() === '') return;
  const said = [
    'close',
    'hero.jsonl',
    `--learned=${text}`,
    `--next=${text}`,
    '--decision',
    'keep-control',
    `--because=${text}`,
  ];
  expect((await runProgram(said)).code).toBe(0);
  const { stdout } = await ledger('--format', 'json');
  expect(JSON.parse(stdout).experiments[0].done).toMatchObject({
    learned: text.trim(),
    because: text.trim(),
  });
  for (const format of answerFormats('ledger')) {
    const { stdout: shown } = await ledger('--format', format);
    if (format === 'json') continue;
    const lines = shown.replaceAll('\t', ' ').split('\n');
    expect(lines.map(printable)).toEqual(lines);
    expect(inert(shown)).toBe(shown);
    if (MARKUP.includes(format)) expect(shown).not.toContain('<script>alert');
  }
});
