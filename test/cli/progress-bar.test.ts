import { expect, test } from 'vitest';
import { progressBar } from '../../src/cli/progress-bar.js';

/** A terminal, or none, with a clock that is set by hand. */
function world(isTTY: boolean) {
  const seen = { written: '', time: 0 };
  const io = {
    stderr: { isTTY, write: (text: string) => (seen.written += text) },
    now: () => new Date(seen.time),
  };
  return { seen, onProgress: progressBar(io) };
}

test('a bar is drawn after a second, with the time that is left, and gone at the end', () => {
  const { seen, onProgress } = world(true);
  seen.time = 900;
  onProgress(0.2);
  expect(seen.written).toBe('');
  seen.time = 2000;
  onProgress(0.5);
  expect(seen.written).toBe(`\r\u001b[K${'█'.repeat(15)}${'░'.repeat(15)} 50 %, 2 s left`);
  seen.time = 2050;
  onProgress(0.51);
  expect(seen.written).not.toContain('51 %');
  onProgress(1);
  expect(seen.written.endsWith('\r\u001b[K')).toBe(true);
});

test('work that is done within a second shows nothing, nor does any where nobody looks', () => {
  const quick = world(true);
  quick.onProgress(0.5);
  quick.onProgress(1);
  expect(quick.seen.written).toBe('');
  const piped = world(false);
  piped.seen.time = 5000;
  piped.onProgress(0.5);
  expect(piped.seen.written).toBe('');
});
