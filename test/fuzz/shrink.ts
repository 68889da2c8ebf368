import type { Case, Run } from './case.js';

/** A way to ask whether a case still fails, which costs a run. */
export type Fails<T> = (one: T) => Promise<boolean>;

/** What is left of something that fails when nothing more can be taken from it, or so many trials are over. */
export async function smallest<T>(
  start: T,
  smaller: (now: T) => Iterable<T>,
  fails: Fails<T>,
  trials: number,
): Promise<T> {
  let now = start;
  let left = trials;
  for (;;) {
    const next = await firstThat(smaller(now), async (one) => left-- > 0 && (await fails(one)));
    if (next === null) return now;
    now = next;
  }
}

async function firstThat<T>(list: Iterable<T>, is: Fails<T>): Promise<T | null> {
  for (const one of list) if (await is(one)) return one;
  return null;
}

/** Cases that hold less, by what the model knows of it or else by its run. */
export function* smallerCases(one: Case): Generator<Case> {
  if (one.smaller !== undefined) yield* one.smaller();
  else for (const run of smallerRuns(one.run)) yield { run };
}

/** The same run without some of its words, files, lines or bytes, the largest pieces first. */
export function* smallerRuns(run: Run): Generator<Run> {
  const { files, argv } = run;
  for (const name of Object.keys(files)) {
    const { [name]: _, ...others } = files;
    yield { ...run, files: others };
  }
  if (run.stdin.length > 0) yield { ...run, stdin: Buffer.alloc(0) };
  for (const name of Object.keys(run.env)) {
    const { [name]: _, ...others } = run.env;
    yield { ...run, env: others };
  }
  for (const words of fewer(argv, 2)) yield { ...run, argv: words };
  for (const [name, bytes] of Object.entries(files)) {
    for (const less of smallerFiles(bytes)) yield { ...run, files: { ...files, [name]: less } };
  }
  for (const less of smallerFiles(run.stdin)) yield { ...run, stdin: less };
}

/** Longer lists take too many trials piece by piece. */
const MOST_PIECES = 2000;

/** A list without each of its pieces of one length, for lengths from so many down to 1. */
function* fewer<T>(list: readonly T[], from = list.length >> 1): Generator<T[]> {
  for (let size = from; size >= 1; size >>= 1) {
    if (list.length / size > MOST_PIECES) return;
    for (let at = 0; at < list.length; at += size) yield list.toSpliced(at, size);
  }
}

/** Text loses lines, then fields, then letters; bytes that are no text lose bytes. */
function* smallerFiles(bytes: Buffer): Generator<Buffer> {
  const text = bytes.toString();
  if (!Buffer.from(text).equals(bytes)) {
    for (const less of fewer([...bytes])) yield Buffer.from(less);
    return;
  }
  for (const parts of [/(?<=\n)/, /(?<=[,;\t|{}[\]])/, /(?:)/u]) {
    for (const less of fewer(text.split(parts))) yield Buffer.from(less.join(''));
  }
}
