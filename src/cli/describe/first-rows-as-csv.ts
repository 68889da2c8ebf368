import type { DescribedFile } from '../../read/describe/describe-file.js';

/** The header and the first rows of a file as CSV, for what can be read only once. */
export function firstRowsAsCsv({ header, firstRows }: DescribedFile): string {
  const field = (text: string) => `"${text.replaceAll('"', '""')}"`;
  return [header.names, ...firstRows].map((fields) => `${fields.map(field).join(',')}\n`).join('');
}
