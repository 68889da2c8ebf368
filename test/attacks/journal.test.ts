import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lineSha256 } from '../../src/read/journal/chain.js';
import { runProgram } from '../program.js';
import { forgedLines, type Line } from './forged-lines.js';

/*
 * What somebody may do to a journal so that the gate ships: each is told by its line, with exit code 2, nothing
 * on standard output, and the journal left as it is. An edit of the last line is not betrayed by the hash of
 * a next one, so those here are of the last line unless they are about the chain; an attacker who also mends
 * the hashes behind an edit is as far.
 */
const PLAN = `experiment: hero
tags: { surface: homepage }
variants: { control: generic, treatments: [personalized] }
units: { column: visitors }
metrics:
  - { name: signup, column: signups, kind: proportion, role: primary, direction: increase, mde: 10% }
monitoring: { method: group-sequential, spending: obrien-fleming, looks: 5 }
sampleSize: 10000
`;
const start = process.cwd();
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'perso-test-attacks-')));
afterAll(() => {
  process.chdir(start);
  rmSync(folder, { recursive: true });
});

const gate = (day: string, ...more: string[]) =>
  runProgram(['gate', 'plan.yaml', day, '--journal', 'looks.jsonl', '-q', ...more]);

function counts(units: number, control: number, treatment: number): string {
  return `variant,visitors,signups\ngeneric,${units},${control}\npersonalized,${units},${treatment}\n`;
}

/** The journal of four honest looks, a line each; the third is repeated. */
let honest: string[] = [];

beforeAll(async () => {
  process.chdir(folder);
  writeFileSync('plan.yaml', PLAN);
  const days = [counts(2000, 200, 210), counts(4000, 400, 420), counts(6000, 600, 630)];
  days.push(days[2]!, counts(7000, 700, 730));
  for (const [i, day] of days.entries()) {
    writeFileSync('day.csv', day);
    expect((await gate('day.csv')).code, `look ${i}`).toBe(21);
  }
  honest = readFileSync('looks.jsonl', 'utf8').trimEnd().split('\n');
  expect(honest).toHaveLength(5);
  writeFileSync('next.csv', counts(8000, 800, 830));
});

/** What the next gate says of a journal of these lines. */
async function answerTo(lines: readonly string[], ending = '\n'): Promise<string> {
  const text = lines.map((line) => `${line}${ending}`).join('');
  writeFileSync('looks.jsonl', text);
  const { code, stdout, stderr } = await gate('next.csv');
  if (code === 2) {
    expect(stdout).toBe('');
    expect(readFileSync('looks.jsonl', 'utf8')).toBe(text);
  }
  return code === 2 ? stderr.split('\n')[0]! : `exit code ${code}`;
}

/** Those lines after an edit of one, from 1. */
function edited(at: number, edit: (line: Line) => void): string[] {
  return honest.map((text, i) => {
    if (i !== at - 1) return text;
    const line = JSON.parse(text);
    edit(line);
    return JSON.stringify(line);
  });
}

/** The same with every hash behind the edit mended. */
function mended(at: number, edit: (line: Line) => void): string[] {
  return forgedLines(honest, at - 1, edit);
}

test('an honest journal is taken, with the line ends of Windows too', async () => {
  expect(await answerTo(honest)).toBe('exit code 21');
  expect(await answerTo(honest, '\r\n')).toBe('exit code 21');
});

describe('lines', () => {
  const [a, b, c, again, d] = [0, 1, 2, 3, 4];
  const EDITED = 'this is not the line after which line';
  test.each<[string, number[], string]>([
    ['the first is taken out', [b, c, again, d], ':1: look 2 stands where look 1 must follow'],
    [
      'one in the middle is taken out',
      [a, c, again, d],
      ':2: look 3 stands where look 2 must follow',
    ],
    [
      'a repeated look is taken out',
      [a, b, c, d],
      `:3: ${EDITED} 4 was written: it was edited, or one between was taken out`,
    ],
    ['two are swapped', [a, c, b, again, d], ':2: look 3 stands where look 2 must follow'],
    [
      'a look and its repetition are swapped',
      [a, b, again, c, d],
      ':3: look 3 stands where look 2 must follow',
    ],
    ['one is doubled', [a, b, b, c, again, d], ':3: look 2 stands where look 3 must follow'],
    [
      'a repeated look is doubled',
      [a, b, c, again, again, d],
      ':5: this line was written after line 3, not after line 4: lines were moved or doubled',
    ],
  ])('%s', async (_, order, message) => {
    expect(await answerTo(order.map((i) => honest[i]!))).toBe(`looks.jsonl${message}`);
  });

  test('the last are cut off: nothing in the journal tells, and the looks before stand', async () => {
    expect(await answerTo(honest.slice(0, 3))).toBe('exit code 21');
  });
});

