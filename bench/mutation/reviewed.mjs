import { existsSync, readFileSync } from 'node:fs';
import { globSync } from 'tinyglobby';

/**
 * Why mutants are equal that were looked at, by mutant. Files of JSON in `folder` list them: `[{ why, mutants: { FILE:
 * [NAME, …] } }]`. Throws where a name is of no mutant of its file any more, or stands twice: what changed must
 * be looked at again. Of a file that `mutants` knows nothing of, only that it is there is asked.
 */
export function reviewedIn(folder, mutants) {
  const known = new Map(mutants.map((mutant) => [`${mutant.file} ${mutant.name}`, mutant]));
  const files = new Set(mutants.map(({ file }) => file));
  const reasons = new Map();
  const faults = listedIn(folder).flatMap((one) => faultOf(one) ?? []);
  if (faults.length > 0) throw new Error(`in ${folder}:\n${faults.join('\n')}`);
  return reasons;

  function faultOf({ file, name, why }) {
    const mutant = known.get(`${file} ${name}`);
    if (mutant === undefined) {
      const isOutside = !files.has(file) && existsSync(file);
      return isOutside ? null : `no mutant any more: ${file} ${name}`;
    }
    if (reasons.has(mutant)) return `stands twice: ${file} ${name}`;
    reasons.set(mutant, why);
    return null;
  }
}

function listedIn(folder) {
  return globSync(`${folder}/*.json`, { absolute: true })
    .sort()
    .flatMap((path) => JSON.parse(readFileSync(path, 'utf8')))
    .flatMap(({ why, mutants }) =>
      Object.entries(mutants).flatMap(([file, names]) =>
        names.map((name) => ({ file, name, why })),
      ),
    );
}
