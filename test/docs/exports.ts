import { relative } from 'node:path';
import type { Node } from 'typescript/unstable/ast';
import {
  isClassDeclaration,
  isFunctionDeclaration,
  isVariableDeclaration,
} from 'typescript/unstable/ast/is';
import { API, type Project, type Symbol as Sym } from 'typescript/unstable/sync';
import { root } from './pages.js';

/** A name that src/index.ts exports, as its declaration says it. */
export interface Exported {
  name: string;
  /** The file of its declaration below src without its ending, as `stats/tests/score-test`. */
  module: string;
  /** Whether it is of the compiler alone, and not there at run time. */
  isType: boolean;
  /** The declaration, of what exists at run time without its body; comments inside are kept. */
  signature: string;
  /** The docstring without its tags. */
  description: string;
  /** The docstring's tags in order, as `throws`, with their texts. */
  tags: { name: string; text: string }[];
}

/** All that src/index.ts exports, as the compiler sees it, in the order of the alphabet. */
export function exportsOfLibrary(): Exported[] {
  const api = new API({ cwd: root });
  try {
    const config = `${root}/src/tsconfig.json`;
    const project = api.updateSnapshot({ openProjects: [config] }).getProject(config)!;
    const { checker, program } = project;
    const library = checker.getSymbolAtLocation(program.getSourceFile(`${root}/src/index.ts`)!)!;
    return checker
      .getExportsOfModule(library)
      .map((symbol) => exportedOf(checker.getAliasedSymbol(symbol), project))
      .sort((a, b) => a.name.localeCompare(b.name, 'en'));
  } finally {
    api.close();
  }
}

function exportedOf(symbol: Sym, project: Project): Exported {
  const { checker } = project;
  const declaration = symbol.declarations[0]!.resolve(project)!;
  return {
    name: symbol.name,
    module: relative(`${root}/src`, declaration.getSourceFile().fileName).replace(/\.ts$/, ''),
    isType: !isValue(declaration),
    signature: signatureOf(symbol, project),
    description: checker.getDocumentationCommentOfSymbol(symbol),
    tags: checker.getJsDocTagsOfSymbol(symbol).map(({ name, text = '' }) => ({ name, text })),
  };
}

function isValue(declaration: Node): boolean {
  return (
    isFunctionDeclaration(declaration) ||
    isClassDeclaration(declaration) ||
    isVariableDeclaration(declaration)
  );
}

function signatureOf(symbol: Sym, project: Project): string {
  const declaration = symbol.declarations[0]!.resolve(project)!;
  const text = declaration.getText().replace(/^export (async )?/, '');
  if (isFunctionDeclaration(declaration)) {
    return text.slice(0, text.length - declaration.body!.getText().length).trim();
  }
  if (isClassDeclaration(declaration)) return text.slice(0, text.indexOf('{')).trim();
  if (!isVariableDeclaration(declaration)) return text;
  const type = project.checker.getTypeOfSymbol(symbol)!;
  return `const ${symbol.name}: ${project.checker.typeToString(type)}`;
}
