import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The root of the repository, where a reader stands. */
export const root = join(import.meta.dirname, '../..');

/** The pages for users: the README and docs/. */
export const PAGES = [
  'README.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name.replaceAll('\\', '/')}`)
    .sort(),
];

/** The text of a page, named from the root. */
export function textOf(page: string): string {
  return readFileSync(join(root, page), 'utf8');
}

/** What stands in the ```LANGUAGE blocks of a page, in order. */
export function blocksIn(text: string, language: string): string[] {
  const blocks = text.matchAll(/^```(\w*)\n(.*?)^```$/gms);
  return [...blocks].filter(([, of]) => of === language).map(([, , block]) => block!);
}

/** A command of a ```console block, and what is shown to be printed by it. */
export interface Example {
  page: string;
  command: string;
  shown: string;
}

/** The commands in the ```console blocks of a page. */
export function examplesIn(page: string, text: string): Example[] {
  return blocksIn(text, 'console').flatMap((block) =>
    block
      .split(/^\$ /m)
      .slice(1)
      .map((part) => {
        const [, command, shown] = /^((?:.*\\\n)*.*)\n([\s\S]*)$/.exec(part)!;
        return { page, command: command!, shown: shown! };
      }),
  );
}
