import { closestTo, UserError } from '../../errors.js';

/** The error that a flag names a metric which is not among these, with the one that was probably meant. */
export function noSuchMetric(flag: string, name: string, names: readonly string[]): UserError {
  const suggestion = closestTo(name, names) ?? names.join(' or ');
  return new UserError(`${flag} ${name}: there is no such metric in this run`, {
    hint: `did you mean ${suggestion}?`,
  });
}
