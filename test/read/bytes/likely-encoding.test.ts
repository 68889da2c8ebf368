import { expect, test } from 'vitest';
import { likelyEncodings } from '../../../src/read/bytes/likely-encoding.js';

// The bytes are those of Python 3.11's codecs.
test.each([
  [
    'shift_jis',
    'variant,国,購入\ngeneric,日本とアメリカ,1\n',
    '76617269616e742c8d912c8d7793fc0a67656e657269632c93fa967b82c683418381838a834a2c310a',
  ],
  [
    'euc-jp',
    'variant,くに,購入\ngeneric,にほんとアメリカ,1\n',
    '76617269616e742ca4afa4cb2cb9d8c6fe0a67656e657269632ca4cba4dba4f3a4c8a5a2a5e1a5eaa5ab2c310a',
  ],
  [
    'gb18030',
    '变体,城市,购买了\n对照,深圳市,是\n',
    'b1e4cce52cb3c7cad02cb9bac2f2c1cb0ab6d4d5d52cc9eedbdacad02ccac70a',
  ],
  [
    'euc-kr',
    '변형,나라,구매\n대조,대한민국,1\n',
    'baafc7fc2cb3aab6f32cb1b8b8c50ab4ebc1b62cb4ebc7d1b9ceb1b92c310a',
  ],
  [
    'windows-1251',
    'variant,страна,куплено\ngeneric,Россия,1\n',
    '76617269616e742cf1f2f0e0ede02ceaf3efebe5edee0a67656e657269632cd0eef1f1e8ff2c310a',
  ],
  [
    'windows-1252',
    'variant,stadt,gekauft\ngeneric,Zürich,1\npersonalized,Köln größer,0\n',
    '76617269616e742c73746164742c67656b617566740a67656e657269632c5afc726963682c310a706572736f6e616c697a65642c4bf66c6e206772f6df65722c300a',
  ],
  [
    'windows-1252',
    'variant,país,compró\ngenérico,España,sí\n',
    '76617269616e742c7061ed732c636f6d7072f30a67656ee97269636f2c45737061f1612c73ed0a',
  ],
] as const)('%s: %j', (encoding, text, hex) => {
  const bytes = Buffer.from(hex, 'hex');
  expect(new TextDecoder(encoding).decode(bytes)).toBe(text);
  expect(likelyEncodings(bytes)[0]).toBe(encoding);
});

test('a text that is cut within a sign is told all the same', () => {
  const bytes = Buffer.from('93fa967b82c683418381838a834a'.slice(0, -2), 'hex');
  expect(likelyEncodings(bytes)[0]).toBe('shift_jis');
});
