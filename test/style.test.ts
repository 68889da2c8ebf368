import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const src = join(import.meta.dirname, '../src');

test('no object is packed only to be spread, which switches off the check for excess properties', () => {
  const packed = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('compiled.ts'))
    .filter((file) => readFileSync(join(src, file), 'utf8').includes('...{'));
  expect(packed).toEqual([]);
});

/** Powers that are exact, or the same on every Node: squares, and powers of 2 and 4. */
const SAME_EVERYWHERE = /\*\* 2\b|(?<![\w.])[24] \*\* |Number\.EPSILON \*\* /g;

test('no figure takes a power that V8 rounds otherwise from Node 24 on', () => {
  const rooms = ['stats', 'experiment', 'programme'];
  const powers = rooms
    .flatMap((room) =>
      readdirSync(join(src, room), { recursive: true, encoding: 'utf8' }).map((file) =>
        join(room, file),
      ),
    )
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) =>
      readFileSync(join(src, file), 'utf8')
        .split('\n')
        .map((line) => `${file}: ${line}`),
    )
    .filter((line) => !/: +(\*|\/\/|\/\*)/.test(line))
    .filter((line) => /\*\*|Math\.pow/.test(line.replace(SAME_EVERYWHERE, '')));
  expect(powers).toEqual([]);
});
