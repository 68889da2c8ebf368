import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { UserError } from '../../errors.js';
import { shellWord } from '../../vocabulary.js';
import { damaged } from './damaged.js';
import { checkExtent } from './extent.js';

/** About half a million rows of a dozen columns unpacked; beyond that a workbook takes gigabytes of memory. */
const MOST_BYTES = 1 << 28;

/**
 * Checks that the bytes of a zip archive are a workbook that can be read, by its table of contents alone.
 *
 * @throws {UserError} when they are damaged, hold something else, or far more than a sheet has.
 */
export function checkWorkbook(bytes: Uint8Array, file: string): void {
  const parts = partsOf(bytes, file);
  const names = parts.map(({ name }) => name);
  if (!names.some((name) => name.startsWith('xl/workbook'))) throw otherArchive(names, file);
  if (parts.some(({ name }) => name.endsWith('.bin') && name.startsWith('xl/workbook'))) {
    throw new UserError('this is a binary Excel workbook (.xlsb)', {
      location: { file },
      hint: 'save it as .xlsx, or the sheet as "CSV UTF-8"',
    });
  }
  const size = parts.reduce((sum, { originalSize }) => sum + originalSize, 0);
  if (size <= MOST_BYTES) return;
  throw new UserError(`the workbook is ${Math.round(size / 2 ** 20)} MiB unpacked`, {
    location: { file },
    hint: 'save the sheet as "CSV UTF-8", which is read in constant memory',
  });
}

/** What a zip archive is that is no workbook. */
function otherArchive(names: readonly string[], file: string): UserError {
  const location = { file };
  if (names.some((name) => /(^|\/)Index(\.zip|\/)/.test(name))) {
    return new UserError('this is a sheet of Numbers, not CSV', {
      location,
      hint: 'in Numbers: File, Export To, CSV; then name that file',
    });
  }
  if (names.includes('content.xml')) {
    return new UserError('this is an OpenDocument sheet, not CSV', {
      location,
      hint: 'save it as .xlsx, or the sheet as CSV',
    });
  }
  const [table, another] = names.filter((name) => /\.(csv|tsv|txt)$/i.test(name));
  return new UserError('this is a zip archive, not CSV', {
    location,
    hint:
      table !== undefined && another === undefined
        ? `unzip -p ${shellWord(file)} ${shellWord(table)} | perso-test analyze -`
        : 'unzip it, and name what is in it',
  });
}

function partsOf(bytes: Uint8Array, file: string): { name: string; originalSize: number }[] {
  const parts: { name: string; originalSize: number }[] = [];
  try {
    // Nothing is unpacked: the filter takes none.
    unzipSync(bytes, { filter: (part) => parts.push(part) < 0 });
  } catch (error) {
    throw damaged(file, error);
  }
  return parts;
}

/** A cell with a formula and nothing that it came to; of texts that may be the empty one. */
const NEVER_COMPUTED =
  /<c\b(?![^>]*\bt="str")(?:[^>]*\br="([A-Z]+\d+)")?[^>]*>\s*<f\b[^>]*(?:\/>|>[^<]*<\/f>)\s*(?:<v\s*\/>|<v>\s*<\/v>)?\s*<\/c>/;

/** Where a cell says that its formula failed. */
const FAILED = /(<c\b[^>]*\bt=)"e"/g;

/**
 * The workbook in which formulas that failed are the texts that they show (#DIV/0!), to be judged where they are
 * needed, as in a CSV file; its reader would take them for empty.
 *
 * @throws {UserError} with the first formula that has no value: programs write them so, to be computed by whoever
 *   opens the workbook, and they would be read as empty, too; when a sheet reaches too far.
 */
export function withFailuresAsTexts(bytes: Uint8Array, file: string): Uint8Array {
  const sheets = unzipped(bytes, file, (name) => SHEETS.test(name));
  const texts = Object.entries(sheets).map(([name, xml]) => [name, strFromU8(xml)] as const);
  for (const [, xml] of texts) {
    checkComputed(xml, file);
    checkExtent(xml, file);
  }
  if (!texts.some(([, xml]) => xml.search(FAILED) !== -1)) return bytes;
  const told = texts.map(([name, xml]) => [name, strToU8(xml.replace(FAILED, '$1"str"'))] as const);
  return zipSync(
    { ...unzipped(bytes, file, () => true), ...Object.fromEntries(told) },
    { level: 0 },
  );
}

function unzipped(
  bytes: Uint8Array,
  file: string,
  isWanted: (name: string) => boolean,
): Record<string, Uint8Array> {
  try {
    return unzipSync(bytes, { filter: ({ name }) => isWanted(name) });
  } catch (error) {
    throw damaged(file, error);
  }
}

const SHEETS = /^xl\/worksheets\/[^/]+\.xml$/;

function checkComputed(xml: string, file: string): void {
  const found = NEVER_COMPUTED.exec(xml);
  if (found === null) return;
  throw new UserError(`the formula in cell ${found[1] ?? '?'} was never computed`, {
    location: { file },
    hint: 'open the workbook in Excel or LibreOffice, save it, and try again',
  });
}
