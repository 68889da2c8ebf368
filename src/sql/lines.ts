/**
 * Lines of SQL and, as lists, those a level further in. A line's own line ends, in a name or a
 * condition, are never moved: they may be within quotes.
 */
export type Lines = readonly (string | Lines)[];

/** The lines as text, each level two spaces further in, with a line end behind each. */
export function renderLines(lines: Lines, indent = ''): string {
  return lines
    .map((line) =>
      typeof line === 'string' ? `${indent}${line}\n` : renderLines(line, `${indent}  `),
    )
    .join('');
}

/** An expression and what it is called, quoted where that is needed. */
export interface Named {
  sql: string;
  name: string;
}

/** A list of named expressions, one a line. */
export function listed(columns: readonly Named[]): string[] {
  return columns.map(({ sql, name }, i) => {
    return `${sql} AS ${name}${i === columns.length - 1 ? '' : ','}`;
  });
}
