import { closestTo, UserError } from '../../errors.js';
import { folderOf } from '../../read/paths/paths.js';
import type { Style } from '../../render/text/style.js';
import type { Io } from '../io.js';
import { styleFor } from './style-for.js';
import { isClosed, isFolder, isSpecial, placeOf, writeWholeFiles } from './whole-files.js';

/** How much of a text is wanted, or how. */
export interface Extent {
  quiet?: boolean | undefined;
  details?: boolean | undefined;
  plot?: boolean | undefined;
}

interface OutputFlags extends Extent {
  format: readonly string[];
  output?: string | undefined;
}

/** One of the places that an answer goes to, in its format. */
export interface Target<Format extends string> {
  format: Format;
  /** `null`: standard output. */
  file: string | null;
  /** The flag that says so, for messages. */
  flag: string;
}

/**
 * Where an answer goes. One goes to standard output, or else to `--output`: that of the format given
 * without a file, by default the first of these. Each FORMAT=FILE goes into its file beside it.
 *
 * @param outputFlag how the flag is called that names the file.
 * @throws {UserError} for a format that is none of these, two for one place, a file that is to be read.
 */
export function outputsFrom<Format extends string>(
  { format: given, output, ...extent }: OutputFlags,
  formats: readonly Format[],
  inputs: readonly string[] = [],
  outputFlag = '--output',
): Target<Format>[] {
  const targets = given.map((text) => targetFrom(text, formats));
  const beside = targets.filter(({ file }) => file !== null);
  const [first, second] = targets.filter(({ file }) => file === null);
  if (first !== undefined && second !== undefined) throw twoForOne(first, second, output);
  const format = first?.format ?? formats[0]!;
  if (output === '') {
    throw new UserError(`${outputFlag}: that names no file`, { hint: 'is a variable unset?' });
  }
  const all = [{ format, file: fileOf(output ?? '-'), flag: `${outputFlag} ${output}` }, ...beside];
  checkExtent(extent, all, format);
  checkFiles(all, inputs);
  return all;
}

/** How much of a text is wanted can be said in one way, and only of text. */
function checkExtent(asked: Extent, targets: readonly Target<string>[], format: string): void {
  const hint = 'leave out one of the two';
  const [first, second] = EXTENTS.filter((name) => asked[name] === true);
  if (first === undefined) return;
  if (second !== undefined) {
    throw new UserError(`--${first} leaves out what --${second} asks for`, { hint });
  }
  if (targets.some((target) => target.format === 'text')) return;
  throw new UserError(`--${first} is for text; --format ${format} is always whole`, { hint });
}

/** What says so. */
export const EXTENTS = ['quiet', 'plot', 'details'] as const;

function targetFrom<Format extends string>(
  text: string,
  formats: readonly Format[],
): Target<Format> {
  const [name = '', ...rest] = text.split('=');
  const format = formats.find((one) => one === name);
  const flag = `--format ${text}`;
  if (format === undefined) {
    const close = closestTo(name, formats);
    const start = close === undefined ? 'it takes' : `did you mean ${close}? it takes`;
    throw new UserError(`--format ${name}: there is no such format`, {
      hint: `${start} ${formats.join(', ')}`,
    });
  }
  const file = rest.length === 0 ? '-' : rest.join('=');
  if (file === '') {
    throw new UserError(`${flag}: that names no file`, { hint: `write --format ${name}=FILE` });
  }
  return { format, file: fileOf(file), flag };
}

/** As everywhere, - is a standard stream. */
function fileOf(path: string): string | null {
  return path === '-' ? null : path;
}

function twoForOne(
  first: Target<string>,
  second: Target<string>,
  output = 'standard output',
): UserError {
  const what = `--format ${first.format} and --format ${second.format}`;
  return new UserError(`${what}: only one of them can go to ${output}`, {
    hint: `give one a file: --format ${second.format}=FILE`,
  });
}

