import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { endBy, uninterrupted } from '../../../src/cli/output/uninterrupted.js';

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

test('a system without the signal ends the process with no code that a gate gives', () => {
  const codes: number[] = [];
  const exit = (code: number) => codes.push(code);
  endBy('SIGHUP', {
    kill: () => {
      throw Object.assign(new Error('ENOSYS'), { code: 'ENOSYS' });
    },
    exit,
  });
  endBy('SIGINT', { kill: () => {}, exit });
  expect(codes).toEqual([129]);
});
