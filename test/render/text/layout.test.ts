import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnsOf, fit, labelled, left, right, wrap } from '../../../src/render/text/layout.js';

const SEEDED = { seed: 20240607, numRuns: 500 };

/** Text as variants and metrics may be called: Latin, wide, right-to-left, combining, emoji. */
const names = fc
  .array(
    fc.constantFrom(
      'a',
      'Z',
      ' ',
      'é',
      '漢',
      'カ',
      '한',
      'ש',
      'ب',
      '👩‍👩‍👧',
      '🇩🇪',
      '👍🏽',
      'e\u0301',
      'ﬁ',
    ),
  )
  .map((parts) => parts.join(''));

describe('columns', () => {
  test.each([
    ['generic', 7],
    ['漢字', 4],
    ['カナ', 4],
    ['한글', 4],
    ['😀', 2],
    ['👩‍👩‍👧', 2],
    ['🇩🇪', 2],
    ['e\u0301', 1],
    ['שלום', 4],
    ['±1.5 − 2 ∞ ├●┤ …', 16],
    ['', 0],
  ])('%s takes %d', (text, columns) => expect(columnsOf(text)).toBe(columns));

  test('a terminal draws what is counted as narrow in one column each, as the tables say too', () => {
    const both = fc.string({ unit: 'binary-ascii' }).filter((text) => /^[\x20-\x7e]*$/.test(text));
    fc.assert(
      fc.property(both, (text) => {
        expect(columnsOf(text)).toBe(text.length);
        // A wide character sends the whole text through the tables.
        expect(columnsOf(`${text}漢`)).toBe(text.length + 2);
      }),
      SEEDED,
    );
  });
});

describe('fitting', () => {
  test('cuts with an ellipsis only where something is lost', () => {
    expect(fit('generic', 7)).toBe('generic');
    expect(fit('generics', 7)).toBe('generi…');
    expect(fit('漢字漢字', 5)).toBe('漢字…');
    expect(fit('漢字漢字', 6)).toBe('漢字…');
  });

  test('never cuts a character in two', () => {
    expect(fit('👩‍👩‍👧👩‍👩‍👧', 3)).toBe('👩‍👩‍👧…');
    expect(fit('e\u0301e\u0301e\u0301', 2)).toBe('e\u0301…');
  });

  test('left and right fill exactly the width, whatever the text', () => {
    fc.assert(
      fc.property(names, fc.integer({ min: 1, max: 30 }), (name, width) => {
        expect(columnsOf(left(name, width))).toBe(width);
        expect(columnsOf(right(name, width))).toBe(width);
        expect(columnsOf(fit(name, width))).toBeLessThanOrEqual(width);
      }),
      SEEDED,
    );
  });

  test('pads on the side that it says', () => {
    expect(left('ab', 4)).toBe('ab  ');
    expect(right('ab', 4)).toBe('  ab');
  });
});

describe('wrapping', () => {
  test('breaks at spaces, and keeps a word that is too long whole', () => {
    expect(wrap('one two three', 8)).toEqual(['one two', 'three']);
    expect(wrap('a incomprehensibly b', 5)).toEqual(['a', 'incomprehensibly', 'b']);
    expect(wrap('', 5)).toEqual([]);
  });

  test('loses nothing, and is too wide only where one word is', () => {
    fc.assert(
      fc.property(fc.lorem({ maxCount: 40 }), fc.integer({ min: 5, max: 60 }), (text, width) => {
        const lines = wrap(text, width);
        expect(lines.join(' ')).toBe(text);
        for (const line of lines.filter((one) => one.length > width)) {
          expect(line).not.toContain(' ');
        }
      }),
      SEEDED,
    );
  });

  test('a label stands beside the first line, the rest under it', () => {
    expect(labelled('Null', 'the rates are the same', { labelWidth: 6, width: 20 })).toEqual([
      'Null  the rates are',
      '      the same',
    ]);
    expect(labelled('', 'x', { indent: 2, labelWidth: 3 })).toEqual(['     x']);
    expect(labelled('Null', '', { labelWidth: 6 })).toEqual(['Null']);
  });
});
