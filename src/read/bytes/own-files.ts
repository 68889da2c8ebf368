import { UserError } from '../../errors.js';
import { shellWord } from '../../vocabulary.js';

/** What this program reads besides results, each told by the key that it begins with. */
const OWN_FILES: readonly { is: string; keys: string; use: (file: string) => string }[] = [
  {
    is: 'a plan',
    keys: 'planVersion|experiment|hypothesis',
    use: (file) =>
      `the plan comes first, then the results: perso-test gate ${file} results.csv; what it promises: perso-test plan ${file}`,
  },
  {
    is: 'a backlog',
    keys: 'ideasVersion|ideas|weeklyUnits',
    use: (file) => `to rank the ideas in it: perso-test prioritize ${file}`,
  },
  {
    is: 'a policy',
    keys: 'policyVersion|policy',
    use: (file) => `to hold a plan against it: perso-test plan --policy ${file} plan.yaml`,
  },
  {
    is: 'a prior',
    keys: 'priorVersion',
    use: (file) => `to plan by it: perso-test power --prior ${file}`,
  },
];

/** Lines of nothing and comments, then a key, as YAML or JSON. */
const FIRST_KEY =
  /^(?:\ufeff|\xef\xbb\xbf)?(?:[^\S\n]*(?:#.*)?\r?\n)*(?:\s*\{\s*"(\w+)"\s*:|(\w+):(?:\s|$))/;

/** What a line of a journal or a saved answer begins with: both say first which version of the schema they have. */
const JOURNAL = /^(?:\ufeff|\xef\xbb\xbf)?\{"schemaVersion":\d+,"(?:type|time)":/;
const ANSWER = /^(?:\ufeff|\xef\xbb\xbf)?\s*\{\s*"schemaVersion"\s*:\s*\d+\s*,\s*"tool"\s*:/;

/**
 * Checks that a file is none of the others that this program reads or writes.
 *
 * @param start how its text begins.
 * @param wanted what it should be: "results", "a journal".
 * @throws {UserError} when it is another, with what that is for.
 */
export function checkNoOther(start: string, file: string, wanted: string): void {
  const other = ownFile(start, shellWord(file));
  if (other === null || other.is === wanted) return;
  throw new UserError(`this is ${other.is}, not ${wanted}`, {
    location: { file },
    hint: other.hint,
  });
}

function ownFile(start: string, file: string): { is: string; hint: string } | null {
  if (JOURNAL.test(start))
    return { is: 'a journal', hint: `what is on record in it: perso-test ledger ${file}` };
  if (ANSWER.test(start)) return { is: 'a report', hint: `to show it: perso-test report ${file}` };
  const [, json, yaml] = FIRST_KEY.exec(start) ?? [];
  const key = json ?? yaml;
  const own = OWN_FILES.find(({ keys }) => key !== undefined && keys.split('|').includes(key));
  return own === undefined ? null : { is: own.is, hint: own.use(file) };
}

/**
 * Checks that a file of JSON is no table.
 *
 * @param start how its text begins.
 * @param wanted what it should be, with how one is made.
 * @throws {UserError} when it is one.
 */
export function checkNoTable(
  start: string,
  file: string,
  wanted: { is: string; hint: string },
): void {
  if (!isTable(start) || /[{}]/.test(start)) return;
  throw new UserError(`this is a table (CSV), not ${wanted.is}`, {
    location: { file },
    hint: wanted.hint,
  });
}

/** Whether a text is a table rather than keys and values: its first two lines have as many separators. */
export function isTable(text: string): boolean {
  const [first = '', second = ''] = text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '');
  if (/^\s*[[{]/.test(first)) return false;
  return [',', ';', '\t', '|'].some((separator) => {
    const columns = first.split(separator).length;
    return columns > 1 && second.split(separator).length === columns;
  });
}
