/** The parts of a node of a syntax tree that are nodes. */
export function childrenOf(node) {
  return Object.values(node)
    .flat()
    .filter((value) => typeof value?.type === 'string');
}

export function isFunction({ type }) {
  return type.endsWith('FunctionExpression') || type === 'FunctionDeclaration';
}

/** Where V8 says that a function is: a method begins with its name. */
export function placeOf(node, parent) {
  const isMethod = parent?.type === 'Property' && (parent.method || parent.kind !== 'init');
  return `${isMethod ? parent.start : node.start}-${node.end}`;
}
