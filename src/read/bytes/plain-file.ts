import { fstatSync, readFileSync } from 'node:fs';
import type { Source, StandardInput } from '../reading.js';
import { isSystemError, statOrNull } from './system-errors.js';

/**
 * The descriptor of standard input where that is a plain file, `< FILE`, of which nothing has been read yet:
 * its bytes can be read at any place. `null` of all else, and where the system does not tell.
 */
export function inputFile({ stdin }: StandardInput): number | null {
  const { fd } = stdin as { fd?: unknown };
  if (typeof fd !== 'number' || !isFile(fd)) return null;
  return positionOf(fd) === 0 ? fd : null;
}

/** `false` where there is nothing behind standard input: reading it will say so. */
function isFile(fd: number): boolean {
  try {
    return fstatSync(fd).isFile();
  } catch (error) {
    if (isSystemError(error)) return false;
    throw error;
  }
}

/** Where an open file stands; `null` where nobody tells: Node does not, but Linux does. */
function positionOf(fd: number): number | null {
  try {
    const [, position] =
      /^pos:\s*(\d+)$/m.exec(readFileSync(`/proc/self/fdinfo/${fd}`, 'utf8')) ?? [];
    return position === undefined ? null : Number(position);
  } catch (error) {
    if (isSystemError(error)) return null;
    throw error;
  }
}

/** How many bytes a plain file has; `null` of all else. */
export function sizeOf({ path }: Source, io: StandardInput): number | null {
  const fd = path === '-' ? inputFile(io) : null;
  if (fd !== null) return fstatSync(fd).size;
  const stat = path === '-' ? null : statOrNull(path);
  return stat?.isFile() === true ? stat.size : null;
}
