import { UserError } from '../errors.js';
import type { RecordFormat } from './csv/records.js';

/** The mistake of a file in which there is no header. */
export function emptyFile(
  file: string,
  { skipLines, comment }: Pick<RecordFormat, 'skipLines' | 'comment'>,
): UserError {
  if (skipLines || comment) return allPassedOver(file);
  return new UserError('the file is empty', {
    location: { file },
    hint: 'was it written at all?',
  });
}

/** The mistake of a table that ends with its header. */
export function noRows(file: string): UserError {
  return new UserError('there is a header but no rows', {
    location: { file },
    hint: 'is the export finished?',
  });
}

function allPassedOver(file: string): UserError {
  return new UserError('nothing is left below the lines that are skipped', {
    location: { file },
    hint: (say) =>
      `the header is on a line above: fewer ${say.skipLines()}, or another comment sign`,
  });
}
