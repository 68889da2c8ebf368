import { sum } from 'simple-statistics';
import { unitsRead } from '../../experiment/cells.js';
import type { FileRead, ReadResult } from '../../read/read-cells.js';
import type { Reading } from '../../read/reading.js';
import type { InputReport } from '../../report/report.js';

/** What was read, for the report. */
export function inputReport({ reading, cells, files }: ReadResult): InputReport {
  return {
    files: files.map(({ path, ...rest }: FileRead) => ({ path, ...rest })),
    ...columnsOf(reading),
    rows: sum(files.map(({ rows }) => rows)),
    units: unitsRead(cells),
    caps: cells.capped,
  };
}

function columnsOf({ layout, variantColumn, unitsColumn, unitIdColumn }: Reading) {
  return { layout, variantColumn, unitsColumn, unitIdColumn };
}
