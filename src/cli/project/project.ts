import type { Command } from 'commander';
import type { PolicyRead } from '../../read/policy/read-policy.js';
import { flagsOf } from '../flags/with-flags.js';
import type { AppliedDefault } from './apply-defaults.js';
import { findPolicy } from './find-policy.js';

/** What a run knows of the project that it is run in. */
export interface Project {
  /** Its rules and defaults; `null`: it has none, or none were wanted. */
  rules: PolicyRead | null;
  /** The file that was there and was not wanted; `null` for none. */
  waived: string | null;
  /** The flags that have their values of it, and these as they are written. */
  applied: readonly AppliedDefault[];
}

const NONE: Project = { rules: null, waived: null, applied: [] };

const PROJECTS = new WeakMap<Command, Project>();

/** What is known of the project that a command is run in. */
export function projectOf(command: Command): Project {
  return PROJECTS.get(command) ?? NONE;
}

/** What is named in place of a file to have no rules and no defaults. */
const WITHOUT = 'none';

/**
 * Learns the project of a command that is about to run, and gives the flags that were left out what its file says.
 * The file is the one that is named, else the nearest `perso-test.yaml` above the working directory.
 *
 * @throws {UserError} where the file cannot be read or is wrong: rules that cannot be read are not kept.
 */
export async function learnProject(command: Command): Promise<Project> {
  if (!Object.hasOwn(flagsOf(command), 'policy')) return NONE;
  const { policy } = command.opts();
  const isWaived = policy === WITHOUT;
  const path = policy === undefined || isWaived ? findPolicy(process.cwd()) : policy;
  if (path === null) return NONE;
  if (isWaived) return remembered(command, { ...NONE, waived: path });
  const { readPolicy } = await import('../../read/policy/read-policy.js');
  const rules = await readPolicy(path);
  const { applyDefaults } = await import('./apply-defaults.js');
  const applied = applyDefaults(command, rules);
  return remembered(command, { rules, waived: null, applied });
}

function remembered(command: Command, project: Project): Project {
  PROJECTS.set(command, project);
  return project;
}

/** Defaults that show in an answer by themselves, so that nothing has to tell of them. */
const SEEN = new Set(['format', 'color']);

/** The defaults that bear on what is answered, as flags, with the file that they are of; `null` for none. */
export function wordDefaults({ rules, applied }: Project): string | null {
  const told = applied.filter(({ key }) => !SEEN.has(key));
  if (rules === null || told.length === 0) return null;
  return told.map(({ key, values }) => `${key} ${values.join(', ')}`).join(' · ');
}
