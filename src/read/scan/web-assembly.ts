/** A compiled module; threads can be sent it. */
export type WasmModule = object;

/** Memory of an instance. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer;
  /** Adds so many pages; a new `buffer` holds all then. A RangeError says that there are none. */
  grow: (pages: number) => number;
}

type Imports = Record<string, Record<string, WasmMemory | ((...args: number[]) => number)>>;

interface WasmApi {
  Module: new (bytes: Uint8Array) => WasmModule;
  Instance: new (module: WasmModule, imports: Imports) => { exports: object };
  Memory: new (size: { initial: number; maximum: number }) => WasmMemory;
  validate: (bytes: Uint8Array) => boolean;
}

/** What we use of Node's WebAssembly, for which Node 20's types and the language's have no names. */
const api = (globalThis as { WebAssembly?: WasmApi }).WebAssembly;

/**
 * A module compiled; `null` where this machine has no such instructions, Node no compiler (--jitless), or
 * neither room for the code.
 */
export function compiledModule(bytes: Uint8Array): WasmModule | null {
  return api?.validate(bytes) === true ? orNoMemory(() => new api.Module(bytes)) : null;
}

/**
 * What an instance of a module exports; `null` where its memory cannot be had. V8 reserves gigabytes of
 * addresses for one, be it as small as it likes, and a machine may allow no process so many (`ulimit -v`).
 */
export function exportsOf(module: WasmModule, imports: Imports): object | null {
  return orNoMemory(() => new api!.Instance(module, imports).exports);
}

/** Memory of so many pages that grows in place, up to all that WebAssembly can address; `null` where there is none. */
export function growableMemory(pages: number): WasmMemory | null {
  if (api === undefined) return null;
  return orNoMemory(() => new api.Memory({ initial: pages, maximum: MOST_PAGES }));
}

/** 4 GiB in pages of 64 KiB, all that 32 bits address. */
const MOST_PAGES = 1 << 16;

/** V8 says by a RangeError that there is no memory. */
function orNoMemory<T>(make: () => T): T | null {
  try {
    return make();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
