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
}

/** What we use of Node's WebAssembly, for which Node 20's types and the language's have no names. */
export const { Module, Instance } = (globalThis as unknown as { WebAssembly: WasmApi }).WebAssembly;
