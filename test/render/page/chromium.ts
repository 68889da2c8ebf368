import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';

/*
 * Pages in a real browser, Debian's; .ci/run installs it, and poppler's pdftotext. Elsewhere these are skipped.
 */
const CHROMIUM = '/usr/bin/chromium';
const AXE = join(import.meta.dirname, '../../../node_modules/axe-core/axe.min.js');

/** Whether there is a browser to try pages in, and what prints text of its PDF. */
export const hasChromium = existsSync(CHROMIUM);
export const hasPdfToText = existsSync('/usr/bin/pdftotext');

/** What a Jenkins server says of every page that a build left behind (its default). */
export const JENKINS = "sandbox; default-src 'none'; img-src 'self'; style-src 'self'";

/** A browser's own errands would be tried and fail where there is no network. */
const QUIET = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

/** A page as it is open, what it asked for, and what the browser complained of. */
export interface Opened {
  page: Page;
  requests: string[];
  messages: string[];
}

/** A browser for the tests of a file, and a server whose pages it opens. */
export function inChromium(): {
  folder: string;
  opened: (html: string, options?: BrowserContextOptions & { policy?: string }) => Promise<Opened>;
} {
  const folder = mkdtempSync(join(tmpdir(), 'perso-page-'));
  let browser: Browser;
  let server: Server;
  let address = '';
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
  });

  afterAll(async () => {
    await browser.close();
    server.close();
    rmSync(folder, { recursive: true });
  });

  return {
    folder,
    opened: async (html, { policy, ...options } = {}) => {
      const path = `/${served.size}.html`;
      served.set(path, { page: html, ...(policy === undefined ? {} : { policy }) });
      const page = await browser.newPage(options);
      const [requests, messages]: [string[], string[]] = [[], []];
      page.on('request', (request) => requests.push(request.url()));
      page.on('console', (message) => messages.push(message.text()));
      page.on('pageerror', (error) => messages.push(String(error)));
      await page.goto(address + path);
      return { page, requests, messages };
    },
  };
}

/** Fails unless the page asked for nothing but itself, and nothing was complained of. */
export function expectQuiet({ requests, messages }: Opened): void {
  // A browser looks for an icon by itself.
  expect(requests.filter((url) => !url.endsWith('/favicon.ico'))).toHaveLength(1);
  expect(messages.filter((text) => !text.includes('404'))).toEqual([]);
}

/** Fails unless every chart is drawn to the same pixel under Jenkins' policy; how many there are. */
export async function expectSamePixels(plain: Opened, strict: Opened): Promise<number> {
  const count = await plain.page.locator('svg[role=img]').count();
  for (let i = 0; i < count; i += 1) {
    const [a, b] = [await pictureOf(plain.page, i), await pictureOf(strict.page, i)];
    expect(b.equals(a)).toBe(true);
  }
  // The policy was in force: without it, this would be a page in columns.
  expect(strict.messages.join()).toMatch(/style-src|inline style/);
  return count;
}

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

/** What axe finds wrong with a page, its tables unfolded. */
export async function axeFindings(page: Page): Promise<[string, string[]][]> {
  for (const summary of await page.locator('summary').all()) await summary.click();
  await page.addScriptTag({ path: AXE });
  const { violations } = await page.evaluate(() => (globalThis as unknown as Axe).axe.run());
  return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
}

interface Axe {
  axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
}

/** Fails where a text runs over the edge of a page of that width; how many texts there are. */
export async function expectWithin(page: Page, width: number): Promise<number> {
  const texts = await page.locator('text, h1, h2, p, li, dd, figcaption').all();
  for (const text of texts) {
    const box = await text.boundingBox();
    if (box === null) continue;
    expect([await text.textContent(), box.x + box.width <= width + 1]).toContain(true);
  }
  return texts.length;
}
