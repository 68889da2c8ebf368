import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { lineSha256 } from '../../src/read/journal/chain.js';
import { alphaSpent } from '../../src/stats/sequential/spending.js';
import { spendingNamed } from '../../src/stats/sequential/spending-family.js';
import { runProgram } from '../program.js';
import { RUNS } from '../run-folder.js';

/*
 * What is held against the plan of looks whose figures are not all on record: those of version 1, of quantiles
 * and of segments; and what counts as the same data. test/attacks/journal.test.ts has the rest.
 */
const start = process.cwd();
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'perso-test-record-')));
beforeAll(() => process.chdir(folder));
beforeEach(() => rmSync('looks.jsonl', { force: true }));
afterAll(() => {
  process.chdir(start);
  rmSync(folder, { recursive: true });
});

const SPENDING = { spending: spendingNamed('obrien-fleming')!, alternative: 'two-sided' as const };

// biome-ignore lint/suspicious/noExplicitAny: an attacker writes what they like
type Line = any;

async function gate(data: string, ...more: string[]) {
  const argv = ['gate', 'plan.yaml', data, '--journal', 'looks.jsonl', '-q', ...more];
  const { code, stderr } = await runProgram(argv);
  return { code, message: stderr.split('\n')[0]! };
}

const linesOf = (): Line[] =>
  readFileSync('looks.jsonl', 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

/** What the gate says once the last line of the journal was edited so. */
async function afterEdit(edit: (line: Line) => void, data: string): Promise<string> {
  const texts = readFileSync('looks.jsonl', 'utf8').trimEnd().split('\n');
  const last = JSON.parse(texts.at(-1)!);
  edit(last);
  writeFileSync('looks.jsonl', `${[...texts.slice(0, -1), JSON.stringify(last)].join('\n')}\n`);
  const { code, message } = await gate(data);
  return code === 2 ? message : `exit code ${code}`;
}

describe('a look of version 1', () => {
  const old = readFileSync(join(RUNS, 'gate/journal/begun-by-version-1/looks.jsonl'), 'utf8');
  beforeEach(() => {
    writeFileSync('plan.yaml', readFileSync(join(RUNS, 'data/five-looks-plan.yaml')));
    writeFileSync('day.csv', 'variant,visitors,signups\ngeneric,8000,800\npersonalized,8000,850\n');
    writeFileSync('looks.jsonl', old);
  });

  test('as it was written is taken', async () => {
    expect((await gate('day.csv')).code).toBe(21);
    expect(linesOf().at(-1)).toMatchObject({
      schemaVersion: 2,
      look: 4,
      previous: lineSha256(old.trimEnd().split('\n').at(-1)!),
    });
  });

  test.each<[string, (line: Line) => void, string]>([
    [
      'planned units',
      (line) => {
        line.plannedUnits.generic = 20_000;
      },
      'plannedUnits.generic is 20000 on record, where the figures come to 10000',
    ],
    [
      'alpha spent',
      (line) => {
        line.comparisons[0].alphaSpent = 0;
      },
      'comparisons.0.alphaSpent is 0 on record, where the figures come to 0.00',
    ],
    [
      'units, to fewer than before',
      (line) => {
        line.units = { generic: 3000, personalized: 3000 };
      },
      'comparisons.0.informationFraction is 0.6 on record, where the figures come to 0.3',
    ],
    [
      'units and information, to fewer than before',
      (line) => {
        line.units = { generic: 3999, personalized: 4000 };
        const fraction = (3999 * 4000) / 7999 / 5000;
        line.comparisons[0].informationFraction = fraction;
        line.comparisons[0].alphaSpent = alphaSpent(SPENDING, fraction, 0.05);
      },
      'its units come to DATA_SHRANK, which is not among its reasons',
    ],
    [
      'the decision, with a p-value that is too large',
      (line) => {
        line.decision = 'ship';
        line.variant = 'personalized';
        line.reasons = ['NULL_REJECTED'];
      },
      'decision is ship, where p is 0.45950404290104824 and alpha 0.05',
    ],
    [
      'the decision, with an effect that is on the wrong side',
      (line) => {
        line.decision = 'ship';
        line.variant = 'personalized';
        line.comparisons[0].pValue = 0.001;
        line.comparisons[0].effect.estimate = -0.01;
      },
      'decision is ship, where the effect is -0.01',
    ],
    [
      'the decision, to an invalid one',
      (line) => {
        line.decision = 'invalid';
        line.reasons = ['SAMPLE_RATIO_MISMATCH'];
      },
      'SAMPLE_RATIO_MISMATCH is among its reasons, and its units do not come to it',
    ],
    [
      'the treatment',
      (line) => {
        line.comparisons[0].treatment = 'generic';
      },
      'comparisons.0 is of signup, generic against generic',
    ],
    [
      'that it repeats',
      (line) => {
        line.repeats = true;
        line.look = 2;
      },
      'repeats is true on record, where the figures come to false',
    ],
  ])('is held against the plan in %s', async (_, edit, message) => {
    expect(await afterEdit(edit, 'day.csv')).toContain(`looks.jsonl:3: ${message}`);
  });

  test('has none of version 1 behind one of version 2', async () => {
    await gate('day.csv');
    const [first = ''] = old.split('\n');
    writeFileSync('looks.jsonl', `${readFileSync('looks.jsonl', 'utf8')}${first}\n`);
    expect((await gate('day.csv')).message).toBe(
      'looks.jsonl:5: a line of version 1 stands after one of version 2',
    );
  });
});

/** So many rows: a third of them more of what is measured where the treatment works. */
function rowsOf(
  units: number,
  gain: number,
  countryOf = (i: number) => ['de', 'fr'][(i >> 1) % 2],
) {
  const rows = Array.from({ length: units }, (_, i) => {
    const treated = i % 2 === 1;
    const spend = ((i * 7919) % 101) / 10 + (treated ? gain : 0);
    return `${treated ? 'personalized' : 'generic'},${spend.toFixed(2)},${countryOf(i)}`;
  });
  return ['variant,spend,country', ...rows, ''].join('\n');
}

const planOf = (kind: string, more = '') => `experiment: record
variants: { control: generic, treatments: [personalized] }
metrics:
  - { name: spend, kind: ${kind}, role: primary, direction: increase, mde: 1 }
monitoring: always-valid
sampleSize: 2000
${more}`;

describe('a look at a quantile', () => {
  beforeEach(async () => {
    writeFileSync('plan.yaml', planOf('median'));
    writeFileSync('rows.csv', rowsOf(400, 0));
    expect((await gate('rows.csv')).code).toBe(21);
    writeFileSync('more.csv', rowsOf(600, 0));
  });

  test('as it was written is taken', async () => {
    expect((await gate('more.csv')).code).toBe(21);
  });

  test.each<[string, (line: Line) => void, string]>([
    [
      'its decision',
      (line) => {
        line.decision = 'ship';
        line.variant = 'personalized';
      },
      'decision is "ship" on record, where the figures come to "keep-collecting"',
    ],
    [
      'its outcome and decision',
      (line) => {
        line.decision = 'ship';
        line.variant = 'personalized';
        line.comparisons[0].outcome = 'win';
      },
      'comparisons.0.outcome is "win" on record, where the figures come to "inconclusive"',
    ],
    [
      'planned units',
      (line) => {
        line.plannedUnits.generic = 10;
      },
      'plannedUnits.generic is 10 on record, where the figures come to 2000',
    ],
  ])('is held against the plan in %s', async (_, edit, message) => {
    expect(await afterEdit(edit, 'more.csv')).toBe(`looks.jsonl:1: ${message}`);
  });
});

describe('a look within segments', () => {
  test('is decided once more from the arms within each', async () => {
    writeFileSync('plan.yaml', planOf('mean', 'stratify: country'));
    writeFileSync('rows.csv', rowsOf(400, 0));
    writeFileSync('more.csv', rowsOf(600, 0));
    expect((await gate('rows.csv')).code).toBe(21);
    const [line] = linesOf();
    expect(line.comparisons[0].strata.map(({ value }: Line) => value)).toEqual(['de', 'fr']);
    const edit = (last: Line) => {
      last.comparisons[0].strata[0].treatment.moments.mean[0] += 1;
    };
    expect(await afterEdit(edit, 'more.csv')).toMatch(
      /^looks\.jsonl:1: comparisons\.0\.strata\.0\.treatment\.mean is /,
    );
  });

  test('that variants fall into otherwise is invalid, and taken for that where the plan has any', async () => {
    writeFileSync('plan.yaml', planOf('mean', 'segments: [country]'));
    const apart = (i: number) => (i % 2 === 1 && i % 3 > 0 ? 'fr' : 'de');
    writeFileSync('rows.csv', rowsOf(400, 0, apart));
    writeFileSync('more.csv', rowsOf(600, 0));
    expect((await gate('rows.csv')).code).toBe(22);
    expect(linesOf()[0].reasons).toEqual(['SEGMENT_IMBALANCE']);
    expect((await gate('more.csv')).code).toBe(20);
    const edit = (last: Line) => {
      last.decision = 'ship';
      last.variant = 'personalized';
    };
    expect(await afterEdit(edit, 'more.csv')).toBe(
      'looks.jsonl:2: decision is "ship" on record, where the figures come to "keep-control"',
    );
  });
});

describe('the same data', () => {
  beforeEach(async () => {
    writeFileSync('plan.yaml', planOf('mean'));
    writeFileSync('rows.csv', rowsOf(400, 0));
    await gate('rows.csv');
  });

  test('are known gzipped, too', async () => {
    writeFileSync('rows.csv.gz', gzipSync(rowsOf(400, 0)));
    expect((await gate('rows.csv.gz')).code).toBe(21);
    const [first, second] = linesOf();
    expect([second.data, second.repeats]).toEqual([first.data, true]);
    const twice = await runProgram(['gate', 'plan.yaml', 'rows.csv', 'rows.csv.gz', '-q']);
    expect(twice.stderr).toContain('rows.csv.gz: these are the bytes of rows.csv again');
  });

  test('read otherwise have other flags, and are another look', async () => {
    expect((await gate('rows.csv', '--encoding', 'windows-1252')).code).toBe(21);
    const [first, second] = linesOf();
    expect(second.data).toBe(first.data);
    expect(second.flags).not.toBe(first.flags);
    expect(second.repeats).toBe(false);
  });
});
