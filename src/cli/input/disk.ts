import { lstatSync, readdirSync, statSync } from 'node:fs';
import { OWN_PATHS, type Paths } from '../../read/paths/paths.js';
import type { EntryIdentity } from '../../read/paths/same-file.js';

/** What a path leads to. */
export interface Entry extends EntryIdentity {
  isDirectory(): boolean;
}

/** Where a pattern is looked for: what is there, and how paths are written. Each throws what its system does. */
export interface Disk {
  paths: Paths;
  namesIn(folder: string): string[];
  /** `null` where there is nothing. */
  entryAt(path: string): Entry | null;
  isLink(path: string): boolean;
}

/** The disk of this system. */
export const OWN_DISK: Disk = {
  paths: OWN_PATHS,
  namesIn: (folder) => readdirSync(folder),
  entryAt: (path) => statSync(path, { bigint: true, throwIfNoEntry: false }) ?? null,
  isLink: (path) => lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true,
};
