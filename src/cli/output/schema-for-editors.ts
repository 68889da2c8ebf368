import { existsSync } from 'node:fs';
import {
  fileUrl,
  folderOf,
  foldersUp,
  isWithin,
  OWN_PATHS,
  wayTo,
} from '../../read/paths/paths.js';

/** The kinds of files that people write by a schema. */
export type WrittenKind = 'plan' | 'ideas';

/**
 * Where an editor finds the schema of plans, or of another kind, for a file in this folder: a path from there to the package that
 * its project has installed, or to the repository of the package, if the plan lies in that; both go along
 * when the project is moved. Else the file URL of the package that runs, as npx or a global installation has
 * it, which holds for this machine. Only where there is no such file, the place that npm would put it at.
 *
 * @param folder absolute.
 * @param program the file of the program that runs, absolute, in a folder of the package.
 */
export function schemaForEditors(
  folder: string,
  program: string | undefined,
  kind: WrittenKind = 'plan',
): string {
  const inPackage = `schemas/${kind}.schema.json`;
  const whereInstalled = `node_modules/perso-test/${inPackage}`;
  const installed = foldersUp(folder).map((above) => OWN_PATHS.join(above, whereInstalled));
  const ofProject = installed.find(existsSync);
  if (ofProject !== undefined) return pathFrom(folder, ofProject);
  const home = program === undefined ? null : folderOf(folderOf(program));
  if (home === null || !existsSync(OWN_PATHS.join(home, inPackage))) return `./${whereInstalled}`;
  const schema = OWN_PATHS.join(home, inPackage);
  return isWithin(home, folder) ? pathFrom(folder, schema) : fileUrl(schema);
}

/** With `./` before what does not go up, so that it cannot be taken for a name. */
function pathFrom(folder: string, file: string): string {
  const way = wayTo(folder, file);
  return way.startsWith('../') ? way : `./${way}`;
}
