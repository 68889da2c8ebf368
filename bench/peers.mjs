/*
 * How many figures of a peer's own tests the library agrees with: node bench/peers.mjs FOLDER…
 *
 * FOLDER is a clone, or its files, of statsmodels, tea-tasting, GrowthBook (gbstats), gsDesign or powercalculator. A file of
 * bench/peer-suites finds inputs and expected figures in the peer's tests and asks the built library for the same; nothing of theirs
 * is kept. A figure agrees within what its test allows or its last digit rounds; by another convention, where ours turned into
 * theirs does; else it differs, and the exit code is 1. What cannot be compared is counted with its reason.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as gbstats from './peer-suites/gbstats.mjs';
import * as gsdesign from './peer-suites/gsdesign.mjs';
import * as powercalculator from './peer-suites/powercalculator.mjs';
import * as statsmodels from './peer-suites/statsmodels.mjs';
import * as teaTasting from './peer-suites/tea-tasting.mjs';

const PEERS = [statsmodels, teaTasting, gbstats, gsdesign, powercalculator];

const meets = ({ expected, within }, found) => Math.abs(found - expected) <= within;

function judged(figure) {
  if (figure.skip !== undefined) return { kind: 'not comparable', why: figure.skip };
  if (meets(figure, figure.found)) return { kind: 'agree', why: null };
  const { theirs } = figure;
  if (theirs !== undefined && meets(figure, theirs.found))
    return { kind: 'convention', why: theirs.why };
  return { kind: 'differ', why: null };
}

/** How often each value occurs, in the order in which they come. */
function counted(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts];
}

/** What a peer's figures come to; how many differ. */
function report(folder) {
  const peer = PEERS.find(({ file }) => existsSync(join(folder, file)));
  if (peer === undefined) {
    const known = PEERS.map(({ name, file }) => `${name} (${file})`).join(', ');
    throw new Error(`${folder} is none of ${known}`);
  }
  const { stdout } = spawnSync('git', ['-C', folder, 'log', '-1', '--format=%h of %cs'], {
    encoding: 'utf8',
  });
  const figures = peer.figures(folder).map((figure) => ({ ...figure, ...judged(figure) }));
  const of = (kind) => figures.filter((figure) => figure.kind === kind);
  console.log(`${peer.name} ${existsSync(join(folder, '.git')) ? stdout.trim() : ''}`);
  console.log(
    `  ${of('agree').length} agree, ${of('convention').length} by another convention, ${of('differ').length} differ, ${of('not comparable').length} cannot be compared`,
  );
  for (const [group, n] of counted(of('agree').map(({ group }) => group))) {
    console.log(`  agree: ${n} of ${group}`);
  }
  for (const kind of ['convention', 'not comparable']) {
    const lines = counted(of(kind).map(({ group, why }) => `${group}: ${why}`));
    for (const [line, n] of lines) console.log(`  ${kind}: ${n} of ${line}`);
  }
  for (const { group, name, expected, found } of of('differ')) {
    console.log(`  differ: ${group}, ${name}: ${found} here, ${expected} there`);
  }
  return of('differ').length;
}

const differing = process.argv.slice(2).map(report);
if (differing.some((n) => n > 0)) process.exitCode = 1;
