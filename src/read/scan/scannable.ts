import { UserError } from '../../errors.js';
import { formatOfRecords, type KnownFormat } from '../csv/records.js';
import type { FileState } from '../file-state.js';
import { fileName } from '../reading.js';
import type { Units } from '../units/unit-store.js';
import { scanner } from './compiled.js';
import { type ScanLayout, type ScannedFormat, scanPlan } from './scan-layout.js';
import { unitTableFor } from './unit-table.js';
import { compiledModule, type WasmModule } from './web-assembly.js';

/** Compiled for the first file that needs it. */
let compiled: WasmModule | null | undefined;

/** The scanner; `null` where this machine cannot run it. */
export function scannerModule(): WasmModule | null {
  compiled ??= compiledModule(Buffer.from(scanner, 'base64'));
  return compiled;
}

/** Whether a file begins as gzip or Parquet do, which have readers of their own. */
export function isPacked(start: Buffer): boolean {
  const signature = start.toString('latin1', 0, 4);
  return signature.startsWith('\x1f\x8b') || signature === 'PAR1';
}

/** The dialect of a text that begins so; `null` where it is a mistake, which reading it will tell. */
export function formatFor(start: Buffer, state: FileState): ScannedFormat | null {
  // A record of a wide table is several rows.
  if (state.options.layout === 'wide') return null;
  try {
    const dialect = formatOfRecords(start, fileName(state.source), state.options);
    // A drawn table is no CSV below its header either.
    const lineEnd = !start.includes(LF) && start.includes(CR) ? CR : LF;
    return dialect.asides.drawn === null ? { ...dialect, lineEnd } : null;
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}

const LF = 0x0a;
const CR = 0x0d;

/** Whether a text is in the encoding that the scanner reads. */
export function isUtf8({ encoding }: KnownFormat): boolean {
  return /^utf-?8$/i.test(encoding);
}

/** How the scanner is to read what is left; `null` where it cannot, or the columns are not known yet. */
export function planFor(
  { header, known, options, source, fold }: FileState,
  format: Pick<ScannedFormat, 'delimiter' | 'lineEnd'>,
): ScanLayout | null {
  if (fold === null) return null;
  const { variant } = source;
  const plan = scanPlan({ header: header!, ...known!, options, variant }, format);
  return plan === null || plan.unitId === null || hasTable(known!.units!) ? plan : null;
}

/** Whether many rows can be added to units at once, from now on. */
function hasTable(units: Units): boolean {
  units.table ??= unitTableFor(units.memory);
  return units.table !== null;
}
