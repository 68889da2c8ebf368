import * as zlib from 'node:zlib';
import { decompress } from 'fzstd';
import { snappyUncompress } from 'hyparquet';
import { NOT_TAKEN } from './not-taken.js';

/** How a chunk may be packed, by Parquet's names. */
export type Codec = 'UNCOMPRESSED' | 'SNAPPY' | 'GZIP' | 'BROTLI' | 'ZSTD';

/** Unpacks bytes into others, as many as they come to. */
type Unpack = (packed: Uint8Array, into: Uint8Array) => void;

/** Zstandard by Node itself, which has it from 22.15 on. */
const { zstdDecompressSync } = zlib as {
  zstdDecompressSync?: (bytes: Uint8Array) => Uint8Array;
};

const UNPACKERS: Record<Codec, Unpack> = {
  UNCOMPRESSED: (packed, into) => put(packed, into),
  SNAPPY: (packed, into) => snappyUncompress(packed, into),
  GZIP: (packed, into) => put(zlib.gunzipSync(packed), into),
  BROTLI: (packed, into) => put(zlib.brotliDecompressSync(packed), into),
  ZSTD: (packed, into) => put(unpackedZstd(packed, into.length), into),
};

/** Whether a chunk packed so can be unpacked here. */
export function isKnownCodec(codec: string): codec is Codec {
  return Object.hasOwn(UNPACKERS, codec);
}

/**
 * Unpacks bytes.
 *
 * @throws NOT_TAKEN where they do not come to as many as there is room for.
 */
export function unpack(codec: Codec, packed: Uint8Array, into: Uint8Array): void {
  try {
    UNPACKERS[codec](packed, into);
  } catch {
    // Whatever a library makes of damaged bytes, reading them record by record tells.
    throw NOT_TAKEN;
  }
}

function unpackedZstd(packed: Uint8Array, size: number): Uint8Array {
  return zstdDecompressSync === undefined
    ? decompress(packed, new Uint8Array(size))
    : zstdDecompressSync(packed);
}

function put(bytes: Uint8Array, into: Uint8Array): void {
  if (bytes.length !== into.length) throw NOT_TAKEN;
  into.set(bytes);
}
