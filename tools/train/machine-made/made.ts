import type { Random } from '../../../src/evaluate/random.js'

/**
 * Token soup as optimizers leave it: pieces of a vocabulary of subwords, words, marks and code, drawn with no regard to
 * what stands before, some with a space and some without.
 */
export function drawMade(vocabulary: readonly string[], random: Random): string {
  const length = 14 + random.below(26)
  const marks = 0.05 + 0.65 * random.next()
  const glued = random.next()
  const letters = random.chance(0.4) ? random.next() : 0
  const humps = random.chance(0.4) ? random.next() * 0.6 : 0.05
  const shards = random.chance(0.4) ? random.next() * 0.7 : 0
  const anyMarks = random.next()
  const mark = () => (random.chance(anyMarks) ? marksOf(random) : random.pick(MARKS))
  const word = () => {
    const piece = random.chance(letters) ? lettersOf(random) : random.pick(vocabulary)
    return random.chance(humps) ? capital(piece) : piece
  }
  let text = ''
  for (let i = 0; i < length; i++) {
    let piece = random.chance(marks) ? mark() : word()
    if (random.chance(shards)) piece = shardOf(word, mark, random)
    text += (i > 0 && !random.chance(glued) ? ' ' : '') + piece
  }
  return text
}

/** A word with marks about it, as it is cut out of code. */
function shardOf(word: () => string, mark: () => string, random: Random): string {
  let shard = word()
  if (random.chance(0.5)) shard = mark() + shard
  if (random.chance(0.6)) shard += mark()
  return random.chance(0.3) ? shard + word() : shard
}

const lettersOf = (random: Random) =>
  Array.from({ length: 1 + random.below(6) }, () => String.fromCharCode(97 + random.below(26))).join('')

const MARK_LETTERS = '.,;:!?\'"()[]{}<>/\\|*&^%$#@~`+-=_'
const marksOf = (random: Random) =>
  Array.from({ length: 1 + random.below(3) }, () => MARK_LETTERS[random.below(MARK_LETTERS.length)]).join('')

const capital = (piece: string) => piece.slice(0, 1).toUpperCase() + piece.slice(1)

const MARKS = [
  '.',
  ',',
  '!',
  '?',
  '"',
  "'",
  '](',
  '**',
  '\\',
  '"\\',
  '--',
  '.]',
  '});',
  '={',
  '[/',
  '//',
  '(\\',
  '=>',
  '&&',
  '||',
  '```',
  '++',
  ':',
  ';',
  '$',
  '%',
  '@',
  '#',
  '<',
  '>',
  '</',
  '\\n',
  '\\+',
  '{"',
  '"}',
  '](@',
  '...',
  '_',
  '~',
  '^',
  '|',
  '+',
  '*/',
  '/*',
  "':",
  '?)',
  '!--',
  ')**',
  '[[',
  ']]',
]

/** Subwords, words and pieces of code, from texts: of all languages, and those of plain Latin letters, cut and whole. */
export function vocabulariesOf(texts: readonly string[], random: Random): string[][] {
  const words = new Map<string, number>()
  for (const text of texts) {
    for (const [word] of text.matchAll(/[\p{L}_]{2,18}|\p{Nd}{1,4}/gu))
      words.set(word, (words.get(word) ?? 0) + 1)
  }
  const pieces = [...words.keys()]
  const parts = pieces
    .filter((word) => word.length > 5)
    .map((word) => {
      const at = 2 + random.below(word.length - 3)
      return random.chance(0.5) ? word.slice(at) : word.slice(0, at)
    })
  const isPlain = (piece: string) => /^[a-z]+$/i.test(piece)
  return [[...pieces, ...parts], [...pieces, ...parts].filter(isPlain), pieces.filter(isPlain)].map((all) =>
    random.sample(all, 12_000),
  )
}

