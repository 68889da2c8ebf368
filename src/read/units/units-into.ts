import type { Aggregates } from '../../experiment/aggregates.js';
import type { DeferredValues } from '../fold/deferred-values.js';
import type { Reading, ReadOptions } from '../reading.js';
import type { Units } from './unit-store.js';

/** What the units of all files go into, once the last row has been read. */
export interface UnitsInto {
  units: Units;
  aggregates: Aggregates;
  reading: Reading;
  options: ReadOptions;
  kept: DeferredValues | null;
  /** Which units are left out, by their addresses; left out or `null` for none. */
  isLeftOut?: ((unit: number) => boolean) | null;
}
