import { expect, test } from 'vitest';
import { renderByteProgress, renderShareProgress } from '../../../src/render/text/progress.js';

test.each([
  [{ done: 0, total: 2.6e9, seconds: 1 }, /^ {2}0 % ╌+ 0 bytes of 2.60 GB · 0 bytes\/s$/],
  [
    { done: 1.17e9, total: 2.6e9, seconds: 4 },
    /^ 45 % ━+╌+ 1.17 GB of 2.60 GB · 293 MB\/s · 5 s left$/,
  ],
  [{ done: 2.599e9, total: 2.6e9, seconds: 4 }, /^ 99 % ━+╌/],
  [{ done: 1e6, total: 9e8, seconds: 2 }, /500 kB\/s · 29 min 58 s left$/],
  [{ done: 1e6, total: 9e9, seconds: 2 }, /500 kB\/s · 4 h 59 min left$/],
  [{ done: 999_999, total: null, seconds: 2 }, /^1.00 MB read · 500 kB\/s$/],
  [{ done: 5, total: 0, seconds: 2 }, /^5 bytes read · 3 bytes\/s$/],
  [{ done: 30, total: 20, seconds: 2 }, /^100 % ━+ 30 bytes of 20 bytes · 15 bytes\/s · 0 s left$/],
  [{ done: 12e15, total: null, seconds: 1 }, /^12,000 TB read/],
])('%j', (progress, expected) => {
  expect(renderByteProgress(progress, 80)).toMatch(expected);
});

test('a line is shorter than the terminal is wide', () => {
  for (let columns = 0; columns < 120; columns++) {
    for (const total of [null, 2e9]) {
      const line = renderByteProgress({ done: 1.5e9, total, seconds: 3 }, columns);
      expect(line.length).toBeLessThan(Math.max(1, columns));
    }
  }
});

test('work of which only the share is known has a bar and the time that is left', () => {
  expect(renderShareProgress(0.25, 5, 80)).toBe(' 25 % ━━━━━╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌ 15 s left');
  expect(renderShareProgress(0.999, 5, 20)).toMatch(/^ 99 % /);
  expect(renderShareProgress(1, 5, 80)).toContain('0 s left');
});
