import { UserError } from '../../errors.js';

/** What all that is known of units takes, and may take, in bytes. */
export interface UnitMemory {
  bytes: number;
  readonly most: number;
  /** The column of unit ids. */
  readonly column: string;
}

/** 4 GiB: a hundred million units of one metric or so, and what a large laptop can spare. */
export const MOST_UNIT_BYTES = 2 ** 32;

/**
 * What `make` makes, of so many bytes.
 *
 * @throws {UserError} when that is more than units may take, or than the machine has.
 */
export function allocated<T>(memory: UnitMemory, bytes: number, make: () => T): T {
  const { column, most } = memory;
  memory.bytes += bytes;
  if (memory.bytes > most) throw tooManyUnits(column, `its units take more than ${inMiB(most)}`);
  try {
    return make();
  } catch (error) {
    // How V8 says that the machine has no more.
    if (!(error instanceof RangeError)) throw error;
    throw tooManyUnits(column, `there is no room for its units beyond ${inMiB(memory.bytes)}`);
  }
}

/** Says that what was replaced by something larger is no longer held. */
export function released(memory: UnitMemory, bytes: number): void {
  memory.bytes -= bytes;
}

function inMiB(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20)} MiB`;
}

function tooManyUnits(column: string, why: string): UserError {
  return new UserError((say) => `${say.unitId()} ${column}: ${why}`, {
    hint: 'add up the rows of each unit where they are stored; perso-test sql prints the query',
    fatal: true,
  });
}
