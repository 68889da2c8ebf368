import { TextDecoder } from 'node:util';

/** In what part of the letters beyond ASCII a text's own script shows: Japanese mixes kana among its signs. */
const MIXED = 0.2;
const PLAIN = 0.8;

/**
 * The encodings that a text beyond ASCII may be in, where it is not UTF-8, the likeliest first; a guess for a
 * message, never to read by. Signs of two bytes stand in even runs, words of Cyrillic letters in long ones, and
 * Latin letters with marks alone.
 */
export function likelyEncodings(bytes: Uint8Array): string[] {
  const runs = highRuns(bytes);
  if (scriptShare(bytes, 'shift_jis', /[\u3040-\u30ff]/g) >= MIXED) return ['shift_jis'];
  const arePairs = runs.filter((length) => length % 2 === 0).length >= PLAIN * runs.length;
  if (arePairs) {
    if (scriptShare(bytes, 'euc-jp', /[\u3040-\u30ff]/g) >= MIXED) return ['euc-jp'];
    // Korean syllables have the bytes of the Chinese signs that come first, so that a short text may be either.
    const isChinese = scriptShare(bytes, 'gb18030', /[\u4e00-\u9fff]/g) >= PLAIN;
    const isKorean = scriptShare(bytes, 'euc-kr', /[\uac00-\ud7a3]/g) >= PLAIN;
    if (isChinese || isKorean) return isKorean ? ['euc-kr', 'gb18030'] : ['gb18030', 'euc-kr'];
  }
  const average = runs.reduce((sum, length) => sum + length, 0) / Math.max(1, runs.length);
  const ofWindows = scriptShare(bytes, 'windows-1251', /[\u0400-\u045f]/g);
  const ofDos = scriptShare(bytes, 'ibm866', /[\u0400-\u045f]/g);
  if (average >= LETTERS_OF_A_WORD && Math.max(ofWindows, ofDos) >= PLAIN) {
    return ofDos > ofWindows ? ['ibm866', 'windows-1251'] : ['windows-1251', 'koi8-r'];
  }
  return isOfDos(bytes) ? ['cp850', 'cp437'] : ['windows-1252', 'windows-1250'];
}

/**
 * Whether Latin letters with marks are where DOS has them: within words, most bytes beyond ASCII are of 0x80 to 0xa5, where
 * Windows has signs (and letters that are rare), and few from 0xc0 on, where it has its letters.
 */
function isOfDos(bytes: Uint8Array): boolean {
  let [low, high] = [0, 0];
  for (let i = 1; i + 1 < bytes.length; i++) {
    const byte = bytes[i]!;
    if (byte < 0x80 || IN_EITHER.has(byte)) continue;
    if (!isOfWord(bytes[i - 1]!) || !isOfWord(bytes[i + 1]!)) continue;
    if (byte <= 0xa5) low += 1;
    else if (byte >= 0xc0) high += 1;
  }
  return low > high;
}

/** Signs that Windows has within words, ' and dashes and a space; and the sharp s of DOS, which is its a with an acute. */
const IN_EITHER = new Set([0x92, 0x96, 0x97, 0xa0, 0xe1]);

function isOfWord(byte: number): boolean {
  return byte >= 0x80 || /[A-Za-z]/.test(String.fromCharCode(byte));
}

/** Words of one script throughout are longer on average; a letter with a mark among others is alone. */
const LETTERS_OF_A_WORD = 2.5;

/** The lengths of runs of bytes beyond ASCII, but for one that may be cut short at either end. */
function highRuns(bytes: Uint8Array): number[] {
  const runs: number[] = [];
  let length = 0;
  for (const byte of bytes) {
    if (byte >= 0x80) length += 1;
    else if (length > 0) {
      runs.push(length);
      length = 0;
    }
  }
  return runs;
}

/** The share of a text's letters beyond ASCII that are of a script; 0 where it is not in the encoding. */
function scriptShare(bytes: Uint8Array, encoding: string, script: RegExp): number {
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return 0;
  }
  const beyond = text.match(/[^\0-\x7f]/g)?.length ?? 0;
  return beyond === 0 ? 0 : (text.match(script)?.length ?? 0) / beyond;
}
