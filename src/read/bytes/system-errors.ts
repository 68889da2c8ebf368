import { type Stats, statSync } from 'node:fs';
import { UserError } from '../../errors.js';

/** What is wrong, and what to do about it. */
export type Problem = [message: string, hint: string];

/** Whether the system refused a call; an error without one is a bug of ours. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

/**
 * The error that a refused system call amounts to for whoever named the file; itself where no such call
 * failed.
 *
 * @param problemOf what the system's name of the error means.
 */
export function asFileError(
  error: unknown,
  file: string,
  problemOf: (code: string) => Problem,
): unknown {
  if (!isSystemError(error)) return error;
  const [what, hint] = problemOf(String(error.code));
  return new UserError(what, { location: { file }, hint });
}

/** What a path leads to; `null` where the system does not show it: whoever opens it says why. */
export function statOrNull(path: string): Stats | null {
  try {
    return statSync(path);
  } catch (error) {
    if (isSystemError(error)) return null;
    throw error;
  }
}
