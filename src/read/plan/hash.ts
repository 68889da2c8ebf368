import type { Plan } from '../../experiment/size/plan.js';
import { smallSha256 } from '../bytes/sha256.js';

/**
 * The SHA-256 of what a plan says, in hexadecimal: the same for YAML and JSON, whatever its layout,
 * comments and the order of its keys, and whether a default is written out. Tags, owner and what it follows
 * are left out: they tell experiments apart and promise nothing, so they may be put right while one runs.
 */
export function planSha256(plan: Plan): string {
  const { tags, owner, follows, ...promised } = plan;
  return smallSha256(Buffer.from(JSON.stringify(canonical(promised))));
}

/** Maps as objects, keys sorted, and without what is absent, so that a key added later changes nothing. */
function canonical(value: unknown): unknown {
  if (value instanceof Map) return canonical(Object.fromEntries(value));
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .filter(([, part]) => part !== null)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, part]) => [key, canonical(part)]));
}
