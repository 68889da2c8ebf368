import { sum } from 'simple-statistics';
import { type Aggregates, unitsRead } from '../experiment/aggregates.js';
import type { FileReport, InputReport } from './report.js';

/** Results as they were read: `readAggregates` gives them so. */
export interface InputRead {
  reading: Pick<
    InputReport,
    'layout' | 'variantColumn' | 'unitsColumn' | 'unitIdColumn' | 'leftOut'
  >;
  aggregates: Aggregates;
  files: readonly (FileReport & { contentSha256?: string | null })[];
}

/** What was read, for the report. */
export function inputReport({ reading, aggregates, files }: InputRead): InputReport {
  const { layout, variantColumn, unitsColumn, unitIdColumn, leftOut } = reading;
  return {
    files: files.map(({ path, contentSha256, ...rest }) => ({ path, ...rest })),
    layout,
    variantColumn,
    unitsColumn,
    unitIdColumn,
    ...(leftOut === undefined ? {} : { leftOut }),
    rows: sum(files.map(({ rows }) => rows)),
    units: unitsRead(aggregates),
    caps: aggregates.capped,
  };
}
