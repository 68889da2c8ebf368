import { UserError } from '../../errors.js';
import { growableMemory, type WasmMemory } from '../scan/web-assembly.js';
import { METRIC_BYTES, PAGE, UNITS } from './layout.js';

/** The memory in which all stands that is known of units, and how much of it they may take, in bytes. */
export interface UnitMemory {
  readonly most: number;
  /** The column of unit ids. */
  readonly column: string;
  /** Memory that grows in place; `null` where this machine has none for WebAssembly. */
  readonly wasm: WasmMemory | null;
  /** Views of it, new ones each time that it has grown. */
  bytes: Uint8Array;
  halves: Uint16Array;
  words: Uint32Array;
  doubles: Float64Array;
}

/** 4 GiB: a hundred million units of one metric or so, what a large laptop can spare, and all that WebAssembly has. */
export const MOST_UNIT_BYTES = 2 ** 32;

/** At first: what has a fixed place, and a page for a few units. */
const FIRST_PAGES = UNITS.start / PAGE + 1;

/** Memory without any units, WebAssembly's where this machine has such. */
export function unitMemory(
  column: string,
  most = MOST_UNIT_BYTES,
  wasm = growableMemory(FIRST_PAGES),
): UnitMemory {
  const buffer = wasm?.buffer ?? new ArrayBuffer(FIRST_PAGES * PAGE);
  const memory = { most, column, wasm, ...viewsOf(buffer) };
  memory.words[UNITS.top >>> 2] = UNITS.start;
  memory.words[UNITS.limit >>> 2] = Math.min(most, 2 ** 32 - 1);
  return memory;
}

function viewsOf(buffer: ArrayBuffer) {
  return {
    bytes: new Uint8Array(buffer),
    halves: new Uint16Array(buffer),
    words: new Uint32Array(buffer),
    doubles: new Float64Array(buffer),
  };
}

/** Renews the views of a memory that has grown. */
export function renewViews(memory: UnitMemory): void {
  if (memory.wasm !== null) Object.assign(memory, viewsOf(memory.wasm.buffer));
}

/** The word at an address. */
export function wordAt({ words }: UnitMemory, at: number): number {
  return words[at >>> 2]!;
}

/** Sets the word at an address. */
export function setWord({ words }: UnitMemory, at: number, value: number): void {
  words[at >>> 2] = value;
}

/** What the table of units in src/scan/units has noted with a metric, or is told of it. */
export function flagOf(memory: UnitMemory, metric: number): number {
  return wordAt(memory, flagAt(metric));
}

/** Tells the table of units of a metric. */
export function setFlag(memory: UnitMemory, metric: number, flag: number): void {
  setWord(memory, flagAt(metric), flag);
}

function flagAt(metric: number): number {
  return UNITS.metricList + METRIC_BYTES * metric + 12;
}

/**
 * The address of so many bytes behind all that is in use.
 *
 * @throws {UserError} when that is more than units may take, or than the machine has.
 */
export function takenFromTop(memory: UnitMemory, bytes: number): number {
  const top = wordAt(memory, UNITS.top);
  const pages = Math.ceil((top + bytes) / PAGE);
  if (top + bytes > wordAt(memory, UNITS.limit) || !grown(memory, pages)) {
    throw tooManyUnits(memory, pages);
  }
  setWord(memory, UNITS.top, top + bytes);
  return top;
}

/** Whether a memory has so many pages by now. */
function grown(memory: UnitMemory, pages: number): boolean {
  const lacking = pages - memory.bytes.length / PAGE;
  if (lacking <= 0) return true;
  try {
    if (memory.wasm === null) copyToLarger(memory, pages);
    else memory.wasm.grow(lacking);
  } catch (error) {
    // How V8 says that the machine has no more.
    if (error instanceof RangeError) return false;
    throw error;
  }
  renewViews(memory);
  return true;
}

/** Twice what there is, or as much as is needed, but no more than units may take. */
function copyToLarger(memory: UnitMemory, pages: number): void {
  const most = Math.ceil(Math.min(memory.most, MOST_UNIT_BYTES) / PAGE);
  const next = Math.max(pages, Math.min(most, (2 * memory.bytes.length) / PAGE));
  const { bytes } = memory;
  Object.assign(memory, viewsOf(new ArrayBuffer(next * PAGE)));
  memory.bytes.set(bytes);
}

/** The mistake that units take more than they may, or than there is, where so many pages were wanted. */
export function tooManyUnits({ most, column, bytes }: UnitMemory, pages: number): UserError {
  const why =
    pages * PAGE > Math.min(most, MOST_UNIT_BYTES - PAGE)
      ? `its units take more than ${inMiB(most)}`
      : `there is no room for its units beyond ${inMiB(bytes.length)}`;
  return new UserError((say) => `${say.unitId()} ${column}: ${why}`, {
    hint: 'add up the rows of each unit where they are stored; perso-test sql prints the query',
    fatal: true,
  });
}

function inMiB(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20)} MiB`;
}