/** A report over its own data would destroy them, and one over another would lose that. */
function checkFiles(targets: readonly Target<string>[], inputs: readonly string[]): void {
  const read = new Set(inputs.filter((path) => path !== '-').flatMap((path) => placeOrNone(path)));
  const written = new Set<string>();
  for (const { file, flag, format } of targets) {
    if (file === null || isSpecial(file)) continue;
    const promised = promisedBy(file);
    if (promised !== undefined && promised !== format) {
      throw new UserError(`${flag}: what is written is ${format}, and no ${promised}`, {
        hint: `name it by what it is; of a report: --format ${promised}=${file}`,
      });
    }
    const [kind] = /\.(xlsx?|ods|numbers|docx?|pptx?|pdf|png|jpe?g|parquet)$/i.exec(file) ?? [];
    if (kind !== undefined) {
      throw new UserError(`${flag}: what is written is text, and no ${kind}`, {
        hint: `name it .txt; of a table for a spreadsheet: --format csv=${file.slice(0, -kind.length)}.csv`,
      });
    }
    const place = checkedPlace(file, flag);
    if (read.has(place)) {
      throw new UserError(`${flag}: that is one of the files to read`, {
        hint: 'give the report a file of its own',
      });
    }
    if (written.has(place)) throw takenPlace(flag);
    written.add(place);
  }
}

/**
 * Checks that nothing of an answer goes where something else is to be written.
 *
 * @throws {UserError} where one would be lost.
 */
export function checkApart(targets: readonly Target<string>[], file: string, flag: string): void {
  if (isSpecial(file)) return;
  const places = targets.flatMap((one) => (one.file === null ? [] : placeOrNone(one.file)));
  if (placeOrNone(file).some((place) => places.includes(place))) throw takenPlace(flag);
}

function takenPlace(flag: string): UserError {
  return new UserError(`${flag}: something else is to be written there already`, {
    hint: 'give each a file of its own',
  });
}

/** The format that a file's name promises, of those that no other program takes for text. */
function promisedBy(file: string): string | undefined {
  const [ending = ''] = /[^.]*$/.exec(file.toLowerCase()) ?? [];
  return PROMISED.get(ending);
}

const PROMISED = new Map([
  ['html', 'html'],
  ['htm', 'html'],
  ['svg', 'svg'],
  ['eml', 'eml'],
]);

/** What has no place is not there; its reading will say so. */
function placeOrNone(path: string): string[] {
  try {
    return [placeOf(path)];
  } catch {
    return [];
  }
}

function checkedPlace(file: string, flag: string): string {
  if (!isFolder(folderOf(file))) {
    throw new UserError(`${flag}: there is no folder ${folderOf(file)}`, { hint: 'make it first' });
  }
  if (isFolder(file)) {
    throw new UserError(`${flag}: that is a folder`, { hint: 'name a file in it' });
  }
  if (isClosed(file)) {
    throw new UserError(`${flag}: that file or its folder may not be written`, {
      hint: 'check its permissions, or give the report a file of its own',
    });
  }
  return placeOf(file);
}

/**
 * Writes an answer to each of its places: first the files, each whole and none before all are ready,
 * then standard output.
 *
 * @throws {UserError} naming the file that cannot be written.
 */
export async function writeOutputs<Format extends string>(
  targets: readonly Target<Format>[],
  { color }: { color: boolean },
  rendered: (format: Format, style: Style) => string | Promise<string>,
  io: Io,
): Promise<void> {
  const texts: { path: string | null; text: string }[] = [];
  for (const { format, file } of targets) {
    texts.push({ path: file, text: await rendered(format, await styleFor(io, { color, file })) });
  }
  const files = texts.flatMap(({ path, text }) => (path === null ? [] : [{ path, text }]));
  writeWholeFiles(files);
  for (const { path, text } of texts) if (path === null) io.stdout.write(text);
}
