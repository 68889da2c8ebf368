import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderJson } from '../../src/render/json.js';
import { printable } from '../../src/render/printable.js';

/** What steers a terminal: C0, delete, C1, separators, direction marks, overrides and isolates. */
const STEERING =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/;

const LONE_SURROGATE = /\p{Cs}/u;

const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
      fc.constantFrom('\u001b[2J', '\u009b31m', '\u202e', '\u2066', '\ud800', '\udfff', '👩‍👩‍👧'),
    ),
  )
  .map((parts) => parts.join(''));

const SEEDED = { seed: 20240607, numRuns: 1000 };

describe('text', () => {
  test.each([
    ['an escape sequence', '\u001b[31mred', '\\u001b[31mred'],
    ['a one-byte escape', '\u009b31mred', '\\u009b31mred'],
    ['a bell and a backspace', 'a\u0007\u0008', 'a\\u0007\\u0008'],
    ['a carriage return and a line end', 'a\r\nb', 'a\\u000d\\u000ab'],
    ['an override', 'a\u202egpj.exe', 'a\\u202egpj.exe'],
    ['isolates', '\u2066x\u2069', '\\u2066x\\u2069'],
    ['a byte-order mark', '\ufeffa', '\\ufeffa'],
    ['a soft hyphen', 'a\u00adb', 'a\\u00adb'],
    ['a line separator', 'a\u2028b', 'a\\u2028b'],
    ['a lone surrogate', 'a\ud800b', 'a\\ud800b'],
    ['a tag character', 'a\u{e0041}', 'a\\u{e0041}'],
  ])('shows %s', (_, text, shown) => expect(printable(text)).toBe(shown));

  test.each(['generic', '漢字', 'שלום', '👩‍👩‍👧', '👍🏽', '🇩🇪', 'नमस्ते', 'می‌خواهم', 'é', '5 %'])(
    'leaves %s as it is',
    (text) => expect(printable(text)).toBe(text),
  );

  test('holds nothing that steers, whatever came', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(printable(text)).not.toMatch(STEERING);
        expect(printable(text)).not.toContain('\n');
        expect(printable(text)).not.toMatch(LONE_SURROGATE);
      }),
      SEEDED,
    );
  });
});

describe('JSON', () => {
  test('holds nothing that steers, and is read back as what it was', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const json = renderJson({ [text]: [text] });
        expect(json).not.toMatch(STEERING);
        expect(json).not.toMatch(LONE_SURROGATE);
        expect(JSON.parse(json)).toEqual({ [text]: [text] });
      }),
      SEEDED,
    );
  });

  test('is indented and ends its last line', () => {
    expect(renderJson({ a: 1 })).toBe('{\n  "a": 1\n}\n');
  });
});
