/** The words of a command as a shell takes it apart, quoted as `shellWord` quotes. */
export function shellWords(command: string): string[] {
  return [...command.matchAll(/(?:[^\s"'\\]|"[^"]*"|'[^']*'|\\.)+/gs)].map(([word]) =>
    word.replace(/"([^"]*)"|'([^']*)'|\\(.)/gs, (_, double, single, escaped) => {
      return double ?? single ?? escaped;
    }),
  );
}
