import type * as z from 'zod/mini';
import type { tool } from './schemas/json-values.js';

/** Which program wrote an answer. */
export type Tool = z.output<typeof tool>;

/** An answer, with which program wrote it after its schema's version. */
export function writtenBy<A extends { schemaVersion: 1; tool?: Tool }>(
  { schemaVersion, ...answer }: A,
  version: string,
): A {
  return { schemaVersion, tool: { name: 'perso-test', version }, ...answer } as unknown as A;
}
