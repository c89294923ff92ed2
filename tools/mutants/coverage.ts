import ts from 'typescript'
import { parse } from './faults.js'

/** A part of a file that is run as a whole or not at all. 0 is the module itself. */
interface Block {
  readonly start: number
  readonly end: number
  /** Offset behind which the counting call is put. */
  readonly at: number
  /** Whether it is an expression, which has to be wrapped. */
  readonly isExpression: boolean
}

function blocksOf(file: string, text: string): readonly Block[] {
  const source = parse(file, text)
  const first = text.startsWith('#!') ? text.indexOf('\n') + 1 : 0
  const blocks: Block[] = [{ start: 0, end: text.length, at: first, isExpression: false }]
  const visit = (node: ts.Node): void => {
    if (ts.isBlock(node)) {
      const start = node.getStart(source)
      blocks.push({ start, end: node.end, at: start + 1, isExpression: false })
    } else if (ts.isArrowFunction(node) && !ts.isBlock(node.body)) {
      const start = node.body.getStart(source)
      blocks.push({ start, end: node.body.end, at: start, isExpression: true })
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return blocks
}

/** The number of the smallest block around an offset. */
export function blockAt(file: string, text: string, offset: number): number {
  let found = 0
  const blocks = blocksOf(file, text)
  for (const [i, { start, end }] of blocks.entries()) {
    const smallest = blocks[found]!
    if (start <= offset && offset < end && end - start <= smallest.end - smallest.start) found = i
  }
  return found
}

/** The file with a call at the beginning of each block that notes, for the whole process, that it was run. */
export function counting(file: string, text: string): string {
  const insertions: { at: number; text: string }[] = []
  for (const [i, { at, start, end, isExpression }] of blocksOf(file, text).entries()) {
    if (isExpression) insertions.push({ at: start, text: `(__ran(${i}), ` }, { at: end, text: ')' })
    else insertions.push({ at, text: i === 0 ? `${NOTE(file)}__ran(0);` : `__ran(${i});` })
  }
  let out = ''
  let done = 0
  for (const one of insertions.sort((a, b) => a.at - b.at)) {
    out += text.slice(done, one.at) + one.text
    done = one.at
  }
  return out + text.slice(done)
}

/** On the first line, so that lines stay what they were. Functions are called before the module is run to here. */
const NOTE = (file: string) =>
  `function __ran(block: number) { ((globalThis as any).__ragwallRan ??= new Set()).add(${JSON.stringify(file)} + ' ' + block) };`
