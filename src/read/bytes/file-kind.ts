import { UserError } from '../../errors.js';
import { checkNoOther } from './own-files.js';

interface ForeignKind {
  starts: string | RegExp;
  is: string;
  hint: string;
}

/** What is often named .csv, or taken for CSV, and is not: by the bytes it begins with, as Latin-1. */
const FOREIGN: ForeignKind[] = [
  {
    starts: 'PK\x03\x04',
    is: 'an Excel workbook or a zip archive that comes as a stream, and those are read from their end',
    hint: 'save it, and name the file',
  },
  {
    starts: '\xd0\xcf\x11\xe0',
    is: 'an old Excel workbook, not CSV',
    hint: 'save the sheet as "CSV UTF-8"',
  },
  {
    starts: '\x1f\x8b',
    is: 'compressed with gzip twice',
    hint: 'gunzip it once',
  },
  {
    starts: '\x28\xb5\x2f\xfd',
    is: 'compressed with zstd',
    hint: 'zstd -dc FILE | perso-test analyze -',
  },
  {
    starts: /^BZh[1-9]1AY&SY/,
    is: 'compressed with bzip2',
    hint: 'bzcat FILE | perso-test analyze -',
  },
  {
    starts: '\xfd7zXZ',
    is: 'compressed with xz',
    hint: 'xzcat FILE | perso-test analyze -',
  },
  {
    starts: 'PAR1',
    is: 'a Parquet file that comes as a stream, and Parquet is read from its end',
    hint: 'save it, not gzipped, and name the file',
  },
  { starts: 'PARE', is: 'an encrypted Parquet file', hint: 'decrypt it, or export it as CSV' },
  {
    starts: /^(\xef\xbb\xbf)?\s*\xe2\x94\x8c/,
    is: 'a table drawn with lines (as DuckDB does), not CSV',
    hint: 'export it as CSV; in DuckDB: .mode csv',
  },
  {
    // The magic of its first entry's header (POSIX.1-1988, ustar), 257 bytes in.
    starts: /^[\s\S]{257}ustar/,
    is: 'a tar archive, not CSV',
    hint: 'unpack it, and name what is in it: tar -xf FILE',
  },
  { starts: '%PDF', is: 'a PDF, not CSV', hint: 'export the table as CSV' },
  { starts: 'SQLite format 3', is: 'an SQLite database, not CSV', hint: 'export a table as CSV' },
  {
    starts: '\x89PNG',
    is: 'a picture (PNG), not CSV',
    hint: 'export the table that it shows as CSV',
  },
  { starts: 'ARROW1\0\0', is: 'an Arrow or Feather file', hint: 'write it as Parquet or CSV' },
  { starts: 'Obj\x01', is: 'an Avro file', hint: 'write it as Parquet or CSV' },
  { starts: /^ORC[^\s -\xff]/, is: 'an ORC file', hint: 'write it as Parquet or CSV' },
  {
    starts: /^\x80[^\s -\xff]/,
    is: 'a Python pickle',
    hint: 'write the table with to_csv or to_parquet',
  },
  { starts: /^RD[XA][23]\n/, is: 'a file of R (RData)', hint: 'write the table with write.csv' },
  {
    starts: 'X\n\0\0\0',
    is: 'a file of R (RDS)',
    hint: 'write the table with write.csv',
  },
  {
    starts: /^(\xef\xbb\xbf)?\s*<\?xml(?![\s\S]*<(!doctype html|html))/i,
    is: 'XML, not CSV',
    hint: 'export the table as CSV',
  },
  {
    starts: /^(\xef\xbb\xbf)?\s*<(!doctype|html|\?xml)/i,
    is: 'a web page (HTML), not CSV',
    hint: 'the download saved a page, perhaps a login page; fetch the file again',
  },
  {
    starts: 'version https://git-lfs',
    is: 'a Git LFS pointer, not the data itself',
    hint: 'run git lfs pull',
  },
  { starts: /^(\xef\xbb\xbf)?\s*[[{]\s*["[{]/, is: 'JSON, not CSV', hint: 'export it as CSV' },
];

/**
 * The name of the encoding that the file's first bytes announce, `null` where they announce none.
 *
 * @throws {UserError} when the bytes are those of something that is not CSV at all.
 */
export function announcedEncoding(start: Buffer, file: string): string | null {
  const text = start.subarray(0, 1024).toString('latin1');
  checkNoOther(text, file, 'results');
  const kind = FOREIGN.find(({ starts }) => begins(text, starts));
  if (kind !== undefined) {
    throw new UserError(`this is ${kind.is}`, { location: { file }, hint: kind.hint });
  }
  if (text.startsWith('\xef\xbb\xbf')) return 'utf-8';
  if (text.startsWith('\xff\xfe')) return 'utf-16le';
  if (text.startsWith('\xfe\xff')) return 'utf-16be';
  return null;
}

function begins(text: string, start: string | RegExp): boolean {
  return typeof start === 'string' ? text.startsWith(start) : start.test(text);
}
