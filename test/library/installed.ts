import { cpSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../docs/pages.js';

/**
 * A folder of a project that has the library as it was built last, and nothing else: no package of ours is
 * above it.
 */
export function projectWithLibrary(): string {
  const project = mkdtempSync(join(tmpdir(), 'perso-test-library-'));
  const installed = join(project, 'node_modules/perso-test');
  mkdirSync(installed, { recursive: true });
  for (const part of ['package.json', 'dist/index.js', 'dist/library', 'dist/types']) {
    cpSync(join(root, part), join(installed, part), { recursive: true });
  }
  return project;
}
