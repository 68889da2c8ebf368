import { describe, expect, test } from 'vitest';
import { byteProgress, shareProgress } from '../../../src/cli/input/progress.js';
import { readWithProgress } from '../../../src/cli/input/read-files.js';
import { UNSAID } from '../../read/given.js';

/** A terminal and a clock that the test moves. */
function world() {
  const written: string[] = [];
  const clock = { ms: 5000 };
  const terminal = { write: (text: string) => written.push(text), isTTY: true, columns: 80 };
  return { written, clock, terminal, now: () => clock.ms };
}

const ERASED = '\r\x1b[2K';

describe('a bar', () => {
  test('is not drawn in the first second, however many bytes come', () => {
    const { written, clock, terminal, now } = world();
    const bar = byteProgress(terminal, 1e9, now);
    bar.advance(5e8);
    clock.ms += 999;
    bar.advance(1e8);
    bar.end();
    expect(written).toEqual([]);
  });

  test('is drawn after it, ten times a second at most, and erased at the end', () => {
    const { written, clock, terminal, now } = world();
    const bar = byteProgress(terminal, 1e9, now);
    clock.ms += 1000;
    bar.advance(5e8);
    for (let i = 0; i < 99; i++) {
      clock.ms += 1;
      bar.advance(1);
    }
    expect(written).toHaveLength(1);
    const line = written[0]!.slice(ERASED.length);
    expect(written[0]).toBe(ERASED + line);
    expect(line).toMatch(/^ 50 % ━{10}╌{10} 500 MB of 1.00 GB · 500 MB\/s · 1 s left$/);
    clock.ms += 1;
    bar.advance(1);
    bar.end();
    bar.end();
    expect(written.slice(2)).toEqual([ERASED]);
  });
});

const csv = 'variant,clicked\na,0\na,1\nb,1\nb,0\n';

/** What is written to standard error while this is read, on a clock where a second passes a chunk. */
async function shownWhile(
  text: string,
  { quiet = false, isTTY = true, env = {} } = {},
): Promise<string[]> {
  const written: string[] = [];
  const output = { write: (piece: string) => written.push(piece), isTTY, columns: 80 };
  let ms = 0;
  const now = () => {
    ms += 1000;
    return ms;
  };
  const chunks = (async function* () {
    for (const line of text.split(/(?<=\n)/)) yield Buffer.from(line);
  })();
  const io = { stdin: chunks, stdout: output, stderr: output, env, now: () => new Date(0) };
  const sources = [{ path: '-', variant: null }];
  await readWithProgress(sources, UNSAID, io, { quiet, now }).catch(() => {});
  return written;
}

test('a terminal that says it has no width is taken for a usual one', () => {
  const { written, clock, terminal, now } = world();
  const bar = byteProgress({ ...terminal, columns: 0 }, 1e9, now);
  clock.ms += 1000;
  bar.advance(5e8);
  expect(written[0]).toContain('500 MB of 1.00 GB');
});

describe('reading', () => {
  test('shows a bar on a terminal, and erases it', async () => {
    const shown = await shownWhile(csv);
    expect(shown[0]).toBe(`${ERASED}16 bytes read · 16 bytes/s`);
    expect(shown.at(-1)).toBe(ERASED);
  });

  test('erases it before a mistake is told of', async () => {
    const shown = await shownWhile(`${csv}a\n`);
    expect(shown.length).toBeGreaterThan(1);
    expect(shown.at(-1)).toBe(ERASED);
  });

  test('shows none where nobody sees it, or wants it', async () => {
    expect(await shownWhile(csv, { isTTY: false })).toEqual([]);
    expect(await shownWhile(csv, { quiet: true })).toEqual([]);
    expect(await shownWhile(csv, { env: { CI: 'true' } })).toEqual([]);
    expect(await shownWhile(csv, { env: { TERM: 'dumb' } })).toEqual([]);
    expect(await shownWhile(csv, { env: { CI: 'false', TERM: 'xterm' } })).not.toEqual([]);
  });
});

test('a bar of shares is drawn after a second, and gone at the end', () => {
  const { written, clock, terminal, now } = world();
  const bar = shareProgress(terminal, now);
  clock.ms += 900;
  bar.advance(0.2);
  expect(written).toEqual([]);
  clock.ms += 1100;
  bar.advance(0.3);
  expect(written[0]).toContain('50 %');
  expect(written[0]).toContain('2 s left');
  bar.end();
  expect(written.at(-1)).toBe('\r\x1b[2K');
});
