/*
 * The bytes of a stream on their way to several threads: one writes what comes into a ring, the others wait for
 * it. What is written over is what nobody will ask for any more; to know that is the writer's part.
 */

/** Shared between threads: a byte stands where the remainder of its position says. */
export interface Ring {
  bytes: Uint8Array<SharedArrayBuffer>;
  /** Twice the position behind the last byte that has come, and 1 more once the stream has ended. */
  told: BigInt64Array<SharedArrayBuffer>;
}

/** A ring for so many bytes, into which those from a position on will come. */
export function newRing(capacity: number, from: number): Ring {
  const ring = {
    bytes: new Uint8Array(new SharedArrayBuffer(capacity)),
    told: new BigInt64Array(new SharedArrayBuffer(8)),
  };
  tellCome(ring, from, false);
  return ring;
}

/** Says how far the bytes have come, and whether they end there. */
export function tellCome({ told }: Ring, position: number, ended: boolean): void {
  Atomics.store(told, 0, 2n * BigInt(position) + (ended ? 1n : 0n));
  Atomics.notify(told, 0);
}

/** Writes bytes at a position; they are there for others once that is told. */
export function writeTo({ bytes }: Ring, chunk: Uint8Array, position: number): void {
  const at = position % bytes.length;
  const first = chunk.subarray(0, bytes.length - at);
  bytes.set(first, at);
  bytes.set(chunk.subarray(first.length), 0);
}

/**
 * Copies bytes from positions of a ring, all of which have come. V8 copies shared memory word by word where both
 * ends lie alike in a word, and else byte by byte, ten times as slowly: so they come through memory of their own.
 */
export function ringReader({ bytes }: Ring): (into: Uint8Array, position: number) => void {
  const aside = new Uint8Array(ASIDE_BYTES);
  const copy = (into: Uint8Array, at: number) => {
    const shift = at % WORD;
    const end = Math.min(at + into.length, bytes.length);
    aside.set(bytes.subarray(at - shift, end));
    into.set(aside.subarray(shift, shift + end - at));
    return end - at;
  };
  return (into, position) => {
    for (let done = 0; done < into.length; ) {
      const part = into.subarray(done, done + ASIDE_BYTES - WORD);
      done += copy(part, (position + done) % bytes.length);
    }
  };
}

const WORD = 8;

/** Few enough for a core's own cache. */
const ASIDE_BYTES = 1 << 16;

/** The bytes of a ring as another thread reads them, which is blocked until they have come. */
export function ringBytes(ring: Ring) {
  const readFrom = ringReader(ring);
  /** How far the bytes have come once they have come to a position, or to their end. */
  const come = (to: number): number => {
    for (;;) {
      const told = Atomics.load(ring.told, 0);
      const position = Number(told >> 1n);
      if (position >= to || (told & 1n) === 1n) return position;
      Atomics.wait(ring.told, 0, told);
    }
  };
  return {
    get size() {
      const told = Atomics.load(ring.told, 0);
      return (told & 1n) === 1n ? Number(told >> 1n) : Number.POSITIVE_INFINITY;
    },
    readAt: (into: Buffer, at: number, count: number, position: number): number => {
      const available = Math.max(0, Math.min(count, come(position + count) - position));
      readFrom(into.subarray(at, at + available), position);
      return available;
    },
    comesTo: (to: number) => Math.min(to, come(to)),
  };
}
