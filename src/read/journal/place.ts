import { accessSync, constants, type Stats, statSync } from 'node:fs';
import { UserError } from '../../errors.js';
import { asFileError, type Problem } from '../bytes/system-errors.js';
import { behindLinks } from '../paths/behind-links.js';
import { folderOf, nameIn, OWN_PATHS } from '../paths/paths.js';
import { isSameFile } from '../paths/same-file.js';
import { faultOfName } from '../paths/windows-names.js';

/** Where a journal is: as it was named, and its folder and name behind all links. */
export interface JournalPlace {
  named: string;
  folder: string;
  name: string;
}

/**
 * The place of a journal, which need not exist yet, though its folder must.
 *
 * @throws {UserError} where no journal can be kept there.
 */
export function journalPlace(named: string): JournalPlace {
  if (named === '')
    throw new UserError('the journal has no name', { hint: 'is a variable unset?' });
  if (named === '-') {
    throw new UserError('a journal cannot be standard input', { hint: 'name a file: ./-' });
  }
  const fault = faultOfName(named);
  if (fault !== null) {
    throw new UserError(fault, { location: { file: named }, hint: 'give it another name' });
  }
  return onJournal(named, () => {
    const stat = statSync(named, { throwIfNoEntry: false });
    if (stat !== undefined) checkKind(stat, named);
    const target = behindLinks(named);
    return { named, folder: folderOf(target), name: nameIn(target) };
  });
}

/** @throws {UserError} where a journal that exists may not be written. */
export function checkWritable({ named, folder, name }: JournalPlace): void {
  const path = OWN_PATHS.join(folder, name);
  // Replacing a file asks for no right to write it, so a journal that is closed is asked after.
  if (statSync(path, { throwIfNoEntry: false }) !== undefined) {
    onJournal(named, () => accessSync(path, constants.W_OK));
  }
}

function checkKind(stat: Stats, file: string): void {
  if (stat.isDirectory()) {
    throw new UserError('this is a directory, not a journal', {
      location: { file },
      hint: 'name a file in it, journal.jsonl say',
    });
  }
  if (!stat.isFile()) {
    throw new UserError('a journal must be a plain file', {
      location: { file },
      hint: (say) => `leave out ${say.journal()} to keep none`,
    });
  }
}

/**
 * Refuses a journal that is one of the other files of a run: it would be read as data, or be
 * overwritten by a report.
 *
 * @throws {UserError} when it is.
 */
export function checkApart(journal: string, others: readonly string[]): void {
  const same = others.find((other) => other !== '-' && isSameFile(journal, other));
  if (same === undefined) return;
  throw new UserError('the journal is another file of this run', {
    location: { file: journal },
    hint: `give the journal a name of its own, not ${same}`,
  });
}

/** By the system's name of the error; every other failure is worded from its own message. */
const PROBLEMS: Record<string, Problem> = {
  ENOENT: ['there is no such folder', 'make the folder first; only the journal itself is made'],
  ENOTDIR: ['there is no such folder', 'a part of the path is a file, not a directory'],
  EACCES: [
    'the journal may not be read and written there',
    'check the permissions of file and folder; on Windows, whether another program has the file open',
  ],
  EPERM: [
    'the journal may not be read and written there',
    'check the permissions of file and folder; on Windows, whether another program has the file open',
  ],
  EROFS: ['the file system is read-only', 'keep the journal where it can be written'],
  ENOSPC: ['there is no room for the journal', 'make room, then run this again; nothing is lost'],
  EDQUOT: ['there is no room for the journal', 'make room, then run this again; nothing is lost'],
  EBUSY: ['the journal cannot be replaced', 'is it mounted by itself? mount its folder instead'],
  ELOOP: ['the links to the journal run in a circle', 'name the file itself'],
  ENAMETOOLONG: ['the name is too long for its lock', 'give the journal a shorter name'],
};

/** What `work` gives; what the system refuses it is an error about the journal. */
export function onJournal<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw asJournalError(error, file);
  }
}

/** The error that a failed system call amounts to; itself where no such call failed. */
export function asJournalError(error: unknown, file: string): unknown {
  const other = (code: string): Problem => [
    `the journal cannot be kept (${code})`,
    'keep it in a plain file on a local disk',
  ];
  return asFileError(error, file, (code) => PROBLEMS[code] ?? other(code));
}
