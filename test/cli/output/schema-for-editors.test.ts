import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { schemaForEditors } from '../../../src/cli/output/schema-for-editors.js';

let folder: string;

// A folder whose name an editor would end at the space, and a URL at the hash.
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perso test #1 100%-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** A package in a folder: its schema is there. Returns the program that it runs. */
function packageIn(...names: string[]): string {
  const schema = join(folder, ...names, 'schemas/plan.schema.json');
  mkdirSync(dirname(schema), { recursive: true });
  writeFileSync(schema, '{}');
  return join(folder, ...names, 'dist/main.cjs');
}

const plans = () => join(folder, 'project/experiments/2026');

test.each([
  ['project', './node_modules/perso-test/schemas/plan.schema.json'],
  ['project/experiments/2026', '../../node_modules/perso-test/schemas/plan.schema.json'],
])('in %s the installation of the project is found', (place, expected) => {
  const program = packageIn('project/node_modules/perso-test');
  expect(schemaForEditors(join(folder, place), program)).toBe(expected);
  // Whichever program runs: that of another place may be gone tomorrow.
  expect(schemaForEditors(join(folder, place), packageIn('cache/perso-test'))).toBe(expected);
});

test('a workspace finds what stands above it, the nearest first', () => {
  packageIn('project/node_modules/perso-test');
  packageIn('project/experiments/node_modules/perso-test');
  expect(schemaForEditors(plans(), undefined)).toBe(
    '../node_modules/perso-test/schemas/plan.schema.json',
  );
});

test('within the repository of the package it is its own', () => {
  const program = packageIn('project');
  expect(schemaForEditors(join(folder, 'project'), program)).toBe('./schemas/plan.schema.json');
  expect(schemaForEditors(plans(), program)).toBe('../../schemas/plan.schema.json');
});

test('run from elsewhere it is the URL of a file that is there, without a space', () => {
  const program = packageIn('cache/perso-test');
  const url = schemaForEditors(plans(), program);
  expect(url).toMatch(/^file:\/\/\/\S+$/);
  expect(fileURLToPath(url)).toBe(join(folder, 'cache/perso-test/schemas/plan.schema.json'));
  // A neighbour whose name begins alike is elsewhere too.
  expect(schemaForEditors(`${resolve(program, '../..')}-2`, program)).toBe(url);
});

test('without any schema it is where npm would put it', () => {
  const guess = './node_modules/perso-test/schemas/plan.schema.json';
  expect(schemaForEditors(plans(), undefined)).toBe(guess);
  expect(schemaForEditors(plans(), join(folder, 'dist/main.cjs'))).toBe(guess);
});
