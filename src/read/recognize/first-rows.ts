import type { Reading } from '../reading.js';
import { checkBuyersOnly } from './buyers-only.js';
import { countRows } from './count-rows.js';
import { checkCurrencies } from './currencies.js';
import { checkMeasured, type Table } from './labels.js';
import { checkMerged } from './merged-cells.js';
import { checkMissingCodes } from './missing-codes.js';
import { checkPlaces } from './places.js';
import { checkRepeated } from './repeated-values.js';
import { checkRunningTotals } from './running-totals.js';
import { checkSameDays } from './same-days.js';
import { checkSpreads } from './spreads.js';
import { checkSubtotals } from './subtotals.js';
import { checkThousands } from './thousands.js';
import { checkUnitIds } from './unit-ids.js';
import { checkValueCounts } from './value-counts.js';
import { checkWeights } from './weights.js';
import { checkWholeCounts } from './whole-counts.js';

/**
 * Checks that nothing in a file's first rows speaks against how it is to be read.
 *
 * @throws {UserError} for the first that does, with the option that settles it.
 */
export function checkFirstRows(table: Table, reading: Omit<Reading, 'caps'>): void {
  const { layout, metrics, variantColumn } = reading;
  if (layout === 'rows') {
    checkMeasured(table, metrics, variantColumn);
    checkMissingCodes(table, metrics);
    checkThousands(table, reading, metrics);
  }
  checkBuyersOnly(table, reading);
  checkSpreads(table, reading);
  checkPlaces(table, reading);
  checkUnitIds(table, reading);
  checkWeights(table, reading);
  checkRunningTotals(table, reading);
  if (layout === 'counts' && table.options.layout !== 'counts') {
    const counts = countRows(table, reading);
    checkMerged(table, reading);
    checkWholeCounts(table, counts);
    checkValueCounts(table, counts, reading);
    checkSubtotals(table, counts, reading);
  }
  checkRepeated(table, reading);
  checkSameDays(table, reading);
  checkCurrencies(table, reading);
}
