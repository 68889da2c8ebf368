import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

/* What cannot be said changes no exit code to that of a ship, nor a mistake of the user's to a crash. */

const root = join(import.meta.dirname, '../..');
const shipping = 'gate -- fixtures/plan.yaml fixtures/homepage-hero.csv';
const unreadable = 'gate -- fixtures/plan.yaml nowhere.csv';

/** The exit code of the installed program, in a shell that leads its streams elsewhere. */
function codeOf(argv: string, streams: string): number | null {
  const command = `${process.execPath} bin/perso-test.js ${argv} ${streams}`;
  return spawnSync('bash', ['-c', command], { cwd: root, stdio: 'ignore' }).status;
}

describe.runIf(existsSync('/dev/full'))('a stream that takes nothing', () => {
  test.each([
    [unreadable, '2>/dev/full', 2],
    [unreadable, '>/dev/full 2>/dev/full', 2],
    [unreadable, '>&- 2>&- <&-', 2],
    ['gate -- fixtures/plan.yaml -', '<&-', 2],
    [shipping, '>/dev/full', 2],
    [shipping, '>/dev/full 2>/dev/full', 2],
    [shipping, '2>/dev/full', 0],
    ['gate --help', '>/dev/full 2>/dev/full', 2],
    ['gate fixtures/plan.yaml --no-such-flag', '2>/dev/full', 2],
    ['analyze nowhere.csv', '2>/dev/full', 2],
  ])('%s %s ends with %i', (argv, streams, code) => {
    expect(codeOf(argv, streams)).toBe(code);
  });

  test('a reader that has gone changes nothing', () => {
    for (const [argv, code] of [
      [shipping, 0],
      [unreadable, 2],
    ] as const) {
      expect(codeOf(argv, '2>&1 | true; exit $PIPESTATUS')).toBe(code);
    }
  });
});
