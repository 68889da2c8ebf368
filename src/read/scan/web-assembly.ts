/** A compiled module; threads can be sent it. */
export type WasmModule = object;

/** Memory of an instance. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer;
}

type Imports = Record<string, Record<string, (...args: number[]) => number>>;

interface WasmApi {
  Module: new (bytes: Uint8Array) => WasmModule;
  Instance: new (module: WasmModule, imports: Imports) => { exports: object };
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

/** V8 says by a RangeError that there is no memory. */
function orNoMemory<T>(make: () => T): T | null {
  try {
    return make();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