describe('an edit of a line before the last', () => {
  test.each<[string, (line: Line) => void]>([
    [
      'a figure',
      (line) => {
        line.comparisons[0].treatment.successes += 1;
      },
    ],
    [
      'its data',
      (line) => {
        line.data = 'a'.repeat(64);
      },
    ],
    [
      'its time',
      (line) => {
        line.time = '2020-01-01T00:00:00.000Z';
      },
    ],
    [
      'a tag',
      (line) => {
        line.tags.surface = 'mail';
      },
    ],
  ])('of %s is betrayed by the line behind it', async (_, edit) => {
    expect(await answerTo(edited(2, edit))).toBe(
      'looks.jsonl:2: this is not the line after which line 3 was written: it was edited, or one between was taken out',
    );
  });

  test('in its spaces alone is one too', async () => {
    const spaced = honest.map((line, i) => (i === 1 ? line.replace(':2,', ': 2,') : line));
    expect(await answerTo(spaced)).toContain('looks.jsonl:2: this is not the line after which');
  });
});

describe('previous', () => {
  test.each<[string, number, string | null, string]>([
    [
      'of nothing that is there',
      5,
      'e'.repeat(64),
      ':4: this is not the line after which line 5 was written: it was edited, or one between was taken out',
    ],
    ['none', 5, null, ':5: this line was written as the first, not after line 4'],
    [
      'one on the first line',
      1,
      'e'.repeat(64),
      ':1: this line was written after another, which is not there',
    ],
    ['no hash', 5, 'abc', ':5: previous may not be "abc"'],
  ])('%s', async (_, at, previous, message) => {
    const lines = edited(at, (line) => {
      line.previous = previous;
    });
    expect(await answerTo(lines)).toBe(`looks.jsonl${message}`);
  });
});

