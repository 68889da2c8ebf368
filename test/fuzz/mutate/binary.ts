import { gunzipSync, gzipSync } from 'node:zlib';
import { unzipSync, zipSync } from 'fflate';
import type { Pick } from '../choices.js';
import { mutatedTable } from './table.js';
import { mutatedBytes, mutatedLines } from './text.js';

/* Changes of files that are no text: Parquet, gzip, workbooks. */

/** A Parquet file with bytes changed, most of them where it says what it holds. */
export function mutatedParquet(bytes: Buffer, pick: Pick): Buffer {
  const footer = bytes.length < 12 ? 0 : bytes.readUInt32LE(bytes.length - 8);
  const start = bytes.length - 8 - footer;
  if (start < 4 || pick.chance(0.35)) return mutatedBytes(bytes, pick);
  if (pick.chance(0.15)) {
    const length = pick.oneOf([0, 1, footer - 1, footer + 1, 0x7fffffff, 0xffffffff, bytes.length]);
    const changed = Buffer.from(bytes);
    changed.writeUInt32LE(length >>> 0, bytes.length - 8);
    return changed;
  }
  const pages = bytes.subarray(0, start);
  const said = bytes.subarray(start, start + footer);
  const end = bytes.subarray(start + footer);
  if (pick.chance(0.4)) return Buffer.concat([mutatedBytes(pages, pick), said, end]);
  const other = mutatedBytes(said, pick);
  const length = Buffer.from(end);
  length.writeUInt32LE(other.length);
  return Buffer.concat([pages, other, length]);
}

/** A gzip file that is damaged, of several members, of other content, or of far more than it seems. */
export function mutatedGzip(bytes: Buffer, pick: Pick): Buffer {
  const inner = unpacked(bytes);
  if (inner === null || pick.chance(0.35)) return mutatedBytes(bytes, pick);
  const end = bytes.length;
  switch (pick.whole(0, 5)) {
    case 0:
      return gzipSync(mutatedTable(inner, pick));
    case 1:
      return Buffer.concat([bytes, bytes]);
    case 2:
      return Buffer.concat([bytes, pick.oneOf([Buffer.alloc(9), Buffer.from('rest'), inner])]);
    case 3:
      // The sum of what it holds, and then its length.
      return Buffer.concat([
        bytes.subarray(0, end - 8),
        mutatedBytes(bytes.subarray(end - 8), pick),
      ]);
    case 4:
      return gzipSync(bytes);
    default:
      return gzipSync(
        Buffer.concat([inner, Buffer.alloc(pick.oneOf([9, 1e5, 1e6]), pick.oneOf([...'\n ,0\0']))]),
      );
  }
}

function unpacked(bytes: Buffer): Buffer | null {
  try {
    return gunzipSync(bytes);
  } catch {
    return null;
  }
}

/** A workbook with bytes changed, or the text of one of its parts. */
export function mutatedWorkbook(bytes: Buffer, pick: Pick): Buffer {
  const parts = partsOf(bytes);
  if (parts === null || pick.chance(0.3)) return mutatedBytes(bytes, pick);
  const name = pick.oneOf(Object.keys(parts));
  const { [name]: part, ...others } = parts;
  if (pick.chance(0.1)) return Buffer.from(zipSync(others));
  const changed = pick.chance(0.4)
    ? mutatedBytes(Buffer.from(part!), pick)
    : Buffer.from(withOtherXml(Buffer.from(part!).toString(), pick));
  return Buffer.from(zipSync({ ...others, [name]: changed }));
}

function withOtherXml(xml: string, pick: Pick): string {
  const split = xml.replaceAll('><', '>\n<');
  if (pick.chance(0.5)) return mutatedLines(split, pick);
  const numbers = [...xml.matchAll(/\d+/g)];
  if (numbers.length === 0) return xml;
  const { index, 0: number } = pick.oneOf(numbers);
  const other = pick.oneOf(['0', '-1', '1e9', '99999999999', '', 'x', '1.5', '2']);
  return xml.slice(0, index) + other + xml.slice(index + number.length);
}

function partsOf(bytes: Buffer): Record<string, Uint8Array> | null {
  try {
    const parts = unzipSync(bytes);
    return Object.keys(parts).length === 0 ? null : parts;
  } catch {
    return null;
  }
}
