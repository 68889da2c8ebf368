import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { uninterrupted } from '../../../src/cli/output/uninterrupted.js';

test('however much is written at once, a signal is listened for once, and no longer than that takes', async () => {
  const heard = () => process.listenerCount('SIGINT');
  const before = heard();
  let during = before;
  for (let i = 0; i < 30; i++) {
    uninterrupted(() => {
      during = heard();
    });
  }
  expect(during).toBe(before + 1);
  await setImmediate();
  expect(heard()).toBe(before);
  expect(() => {
    uninterrupted(() => {
      throw new Error('no room');
    });
  }).toThrow('no room');
  await setImmediate();
  expect(heard()).toBe(before);
});
