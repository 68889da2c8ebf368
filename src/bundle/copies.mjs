import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BuildFault } from './build-fault.mjs';
import { root } from './bundles.mjs';
import { grants, textsIn } from './licences.mjs';

/**
 * Code of others that a bundled package holds as a copy, so that no metafile names its project: `at` is the
 * file or the folder in the package. `text` is the folder with its licence; where that is absent, the words of the package's own licence are
 * those of the copy, too. `mark` stands for a copy in a file of other code: a bundle without it has no copy.
 */
const COPIES = [
  { of: 'chalk', at: 'source/vendor/ansi-styles/', name: 'ansi-styles', id: 'MIT' },
  { of: 'chalk', at: 'source/vendor/supports-color/', name: 'supports-color', id: 'MIT' },
  { of: 'hyparquet', at: 'src/snappy.js', name: 'snappyjs', id: 'MIT' },
  {
    of: 'read-excel-file',
    at: 'modules/saxen/',
    name: 'saxen',
    id: 'MIT',
    text: 'node_modules/saxen',
  },
  // Its quickselect, which only quantiles of unsorted values need.
  { of: 'd3-array', at: 'dist/d3-array.mjs', name: 'quickselect', id: 'ISC', mark: '>600' },
  // Its Luhn checksum, which only credit cards need.
  {
    of: 'zod',
    at: 'v4/core/schemas.js',
    name: 'valibot',
    id: 'MIT',
    mark: '[0,2,4,6,8,1,3,5,7,9]',
  },
];

const COMMENT = /\/\*[\s\S]*?\*\/|\/\/.*/g;
const SPEAKS_OF_RIGHTS =
  /copyright|\(c\) \d{4}|©|\bMIT licen[sc]e|\((MIT|BSD|ISC|Apache)\b|@licen[sc]e/i;
const FOLDER_OF_COPIES = /(^|\/)(vendor|vendored|third[-_]?party|node_modules)\//i;

/**
 * The copies in what is bundled of a package: `name`, `id`, `at`, `notices` (what the files say of rights)
 * and `texts` (of its licence, where the package's own is not the one).
 *
 * @param code the text of the bundles
 * @throws {BuildFault} on a sign of a copy that COPIES lacks, on a line of COPIES that is out of date
 */
export function copiesIn({ folder, manifest, files }, code) {
  const known = COPIES.filter(({ of }) => of === manifest.name);
  for (const file of files.filter((one) => isSignOfCopy(folder, one, manifest))) {
    if (known.some((copy) => isAllOf(copy, folder, file, manifest.name))) continue;
    throw new BuildFault(
      `${folder}/${file} looks like a copy from another project: name it in COPIES of src/bundle/copies.mjs`,
    );
  }
  const bundled = known.filter(({ mark = '' }) => code.includes(mark));
  return bundled.map(({ at, name, id, text }) => {
    const own = files.filter((file) => file.startsWith(at));
    if (own.length === 0) {
      throw new BuildFault(
        `${folder}/${at} is not bundled: remove it from COPIES of src/bundle/copies.mjs`,
      );
    }
    const notices = own.flatMap((file) => noticesIn(folder, file, manifest.name));
    const texts = text === undefined ? [] : textsIn(text).filter((one) => grants(one.text, id));
    if (texts.length === 0 && (text !== undefined || manifest.license !== id)) {
      throw new BuildFault(`${folder}/${at} is a copy of ${name} without the text of ${id}`);
    }
    return { name, id, at, notices, texts };
  });
}

/** Whether this copy is all that a file has of others: a copy in a file of other code is one notice of it. */
function isAllOf({ at, mark }, folder, file, name) {
  return file.startsWith(at) && (mark === undefined || noticesIn(folder, file, name).length === 1);
}

function isSignOfCopy(folder, file, { name, dependencies = {} }) {
  // A folder named as a package that ought to be imported.
  const isNamedSo = file.split('/').some((part) => Object.hasOwn(dependencies, part));
  return isNamedSo || FOLDER_OF_COPIES.test(file) || noticesIn(folder, file, name).length > 0;
}

/**
 * The comments of a file that speak of rights, without what makes them comments; a banner with the package's own name
 * and version speaks of none but its own.
 */
function noticesIn(folder, file, name) {
  const comments = readFileSync(join(root, folder, file), 'utf8').match(COMMENT) ?? [];
  return comments
    .filter((comment) => SPEAKS_OF_RIGHTS.test(comment) && !comment.includes(`/${name}/ v`))
    .map((comment) => comment.replace(/^\s*(\/\*+!?|\*+\/|\*|\/\/) ?|\s*\*+\/$/gm, '').trim());
}
