import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { UserError } from '../../src/errors.js';
import { checkJournal } from '../../src/gate/checked-journal.js';
import { journalIn } from '../../src/read/journal/lines.js';
import { type PlanRead, readPlan } from '../../src/read/plan/read-plan.js';
import { dataOf, RUNS } from '../run-folder.js';

/*
 * No figure of a journal's last line, which no hash of a next one betrays, can be changed by itself. What may
 * be is what nothing follows from, and is named here.
 */
const FREE = [
  // Who and when it was, and by which bytes: whatever is behind the line has its hash.
  /^(time|tool|tags|owner|follows|data|flags|previous)\b/,
  // Below one in a hundred it is a warning, which is not on record.
  /^unitsInTwoVariants$/,
  // It weakens claims alone; below the last digit of a mean nothing is told.
  /\.moments\.(third|residual)\./,
];

const EXPERIMENTS = [
  'group-sequential/five-even-looks',
  'always-valid/several-looks',
  'decision/strength-cost-and-guardrail',
  'decision/two-treatments-holm-holds-back',
  'guardrail/equivalence',
  'guardrail/relative-margin',
  'invalid/units-in-two-variants',
  'metrics/mean-with-a-covariate',
  'metrics/ratio',
  'fixed/ship-stands',
  'futility/one-of-two-treatments',
];

async function recordOf(run: string): Promise<{ lines: string[]; read: PlanRead }> {
  const folder = join(RUNS, run);
  const wrote = readdirSync(folder).filter((name) => name.endsWith('.wrote'));
  const journal = join(folder, wrote.sort().at(-1)!, 'looks.jsonl');
  const read = await readPlan(dataOf(run).get('plan.yaml')!);
  return { lines: readFileSync(journal, 'utf8').trimEnd().split('\n'), read };
}

type Part = Record<string, unknown>;

/** Every value in a line, with where it stands. */
function* valuesIn(part: Part, path = ''): Generator<{ part: Part; key: string; path: string }> {
  for (const [key, value] of Object.entries(part)) {
    const own = path === '' ? key : `${path}.${key}`;
    if (typeof value === 'object' && value !== null) yield* valuesIn(value as Part, own);
    else yield { part, key, path: own };
  }
}

function others(value: unknown): unknown[] {
  if (typeof value === 'number')
    return [value + 1, 1.001 * value, -value - 1].filter((x) => x !== value);
  if (typeof value === 'boolean') return [!value];
  return value === null ? [0, 'x'] : [`${value}x`, '', null];
}

test.each(EXPERIMENTS)('of gate/%s', async (name) => {
  const { lines, read } = await recordOf(`gate/${name}`);
  const check = (last: string) => {
    const text = [...lines.slice(0, -1), last, ''].join('\n');
    checkJournal(journalIn(Buffer.from(text), 'looks.jsonl'), read);
  };
  check(lines.at(-1)!);
  const line = JSON.parse(lines.at(-1)!) as Part;
  const missed: string[] = [];
  let tried = 0;
  for (const { part, key, path } of valuesIn(line)) {
    if (FREE.some((free) => free.test(path))) continue;
    const value = part[key];
    for (const other of others(value)) {
      part[key] = other;
      tried += 1;
      try {
        check(JSON.stringify(line));
        missed.push(`${path}: ${value} to ${other}`);
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        expect(error.location).toEqual({ file: 'looks.jsonl', line: lines.length });
      }
    }
    part[key] = value;
  }
  expect(missed).toEqual([]);
  expect(tried).toBeGreaterThan(80);
});
