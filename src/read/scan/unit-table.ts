import type { UnitMemory } from '../units/unit-memory.js';
import { unitTable } from './compiled.js';
import { compiledModule, exportsOf, type WasmModule } from './web-assembly.js';

/** The table of units of src/scan/units, at work in their memory. */
export interface UnitTable {
  /** Adds so many rows, which stand in memory, to their units; 0 where there is no room for those that are new. */
  takeRows: (count: number) => number;
  /** How many units are in two variants; notes with each metric whether the others have amounts. */
  survey: () => number;
  /** Begins to read units from the first on. */
  rewind: () => void;
  /** Writes what the next units say into memory, 512 at most; how many they are, 0 once there are no more. */
  readUnits: () => number;
}

/** Compiled for the first file that needs it. */
let compiled: WasmModule | null | undefined;

/** The table of the units in a memory; `null` where this machine has no WebAssembly, or no memory for it. */
export function unitTableFor({ wasm }: UnitMemory): UnitTable | null {
  if (wasm === null) return null;
  compiled ??= compiledModule(Buffer.from(unitTable, 'base64'));
  return compiled === null
    ? null
    : (exportsOf(compiled, { env: { memory: wasm } }) as UnitTable | null);
}
