import { expect, test } from 'vitest';
import { type Renaming, renameOver } from '../../../src/read/bytes/rename-over.js';

/** A system on which another program has the file open for so many tries. */
function heldFor(tries: number, code: string, isOnWindows = true): Renaming & { pauses: number } {
  let left = tries;
  const system = {
    isOnWindows,
    pauses: 0,
    rename: () => {
      if (left-- > 0) throw Object.assign(new Error(code), { code });
    },
    pause: () => {
      system.pauses += 1;
    },
  };
  return system;
}

test.each(['EPERM', 'EACCES', 'EBUSY'])(
  'a file that is let go is replaced in spite of %s',
  (code) => {
    const system = heldFor(7, code);
    renameOver('new', 'old', system);
    expect(system.pauses).toBe(7);
  },
);

test('one that is held on is told of', () => {
  expect(() => renameOver('new', 'old', heldFor(1000, 'EPERM'))).toThrow('EPERM');
});

test.each([
  ['EPERM', false],
  ['ENOSPC', true],
])('%s where waiting cannot help is told at once', (code, isOnWindows) => {
  const system = heldFor(1, code, isOnWindows);
  expect(() => renameOver('new', 'old', system)).toThrow(code);
  expect(system.pauses).toBe(0);
});
