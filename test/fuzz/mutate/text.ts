import { gzipSync } from 'node:zlib';
import { type Pick, splicedAt } from '../choices.js';
import { ODD_TEXTS } from '../hostile-texts.js';

/* Changes of any bytes, and of any text that has lines. */

/** A change of bytes, whatever they are. */
export function mutatedBytes(bytes: Buffer, pick: Pick): Buffer {
  const at = pick.whole(0, Math.max(0, bytes.length - 1));
  const run = Math.min(bytes.length - at, pick.whole(1, 16));
  switch (pick.whole(0, 7)) {
    case 0:
      return bytes.subarray(0, at);
    case 1:
      return bytes.subarray(at);
    case 2:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + run)]);
    case 3:
      return Buffer.concat([bytes.subarray(0, at + run), bytes.subarray(at)]);
    case 4:
      return withBytes(bytes, at, Buffer.alloc(run, pick.oneOf([0, 0xff, 0x80, 0x22, 0x0a])));
    case 5:
      return Buffer.concat([bytes, bytes.subarray(at)]);
    case 6:
      return withBytes(bytes, at, Buffer.from([pick.whole(0, 255)]));
    default:
      return withBytes(bytes, at, Buffer.from([(bytes[at] ?? 0) ^ (1 << pick.whole(0, 7))]));
  }
}

function withBytes(bytes: Buffer, at: number, others: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, at), others, bytes.subarray(at + others.length)]);
}

/** A change of lines: lost, doubled, moved, cut, blank, or of another file. */
export function mutatedLines(text: string, pick: Pick): string {
  const lines = text.split('\n');
  switch (pick.whole(0, 7)) {
    case 0:
      return splicedAt(lines, pick, 1).join('\n');
    case 1:
      return splicedAt(lines, pick, 0, pick.oneOf(lines)).join('\n');
    case 2:
      return splicedAt(lines, pick, 0, pick.oneOf(['', ' ', '\t', '#', '---', ',', '{}'])).join(
        '\n',
      );
    case 3:
      return swapped(lines, pick).join('\n');
    case 4:
      return text.slice(0, pick.whole(0, text.length));
    case 5:
      return splicedAt(lines, pick, 1, pick.oneOf(lines).slice(0, pick.whole(0, 40))).join('\n');
    case 6:
      return lines.slice(0, pick.whole(0, Math.min(3, lines.length))).join('\n');
    default:
      return splicedAt(lines, pick, 0, pick.oneOf(ODD_TEXTS)).join('\n');
  }
}

function swapped(lines: readonly string[], pick: Pick): string[] {
  const [a, b] = [pick.whole(0, lines.length - 1), pick.whole(0, lines.length - 1)];
  return lines.map((line, i) => (i === a ? lines[b]! : i === b ? lines[a]! : line));
}

/** How a text may be written down by other programs, from the first, which says nothing new. */
export const WRITINGS: Readonly<Record<string, (text: string) => Buffer>> = {
  plain: (text) => Buffer.from(text),
  crlf: (text) => Buffer.from(text.replaceAll(/\r?\n/g, '\r\n')),
  cr: (text) => Buffer.from(text.replaceAll(/\r?\n/g, '\r')),
  bom: (text) => Buffer.from(`\ufeff${text}`),
  utf16le: (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  utf16be: (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
  utf16leWithoutMark: (text) => Buffer.from(text, 'utf16le'),
  utf16beWithoutMark: (text) => Buffer.from(text, 'utf16le').swap16(),
  latin1: (text) => Buffer.from(text, 'latin1'),
  gzip: (text) => gzipSync(text),
  members: (text) => {
    const middle = text.length >> 1;
    return Buffer.concat([gzipSync(text.slice(0, middle)), gzipSync(text.slice(middle))]);
  },
  endless: (text) => Buffer.from(text.replace(/\n$/, '')),
};
