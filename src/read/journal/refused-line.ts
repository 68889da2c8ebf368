import { UserError } from '../../errors.js';

/** Where a line of a journal stands, from 1. */
export interface LinePlace {
  file: string;
  line: number;
}

/** What to do about a line that this program did not write as it stands. */
const HINT =
  'perso-test never writes such a line: restore the journal from a copy, or start a new one';

/** The error that a line of a journal is not as this program writes it. */
export function refusedLine(message: string, location: LinePlace, hint = HINT): UserError {
  return new UserError(message, { location, hint });
}
