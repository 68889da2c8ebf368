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

/** Copies so many bytes from a position, all of which have come. */
export function readFrom({ bytes }: Ring, into: Uint8Array, position: number): void {
  const at = position % bytes.length;
  const first = bytes.subarray(at, at + into.length);
  into.set(first);
  if (first.length < into.length)
    into.set(bytes.subarray(0, into.length - first.length), first.length);
}

/** The bytes of a ring as another thread reads them, which is blocked until they have come. */
export function ringBytes(ring: Ring) {
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
      readFrom(ring, into.subarray(at, at + available), position);
      return available;
    },
    comesTo: (to: number) => Math.min(to, come(to)),
  };
}
