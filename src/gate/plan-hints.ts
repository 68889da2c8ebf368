import { UserError } from '../errors.js';
import type { ReadResult } from '../read/read-cells.js';

/** What a plan says in place of a flag of `analyze`, by the flag. */
const KEYS: Record<string, string> = {
  '--variant-column': 'variants: { column: NAME }',
  '--units-column': 'units: { column: NAME }',
  '--unit-id': 'units: { id: NAME }',
  '--metric': 'the column of the metric',
};

/**
 * What reading by a plan gives; a mistake in the files whose hint names flags for which the plan has
 * keys, names those too.
 */
export async function hintingAtPlan(read: Promise<ReadResult>): Promise<ReadResult> {
  try {
    return await read;
  } catch (error) {
    throw error instanceof UserError ? withKeys(error) : error;
  }
}

function withKeys(error: UserError): UserError {
  const { message, location, hint = '' } = error;
  const keys = Object.keys(KEYS).filter((flag) => hint.includes(`${flag} `));
  if (keys.length === 0) return error;
  const said = keys.map((flag) => `${flag} is ${KEYS[flag]}`).join(', ');
  return new UserError(message, { location, hint: `${hint}; in a plan ${said}` });
}
