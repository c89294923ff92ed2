import type { Random } from '../random.js'

/** How a copy is changed beyond its names and layout: what it does stays, where it does it moves. */
export const REWRITINGS = [
  'comments changed',
  'loops rewritten',
  'parts reordered',
  'function extracted',
] as const
export type Rewriting = (typeof REWRITINGS)[number]

export function rewrite(code: string, how: Rewriting, random: Random): string {
  if (how === 'comments changed') return changeComments(code, random)
  if (how === 'loops rewritten') return rewriteLoops(code)
  return how === 'parts reordered' ? reorderParts(code, random) : extractFunction(code, random)
}

const REMARKS = [
  'see above',
  'the usual way',
  'keep in sync',
  'checked twice',
  'do not touch',
  'from the list',
]

function changeComments(code: string, random: Random): string {
  const python = /^\s*(?:def|class)\b.*:$/m.test(code)
  const mark = python ? '#' : /\bSELECT\b/.test(code) ? '--' : '//'
  return code
    .replace(/\/\*[\s\S]*?\*\/|^\s*(?:\/\/|--|# ).*$/gm, '')
    .split('\n')
    .flatMap((line) => {
      const margin = /^\s*/.exec(line)![0]
      return random.chance(0.25) && line.trim() !== ''
        ? [`${margin}${mark} ${random.pick(REMARKS)}`, line]
        : [line]
    })
    .join('\n')
}

/** `for (a; b; c) {` as `a; while (b) {` with `c` at the end, where the loop has braces of its own. */
function rewriteLoops(code: string): string {
  const lines = code.split('\n')
  for (let i = 0; i < lines.length; i++) {
    const match = /^(\s*)for \(([^;]*); ([^;]*); ([^)]*(?:\([^)]*\))?[^)]*)\) \{$/.exec(lines[i]!)
    if (match === null) continue
    const [, margin, first, condition, step] = match
    const end = lines.findIndex((line, at) => at > i && line === `${margin}}`)
    if (end < 0 || lines.slice(i, end).some((line) => /\bcontinue\b/.test(line))) continue
    lines.splice(end, 0, `${margin}  ${step};`)
    lines.splice(i, 1, `${margin}${first};`, `${margin}while (${condition}) {`)
  }
  return lines.join('\n')
}

/** Blocks with an empty line between them change places; the first stays where it opens what follows. */
function reorderParts(code: string, random: Random): string {
  const parts = code.trimEnd().split(/\n\n+/)
  const last = parts.length - 1
  const isOpen = (part: string) => balance(part) !== 0
  const movable = parts.flatMap((part, i) => (i > 0 && i < last && !isOpen(part) ? [i] : []))
  const order = random.sample(movable, movable.length)
  const moved = parts.map((part, i) => (movable.includes(i) ? parts[order[movable.indexOf(i)]!]! : part))
  return `${moved.join('\n\n')}\n`
}

/** Three lines or more of one block are put into a function of their own. */
function extractFunction(code: string, random: Random): string {
  const lines = code.trimEnd().split('\n')
  const isBraced = code.includes('{')
  const indent = (line: string) => /^\s*/.exec(line)![0].length
  const ranges = lines.flatMap((line, from) => {
    if (indent(line) < 4 || line.trim() === '') return []
    let to = from
    while (to < lines.length && lines[to]!.trim() !== '' && indent(lines[to]!) >= indent(line)) to += 1
    const body = lines.slice(from, to)
    const isWhole = to - from >= 3 && balance(body.join('\n')) === 0
    return isWhole && !body.some((one) => /\b(?:return|break|continue|else)\b/.test(one))
      ? [{ from, to }]
      : []
  })
  if (ranges.length === 0) return code
  const { from, to } = random.pick(ranges)
  const margin = ' '.repeat(indent(lines[from]!))
  const body = lines.splice(from, to - from, isBraced ? `${margin}step();` : `${margin}step()`)
  const helper = isBraced ? ['function step() {', ...body, '}'] : ['def step():', ...body]
  return `${[...lines, '', ...helper].join('\n')}\n`
}

function balance(code: string): number {
  return code.split(/[{([]/).length - code.split(/[})\]]/).length
}
