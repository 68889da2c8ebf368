/** What a file is called in a report: its path, and standard input in words. */
export function sourceName({ path }: { path: string }): string {
  return path === '-' ? 'standard input' : path;
}
