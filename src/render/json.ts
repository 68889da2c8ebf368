import { COMMAND } from './printable.js';

/**
 * A value as indented JSON with a line end. Characters that steer a terminal are escaped too, also
 * those that JSON itself would let through, and the sign before what a CI takes for a command, so that
 * printing a report is always safe.
 *
 * @example
 * renderJson({ decision: 'ship' }); // => '{\n  "decision": "ship"\n}\n'
 */
export function renderJson(value: unknown): string {
  return `${safeJson(JSON.stringify(value, null, 2))}\n`;
}

/** The same JSON with nothing in it that steers a terminal or a CI. */
export function safeJson(json: string): string {
  return json.replace(STEERING, escaped).replace(COMMAND, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Delete and C1 controls, line separators, direction marks and overrides; JSON escapes C0 itself. */
const STEERING = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;
