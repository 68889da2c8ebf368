import { expect, test } from 'vitest';
import { brailleCurve } from '../../../src/render/text/curve.js';

const SIZE = { width: 4, columns: 2, rows: 1 };

/** Which of the two by four dots of a character are raised, as columns of rows from the top. */
function dots(character: string): string {
  const bits = character.codePointAt(0)! - 0x2800;
  const at = [0x01, 0x02, 0x04, 0x40, 0x08, 0x10, 0x20, 0x80];
  return at.map((bit) => ((bits & bit) === 0 ? '.' : 'x')).join('');
}

test('a point is one dot: its column by x, its row by y from the bottom', () => {
  expect(brailleCurve([{ x: 1, y: 1 }], SIZE).map((line) => [...line].map(dots))).toEqual([
    ['x.......', '........'],
  ]);
  expect([...brailleCurve([{ x: 4, y: 0 }], SIZE)[0]!].map(dots)).toEqual(['........', '.......x']);
  expect([...brailleCurve([{ x: 2, y: 1 / 3 }], SIZE)[0]!].map(dots)).toEqual([
    '......x.',
    '........',
  ]);
});

test('nothing is drawn for no points, in as many lines as asked', () => {
  const blank = '\u2800'.repeat(5);
  expect(brailleCurve([], { width: 1, columns: 5, rows: 3 })).toEqual([blank, blank, blank]);
});

test('dots on one character add up', () => {
  const both = brailleCurve(
    [
      { x: 1, y: 1 },
      { x: 1, y: 1 },
      { x: 2, y: 0 },
    ],
    SIZE,
  );
  expect(dots(both[0]![0]!)).toBe('x......x');
});

test('a rising curve rises from left to right, from the bottom line to the top one', () => {
  const points = Array.from({ length: 100 }, (_, i) => ({ x: i + 1, y: i / 99 }));
  const lines = brailleCurve(points, { width: 100, columns: 20, rows: 4 });
  const starts = lines.map((line) => line.search(/[^\u2800]/));
  expect(starts).toEqual([...starts].sort((a, b) => b - a));
  expect(starts.every((start) => start >= 0)).toBe(true);
});

test('points beyond the edge are drawn on it', () => {
  expect(() => brailleCurve([{ x: 0, y: 0 }], SIZE)).not.toThrow();
  expect(dots(brailleCurve([{ x: 0, y: 0 }], SIZE)[0]![0]!)).toBe('...x....');
});

test('what lies outside is not drawn', () => {
  const far = [
    { x: 1e12, y: 0.5 },
    { x: 1, y: -3 },
    { x: 1, y: 7 },
  ];
  expect(brailleCurve(far, SIZE)).toEqual(brailleCurve([], SIZE));
});
