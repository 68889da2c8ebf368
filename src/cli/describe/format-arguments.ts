import { flagName } from '../flags/flag.js';
import { CSV_FORMAT } from '../flags/shared-flags.js';

/** What was said of how the file is written, as it is said to `analyze` too. */
export function formatArguments(given: unknown, said: readonly string[]): string[] {
  const values = given as Record<string, string | string[]>;
  return said
    .filter((key) => Object.hasOwn(CSV_FORMAT, key))
    .flatMap((key) => [values[key]!].flat().flatMap((value) => [flagName(key), value]));
}
