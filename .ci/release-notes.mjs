/*
 * Prints what the changelog says of a version, for its release: node .ci/release-notes.mjs 1.2.3
 * Ends with 1 where the package has another version, or the changelog says nothing of it.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const [version = ''] = process.argv.slice(2);
const { version: own } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const changelog = readFileSync(join(root, 'CHANGELOG.md'), 'utf8');
const [, notes = ''] = changelog.split(/^## /m).flatMap((section) => {
  const [heading, ...lines] = section.split('\n');
  const isIt = heading === version || heading.startsWith(`${version} `);
  return isIt ? [heading, lines.join('\n').trim()] : [];
});

if (version !== own) fail(`package.json says ${own}, not ${version || 'no version at all'}`);
else if (notes === '')
  fail(`CHANGELOG.md says nothing of ${version}: name what stands under Unreleased`);
else console.log(notes);

function fail(message) {
  console.error(`release: ${message}`);
  process.exitCode = 1;
}
