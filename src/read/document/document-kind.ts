import type * as z from 'zod/mini';

/** A kind of file that people write, YAML or JSON: what may stand in it, and what is said where it is none. */
export interface DocumentKind<Schema extends z.ZodMiniType> {
  /** What one is called, as in "the plan is empty", and several. */
  noun: string;
  plural: string;
  schema: Schema;
  /** The published schema, of whose descriptions hints are made. */
  jsonSchema: () => Record<string, unknown>;
  /** As much as the largest has; whatever is larger is something else. */
  mostBytes: number;
  /** Where its version stands, of which this program reads 1. */
  versionKey: string;
  hints: {
    /** How it is written. */
    form: string;
    /** How one is made where it is empty. */
    empty: string;
    /** What to do where a table stands in its place. */
    table: string;
    /** By the code of the system, where its file cannot be read. */
    system: Record<string, string>;
  };
}

/** A kind, whatever it holds. */
export type AnyDocumentKind = DocumentKind<z.ZodMiniType>;
