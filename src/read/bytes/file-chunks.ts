import { closeSync, openSync, readSync } from 'node:fs';

/** Large enough that system calls cost nothing beside the work on the bytes (see bench). */
export const CHUNK_BYTES = 1 << 18;

/** A file's bytes in chunks; read while nothing else waits, so without a stream between. */
export function* fileChunks(path: string): Generator<Buffer> {
  const file = openSync(path, 'r');
  try {
    yield* descriptorChunks(file);
  } finally {
    closeSync(file);
  }
}

/**
 * The bytes of an open file or pipe in chunks, from where it stands, or from a position of the file on, to its end.
 * A pipe gives little at once, so that several chunks share a room.
 */
export function* descriptorChunks(file: number, from: number | null = null): Generator<Buffer> {
  let room = roomForChunks();
  for (let position = from; ; ) {
    const bytes = readSync(file, room, 0, room.length, position);
    if (bytes === 0) return;
    const use = uses.get(room.buffer)!;
    use.chunks += 1;
    use.isOver = room.length - bytes < LEAST_ROOM;
    const chunk = room.subarray(0, bytes);
    room = room.subarray(bytes);
    yield chunk;
    if (position !== null) position += bytes;
    if (use.isOver) room = roomForChunks();
  }
}

/** As much as a pipe of Linux holds. */
const LEAST_ROOM = 1 << 16;

/** Of a room: how many of its chunks somebody may still need, and whether no more will come into it. */
const uses = new WeakMap<ArrayBufferLike, { chunks: number; isOver: boolean }>();

/** A room that nobody needs, kept for the next chunks: what is thrown away is memory until V8 looks for it. */
let spare: Buffer | null = null;

function roomForChunks(): Buffer {
  const room = spare ?? Buffer.allocUnsafeSlow(CHUNK_BYTES);
  spare = null;
  uses.set(room.buffer, { chunks: 0, isOver: false });
  return room;
}

/** Says that nobody needs a chunk any more, of which bytes that come later may take the place. */
export function giveBack({ buffer }: Buffer): void {
  const use = uses.get(buffer);
  if (use === undefined) return;
  use.chunks -= 1;
  if (use.chunks === 0 && use.isOver) spare = Buffer.from(buffer);
}
