import { relative } from 'node:path';
import type { ClassDeclaration, Node } from 'typescript/unstable/ast';
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
  /** What a function takes, with the types as they are written; none of what is no function. */
  parameters: { name: string; type: string }[];
  /** Whether its own body throws, or has a `require…` do so. */
  throws: boolean;
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
    ...calledWith(declaration),
  };
}

function calledWith(declaration: Node): Pick<Exported, 'parameters' | 'throws'> {
  if (!isFunctionDeclaration(declaration)) return { parameters: [], throws: false };
  const parameters = declaration.parameters.map(({ name, type }) => ({
    name: name.getText(),
    type: type?.getText() ?? '',
  }));
  const code = declaration.body!.getText().replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
  return { parameters, throws: /\bthrow\b|\brequire[A-Z]\w*\(/.test(code) };
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
  if (isClassDeclaration(declaration)) {
    return `${text.slice(0, text.indexOf('{'))}{\n${membersOf(declaration).join('\n')}\n}`;
  }
  if (!isVariableDeclaration(declaration)) return text;
  const type = project.checker.getTypeOfSymbol(symbol)!;
  return `const ${symbol.name}: ${project.checker.typeToString(type)}`;
}

/** What of a class is public, without bodies. */
function membersOf({ members }: ClassDeclaration): string[] {
  return members
    .map((member) => {
      const body = 'body' in member ? (member.body as Node | undefined)?.getText() : undefined;
      const whole = member.getFullText().replace(/^\n+|\s+$/g, '');
      return body === undefined
        ? whole
        : `${whole.slice(0, whole.length - body.length).trimEnd()};`;
    })
    .filter((text) => !/^\s*(readonly )?#/m.test(text));
}
