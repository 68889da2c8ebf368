import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** So much is unzipped at once: each part waits for this thread to ask for the next. */
const UNZIPPED_BYTES = 1 << 20;

/** The bytes that a gzip stream of one or more members stands for; unzipped beside the main thread. */
export function gunzip(chunks: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  const unzipping = createGunzip({ chunkSize: UNZIPPED_BYTES });
  // Whoever reads gets every error; the pipeline's own report of it would be a second one.
  return pipeline(chunks, unzipping, () => {});
}
