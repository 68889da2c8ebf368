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

/**
 * What was read, for the report.
 * @example
 * const sources = [{ path: 'fixtures/homepage-hero.csv', variant: null }];
 * const { plan } = await readPlan('fixtures/plan.yaml');
 * const found = await readAggregates(sources, planReadOptions(plan), process);
 * const { layout, files } = inputReport(found);
 * [layout, files[0]?.path, files[0]?.rows]; // => [ 'counts', 'fixtures/homepage-hero.csv', 42 ]
 */
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
