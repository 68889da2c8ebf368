import { UserError } from '../../errors.js';

/** A workbook that cannot be unpacked or is not made as it should be. */
export function damaged(file: string, cause: unknown): UserError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new UserError(`the workbook is damaged, or cut short: ${why}`, {
    location: { file },
    hint: 'save it again, or save the sheet as "CSV UTF-8"',
  });
}
