import { exportsOf, type WasmMemory, type WasmModule } from '../../scan/web-assembly.js';
import { NOT_TAKEN } from './not-taken.js';

/** What the WebAssembly of src/scan/pages exports; addresses and counts in, counts and truths out. */
interface PageExports {
  memory: WasmMemory;
  unpackSnappy: (start: number, end: number, into: number, size: number) => number;
  readHybrid: (
    start: number,
    end: number,
    width: number,
    into: number,
    count: number,
    limit: number,
  ) => number;
  areAllPresent: (start: number, end: number, count: number) => number;
  presentIn: (levels: number, count: number) => number;
  spreadPlaces: (
    levels: number,
    places: number,
    rows: number,
    present: number,
    isListed: number,
  ) => void;
  gatherNumbers: (
    table: number,
    places: number,
    from: number,
    chosen: number,
    first: number,
    count: number,
    into: number,
  ) => number;
  gatherCodes: (
    table: number,
    places: number,
    from: number,
    chosen: number,
    first: number,
    count: number,
    into: number,
    none: number,
  ) => number;
  sampledLongs: (
    longs: number,
    places: number,
    from: number,
    chosen: number,
    count: number,
    mask: number,
    into: number,
  ) => number;
  sampledTexts: (
    bytes: number,
    starts: number,
    ends: number,
    places: number,
    from: number,
    chosen: number,
    count: number,
    mask: number,
    into: number,
  ) => number;
}

/** A part of the memory, which moves when it has to grow. */
export interface Room {
  at: number;
  size: number;
}

/** The memory that pages are unpacked and read in, all of it there from the start. */
export interface PageMemory {
  wasm: PageExports;
  bytes: Uint8Array;
  view: DataView;
  ints: Int32Array;
  doubles: Float64Array;
  /**
   * Sees to it that a room has so many bytes, what it held being lost; its address.
   *
   * @throws NOT_TAKEN where there is no memory left.
   */
  fit: (room: Room, size: number) => number;
}

/** Before this, nothing stands, so that 0 is no address. */
const FIRST = 1 << 16;

/** Behind what is read and written, so much may be too. */
const BEHIND = 64;

/** The most that is taken beyond what is asked for. */
const MOST_SPARE = 1 << 20;

/** Memory for pages; `null` where there is none. */
export function pageMemory(module: WasmModule): PageMemory | null {
  const wasm = exportsOf(module, {}) as PageExports | null;
  if (wasm === null) return null;
  const { buffer } = wasm.memory;
  let top = FIRST;
  const fit = (room: Room, size: number): number => {
    if (room.size >= size) return room.at;
    // Pages differ little in size, so that a few steps reach the largest.
    const wanted = 8 * Math.ceil((size + Math.min(size / 4, MOST_SPARE) + BEHIND) / 8);
    if (top + wanted > buffer.byteLength) throw NOT_TAKEN;
    room.at = top;
    room.size = wanted - BEHIND;
    top += wanted;
    return room.at;
  };
  return {
    wasm,
    bytes: new Uint8Array(buffer),
    view: new DataView(buffer),
    ints: new Int32Array(buffer),
    doubles: new Float64Array(buffer),
    fit,
  };
}

export function noRoom(): Room {
  return { at: 0, size: 0 };
}
