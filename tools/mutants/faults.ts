import ts from 'typescript'

/** One small slip in a source file: what stands at `[start, end)` and what would stand there. */
export interface Fault {
  /** Path from the root of the repository. */
  readonly file: string
  /** From 1. */
  readonly line: number
  readonly start: number
  readonly end: number
  readonly before: string
  readonly after: string
}

const { SyntaxKind } = ts

const OPERATORS: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [SyntaxKind.LessThanToken, '<='],
  [SyntaxKind.LessThanEqualsToken, '<'],
  [SyntaxKind.GreaterThanToken, '>='],
  [SyntaxKind.GreaterThanEqualsToken, '>'],
  [SyntaxKind.EqualsEqualsEqualsToken, '!=='],
  [SyntaxKind.ExclamationEqualsEqualsToken, '==='],
  [SyntaxKind.AmpersandAmpersandToken, '||'],
  [SyntaxKind.BarBarToken, '&&'],
  [SyntaxKind.MinusToken, '+'],
  [SyntaxKind.PlusToken, '-'],
])

const METHODS: Readonly<Record<string, string>> = {
  some: 'every',
  every: 'some',
  min: 'max',
  max: 'min',
  find: 'findLast',
  findLast: 'find',
}

export function parse(file: string, text: string): ts.SourceFile {
  return ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true)
}

/** Every slip that may be made in a file, in order: turned operators and conditions, a number off by one, a call left out. */
export function faultsOf(file: string, text: string): readonly Fault[] {
  const source = parse(file, text)
  const faults: Fault[] = []
  const add = (node: ts.Node, after: string) => {
    const start = node.getStart(source)
    const line = source.getLineAndCharacterOfPosition(start).line + 1
    faults.push({ file, line, start, end: node.end, before: text.slice(start, node.end), after })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isInterfaceDeclaration(node)) return
    if (ts.isBinaryExpression(node)) {
      const turned = OPERATORS.get(node.operatorToken.kind)
      const joins = node.operatorToken.kind === SyntaxKind.PlusToken && isText(node)
      if (turned !== undefined && !joins) add(node.operatorToken, turned)
    } else if (ts.isPrefixUnaryExpression(node) && node.operator === SyntaxKind.ExclamationToken) {
      add(node, `(${node.operand.getText(source)})`)
    } else if (ts.isNumericLiteral(node) && !ts.isLiteralTypeNode(node.parent)) {
      add(node, `(${node.text} + 1)`)
    } else if (node.kind === SyntaxKind.TrueKeyword || node.kind === SyntaxKind.FalseKeyword) {
      add(node, node.kind === SyntaxKind.TrueKeyword ? 'false' : 'true')
    } else if (ts.isPropertyAccessExpression(node) && ts.isCallExpression(node.parent)) {
      const other = Object.hasOwn(METHODS, node.name.text) ? METHODS[node.name.text] : undefined
      if (other !== undefined && node.parent.expression === node) add(node.name, other)
    }
    if (ts.isIfStatement(node)) {
      add(node.expression, 'true')
      add(node.expression, 'false')
    }
    if (ts.isConditionalExpression(node)) {
      add(node.condition, 'true')
      add(node.condition, 'false')
    }
    const isSuper = (call: ts.Expression) =>
      ts.isCallExpression(call) && call.expression.kind === SyntaxKind.SuperKeyword
    if (ts.isExpressionStatement(node) && !isSuper(node.expression)) add(node, ';')
    ts.forEachChild(node, visit)
  }
  visit(source)
  return faults
}

/** Whether a sum joins texts, as far as one sees. */
function isText({ left, right }: ts.BinaryExpression): boolean {
  return [left, right].some(
    (side) =>
      ts.isStringLiteralLike(side) ||
      ts.isTemplateExpression(side) ||
      (ts.isBinaryExpression(side) && isText(side)),
  )
}

export function withFault(text: string, { start, end, after }: Fault): string {
  return text.slice(0, start) + after + text.slice(end)
}
