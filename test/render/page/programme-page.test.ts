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

async function pageOf(rows: string[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'perso-test-page-'));
  try {
    const file = join(folder, 'effects.csv');
    writeFileSync(file, `experiment,estimate,se,shipped,tactic\n${rows.join('\n')}\n`);
    const page = join(folder, 'programme.html');
    const { code, stderr } = await runProgram([
      'programme',
      file,
      '--by',
      'tactic',
      '--format',
      `html=${page}`,
    ]);
    expect([code, stderr]).toEqual([0, '']);
    return readFileSync(page, 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('hostile names of experiments and tags stay text on the page', async () => {
  const rows = HOSTILE.map((name, i) => {
    const quoted = `"${name.replaceAll('"', '""')}"`;
    return [quoted, 0.01 * i, 0.01, 1, quoted].join(',');
  });
  const page = await pageOf(rows);
  // The one script is the data, which no browser runs.
  expect(page.match(/<script/g)).toHaveLength(1);
  expect(page).not.toContain('<img');
  expect(page).not.toContain('\u202e');
});

test('the page says both sums, and that one experiment knows nothing of others', async () => {
  const page = await pageOf(['a,0.03,0.01,1,x', 'b,0.001,0.01,0,y', 'c,-0.004,0.008,0,y']);
  expect(page).toContain('shipped, honestly');
  expect(page).toContain('The measured effects add up to +0.030');
  const alone = await pageOf(['a,0.03,0.01,1,x']);
  expect(alone).toContain(
    'one experiment alone knows neither a mean of true effects nor their spread',
  );
});
