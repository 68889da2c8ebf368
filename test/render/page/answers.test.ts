import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { ANSWER_KINDS, type AnswerKind, answerKind } from '../../../src/render/answers.js';
import { runProgram } from '../../program.js';
import { ANSWERING } from '../answering.js';
import {
  axeFindings,
  expectQuiet,
  expectSamePixels,
  expectWithin,
  hasChromium,
  hasPdfToText,
  inChromium,
  JENKINS,
} from './chromium.js';

/** The fullest page of each kind of answer that has one; the report of an analysis has tests of its own. */
const KINDS = ANSWER_KINDS.filter(
  (kind) => kind !== 'analysis' && Object.hasOwn(answerKind(kind).formats, 'html'),
);

/** Milliseconds: a programme of many experiments takes a while on a busy machine. */
const PATIENCE = 120_000;

const pages = new Map<AnswerKind, string>();
beforeAll(async () => {
  for (const kind of KINDS) {
    const { stdout } = await runProgram([...ANSWERING[kind].at(-1)!, '--format', 'html']);
    pages.set(kind, stdout);
  }
}, PATIENCE);

describe.skipIf(!hasChromium).each(KINDS)('the page of a %s', (kind) => {
  const { folder, opened } = inChromium();

  test('asks for nothing, and nothing is complained of', async () => {
    const shown = await opened(pages.get(kind)!);
    expectQuiet(shown);
    await shown.page.close();
  });

  test("is drawn to the same pixel under Jenkins' policy", async () => {
    const html = pages.get(kind)!;
    const [plain, strict] = [await opened(html), await opened(html, { policy: JENKINS })];
    // All of them, and none of what only looks like a chart.
    expect(await expectSamePixels(plain, strict)).toBe(html.split(' role="img"').length - 1);
    await plain.page.close();
    await strict.page.close();
  });

  test.each(['light', 'dark'] as const)('axe finds nothing, %s', async (colorScheme) => {
    const { page } = await opened(pages.get(kind)!, { colorScheme, bypassCSP: true });
    expect(await axeFindings(page)).toEqual([]);
    await page.close();
  });

  test.each([320, 600, 1600])('nothing runs over the edge at %d pixels', async (width) => {
    const { page } = await opened(pages.get(kind)!, { viewport: { width, height: 900 } });
    expect(await expectWithin(page, width)).toBeGreaterThan(8);
    await page.close();
  });

  test.skipIf(!hasPdfToText)('no chart is split between printed pages', async () => {
    const { page } = await opened(pages.get(kind)!);
    // Charts are told apart by a mark within each that stands nowhere else.
    const charts = await page.locator('svg[role=img]').count();
    await page.evaluate(MARK_ENDS);
    const pdf = join(folder, `${kind}.pdf`);
    for (const height of ['300mm', '240mm', '190mm']) {
      writeFileSync(pdf, await page.pdf({ width: '210mm', height }));
      const sheets = execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' });
      const sheetOf = (text: string) => sheets.split('\f').findIndex((one) => one.includes(text));
      for (let i = 0; i < charts; i += 1) {
        const [top, bottom] = [sheetOf(`top${i}mark`), sheetOf(`bottom${i}mark`)];
        expect([i, height, top]).not.toContain(-1);
        expect([i, height, bottom]).toEqual([i, height, top]);
      }
    }
    await page.close();
  });
});

/** Writes a word at the top and the bottom of each chart. */
const MARK_ENDS = `for (const [i, svg] of document.querySelectorAll('svg[role=img]').entries()) {
  const { height } = svg.getBoundingClientRect();
  for (const [name, y] of [['top', 10], ['bottom', height - 2]]) {
    const text = document.createElementNS('http://www.w3.org/2000/svg', 'text');
    text.setAttribute('x', '40%');
    text.setAttribute('y', y);
    text.textContent = name + i + 'mark';
    svg.append(text);
  }
}`;
