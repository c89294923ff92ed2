import { once } from '../../core/once.js'
import { Clause, Kinds, languagesOf, sentenceEnds } from './clause.js'
import { FRAMES, type Frame } from './frames.js'
import { CONCEPTS } from './lexicon/lexicon.js'
import { LEXICONS } from './lexicon/lexicons.js'
import { plainText, type Word, WordReader } from './words.js'

/** What a text was found to ask for, in units of its surface fold. */
export interface Request {
  readonly rule: string
  readonly layer: Frame['layer']
  readonly start: number
  readonly end: number
}

/** Made for the first prompt: a process that only checks answers does without. */
const reader = once(() => new WordReader(LEXICONS))

/** The requests of a surface-folded text, by where they begin; with its plain text where the caller has that. */
export function readRequests(surface: string, plain = plainText(surface)): Request[] {
  const { text, places } = plain
  const words = reader().read(text)
  const found = words.length === 0 ? [] : framesIn(text, words)
  for (const request of [...shapesIn(text), ...assembledIn(text)]) found.push(request)
  if (places !== undefined) {
    for (const [i, request] of found.entries()) {
      found[i] = { ...request, start: places[request.start]!, end: places[request.end]! }
    }
  }
  return found.sort((a, b) => a.start - b.start || a.end - b.end || (a.rule < b.rule ? -1 : 1))
}

const WIDEST = 3

const KINDS = new Kinds(CONCEPTS)
const ASKED = FRAMES.map((frame) => ({ frame, mayHold: KINDS.needed(frame.needs) }))

function framesIn(text: string, words: readonly Word[]): Request[] {
  const ends = sentenceEnds(text)
  const found: Request[] = []
  const languages = languagesOf(words)
  for (const language of languages) {
    // Words that languages share are read in each; that something is only spoken about holds for all of them.
    const own = words.filter(
      (word) =>
        word.language === language ||
        ((word.concept === 'about' || word.concept === 'turn') && languages.includes(word.language)),
    )
    const bySentence = wordsBySentence(own, ends)
    const kinds = bySentence.map((words) => KINDS.of(words))
    const said = new Set<string>()
    for (let width = 1; width <= WIDEST; width++) {
      for (let last = width - 1; last < ends.length; last++) {
        let low = 0
        let high = 0
        for (let i = last - width + 1; i <= last; i++) {
          low |= kinds[i]!.low
          high |= kinds[i]!.high
        }
        const frames = ASKED.filter(
          ({ frame: { sentences }, mayHold }) =>
            (width === 1 || width === sentences || (width === 2 && sentences === 3)) &&
            mayHold({ low, high }),
        )
        if (frames.length === 0) continue
        const start = last < width ? 0 : ends[last - width]!
        const end = ends[last]!
        const inside = bySentence
          .slice(Math.max(0, last - width + 1), last + 1)
          .flat()
          .filter((word) => word.start >= start)
        if (inside.length < 2) continue
        const clause = new Clause(text, start, end, inside, LEXICONS[language]!.language)
        for (const { frame } of frames) {
          const { rule, layer, holds } = frame
          // What one sentence says is not said again of two.
          if (Array.from({ length: width }, (_, i) => `${rule} ${last - i}`).some((key) => said.has(key)))
            continue
          if (!holds(clause)) continue
          said.add(`${rule} ${last}`)
          const first = start + (/^\s*/.exec(text.slice(start, end))?.[0].length ?? 0)
          found.push({ rule, layer, start: first, end })
        }
      }
    }
  }
  return distinct(found)
}

/** Words of each sentence, the one that they end in: in a long text nobody looks for them again. */
export function wordsBySentence<Kind extends string>(
  words: readonly Word<Kind>[],
  ends: readonly number[],
): Word<Kind>[][] {
  const sentences = ends.map((): Word<Kind>[] => [])
  let at = 0
  for (const word of words) {
    while (at < ends.length && word.end > ends[at]!) at++
    sentences[at]?.push(word)
  }
  return sentences
}

/** In several languages the same is one. */
function distinct(requests: readonly Request[]): Request[] {
  const known = new Set<string>()
  return requests.filter(({ rule, start, end }) => {
    const key = `${rule} ${start} ${end}`
    if (known.has(key)) return false
    known.add(key)
    return true
  })
}

const CHAT_MARKUP =
  /<\|(?:im_start|im_end|system|user|assistant|endoftext|start_header_id|eot_id)\|>|\[\/?inst\]|<<\/?sys>>|^###\s*(?:system|instruction)\s*:/gm
const TURN =
  /(?:^|[\s.。?？!！、])(?:q|a|user|human|assistant|ai|bot|h|問|答|質問|回答|ユーザー|アシスタント)\s*[:：]/g
const CONSENT =
  /[:：]\s*["'「『]?(?:sure|certainly|of course|absolutely|yes|okay|ok|here(?:'s| is| are)|もちろん|はい|承知|わかりました|了解|当然|好的|klar|sicher|naturlich|bien sur|claro|por supuesto|certo|конечно)/g

/** Shapes that no harmless prompt has: marks of another chat, made-up turns in which everything was agreed to. */
function shapesIn(text: string): Request[] {
  const found: Request[] = []
  if (text.includes('<') || text.includes('[') || text.includes('###')) {
    for (const { index, 0: match } of text.matchAll(CHAT_MARKUP)) {
      found.push({ rule: 'chat-markup', layer: 'override', start: index, end: index + match.length })
      break
    }
  }
  const consents = [...text.matchAll(CONSENT)]
  if (consents.length >= 2 && [...text.matchAll(TURN)].length >= 4) {
    found.push({ rule: 'many-shot', layer: 'override', start: consents[0]!.index, end: text.length })
  }
  return found
}

const PIECE = /["'“「『`]([^"'“”「」『』`\n]{2,200})["'”」』`]/gu
const PUT_TOGETHER =
  /(?:[a-z]\d?\s*[=:＝：]|\+|concat|combine|join|put .{0,20}together|連結|結合|つなげ|繋げ|合わせ|拼接|合并|連|잇|합쳐|verbind|zusammen|concat|assembl|combin|junt|un[ie]|metti|połącz|соедини|объедини|gabung|ghép|nối|birleştir)/u

/** What pieces in quotes say when they are put together. */
function assembledIn(text: string): Request[] {
  if (!PUT_TOGETHER.test(text)) return []
  const pieces = [...text.matchAll(PIECE)]
  if (pieces.length < 2 || pieces.length > 24) return []
  const start = pieces[0]!.index
  const end = pieces.at(-1)!.index + pieces.at(-1)![0].length
  for (const glue of ['', ' ']) {
    const whole = pieces.map(({ 1: piece }) => piece).join(glue)
    const words = reader().read(whole)
    const [said] = words.length === 0 ? [] : framesIn(whole, words)
    if (said !== undefined) return [{ rule: 'assembled-request', layer: 'override', start, end }]
  }
  return []
}
