import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SaxesParser } from 'saxes';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LedgerReport } from '../../../src/report/ledger-report.js';
import { runProgram } from '../../program.js';

const fixtures = join(import.meta.dirname, '../../../fixtures/programme');
const folder = mkdtempSync(join(tmpdir(), 'perso-test-ledger-page-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function answered(...args: string[]): Promise<string> {
  const { code, stdout } = await runProgram(['ledger', ...args]);
  expect(code).toBe(0);
  return stdout;
}

/** Attributes of the elements of each drawing, by its id; a page that is not well-formed is an error. */
function drawings(page: string): Map<string, { name: string; at: Record<string, string> }[]> {
  const found = new Map<string, { name: string; at: Record<string, string> }[]>();
  let marks: { name: string; at: Record<string, string> }[] = [];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    const at = attributes as Record<string, string>;
    if (name === 'svg') {
      marks = [];
      found.set(at['aria-labelledby']!.split('-title')[0]!, marks);
    }
    marks.push({ name, at });
  });
  parser.write(page.replace(/^<!doctype html>\n/, '')).close();
  return found;
}

let report: LedgerReport;
let page = '';
beforeAll(async () => {
  report = JSON.parse(await answered(join(fixtures, '*.jsonl'), '--format', 'json'));
  page = await answered(join(fixtures, '*.jsonl'), '--format', 'html');
});

test('every experiment has a bar from its first line to its last', () => {
  const drawn = [...drawings(page)].filter(([id]) => id.startsWith('timeline'));
  const bars = drawn.flatMap(([, marks]) => marks.filter(({ at }) => at['stroke-width'] === '6'));
  const sorted = [...report.experiments].sort((a, b) => (a.firstTime < b.firstTime ? -1 : 1));
  expect(bars).toHaveLength(sorted.length);
  const [x0, x1] = [bars[0]!, bars.at(-1)!].map(({ at }) => Number.parseFloat(at.x1!));
  const [t0, t1] = [sorted[0]!, sorted.at(-1)!].map(({ firstTime }) => Date.parse(firstTime));
  for (const [i, { firstTime, lastTime, state }] of sorted.entries()) {
    const { at } = bars[i]!;
    const placeOf = (time: string) => x0! + ((Date.parse(time) - t0!) / (t1! - t0!)) * (x1! - x0!);
    expect(Number.parseFloat(at.x1!)).toBeCloseTo(placeOf(firstTime), 2);
    // What ran for less than a dot is drawn as one.
    const end = Math.max(placeOf(lastTime), placeOf(firstTime) + 0.6);
    expect(Number.parseFloat(at.x2!)).toBeCloseTo(end, 2);
    expect(at['stroke-dasharray'] !== undefined).toBe(state === 'running');
  }
});

test('each primary effect is drawn, a metric in a drawing of its own', () => {
  const drawn = [...drawings(page)].filter(([id]) => id.startsWith('effects'));
  const dots = drawn.map(([id, marks]) => [
    id,
    marks.filter(({ name }) => name === 'circle').length,
  ]);
  const counts = (metric: string) =>
    report.experiments
      .flatMap(({ effects }) => effects)
      .filter((one) => one.role === 'primary' && one.metric === metric).length;
  const total = (prefix: string) =>
    dots
      .filter(([id]) => String(id).startsWith(prefix))
      .reduce((sum, [, count]) => sum + Number(count), 0);
  expect([total('effects-1'), total('effects-2')]).toEqual([counts('signup'), counts('revenue')]);
});

test('of many experiments the last are drawn, and all are in the tables', async () => {
  const line = readFileSync(join(fixtures, 'cart-checkout-short-2.jsonl'), 'utf8');
  for (let i = 0; i < 130; i++) {
    const month = String(1 + Math.floor(i / 12)).padStart(2, '0');
    const text = line
      .replaceAll('cart-checkout-short-2', `test-${i}`)
      .replace(
        /"time":"[^"]*"/,
        `"time":"2025-${month}-${String(1 + (i % 12)).padStart(2, '0')}T00:00:00.000Z"`,
      );
    writeFileSync(join(folder, `${i}.jsonl`), text);
  }
  expect(readdirSync(folder)).toHaveLength(130);
  const many = await answered(join(folder, '*.jsonl'), '--format', 'html');
  expect(many).toContain('the last 60 of 130');
  const drawn = [...drawings(many)].filter(([id]) => id.startsWith('timeline'));
  const bars = drawn.flatMap(([, marks]) => marks.filter(({ at }) => at['stroke-width'] === '6'));
  expect(bars).toHaveLength(60);
  expect(many.match(/<bdi>test-\d+<\/bdi>/g)!.length).toBeGreaterThanOrEqual(260);
});

test('nothing on record is a page as well', async () => {
  const none = await answered(
    join(fixtures, 'home-*.jsonl'),
    '--where',
    'owner=nobody',
    '-f',
    'html',
  );
  expect(drawings(none).size).toBe(0);
  expect(none).toContain('No experiment of 9 is so');
});