/** Texts of machines that are no attack: logs, tables, formulas, keys, data. */
export function drawDull(random: Random): string {
  const hex = (n: number) => Array.from({ length: n }, () => '0123456789abcdef'[random.below(16)]).join('')
  const number = () => String(random.below(100_000))
  const word = () =>
    random.pick(['order', 'cache', 'worker', 'queue', 'index', 'token', 'page', 'user', 'batch', 'node'])
  const line = random.pick<() => string>([
    () =>
      `${random.pick(['$$', '\\[', '$', ''])}${formula(3, random)} ${random.pick(['=', '\\leq', '\\to', '\\in', '\\approx'])} ${formula(3, random)}${random.pick(['$$', '\\]', '$', '\\\\'])}`,
    () =>
      `${random.pick(['$$', '\\begin{aligned} ', '$'])}${formula(4, random)}${random.pick(['$$', ' \\end{aligned}', '$'])}`,
    () =>
      `2026-0${1 + random.below(9)}-1${random.below(9)}T0${random.below(9)}:2${random.below(9)}:11.${number()}Z ${random.pick(['INFO', 'WARN', 'ERROR'])} [${word()}-${random.below(20)}] ${word()} ${hex(8)} took ${random.below(900)} ms (${word()}=${number()})`,
    () => `| ${word()} | ${number()} | ${random.next().toFixed(3)} | ${random.pick(['yes', 'no'])} |`,
    () =>
      `\\frac{${random.pick(['a', 'x', '\\alpha'])}^{${random.below(9)}}}{2\\pi} \\sum_{i=0}^{n} ${random.pick(['x', 'y'])}_i^2 + \\sqrt{${number()}}`,
    () => `${word()},${number()},${random.next().toFixed(4)},${hex(6)},"${word()} ${word()}"`,
    () =>
      `{"${word()}":{"id":"${hex(8)}-${hex(4)}-${hex(4)}","n":${number()},"ok":${random.chance(0.5)},"tags":["${word()}","${word()}"]}}`,
    () =>
      `GET /api/v${random.below(4)}/${word()}s/${number()}?${word()}=${hex(6)}&limit=${random.below(99)} HTTP/1.1 ${random.pick(['200', '404', '500'])} ${number()}`,
    () =>
      `    at ${word()}.${word()} (/srv/app/src/${word()}/${word()}.js:${random.below(900)}:${random.below(80)})`,
    () =>
      `const ${word()}=(e,t)=>{for(const n of e)if(n.${word()}>t)return n.${word()}??${random.below(99)};return null};`,
    () => `0x${hex(16)} ${hex(2)} ${hex(2)} ${hex(2)} ${hex(2)}  mov  eax, [rbp-${random.below(64)}]`,
    () =>
      `grep -rn "${word()}" ./src | awk '{print $${1 + random.below(5)}}' | sort -u > /var/log/${word()}.txt`,
    () => markup(3, random),
    () => markup(3, random),
    () =>
      `${random.pick(['Copyright (C)', '(c)', '©', 'Author:', 'Reviewed-by:'])} ${random.pick(['19', '20'])}${10 + random.below(90)} ${people(1, random)}. All rights reserved.`,
    () => people(1 + random.below(4), random),
    () =>
      `${capital(word())}s: ${Array.from({ length: 3 + random.below(9) }, () => random.pick([word(), `${word()} ${word()}`, `${word()}-${word()}`])).join(', ')}`,
    () =>
      `#define ${word().toUpperCase()}_${word().toUpperCase()}\t(${word()}_${word()}(${random.below(99)}) | 0x${hex(4)})`,
    () =>
      `extern ${random.pick(['int', 'void', 'char *', 'const struct node *'])}${word()}_${word()}(${capital(word())}${capital(word())}Ptr ${word()}, size_t *${word()}) __attribute__((nonnull(${random.below(4)})));`,
    () =>
      `my ($${word()}, @${word()}s) = @_; $${word()}->{${word()}} //= qr/^\\s*(\\w+)[:=]/x unless ref $${word()} eq 'HASH';`,
    () =>
      `SELECT ${word()[0]}.${word()}_id, COUNT(*) FROM ${word()}s ${word()[0]} LEFT JOIN ${word()}s USING (${word()}_id) WHERE ${word()} >= '${number()}' GROUP BY 1;`,
    () =>
      `.${word()}-${word()} > .${word()}:not(:hover) { margin: 0 ${random.below(9)}px; color: #${hex(6)}; }`,
    () => `^(?:[a-z]+|\\d{${random.below(9)},})(?=\\s*[,;])\\b[^"']*$`,
    () =>
      `f(x) = ${random.below(9)}x^2 - ${random.below(9)}x + ${random.below(99)}; x ∈ [0, ${random.below(99)}], ∫ f dx = ${random.next().toFixed(2)}`,
    () => `:: ${word()} :: ${word()} -> ${word()} >>= \\x -> return (x + ${random.below(9)})`,
    () =>
      `#${word()} #${word()} @${word()}_${random.below(99)} https://example.org/${word()}/${hex(6)}?ref=${word()}`,
    () =>
      `- [${random.pick(['x', ' '])}] **${word()}**: see [${word()}](./${word()}.md#${word()}) and \`${word()}.${word()}()\``,
  ])
  if (random.chance(0.3)) return records(random)
  return Array.from({ length: 1 + random.below(6) }, line).join('\n')
}

/** Names with addresses, as at the head of a file. */
function people(count: number, random: Random): string {
  const part = () =>
    capital(
      random.pick(['an', 'mar', 'jo', 'el', 'tor', 'vik', 'sam', 'hel']) +
        random.pick(['a', 'en', 'ia', 'sen', 'ko', 'ez', 'ström', 'ich']),
    )
  const person = () => {
    const [given, family] = [part(), part()]
    return `${given} ${family} <${given.toLowerCase()}.${family.toLowerCase()}@example.${random.pick(['org', 'com'])}>`
  }
  return Array.from({ length: count }, person).join(', ')
}

