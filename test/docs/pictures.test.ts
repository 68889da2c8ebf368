import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { expect, test } from 'vitest';

/*
 * Pictures of pages in docs, taken anew with UPDATE_DOCS=1 where there is a browser: two browsers draw no two pixels alike,
 * so that nothing is compared.
 */
const root = join(import.meta.dirname, '../..');
const CHROMIUM = '/usr/bin/chromium';
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-sync',
];

test('the page that docs/report.md makes is pictured there', async () => {
  const picture = join(root, 'docs/report.png');
  if (process.env.UPDATE_DOCS !== undefined && existsSync(CHROMIUM)) await take(picture);
  expect(existsSync(picture)).toBe(true);
});

async function take(picture: string): Promise<void> {
  const { runProgram } = await import('../program.js');
  const folder = mkdtempSync(join(tmpdir(), 'perso-picture-'));
  const page = join(folder, 'report.html');
  const hero = ['analyze', 'fixtures/hero.csv', '--mde', '10%', '--segment', 'country'];
  await runProgram([...hero, '--format', `html=${page}`]);
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: QUIET });
  const tab = await browser.newPage({ viewport: { width: 720, height: 640 } });
  await tab.goto(pathToFileURL(page).href);
  await tab.screenshot({ path: picture });
  await browser.close();
  rmSync(folder, { recursive: true });
}
