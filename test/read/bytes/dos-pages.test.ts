import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { dosDecoder } from '../../../src/read/bytes/dos-pages.js';
import { likelyEncodings } from '../../../src/read/bytes/likely-encoding.js';

// The bytes, and the hashes of all characters, are those of Python 3.11's codecs.
test.each([
  [
    'cp850',
    'generic,Zürich,größer,España,São,Ørsted',
    '67656e657269632c5a8172696368 2c6772 94e1 6572 2c457370 61a461 2c53 c6 6f2c 9d 7273746564',
  ],
  ['cp437', 'Zürich £5 ½ café', '5a81 72696368 20 9c 35 20 ab 20 636166 82'],
  ['cp852', 'Łódź,Křižík', '9da264ab 2c4b fd 69 a7 a1 6b'],
  ['cp858', '5 €', '3520d5'],
])('%s: %s', (encoding, text, hex) => {
  const bytes = Buffer.from(hex.replaceAll(' ', ''), 'hex');
  for (const name of [
    encoding,
    encoding.toUpperCase(),
    encoding.replace('cp', 'ibm'),
    encoding.slice(2),
  ]) {
    const decoder = dosDecoder(name)!;
    expect(decoder.encoding).toBe(encoding);
    const halves = [bytes.subarray(0, 2), bytes.subarray(2)];
    expect(halves.map((half) => decoder.decode(half, { stream: true })).join('')).toBe(text);
    expect(decoder.decode()).toBe('');
  }
});

test.each([
  ['cp437', '754c5bb3fea001ec'],
  ['cp850', '4e721f6806dbbff2'],
  ['cp852', 'a5798618e5ecfe1b'],
  ['cp858', 'bcd479c0617b954a'],
])('all characters of %s', (encoding, start) => {
  const all = Uint8Array.from({ length: 256 }, (_, i) => i);
  const text = dosDecoder(encoding)!.decode(all);
  expect(createHash('sha256').update(text).digest('hex')).toMatch(new RegExp(`^${start}`));
});

test.each(['utf-8', 'windows-1252', 'cp866', 'ibm866', 'cp8500'])('%s is none of them', (name) => {
  expect(dosDecoder(name)).toBeNull();
});

/** The bytes of a text in a code page, by its own characters. */
function bytesIn(text: string, encoding: string): Buffer {
  const decoder =
    encoding === 'ibm866' || encoding.startsWith('win')
      ? new TextDecoder(encoding)
      : dosDecoder(encoding)!;
  const letters = Array.from({ length: 256 }, (_, i) => decoder.decode(Uint8Array.of(i)));
  return Buffer.from(Array.from(text, (letter) => letters.indexOf(letter)));
}

test.each([
  ['cp850', 'cp850', 'variant,stadt\ngeneric,Zürich\npersonalized,Köln größer\n'],
  ['cp850', 'cp437', 'variante,país\ncontrole,Español é\ngénérique,été\n'],
  [
    'windows-1252',
    'windows-1252',
    'variant,note\ngeneric,it’s “fine” – so-called\ntest,naïve résumé\n',
  ],
  ['windows-1252', 'windows-1252', 'variante,país\ncontrol,España\nprueba,compró más\n'],
  ['windows-1252', 'windows-1252', 'variant,stadt\na,Groß Straße\nb,Weiß\n'],
  ['ibm866', 'ibm866', 'variant,страна,куплено\ngeneric,Россия,1\n'],
])('likely %s, in %s: %j', (likely, encoding, text) => {
  expect(likelyEncodings(bytesIn(text, encoding))[0]).toBe(likely);
});
