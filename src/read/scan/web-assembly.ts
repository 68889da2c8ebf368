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

/** A module compiled; `null` where this machine has no such instructions, or Node no compiler (--jitless). */
export function compiledModule(bytes: Uint8Array): WasmModule | null {
  return api?.validate(bytes) === true ? new api.Module(bytes) : null;
}

/** What an instance of a module exports. */
export function exportsOf(module: WasmModule, imports: Imports): object {
  return new api!.Instance(module, imports).exports;
}
