/*
 * Writes the bundles into dist, or into the folder that is named: node src/bundle/build.mjs [FOLDER].
 */
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { BUNDLES, root } from './bundles.mjs';

const folder = resolve(process.argv[2] ?? join(root, 'dist'));

await Promise.all(
  BUNDLES.map((bundle) => build({ ...bundle, outfile: join(folder, bundle.outfile) })),
);
