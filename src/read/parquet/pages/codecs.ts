import * as zlib from 'node:zlib';
import { decompress } from 'fzstd';
import { assertTaken, NOT_TAKEN } from './not-taken.js';
import type { PageMemory } from './page-memory.js';

/** How a chunk may be packed, by Parquet's names. */
export type Codec = 'UNCOMPRESSED' | 'SNAPPY' | 'GZIP' | 'BROTLI' | 'ZSTD';

/** What bytes come to, unpacked to so many. */
type Unpack = (packed: Uint8Array, size: number) => Uint8Array;

/** Zstandard by Node itself, which has it from 22.15 on. */
const { zstdDecompressSync } = zlib as {
  zstdDecompressSync?: (bytes: Uint8Array) => Uint8Array;
};

/** All but Snappy, which is unpacked in place. */
const UNPACKERS: Record<Exclude<Codec, 'SNAPPY'>, Unpack> = {
  UNCOMPRESSED: (packed) => packed,
  GZIP: (packed) => zlib.gunzipSync(packed),
  BROTLI: (packed) => zlib.brotliDecompressSync(packed),
  ZSTD: (packed, size) =>
    zstdDecompressSync === undefined
      ? decompress(packed, new Uint8Array(size))
      : zstdDecompressSync(packed),
};

/** Whether a chunk packed so can be unpacked here. */
export function isKnownCodec(codec: string): codec is Codec {
  return codec === 'SNAPPY' || Object.hasOwn(UNPACKERS, codec);
}

/**
 * Unpacks bytes within the memory.
 *
 * @throws NOT_TAKEN where they do not come to so many.
 */
export function unpack(
  { wasm, bytes }: PageMemory,
  codec: Codec,
  packed: { at: number; size: number },
  into: { at: number; size: number },
): void {
  const end = packed.at + packed.size;
  if (codec === 'SNAPPY') {
    assertTaken(wasm.unpackSnappy(packed.at, end, into.at, into.size) !== 0);
    return;
  }
  const unpacked = unpackedBy(UNPACKERS[codec], bytes.subarray(packed.at, end), into.size);
  assertTaken(unpacked.length === into.size);
  bytes.set(unpacked, into.at);
}

function unpackedBy(unpacked: Unpack, packed: Uint8Array, size: number): Uint8Array {
  try {
    return unpacked(packed, size);
  } catch {
    // Whatever a library makes of damaged bytes, reading them record by record tells.
    throw NOT_TAKEN;
  }
}