const EDITS: [string, (line: Line) => void, string][] = [
  [
    'the decision',
    (line) => {
      line.decision = 'ship';
      line.variant = 'personalized';
    },
    'decision is "ship" on record, where the figures come to "keep-collecting"',
  ],
  [
    'the decision alone',
    (line) => {
      line.decision = 'ship';
    },
    'decision is ship, and variant is null',
  ],
  [
    'the decision, to one that spends nothing',
    (line) => {
      line.decision = 'invalid';
    },
    'decision is invalid, without a reason',
  ],
  [
    'the decision, to one that spends nothing, with its reason',
    (line) => {
      line.decision = 'invalid';
      line.reasons = ['SAMPLE_RATIO_MISMATCH'];
    },
    'decision is "invalid" on record, where the figures come to "keep-collecting"',
  ],
  [
    'the decision, to one for which segments would be the reason',
    (line) => {
      line.decision = 'invalid';
      line.reasons = ['SEGMENT_IMBALANCE'];
    },
    'decision is "invalid" on record, where the figures come to "keep-collecting"',
  ],
  [
    'the plan, so that no figures could be known',
    (line) => {
      line.plan = 'a'.repeat(64);
    },
    'plan is not that of line 1, and the look is not invalid for it',
  ],
  [
    'the variant',
    (line) => {
      line.decision = 'ship';
      line.variant = 'nobody';
    },
    'variant is nobody, of which there are no units',
  ],
  [
    'the variant, to the control',
    (line) => {
      line.decision = 'ship';
      line.variant = 'generic';
    },
    'decision is ship, and variant is the control',
  ],
  [
    'who is kept',
    (line) => {
      line.decision = 'keep-control';
      line.variant = 'personalized';
    },
    'decision is keep-control, and variant is personalized, not generic',
  ],
  [
    'planned units',
    (line) => {
      line.plannedUnits.personalized = 20_000;
    },
    'plannedUnits.personalized is 20000 on record, where the figures come to 10000',
  ],
  [
    'planned units, to none',
    (line) => {
      line.plannedUnits = {};
    },
    'units and plannedUnits do not both have generic',
  ],
  [
    'planned units, to zeros',
    (line) => {
      line.plannedUnits = { generic: 0, personalized: 0 };
    },
    'plannedUnits.generic may not be 0',
  ],
  [
    'units, to fewer than before',
    (line) => {
      line.units = { generic: 3000, personalized: 3000 };
    },
    'units.generic is 3000 on record, where the figures come to 7000',
  ],
  [
    'units, to a negative number',
    (line) => {
      line.units.generic = -1;
    },
    'units.generic may not be -1',
  ],
  [
    'units, to more than any number',
    (line) => {
      line.units.generic = 'INFINITE';
    },
    'units.generic may not be null',
  ],
  [
    'units, to those of another variant',
    (line) => {
      line.units = { generic: 7000, other: 7000 };
      line.plannedUnits = { generic: 10_000, other: 10_000 };
    },
    'units names other, which is no variant of the plan',
  ],
  [
    'successes',
    (line) => {
      line.comparisons[0].treatment.successes = 900;
    },
    'comparisons.0.treatment.variance is 0.09342355030310454 on record, where the figures come to 0.112',
  ],
  [
    'successes, to more than there are units',
    (line) => {
      line.comparisons[0].treatment.successes = 7001;
    },
    'comparisons.0.treatment.successes is 7001 of 7000 units',
  ],
  [
    'an arm, to another variant',
    (line) => {
      line.comparisons[0].treatment.variant = 'generic';
    },
    'comparisons.0 is of signup, generic against generic, where the plan has signup, personalized against generic',
  ],
  [
    'the p-value',
    (line) => {
      line.comparisons[0].pValue = 0.001;
    },
    'comparisons.0.pValue is 0.001 on record, where the figures come to 0.726309447674677',
  ],
  [
    'alpha spent',
    (line) => {
      line.comparisons[0].alphaSpent = 0;
    },
    'comparisons.0.alphaSpent is 0 on record, where the figures come to 0.0',
  ],
  [
    'the critical value',
    (line) => {
      line.comparisons[0].criticalValue = 1.96;
    },
    'comparisons.0.criticalValue is 1.96 on record, where the figures come to 2.',
  ],
  [
    'the interval',
    (line) => {
      line.comparisons[0].effect.lower = 0.001;
    },
    'comparisons.0.effect.lower is 0.001 on record, where the figures come to -0.0',
  ],
  [
    'the outcome',
    (line) => {
      line.comparisons[0].outcome = 'win';
    },
    'comparisons.0.outcome is "win" on record, where the figures come to "inconclusive"',
  ],
  [
    'the direction',
    (line) => {
      line.comparisons[0].direction = 'decrease';
    },
    'comparisons.0.direction is "decrease" on record, where the figures come to "increase"',
  ],
  [
    'the kind',
    (line) => {
      line.comparisons[0].kind = 'quantile';
    },
    'comparisons.0.kind is quantile, where the plan has proportion',
  ],
  [
    'the comparisons, to none',
    (line) => {
      line.comparisons = [];
    },
    'comparisons is empty',
  ],
  [
    'the number of the look',
    (line) => {
      line.look = 5;
    },
    'look 5 stands where look 4 must follow',
  ],
  [
    'that it repeats',
    (line) => {
      line.repeats = true;
      line.look = 3;
    },
    'look is 3 on record, where the figures come to 4',
  ],
  [
    'the experiment',
    (line) => {
      line.experiment = 'another';
    },
    'experiment is "another" on record, where the figures come to "hero"',
  ],
  [
    'the line, to one of version 1',
    (line) => {
      line.schemaVersion = 1;
    },
    'comparisons.0.treatment may not be that',
  ],
  [
    'the line, to nothing',
    (line) => {
      for (const key of Object.keys(line)) delete line[key];
    },
    'schemaVersion is missing',
  ],
];

