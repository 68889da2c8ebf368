import { printable } from '../../render/printable.js';
import type { Io } from '../io.js';
import { type Target, writeOutputs } from './outputs.js';

/**
 * Writes a text that a program is to read, as it is; but on a terminal, where names with control characters would move
 * the cursor or hide a line, these stand as \u escapes, and standard error says so.
 *
 * @throws {UserError} as writeOutputs.
 */
export async function writeExactText(
  targets: readonly Target<'text'>[],
  text: string,
  io: Io,
): Promise<void> {
  const shown = text.split('\n').map(printable).join('\n');
  const isAltered =
    shown !== text && io.stdout.isTTY === true && targets.some(({ file }) => file === null);
  await writeOutputs(targets, { color: false }, () => (isAltered ? shown : text), io);
  if (isAltered) io.stderr.write(NOT_AS_IT_IS);
}

const NOT_AS_IT_IS =
  'a name in this holds signs that a terminal would obey, shown as \\u escapes: --output FILE writes it as it is\n';
