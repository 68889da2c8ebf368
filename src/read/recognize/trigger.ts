import { UserError } from '../../errors.js';
import type { MetricReading, Reading, ReadOptions } from '../reading.js';
import { type Header, requireColumn } from './header.js';

/**
 * The column that says whether a unit could see a difference, as the header has it; nothing where none was named.
 *
 * @throws {UserError} when the column has another part already.
 */
export function triggerOf(
  header: Header,
  known: Pick<Reading, 'variantColumn' | 'unitsColumn' | 'unitIdColumn' | 'segments'>,
  { triggered }: ReadOptions,
): Pick<Reading, 'trigger'> {
  if (triggered === undefined || triggered === null) return {};
  const trigger = header.names[requireColumn(header, triggered)]!;
  const { variantColumn, unitsColumn, unitIdColumn, segments } = known;
  if (trigger === variantColumn) throw taken(trigger, 'that column holds the variant');
  if (trigger === unitsColumn) throw taken(trigger, 'that column holds numbers of units');
  if (trigger === unitIdColumn) throw taken(trigger, 'that column holds the ids of units');
  if (segments.includes(trigger)) throw taken(trigger, 'that column parts the units as a segment');
  return { trigger };
}

/** @throws {UserError} when whether a unit could see a difference is measured as an outcome, too. */
export function checkTriggered(
  trigger: string | undefined,
  metrics: readonly MetricReading[],
): void {
  const own = metrics.find(({ column, denominator, covariates }) =>
    [column, denominator, ...covariates].includes(trigger ?? null),
  );
  if (trigger === undefined || own === undefined) return;
  throw taken(trigger, `metric ${own.name} is read from that column`);
}

function taken(trigger: string, why: string): UserError {
  return new UserError((say) => `${say.triggered()} ${trigger}: ${why}`, {
    hint: 'name the column that says, with 0 and 1, whether a unit could see a difference',
  });
}
