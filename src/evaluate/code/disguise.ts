import type { Random } from '../random.js'

/** How a copied snippet is made to look like somebody's own. */
export const DISGUISES = ['as it is', 'reformatted', 'renamed', 'renamed and reformatted'] as const
export type Disguise = (typeof DISGUISES)[number]

export function disguise(code: string, how: Disguise, random: Random): string {
  let text = code
  if (how.includes('renamed')) text = rename(text, random)
  if (how.includes('reformatted')) text = reformat(text, random)
  return text
}

const QUOTED_OR_COMMENT = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|(["'`])(?:\\.|(?!\1)[^\\\n])*\1/g

/** What a program cannot rename: words of the language and of its libraries. */
const FIXED = new Set(
  `abstract any arguments as async await boolean break case catch class const constructor continue default delete do
  else enum export extends false finally for from function get if implements import in infer instanceof interface is
  keyof let new null number object of private protected public readonly return set static string super switch symbol
  this throw true try type typeof undefined unknown var void while yield Array Boolean Date Error Infinity JSON Map
  Math NaN Number Object Promise RangeError RegExp Set String Symbol TypeError abs add ceil charAt charCodeAt concat
  console every exp fill filter find findIndex floor forEach from has includes indexOf join keys length log map max
  min parse pop pow push reduce repeat replace reverse round shift size slice some sort splice split sqrt substring
  test toString trunc unshift values
  boolean byte char double final float int long main package println print printf short throws System out Scanner
  String Integer Double List ArrayList nextInt nextDouble nextLine in util java
  and as assert def del elif except from global is lambda None not or pass raise self True False with yield range len
  sum int str float open input sys argv enumerate list dict
  chan defer func go map range select struct type nil string error make append fmt Println err
  select from where group by order having join left inner on as limit sum count create table primary key not null
  references integer text date numeric and over partition rank lag between is with desc
  SELECT FROM WHERE GROUP BY ORDER HAVING JOIN LEFT INNER ON AS LIMIT SUM COUNT CREATE TABLE PRIMARY KEY NOT NULL
  REFERENCES INTEGER TEXT DATE NUMERIC AND OVER PARTITION RANK LAG BETWEEN IS WITH DESC`.split(/\s+/),
)

/** Every other name becomes a new one, the same everywhere; comments go with the names they speak of. */
function rename(code: string, random: Random): string {
  const names = new Map<string, string>()
  const fresh = () => {
    const syllables = ['ka', 'lo', 'mi', 'ru', 'te', 'xo', 'va', 'ne', 'du', 'si']
    return Array.from({ length: 1 + random.below(3) }, () => random.pick(syllables)).join('') + names.size
  }
  return outsideOf(code.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, ''), QUOTED_OR_COMMENT, (part) =>
    part.replace(/[A-Za-z_$][\w$]*/g, (name) => {
      if (FIXED.has(name)) return name
      const known = names.get(name) ?? fresh()
      names.set(name, known)
      return known
    }),
  )
}

/** Other indentation, braces on lines of their own, blank lines and comments that come and go, spaces that vanish. */
function reformat(code: string, random: Random): string {
  const indent = random.pick(['\t', '    ', '   '])
  const hangs = random.chance(0.5)
  const lines = code
    .replace(/\/\*[\s\S]*?\*\/|^\s*\/\/[^\n]*/gm, '')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .flatMap((line) => {
      const depth = Math.floor((/^\s*/.exec(line)?.[0].length ?? 0) / 2)
      const margin = indent.repeat(depth)
      let text = line.trim()
      if (random.chance(0.15))
        text = outsideOf(text, QUOTED_OR_COMMENT, (part) => part.replace(/ ?([=+<>]) ?/g, '$1'))
      if (hangs && text.endsWith(' {')) return [margin + text.slice(0, -2), `${margin}{`]
      return random.chance(0.08) ? [margin + text, ''] : [margin + text]
    })
  return `${lines.join('\n')}\n`
}

function outsideOf(text: string, skipped: RegExp, change: (part: string) => string): string {
  let result = ''
  let at = 0
  for (const match of text.matchAll(skipped)) {
    result += change(text.slice(at, match.index)) + match[0]
    at = match.index + match[0].length
  }
  return result + change(text.slice(at))
}
