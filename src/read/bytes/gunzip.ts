import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { CHUNK_BYTES } from './file-chunks.js';

/** The bytes that a gzip stream of one or more members stands for; unzipped beside the main thread. */
export function gunzip(chunks: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  // Whoever reads gets every error; the pipeline's own report of it would be a second one.
  return pipeline(chunks, createGunzip({ chunkSize: CHUNK_BYTES }), () => {});
}
