/**
 * What a mutant may change. Each row of OPERATORS looks at one syntax node and gives the changes that can be made there.
 * The four families are drawn from equally, so that long tables do not crowd out conditions.
 */
import ts from 'typescript';

const { SyntaxKind } = ts;
const SWAPPED = new Map([
  [SyntaxKind.LessThanToken, '<='],
  [SyntaxKind.LessThanEqualsToken, '<'],
  [SyntaxKind.GreaterThanToken, '>='],
  [SyntaxKind.GreaterThanEqualsToken, '>'],
]);
const NEGATED = new Map([
  [SyntaxKind.EqualsEqualsEqualsToken, '!=='],
  [SyntaxKind.ExclamationEqualsEqualsToken, '==='],
]);
const LOGICAL = [SyntaxKind.AmpersandAmpersandToken, SyntaxKind.BarBarToken, SyntaxKind.QuestionQuestionToken];
/** Methods that give a value of the kind that they are called on, so that the receiver can stand in their place. */
const CHAINED =
  /^(filter|sort|toSorted|reverse|toReversed|slice|trim|trimEnd|trimStart|toLowerCase|toUpperCase|replace|replaceAll|flat|flatMap|map|concat|normalize|subarray|padEnd|padStart)$/;
const OPPOSITE = new Map([
  ['Math.min', 'Math.max'],
  ['Math.max', 'Math.min'],
]);

/** `look(node, text)` gives replacements `{ node, to }`; `text(node)` is what is written there. */
export const OPERATORS = [
  {
    family: 'conditions',
    look(node) {
      const condition = ts.isConditionalExpression(node)
        ? node.condition
        : ts.isIfStatement(node)
          ? node.expression
          : undefined;
      return condition ? ['true', 'false'].map((to) => ({ node: condition, to })) : [];
    },
  },
  {
    family: 'conditions',
    look(node, text) {
      if (!ts.isBinaryExpression(node) || !LOGICAL.includes(node.operatorToken.kind)) return [];
      return [node.left, node.right].map((side) => ({ node, to: `(${text(side)})` }));
    },
  },
  {
    family: 'conditions',
    look(node) {
      const to = ts.isBinaryExpression(node) && NEGATED.get(node.operatorToken.kind);
      return to ? [{ node: node.operatorToken, to }] : [];
    },
  },
  {
    family: 'conditions',
    look(node, text) {
      const negation = ts.isPrefixUnaryExpression(node) && node.operator === SyntaxKind.ExclamationToken;
      return negation ? [{ node, to: text(node.operand) }] : [];
    },
  },
  {
    family: 'boundaries',
    look(node) {
      const to = ts.isBinaryExpression(node) && SWAPPED.get(node.operatorToken.kind);
      return to ? [{ node: node.operatorToken, to }] : [];
    },
  },
  {
    family: 'boundaries',
    look(node, text) {
      if (!ts.isNumericLiteral(node) || (ts.isPropertyAssignment(node.parent) && node.parent.name === node)) return [];
      const value = Number(node.text);
      const signed = ts.isPrefixUnaryExpression(node.parent);
      return Number.isSafeInteger(value) && !/^0[bx]/i.test(text(node))
        ? [value + 1, ...(signed || value === 0 ? [] : [value - 1])].map((to) => ({ node, to: String(to) }))
        : [];
    },
  },
  {
    family: 'boundaries',
    look(node, text) {
      const to = ts.isCallExpression(node) && OPPOSITE.get(text(node.expression));
      return to ? [{ node: node.expression, to }] : [];
    },
  },
  {
    family: 'removed calls',
    look(node) {
      if (!ts.isExpressionStatement(node)) return [];
      let called = node.expression;
      while (ts.isAwaitExpression(called) || ts.isVoidExpression(called)) called = called.expression;
      return ts.isCallExpression(called) ? [{ node, to: ';' }] : [];
    },
  },
  {
    family: 'removed calls',
    look(node, text) {
      if (!ts.isCallExpression(node) || ts.isExpressionStatement(node.parent)) return [];
      const { expression: callee, arguments: given } = node;
      const chained = ts.isPropertyAccessExpression(callee) && CHAINED.test(callee.name.text);
      if (chained) return [{ node, to: text(callee.expression) }];
      return ts.isIdentifier(callee) &&
        given.length > 0 &&
        !ts.isFunctionLike(given[0]) &&
        !ts.isSpreadElement(given[0])
        ? [{ node, to: `(${text(given[0])})` }]
        : [];
    },
  },
  {
    family: 'rows of tables',
    look: (node) =>
      ts.isArrayLiteralExpression(node) ? node.elements.map((element) => ({ node: element, to: '', comma: true })) : [],
  },
  {
    family: 'rows of tables',
    look: (node) =>
      ts.isObjectLiteralExpression(node)
        ? node.properties.map((property) => ({ node: property, to: '', comma: true }))
        : [],
  },
  {
    family: 'rows of tables',
    look: (node) => (ts.isCaseClause(node) ? [{ node, to: '' }] : []),
  },
  {
    family: 'rows of tables',
    look: (node, text) =>
      node.kind === SyntaxKind.RegularExpressionLiteral ? patterns(text(node)).map((to) => ({ node, to })) : [],
  },
];

/** A regular expression without one of its flags, anchors or alternatives. */
function patterns(written) {
  const end = written.lastIndexOf('/');
  const [pattern, flags] = [written.slice(1, end), written.slice(end + 1)];
  const changed = [
    ...[...flags].map((flag) => [pattern, flags.replace(flag, '')]),
    ...(pattern.startsWith('^') ? [[pattern.slice(1), flags]] : []),
    ...(pattern.endsWith('$') && !pattern.endsWith('\\$') ? [[pattern.slice(0, -1), flags]] : []),
    ...alternatives(pattern).map((shorter) => [shorter, flags]),
  ];
  return changed
    .filter(([source, kept]) => source !== '' && compiles(source, kept))
    .map(([source, kept]) => `/${source}/${kept}`);
}

/** The pattern without one word of a group such as `(?:get|put)` or `one|other`. */
function alternatives(pattern) {
  return [...pattern.matchAll(/(?<=[(|:]|^)[\w-]+\||\|[\w-]+(?=[)|]|$)/g)].map(
    ({ 0: word, index }) => pattern.slice(0, index) + pattern.slice(index + word.length),
  );
}

function compiles(source, flags) {
  try {
    return new RegExp(source, flags) !== undefined;
  } catch {
    return false;
  }
}
