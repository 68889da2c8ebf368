import { existsSync } from 'node:fs';
import { unitsRead } from '../experiment/cells.js';
import type { FileRead, ReadResult } from '../read/read-cells.js';
import type { Reading, Source } from '../read/reading.js';
import type { InputReport } from '../report/report.js';

/** A file argument: NAME=FILE names the variant, unless a file of that whole name exists. */
export function sourceOf(argument: string): Source {
  const [, variant, path] = /^([^=]+)=(.+)$/s.exec(argument) ?? [];
  if (variant === undefined || path === undefined || existsSync(argument)) {
    return { path: argument, variant: null };
  }
  return { path, variant: variant.trim() };
}

/** What was read, for the report. */
export function inputReport({ reading, cells, files }: ReadResult): InputReport {
  return {
    files: files.map(({ path, ...rest }: FileRead) => ({ path, ...rest })),
    ...columnsOf(reading),
    rows: files.reduce((sum, { rows }) => sum + rows, 0),
    units: unitsRead(cells),
    caps: cells.capped,
  };
}

function columnsOf({ layout, variantColumn, unitsColumn, unitIdColumn }: Reading) {
  return { layout, variantColumn, unitsColumn, unitIdColumn };
}
