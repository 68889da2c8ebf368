import { sum } from 'simple-statistics';
import { type Cells, unitsRead } from '../experiment/cells.js';
import type { FileReport, InputReport } from './report.js';

/** Results as they were read: `readCells` gives them so. */
export interface InputRead {
  reading: Pick<InputReport, 'layout' | 'variantColumn' | 'unitsColumn' | 'unitIdColumn'>;
  cells: Cells;
  files: readonly FileReport[];
}

/** What was read, for the report. */
export function inputReport({ reading, cells, files }: InputRead): InputReport {
  const { layout, variantColumn, unitsColumn, unitIdColumn } = reading;
  return {
    files: files.map(({ path, ...rest }) => ({ path, ...rest })),
    layout,
    variantColumn,
    unitsColumn,
    unitIdColumn,
    rows: sum(files.map(({ rows }) => rows)),
    units: unitsRead(cells),
    caps: cells.capped,
  };
}