describe('an edit of the last line', () => {
  test.each(EDITS)('of %s', async (_, edit, message) => {
    const lines = edited(5, edit).map((line) => line.replace('"INFINITE"', '1e999'));
    const answer = await answerTo(lines);
    expect(answer.startsWith(`looks.jsonl:5: ${message}`), answer).toBe(true);
  });
});

describe('an edit of the second line, with all hashes behind it mended', () => {
  test.each(EDITS.slice(0, 6))('of %s', async (_, edit, message) => {
    const answer = await answerTo(mended(2, edit));
    expect(answer).toMatch(/^looks\.jsonl:2: /);
    if (!message.includes('on record')) expect(answer).toBe(`looks.jsonl:2: ${message}`);
  });
});

test('what may be changed while a test runs may differ from line to line', async () => {
  writeFileSync('looks.jsonl', honest.map((line) => `${line}\n`).join(''));
  writeFileSync('plan.yaml', PLAN.replace('homepage', 'mail'));
  const { code } = await gate('next.csv');
  writeFileSync('plan.yaml', PLAN);
  expect(code).toBe(21);
  const last = JSON.parse(readFileSync('looks.jsonl', 'utf8').trimEnd().split('\n').at(-1)!);
  expect(last.tags).toEqual({ surface: 'mail' });
});

test('what the journal says is held against the plan by an analysis too', async () => {
  const lines = edited(5, (line) => {
    line.comparisons[0].pValue = 0.001;
  });
  writeFileSync('looks.jsonl', `${lines.join('\n')}\n`);
  const argv = ['analyze', 'next.csv', '--plan', 'plan.yaml', '--journal', 'looks.jsonl'];
  const { code, stdout, stderr } = await runProgram(argv);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain('looks.jsonl:5: comparisons.0.pValue is 0.001 on record');
});

describe('a line that ends the experiment', () => {
  const close = (previous: string | null, rest: object = {}) =>
    JSON.stringify({
      schemaVersion: 2,
      type: 'close',
      time: '2026-12-01T00:00:00.000Z',
      tool: '0.1.0',
      experiment: 'hero',
      previous,
      decision: 'keep-control',
      variant: 'generic',
      overrides: 'keep-collecting',
      because: 'the season is over',
      learned: null,
      next: null,
      horizonUnits: 1_000_000,
      trafficShare: 0.1,
      ...rest,
    });

  test('takes no more looks', async () => {
    const answer = await answerTo([...honest, close(lineSha256(honest[4]!))]);
    expect(answer).toBe(
      'looks.jsonl:6: the experiment was ended here, with keep-control: it takes no more looks',
    );
  });

  test('may be followed by nothing', async () => {
    const end = close(lineSha256(honest[3]!));
    expect(await answerTo([...honest.slice(0, 4), end, honest[4]!])).toBe(
      'looks.jsonl:6: this stands after line 5, which ended the journal',
    );
  });

  test.each<[string, (last: string) => string, string]>([
    [
      'names the line before',
      () => close('e'.repeat(64)),
      ':5: this is not the line after which line 6',
    ],
    [
      'says what was done',
      (last) => close(last, { decision: 'later' }),
      ':6: decision may not be "later"',
    ],
    ['says no more', (last) => close(last, { why: 'x' }), ":6: why is no part of a journal's line"],
    ['is of one type', (last) => close(last, { type: 'end' }), ':6: type may not be "end"'],
    ['has a share', (last) => close(last, { trafficShare: 2 }), ':6: trafficShare may not be 2'],
  ])('%s', async (_, line, message) => {
    const answer = await answerTo([...honest, line(lineSha256(honest[4]!))]);
    expect(answer.startsWith(`looks.jsonl${message}`), answer).toBe(true);
  });

  test('ends no journal without looks', async () => {
    expect(await answerTo([close(null)])).toBe('looks.jsonl:1: this ends a journal without looks');
  });
});