/** Markup, nested `deep`. */
function markup(deep: number, random: Random): string {
  const name = () =>
    random.pick(['item', 'title', 'price', 'row', 'main', 'nav', 'info', 'lead', 'user', 'note'])
  if (deep <= 0 || random.chance(0.3)) {
    return random.pick([
      name(),
      `${name()} ${name()}`,
      String(random.below(5_000)),
      `${name()}&nbsp;${random.below(99)}`,
      `&copy; ${name()} &lt;${name()}&gt;`,
      `${name()}, ${name()} &amp; ${name()}`,
    ])
  }
  const tag = random.pick(['div', 'span', 'p', 'td', 'section', 'em', 'button', 'entry', 'h2'])
  const attribute = () =>
    random.pick([
      `id="${name()}-${random.below(99)}"`,
      `style="${name()}: ${random.below(99)}px"`,
      `aria-${name()}='${name()}'`,
      `href="https://example.org/${name()}.html?${name()}=${random.below(9)}"`,
      `xml:lang="en"`,
      `on${name()}="${name()}(${random.below(9)})"`,
      'hidden',
    ])
  const attributes = Array.from({ length: random.below(4) }, () => ` ${attribute()}`).join('')
  if (random.chance(0.15)) return `<br${attributes}/>`
  const inside = Array.from({ length: 1 + random.below(2) }, () => markup(deep - 1, random))
  return `<${tag}${attributes}>${inside.join(random.pick(['', ' ']))}</${tag}>`
}

/** A formula as it is typed, nested `deep`. */
function formula(deep: number, random: Random): string {
  const inner = () => formula(deep - 1, random)
  if (deep <= 0 || random.chance(0.15)) {
    return random.pick([
      'x',
      'y',
      'n',
      'k',
      'a_i',
      'x_1',
      '2',
      '10',
      '\\pi',
      '\\alpha',
      '\\Omega',
      '\\infty',
      'f(x)',
      't^2',
      '\\mathbb{R}',
      'dx',
      '\\varepsilon',
    ])
  }
  return random.pick<() => string>([
    () => `\\frac{${inner()}}{${inner()}}`,
    () => `\\sqrt{${inner()}}`,
    () => `${inner()} ${random.pick(['+', '-', '\\cdot', '=', '<', '\\times'])} ${inner()}`,
    () => `\\sum_{i=${random.below(3)}}^{${inner()}} ${inner()}`,
    () =>
      `\\left${random.pick(['(', '[', '|', '\\{'])} ${inner()} \\right${random.pick([')', ']', '|', '\\}'])}`,
    () => `\\${random.pick(['int', 'prod', 'lim', 'max'])}_{${inner()}} ${inner()}`,
    () => `${inner()}^{${inner()}}`,
    () =>
      `\\${random.pick(['mathrm', 'text', 'hat', 'overline', 'mathbf', 'operatorname'])}{${random.pick(['x', 'id', 'rank', 'v', 'cost'])}}`,
    () => `\\partial_{${inner()}} ${inner()}`,
    () => `\\|${inner()}\\|_{${inner()}}`,
  ])()
}

/** Lines of one layout that nobody has seen: fields with marks around and between them. */
function records(random: Random): string {
  const digits = (n: number) => Array.from({ length: n }, () => random.below(10)).join('')
  const hex = (n: number) => Array.from({ length: n }, () => '0123456789abcdef'[random.below(16)]).join('')
  const name = () =>
    random.pick(['alpha', 'node', 'lot', 'web', 'db', 'mail', 'pump', 'svc', 'job', 'user', 'page'])
  const fields: readonly (() => string)[] = [
    () => `${digits(2)}.${digits(1)}.${digits(2)}.${digits(3)}`,
    () =>
      `${digits(2)}/${random.pick(['Jan', 'Apr', 'Oct'])}/20${digits(2)}:${digits(2)}:${digits(2)}:${digits(2)} +0${digits(1)}00`,
    () => `20${digits(2)}-0${digits(1)}-${digits(2)} ${digits(2)}:${digits(2)}:${digits(2)},${digits(3)}`,
    () => digits(1 + random.below(6)),
    () => `${digits(2)}.${digits(3)}`,
    () => hex(4 + random.below(12)),
    () => `0x${hex(6)}`,
    () => `/${name()}/${name()}/${digits(2)}.${random.pick(['html', 'js', 'so', 'png'])}`,
    () => `${name()}-${digits(1)}`,
    () => `${name()}[${digits(4)}]`,
    () => `${name()}=${digits(3)}`,
    () => random.pick(['-', 'INFO', 'warn', 'OK', 'true', 'NULL', 'GET', 'POST', 'tcp']),
    () => `${name()} ${name()} ${name()}`,
    () => `Mozilla/${digits(1)}.0 (X${digits(2)}; ${name()} ${digits(2)}_${digits(1)})`,
    () => `https://${name()}.example.org/${name()}?q=${hex(4)}`,
  ]
  const chosen = Array.from({ length: 4 + random.below(9) }, () => random.pick(fields))
  const around = chosen.map(() =>
    random.pick([
      ['', ''],
      ['', ''],
      ['"', '"'],
      ['[', ']'],
      ['(', ')'],
      ['<', '>'],
    ]),
  )
  const between = random.pick([' ', ' ', ' | ', ',', ';', '\t', ' - ', ': '])
  const line = () => chosen.map((field, i) => around[i]![0]! + field() + around[i]![1]!).join(between)
  return Array.from({ length: 1 + random.below(6) }, line).join('\n')
}
