import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runProgram } from '../../program.js';

const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=1>',
  '\u202eright to left',
  '🙂',
];

async function pageOf(ideas: readonly Record<string, unknown>[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'perso-test-page-'));
  try {
    const [file, page] = [join(folder, 'ideas.json'), join(folder, 'backlog.html')];
    const defaults = {
      baseline: '5%',
      value: 12,
      horizonWeeks: 52,
      prior: { mean: '0%', sd: '3%' },
    };
    writeFileSync(file, JSON.stringify({ weeklyUnits: 50_000, defaults, ideas }));
    const { code, stderr } = await runProgram(['prioritize', file, '--format', `html=${page}`]);
    expect([code, stderr]).toEqual([0, '']);
    return readFileSync(page, 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('hostile names of ideas and surfaces stay text on the page', async () => {
  const page = await pageOf(
    HOSTILE.map((name) => ({ name, surface: name, owner: name, idea: name })),
  );
  // The one script is the data, which no browser runs.
  expect(page.match(/<script/g)).toHaveLength(1);
  expect(page).not.toContain('<img');
  expect(page).not.toContain('\u202e');
});

test('each drawing has a table, and a backlog without tests has none of either', async () => {
  const page = await pageOf([
    { name: 'a', surface: 's' },
    { name: 'b', surface: 's' },
  ]);
  expect(page.match(/role="img"/g)).toHaveLength(4);
  expect(page.match(/The same as a table/g)).toHaveLength(4);
  expect(page).toContain('<h1>Test <bdi>a</bdi> first</h1>');
  const none = await pageOf([{ name: 'a', build: 1e9 }]);
  expect(none).toContain('No idea is worth a test');
  expect(none).not.toContain('role="img"');
});
