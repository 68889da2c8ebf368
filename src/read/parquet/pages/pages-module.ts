import { compiledModule, type WasmModule } from '../../scan/web-assembly.js';
import { pages } from '../compiled.js';

/** Compiled for the first file that needs it. */
let compiled: WasmModule | null | undefined;

/** What reads pages, of src/scan/pages; `null` where this machine cannot run it. */
export function pagesModule(): WasmModule | null {
  compiled ??= compiledModule(Buffer.from(pages, 'base64'));
  return compiled;
}
