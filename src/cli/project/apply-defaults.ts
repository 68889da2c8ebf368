import type { Command } from 'commander';
import * as z from 'zod/mini';
import type { PolicyRead } from '../../read/policy/read-policy.js';
import type { Flag } from '../flags/flag.js';
import * as forms from '../flags/forms.js';
import { explicitFlags, flagsOf } from '../flags/with-flags.js';
import { typedFigures } from '../input/typed-figures.js';

/** A flag that was not given, and what it is by the project's file. */
export interface AppliedDefault {
  key: string;
  values: readonly string[];
}

type Key = keyof PolicyRead['defaults'];

/**
 * Gives the flags of a command that were left out their values of the project's file, and tells which. A default
 * of a flag that the command does not have is of another command.
 *
 * @throws {UserError} at the place of one that the flag does not take.
 */
export function applyDefaults(command: Command, { defaults, errorAt }: PolicyRead) {
  const flags = flagsOf(command);
  const given = explicitFlags(command);
  const applied: AppliedDefault[] = [];
  for (const key of Object.keys(defaults) as Key[]) {
    const flag = Object.hasOwn(flags, key) ? flags[key] : undefined;
    if (flag === undefined || given.includes(key) || !appliesTo(key, command, given)) continue;
    const values = textsOf(defaults[key]!);
    const fault = faultOf(flag, values);
    if (key === 'format' && !flag.suggested!.includes(values[0]!)) continue;
    if (fault !== null) {
      const message = `defaults.${key}: ${values.join(', ')} ${fault}`;
      const hint = `it is what the flag takes: ${flag.description}`;
      throw errorAt({ path: ['defaults', key], message, hint });
    }
    command.setOptionValueWithSource(key, optionValue(flag, values), 'config');
    applied.push({ key, values });
  }
  return applied;
}

function textsOf(written: unknown): string[] {
  return Array.isArray(written) ? written.map(String) : [String(written)];
}

/** What the flag does not take; `null` where it takes it. */
function faultOf({ form, negated }: Flag, values: readonly string[]): string | null {
  if (negated) return null;
  const schema = form(forms);
  const issues = values.flatMap((value) => z.safeParse(schema, value).error?.issues ?? []);
  return issues[0]?.message ?? null;
}

function optionValue({ takes, negated }: Flag, values: readonly string[]): unknown {
  if (negated) return false;
  return takes === 'list' ? [...values] : values[0];
}

/** How an answer is shown. */
const SHOWN = new Set<Key>(['format', 'color']);

/** How files are written. */
const READ = new Set<Key>([
  ...(['variantColumn', 'unitsColumn', 'unitId', 'delimiter', 'encoding'] as const),
  ...(['decimal', 'thousands', 'missing', 'comment'] as const),
]);

function isTyped(args: readonly string[]): boolean {
  return typedFigures(args, '') !== null;
}

/**
 * Whether a default bears on this run. What a plan decides by, its own keys and flags alone say, so that no file
 * beside it changes what a gate promises.
 */
function appliesTo(key: Key, command: Command, given: readonly string[]): boolean {
  const says = (...keys: string[]) => keys.some((one) => given.includes(one));
  // One answer for whoever asked for a file or for less of a text.
  if (key === 'format') return !says('output', 'init', 'quiet', 'plot', 'details');
  if (SHOWN.has(key)) return true;
  const name = command.name();
  if (name === 'gate' || name === 'plan' || says('plan')) return false;
  if (name === 'simulate' && command.args.length > 0) return false;
  const isPlanning = name === 'power' || name === 'simulate';
  // Data of planning are past ones; figures that were typed are in no file.
  const hasData = !isPlanning || says('from');
  if (key === 'control') return hasData;
  if (READ.has(key)) return hasData && !(name === 'analyze' && isTyped(command.args));
  // Of size, effect and power two are known; a third would leave nothing to ask.
  if (key === 'power' && isPlanning) return !(says('sampleSize') && says('mde', 'margin'));
  return key !== 'mde' || name === 'analyze';
}
