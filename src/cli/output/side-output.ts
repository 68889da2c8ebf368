import { UserError } from '../../errors.js';
import { checkApart, outputsFrom, type Target } from './outputs.js';

/** What is written beside an answer, by a flag of its own. */
interface SideOutput {
  /** As it is written: `--units-out`. */
  flag: string;
  output: string | undefined;
  format: 'csv' | 'json';
}

/**
 * The file of what is written beside an answer; `null` where it is not asked for.
 *
 * @param inputs what is read.
 * @param targets where the answer goes, which it must not take the place of.
 * @throws {UserError} as of every output, and where it would go to standard output.
 */
export function sideOutput(
  { flag, output, format }: SideOutput,
  inputs: readonly string[],
  targets: readonly Target<string>[],
): string | null {
  if (output === undefined) return null;
  const [target] = outputsFrom({ format: [], output }, [format], inputs, flag);
  if (target!.file === null) {
    throw new UserError(`${flag} ${output}: the report goes to standard output`, {
      hint: 'name a file',
    });
  }
  checkApart(targets, target!.file, `${flag} ${output}`);
  return target!.file;
}
