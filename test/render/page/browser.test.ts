import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { renderPage } from '../../../src/render/page/page.js';
import type { Report } from '../../../src/report/report.js';
import { gated, overTime, renamed, reportOn } from '../reports.js';
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

describe.skipIf(!hasChromium)('in Chromium', () => {
  const { folder, opened } = inChromium();
  let report: Report;
  let html = '';

  beforeAll(async () => {
    const flags = ['--metric', 'signed_up', '--metric', 'revenue', '--segment', 'country'];
    const read = await reportOn('hero.csv', ...flags, '--mde', '20%', '--bayes');
    report = await overTime(gated(read, 5000));
    html = renderPage(report);
  });

  test('nothing is asked of any server but the page, and nothing is complained of', async () => {
    const shown = await opened(html);
    expectQuiet(shown);
    await shown.page.close();
  });

  test("under Jenkins' policy every chart is drawn to the same pixel", async () => {
    const [plain, strict] = [await opened(html), await opened(html, { policy: JENKINS })];
    expect(await expectSamePixels(plain, strict)).toBeGreaterThan(6);
    await plain.page.close();
    await strict.page.close();
  });

  test.each(['light', 'dark'] as const)('axe finds nothing, %s', async (colorScheme) => {
    const { page } = await opened(html, { colorScheme, bypassCSP: true });
    expect(await axeFindings(page)).toEqual([]);
    await page.close();
  });

  test.each([320, 600, 1600])('nothing runs over the edge at %d pixels', async (width) => {
    const { page } = await opened(html, { viewport: { width, height: 900 } });
    expect(await expectWithin(page, width)).toBeGreaterThan(50);
    await page.close();
  });

  test('names of any kind stay texts', async () => {
    const name = `</script><svg onload="alert(1)"><img src=x onerror=alert(1)>\u202e${'x'.repeat(10_000)}`;
    const hostile = renamed(report, { personalized: name, DE: name });
    const { page, messages } = await opened(renderPage(hostile), {
      viewport: { width: 600, height: 900 },
    });
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.locator('svg[onload]').count()).toBe(0);
    expect(messages.filter((text) => !text.includes('404'))).toEqual([]);
    const held = (await page.locator('#perso-test-report').textContent())!;
    // So long a report is packed.
    const json = gunzipSync(Buffer.from(held, 'base64')).toString();
    expect(JSON.parse(json)).toEqual(hostile);
    const body = await page.locator('main').boundingBox();
    expect(body!.width).toBeLessThanOrEqual(600);
    await page.close();
  });

  test.skipIf(!hasPdfToText)('no chart is split between printed pages', async () => {
    const many = renamed(report, {});
    const segment = many.comparisons.find((one) => one.segment !== null)!;
    const values = Array.from({ length: 30 }, (_, i) => `segment-${i + 1}-of-many`);
    const [column = ''] = Object.keys(segment.segment!);
    const parts = values.map((value) => ({ ...segment, segment: { [column]: value } }));
    const whole = many.comparisons.filter((one) => one.segment === null);
    const heterogeneity = many.heterogeneity.slice(0, 1);
    const { page } = await opened(
      renderPage({ ...many, comparisons: [...whole, ...parts], heterogeneity }),
    );
    const pdf = join(folder, 'page.pdf');
    writeFileSync(pdf, await page.pdf({ format: 'A4' }));
    const pages = execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' }).split(
      '\f',
    );
    const pageOf = (text: string) => pages.findIndex((one) => one.includes(text));
    for (let first = 0; first < values.length; first += 12) {
      const drawn = values.slice(first, first + 12).map(pageOf);
      expect(new Set(drawn).size).toBe(1);
      expect(drawn[0]).toBeGreaterThanOrEqual(0);
    }
    await page.close();
  });
});

test('a page of many comparisons stays under a megabyte', async () => {
  const one = await reportOn('hero.csv', '--metric', 'revenue', '--segment', 'country');
  const segments = one.comparisons.filter(({ segment }) => segment !== null);
  const many = Array.from({ length: 80 }, (_, i) => `metric ${i}`);
  const comparisons = many.flatMap((metric) => [
    { ...one.comparisons[0]!, metric },
    ...Array.from({ length: 25 }, (_, k) => ({
      ...segments[k % segments.length]!,
      metric,
      segment: { country: `country ${k}` },
    })),
  ]);
  const heterogeneity = many.map((metric) => ({ ...one.heterogeneity[0]!, metric }));
  const hypotheses = many.map((metric) => ({ ...one.hypotheses[0]!, metric }));
  const page = renderPage({ ...one, comparisons, heterogeneity, hypotheses });
  expect(page.length).toBeLessThan(1e6);
  expect(page).toContain('more tables of segments');
});
