import { existsSync } from 'node:fs';
import { UserError } from '../../errors.js';
import { folderOf, OWN_PATHS } from '../../read/paths/paths.js';
import { shellWord } from '../../vocabulary.js';
import type { Io } from '../io.js';
import { schemaForEditors, type WrittenKind } from './schema-for-editors.js';
import { writeWholeFiles } from './whole-files.js';

/** A kind of file that a command writes to be filled in. */
interface NewDocument {
  command: string;
  /** What it is called. */
  noun: string;
  kind: WrittenKind;
  /** How one might be called. */
  example: string;
  /** Its text, of a file of that name, in which an editor finds its schema there. */
  text: (schema: string, file: string) => string;
}

/** The flags that say where it goes; of the others none has a meaning then. */
interface InitFlags {
  init?: string | boolean | undefined;
  output?: string | undefined;
  format: readonly string[];
}

/**
 * Writes a file to fill in, whole or not at all; never in place of another, which may be in use.
 *
 * @param file what was named to be read.
 * @throws {UserError} where one is named, or there is one already.
 */
export function writeNewDocument(
  { command, noun, kind, example, text }: NewDocument,
  file: string | undefined,
  { init, output, format }: InitFlags,
  io: Io,
): void {
  if (file !== undefined) {
    throw new UserError(`${command} ${file} --init: one or the other`, {
      hint: `to write a ${noun}: perso-test ${command} --init FILE; to read one: perso-test ${command} FILE`,
    });
  }
  const unused = output !== undefined ? '--output' : format.length > 0 ? '--format' : null;
  if (unused !== null) {
    throw new UserError(
      `${unused}: --init writes a ${noun}, and takes the name of its file itself`,
      {
        hint: `perso-test ${command} --init ${output ?? example}`,
      },
    );
  }
  if (typeof init !== 'string') {
    io.stdout.write(text(schemaForEditors(process.cwd(), io.program, kind), example));
    return;
  }
  if (existsSync(init)) {
    throw new UserError('this file exists already, and is left as it is', {
      location: { file: init },
      hint: 'give another name, or move it away first',
    });
  }
  const schema = schemaForEditors(folderOf(OWN_PATHS.resolve(init)), io.program, kind);
  // A comment ends where a line does.
  const name = /[\r\n]/.test(init) ? example : shellWord(init);
  writeWholeFiles([{ path: init, text: text(schema, name) }]);
}
