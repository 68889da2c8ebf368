/** What a program writes to. */
export interface Output {
  write(text: string): unknown;
  isTTY?: boolean;
  columns?: number;
}

/** All that the program has of the world outside, so that a test can be that world. */
export interface Io {
  stdin: AsyncIterable<Uint8Array | string>;
  stdout: Output;
  stderr: Output;
  env: Record<string, string | undefined>;
  now(): Date;
  /** The file that a thread loads to have this program; left out where there is none. */
  program?: string;
}

/** The whole program: with these words and this world, its exit code. */
export type Run = (argv: readonly string[], io: Io) => Promise<number>;
