import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderPage } from '../../../src/render/page/page.js';
import type { Report } from '../../../src/report/report.js';
import { gated, overTime, renamed, reportOn } from '../reports.js';

/*
 * Pages in a real browser, Debian's; .ci/run installs it, and poppler's pdftotext. Elsewhere these are skipped.
 */
const CHROMIUM = '/usr/bin/chromium';
const isThere = existsSync(CHROMIUM);
const axe = join(import.meta.dirname, '../../../node_modules/axe-core/axe.min.js');

/** What a Jenkins server says of every page that a build left behind (its default). */
const JENKINS = "sandbox; default-src 'none'; img-src 'self'; style-src 'self'";

/** A browser's own errands would be tried and fail where there is no network. */
const QUIET = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

describe.skipIf(!isThere)('in Chromium', () => {
  const folder = mkdtempSync(join(tmpdir(), 'perso-page-'));
  let browser: Browser;
  let server: Server;
  let address = '';
  let report: Report;
  /** What the server answers, by path. */
  const served = new Map<string, { page: string; policy?: string }>();

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: QUIET });
    server = createServer(({ url = '' }, response) => {
      const found = served.get(url);
      if (found === undefined) {
        response.writeHead(404).end();
        return;
      }
      if (found.policy !== undefined) response.setHeader('Content-Security-Policy', found.policy);
      response.setHeader('Content-Type', 'text/html; charset=utf-8').end(found.page);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const flags = ['--metric', 'signed_up', '--metric', 'revenue', '--segment', 'country'];
    const read = await reportOn('hero.csv', ...flags, '--mde', '20%', '--bayes');
    report = await overTime(gated(read, 5000));
  });

  afterAll(async () => {
    await browser.close();
    server.close();
    rmSync(folder, { recursive: true });
  });

  async function opened(
    one: Report,
    { policy, ...options }: BrowserContextOptions & { policy?: string } = {},
  ): Promise<{ page: Page; requests: string[]; messages: string[] }> {
    const path = `/${served.size}.html`;
    served.set(path, { page: renderPage(one), ...(policy === undefined ? {} : { policy }) });
    const page = await browser.newPage(options);
    const [requests, messages]: [string[], string[]] = [[], []];
    page.on('request', (request) => requests.push(request.url()));
    page.on('console', (message) => messages.push(message.text()));
    page.on('pageerror', (error) => messages.push(String(error)));
    await page.goto(address + path);
    return { page, requests, messages };
  }

  test('nothing is asked of any server but the page, and nothing is complained of', async () => {
    const { page, requests, messages } = await opened(report);
    // A browser looks for an icon by itself.
    expect(requests.filter((url) => !url.endsWith('/favicon.ico'))).toHaveLength(1);
    expect(messages.filter((text) => !text.includes('404'))).toEqual([]);
    await page.close();
  });

  test("under Jenkins' policy every chart is drawn to the same pixel", async () => {
    const [plain, strict] = [await opened(report), await opened(report, { policy: JENKINS })];
    const count = await plain.page.locator('svg[role=img]').count();
    expect(count).toBeGreaterThan(6);
    for (let i = 0; i < count; i += 1) {
      const [a, b] = [await pictureOf(plain.page, i), await pictureOf(strict.page, i)];
      expect(b.equals(a)).toBe(true);
    }
    // The policy was in force: without it, this would be a page in columns.
    expect(strict.messages.join()).toMatch(/style-src|inline style/);
    await plain.page.close();
    await strict.page.close();
  });

  /** A chart by itself at a corner of the page, where both pages have whole pixels. */
  async function pictureOf(page: Page, i: number): Promise<Buffer> {
    const chart = page.locator('svg[role=img]').nth(i);
    await chart.evaluate((svg: unknown) => {
      const { style } = svg as { style: Record<string, string> };
      Object.assign(style, { position: 'fixed', left: '8px', top: '8px', width: '600px' });
      Object.assign(style, { background: 'Canvas', zIndex: '9' });
    });
    const picture = await chart.screenshot();
    await chart.evaluate((svg: unknown) => {
      (svg as { style: Record<string, string> }).style.display = 'none';
    });
    return picture;
  }

  test.each(['light', 'dark'] as const)('axe finds nothing, %s', async (colorScheme) => {
    const { page } = await opened(report, { colorScheme, bypassCSP: true });
    for (const summary of await page.locator('summary').all()) await summary.click();
    await page.addScriptTag({ path: axe });
    const { violations } = await page.evaluate(() => (globalThis as unknown as Axe).axe.run());
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    await page.close();
  });

  test.each([320, 600, 1600])('nothing runs over the edge at %d pixels', async (width) => {
    const { page } = await opened(report, { viewport: { width, height: 900 } });
    const texts = await page.locator('text, h1, h2, p, li, dd, figcaption').all();
    expect(texts.length).toBeGreaterThan(50);
    for (const text of texts) {
      const box = await text.boundingBox();
      if (box === null) continue;
      expect([await text.textContent(), box.x + box.width <= width + 1]).toContain(true);
    }
    await page.close();
  });

  test('names of any kind stay texts', async () => {
    const name = `</script><svg onload="alert(1)"><img src=x onerror=alert(1)>\u202e${'x'.repeat(10_000)}`;
    const hostile = renamed(report, { personalized: name, DE: name });
    const { page, messages } = await opened(hostile, { viewport: { width: 600, height: 900 } });
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

  test.skipIf(!existsSync('/usr/bin/pdftotext'))(
    'no chart is split between printed pages',
    async () => {
      const many = renamed(report, {});
      const segment = many.comparisons.find((one) => one.segment !== null)!;
      const values = Array.from({ length: 30 }, (_, i) => `segment-${i + 1}-of-many`);
      const [column = ''] = Object.keys(segment.segment!);
      const parts = values.map((value) => ({ ...segment, segment: { [column]: value } }));
      const whole = many.comparisons.filter((one) => one.segment === null);
      const heterogeneity = many.heterogeneity.slice(0, 1);
      const { page } = await opened({ ...many, comparisons: [...whole, ...parts], heterogeneity });
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
    },
  );
});

interface Axe {
  axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
}

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
