import { FirewallError } from '../../core/errors.js'
import { once } from '../../core/once.js'
import { foldText } from '../../text/fold.js'
import { GrowingViews } from '../../text/growing-views/growing-views.js'
import { rawSpan } from '../../text/surface.js'
import { Clause, Kinds, languagesOf, sentenceEnds } from './clause.js'
import { hiddenParts } from './hidden-parts.js'
import { ORDER_LEXICONS, type OrderConcept } from './lexicon/orders.js'
import { readRequests, wordsBySentence } from './reading.js'
import { plainText, WordReader } from './words.js'

/**
 * Orders that a text gives to the model that reads it, and not to its reader: documents, tool results, comments, white
 * text, alternative texts (Greshake et al. 2023). Told by kinds of words, as requests are (`frames.ts`): whom it speaks
 * to, what becomes of the answer, what is kept from whom, what is sent away, which tool is called. Where nobody looks
 * (`hiddenParts`, codes) less is enough. What is quoted beside words about attacks is spoken about.
 */
export interface Order {
  /** What it wants: a frame of `ORDER_FRAMES`, or of overriding orders. */
  readonly rule: string
  /** UTF-16 code units of the text. */
  readonly start: number
  readonly end: number
  readonly score: number
  /** Stands where a reader of the shown text does not see it. */
  readonly hidden: boolean
}

const reader = once(() => new WordReader(ORDER_LEXICONS))

/** Code units that are read at once: what is planted is a sentence, whatever the length of the document. */
const PART = 32_768
const OVERLAP = 800

/** The orders of a text, by where they begin. Never throws for what the text holds. */
export function readOrders(raw: string): Order[] {
  const found: Order[] = []
  for (let from = 0; from < raw.length; from += PART) {
    const start = Math.max(0, from - OVERLAP)
    for (const order of ordersOfPart(raw.slice(start, from + PART))) {
      found.push({ ...order, start: order.start + start, end: order.end + start })
    }
  }
  return distinct(found)
}

function ordersOfPart(raw: string): Order[] {
  const text = foldText(raw)
  const hidden = [...hiddenParts(raw)]
  const isHidden = (start: number, end: number) =>
    hidden.some((part) => start >= part.start - 1 && end <= part.end + 1)
  const found: Order[] = []
  for (const order of ordersIn(text.surface, {})) {
    const span = rawSpan(text, order.start, order.end)
    found.push({ ...order, ...span, hidden: isHidden(span.start, span.end) })
  }
  for (const { words, start, end } of hidden) {
    const [order] = ordersIn(foldText(words).surface, { hidden: true })
    if (order !== undefined) found.push({ ...order, start, end, hidden: true })
  }
  if (!SIGNS.test(raw)) return found
  const forms = new GrowingViews()
  try {
    forms.read(raw, true)
  } catch (error) {
    if (!(error instanceof FirewallError) || error.code !== 'work-limit') throw error
    found.push({ rule: 'unread-codes', start: 0, end: raw.length, score: 1, hidden: true })
    return found
  }
  for (const view of forms.take()) {
    // What mark-up hides was read above, and cells of tables stand in their rows.
    if (ELSEWHERE.has(view.name) || (view.name === 'rendered' && !raw.includes('<'))) continue
    for (const order of ordersIn(view.text.surface, { joined: true })) {
      const { start, end } = rawSpan(view.text, order.start, order.end)
      const first = view.start(start)
      const span = { start: first, end: Math.max(first + 1, view.end(end - 1)) }
      found.push({ ...order, ...span, hidden: view.name !== 'rendered' })
    }
  }
  return found
}

/** Signs of codes, escapes, mark-up and what cannot be seen: a document without them is read as it stands. */
const SIGNS =
  /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\u{e0001}-\u{e01ef}]|\p{Variation_Selector}{2}|[A-Za-z0-9+/=_-]{24}|(?:[0-9a-f]{2}[ :,]){8}|\\[ux]\p{ASCII_Hex_Digit}|(?:%\p{ASCII_Hex_Digit}{2}){2}|&#\w+;|<\/?[a-z]/iu
const ELSEWHERE = new Set(['hidden', 'field', 'column'])

/** Of orders that overlap the one that nobody is shown, then the surest. */
function distinct(orders: readonly Order[]): Order[] {
  const kept: Order[] = []
  for (const order of orders.toSorted(
    (a, b) => Number(b.hidden) - Number(a.hidden) || b.score - a.score || a.start - b.start,
  )) {
    if (!kept.some(({ start, end }) => order.start < end && start < order.end)) kept.push(order)
  }
  return kept.sort((a, b) => a.start - b.start)
}

/** Leaves it to people, or says from when another rule holds for them. */
const FOR_PEOPLE =
  /\b(?:on|from|until|since) (?:mon|tues|wednes|thurs|fri|satur|sun)day|\bas of (?:january|february|march|april|may|june|july|august|september|october|november|december|\d)|\beffective\b|(?:かまいません|構いません|月曜|火曜|水曜|木曜|金曜|土曜|日曜|\d月)/iu
/**
 * What a reader of a manual can do, does, or gets: *you can list all images*, *when you work with it, you set*, *we'll
 * return it*, *you pay for*, *these pages help you*, *click Request*, *think of it as*.
 */
const TELLS_PEOPLE =
  /(?<!\bif )\byou (?:can|could|might|may(?! now))\b|\b(?:when|if|as|after|once) you (?!are an?\b|can\b)[^.]{3,120}, (?:you (?!must|shall|should|have|need|are|will)|consider\b)|\bwe(?:'ll| will| may| can)\b|\byou (?:pay|get|receive|use)\b|\bth(?:is|ese) [\w -]{1,30} helps? you\b|\b(?:click|tap|press)\b|\bthink of\b[^.]{1,80}\bas\b/iu
/** *Decode* and *follow* further apart belong to different things. */
const LONGEST_CODED = 200
/** Requests for what only a model has. */
const OWN = new Set(['system-prompt', 'own-instructions', 'told-before'])

type Weighed = Pick<Order, 'rule' | 'start' | 'end' | 'score'>

function ordersIn(surface: string, { hidden, joined }: { hidden?: boolean; joined?: boolean }): Weighed[] {
  const plain = plainText(surface)
  const { text, places } = plain
  const found: Weighed[] = []
  const requests = readRequests(surface, plain).filter(
    ({ start, end }) => !isDiscussed(surface, start, end) && !FOR_PEOPLE.test(surface.slice(start, end)),
  )
  for (const { layer, rule, start, end } of requests) {
    if (layer !== 'override' || (rule === 'coded-request' && end - start > LONGEST_CODED)) continue
    // What a product lets its user delete or run again is no order to leave anything aside.
    if (rule === 'ignore-instructions' && hidden !== true && TELLS_PEOPLE.test(surface.slice(start, end)))
      continue
    // Templates of chats are shown in code.
    if (rule === 'chat-markup' && /`[^`\n]*$/.test(surface.slice(Math.max(0, start - 80), start))) continue
    found.push({ rule, start, end, score: 0.9 })
  }
  for (const { layer, rule, start, end } of requests) {
    // Asked for in a document, a prompt is asked for on somebody's behalf.
    if (
      layer === 'disclosure' &&
      (hidden === true || (OWN.has(rule) && !TELLS_PEOPLE.test(surface.slice(start, end))))
    )
      found.push({ rule: 'exfiltrate', start, end, score: 0.8 })
  }
  const words = reader().read(text)
  if (words.length === 0) return found
  const ends = sentenceEnds(text)
  const place = (at: number) => places?.[at] ?? at
  for (const language of languagesOf(words)) {
    const bySentence = wordsBySentence(
      words.filter((word) => word.language === language),
      ends,
    )
    for (const [i, own] of bySentence.entries()) {
      if (own.length === 0) continue
      for (const width of [1, 2]) {
        const start = ends[i - width] ?? 0
        const inside = width === 1 ? own : [...(bySentence[i - 1] ?? []), ...own]
        if (inside.length < 2) continue
        const kinds = KINDS.of(inside)
        const frames = ASKED.filter(
          ({ frame: one, mayHold }) =>
            one.sentences >= width && (hidden === true || one.hidden !== true) && mayHold(kinds),
        )
        if (frames.length === 0) continue
        const clause = new Clause(text, start, ends[i]!, inside, ORDER_LEXICONS[language]!.language)
        // Pieces that a form puts together need not follow each other.
        if (
          OUTSIDE.test(clause.words) ||
          SAYS_OF_THEM.test(clause.words) ||
          (width > 1 && (joined === true || APART.test(clause.words)))
        )
          continue
        const frame = frames.find((one) => one.frame.holds(clause, width))?.frame
        if (frame === undefined) continue
        const first = start + (/^\s*/.exec(clause.words)?.[0].length ?? 0)
        const span = { start: place(first), end: place(ends[i]!) }
        if (isDiscussed(surface, span.start, span.end)) continue
        found.push({ rule: frame.rule, ...span, score: width === 1 ? 0.8 : 0.7 })
        break
      }
    }
  }
  return found
}

const ADDRESS = /https?:|www\.|[\w.+-]+@[\w-]+\.\w|\b[\w-]+\.example\b/
/** Between two sentences that do not follow each other. */
const APART = /\n\s*\n|\n[\d[{]|["'][\]},]+|<\/|\t/
/** Words of the text itself that are to be said: in quotes, behind what is to be done with them. */
const DICTATED = /["“«„「『][^"”»“」』\n]{2,}["”»“」』]/u

/**
 * Words that speak of such things from outside: of attacks, of tests, of what people may do with a product.
 */
const OUTSIDE =
  /prompt injection|jailbreak|attack|adversar|malicious|red[- ]team|phishing|\btested\b|\bevaluated\b|\bemployees?\b|\bstaff\b|\b(?:our|the company's|your company's) (?:chat ?bot|bot|assistant|model)|\bcan be fooled\b|\bregulation\b|\bproviders?\b|インジェクション|攻撃|脆弱|試験し|社員|従業員|職員|(?:当社|弊社|自社)の(?:アシスタント|ボット|チャットボット|AI|モデル)|だまされ|規則により|angriff|mitarbeit|gepruft|attaque|evalue |employes|ataque|empleados|se evaluo|атак|сотрудник|проверена|攻击|员工|已在|공격|직원|평가되/iu

/** Forbids to do it without telling. */
const FORBIDDEN_SO =
  /(?:知らせないで|知らせず|断りなく|許可なく|無断で)[^。]{1,30}て(?:は|も)(?:いけ|なら|なりま)/u

interface OrderFrame {
  readonly rule: string
  /** In how many sentences it may stand. */
  readonly sentences: 1 | 2
  /** Holds where nobody looks alone. */
  readonly hidden?: true
  /** As of the frames of requests. */
  readonly needs: readonly (readonly OrderConcept[])[]
  readonly holds: (clause: Clause<OrderConcept>, sentences: number) => boolean
}

/** What a model is made to do. */
const DONE = ['say', 'claim', 'verdict', 'output', 'secret', 'tool', 'outward', 'task', 'private'] as const

/** Words in front of a name that speak to it only where it goes on to say so. */
const BARE_HEED = /^(?:to the|for the|to any|for any|to all|for all|any|every|as the|as an|the|@)$/
const GOES_ON =
  /^s?(?: (?:model|system|agent|assistant|reviewer|reader)s?)? ?(?:[,:，：、]|(?:that|who|which|reading|processing|handling|summar\w*|review\w*|evaluat\w*|index\w*|screen\w*) )/u
/** Said behind the name: *models that index this page*. */
const READS = /^(?:read|who|that|process|handl|index|summar)/
const UTTERANCE = /(?:^|["“„«「『:：>|#*/.,。、-]) ?$/u

/** Whether a model is spoken to: by its name at the start, or behind words that speak to somebody. */
function callsModel(clause: Clause<OrderConcept>): boolean {
  const named = [...clause.all('model'), ...clause.all('helper')]
  return named.some((name) => {
    const behind = clause.text.slice(name.end, name.end + 40)
    const before = clause.text.slice(Math.max(clause.start, name.start - 2), name.start)
    if (
      UTTERANCE.test(before) &&
      !isListed(clause, name, behind) &&
      !/user[ -]$/.test(clause.text.slice(Math.max(0, name.start - 5), name.start)) &&
      /^s?(?: [a-z]{2,12}){0,3} ?[,:，：、]/u.test(behind)
    )
      return true
    return clause.all('heed').some((heed) => {
      if (clause.near([name], [heed], 6).length === 0) return false
      if (clause.language === 'en' && heed.start > name.start && !READS.test(clause.wordsOf(heed)))
        return false
      return !BARE_HEED.test(clause.wordsOf(heed)) || GOES_ON.test(behind)
    })
  })
}

/** *Watson, AI, IoT and security*: one thing among others, and nobody who is called. */
function isListed(
  clause: Clause<OrderConcept>,
  { start }: { readonly start: number },
  behind: string,
): boolean {
  return (
    start - clause.start > GREETING &&
    /[,、] ?$/.test(clause.text.slice(clause.start, start)) &&
    /^s? ?[,、]/u.test(behind)
  )
}

/** Letters of *hey,* and the like. */
const GREETING = 12

/** Whether a model is the one who must: *tell the chatbot* speaks to somebody else. */
function bindsModel(clause: Clause<OrderConcept>): boolean {
  const first = Math.min(clause.first('say'), clause.first('outward'), clause.first('claim'))
  const bound = clause.all('model').filter(({ start }) => start < first)
  return clause.all('duty').some(({ start }) => bound.some((model) => model.start < start))
}

const ORDER_FRAMES: readonly OrderFrame[] = [
  {
    rule: 'addressed',
    sentences: 2,
    needs: [['model', 'helper'], DONE],
    holds: (clause, sentences) =>
      clause.has(['model', 'helper'], DONE) &&
      (callsModel(clause) || (sentences === 1 && bindsModel(clause))),
  },
  {
    rule: 'dictated-answer',
    sentences: 1,
    needs: [['output', 'reply', 'process', 'asked']],
    holds: (clause) =>
      (!TOLD.test(clause.words) &&
        clause.has('output', ['say', 'claim', 'verdict']) &&
        (clause.has(['duty', 'claim', 'verdict', 'private']) || ADDRESS.test(clause.words))) ||
      (clause.has('reply', ['say', 'claim']) &&
        (clause.has(['private', 'secret', 'human']) || clause.count('verdict') > 1)) ||
      (clause.has('reply', 'say', 'duty') && DICTATED.test(clause.words)) ||
      (clause.has('process', 'here', 'claim') && clause.has(['verdict', 'reply'])) ||
      (clause.has('asked', 'claim') &&
        (clause.has('here') || clause.has(['human', 'reply'], ['duty', 'reply']))),
  },
  {
    rule: 'conceal',
    sentences: 1,
    needs: [['secret']],
    holds: (clause) =>
      clause.has('secret') &&
      !FORBIDDEN_SO.test(clause.words) &&
      (clause.has('human') || (clause.has('here') && clause.has(['say', 'duty', 'tool', 'outward']))),
  },
  {
    rule: 'exfiltrate',
    sentences: 1,
    needs: [['private', 'human']],
    holds: (clause) =>
      (clause.has('private', 'outward') && (ADDRESS.test(clause.words) || clause.has('here'))) ||
      clause.has('private', ['outward', 'say'], ['secret', 'first', 'output', 'task']) ||
      (clause.has('human', ['say', 'claim'], 'secrets') && clause.has(['duty', 'asked', 'say'])),
  },
  {
    rule: 'tool-call',
    sentences: 1,
    needs: [['tool'], ['first', 'secret']],
    holds: (clause) =>
      clause.has('tool', ['first', 'secret'], ['human', 'private', 'first', 'duty', 'secret']) &&
      (clause.has(['human', 'private', 'output']) || clause.has('first') || clause.count('tool') > 1),
  },
  {
    rule: 'new-task',
    sentences: 2,
    needs: [['task']],
    holds: (clause) =>
      clause.has('task') &&
      (clause.count('task') > 1 ||
        clause.has(['output', 'verdict', 'human', 'private', 'claim', 'here', 'model'])),
  },
  {
    rule: 'verdict',
    sentences: 1,
    needs: [['verdict'], ['regardless', 'secret']],
    holds: (clause) =>
      clause.has('verdict', 'regardless', ['duty', 'here']) ||
      (clause.count('verdict') > 1 && clause.has('secret')) ||
      (clause.has('verdict', 'secret', 'duty') && clause.has(['here', 'say'])),
  },
  {
    rule: 'addressed',
    sentences: 1,
    hidden: true,
    needs: [['model', 'output', 'human'], DONE],
    holds: (clause) =>
      !TOLD.test(clause.words) &&
      (clause.has(['model', 'output'], DONE, ['duty', 'claim']) ||
        clause.has('human', ['say', 'claim'], ['secret', 'private', 'secrets', 'verdict', 'here'])),
  },
  {
    rule: 'dictated-answer',
    sentences: 1,
    hidden: true,
    needs: [['reply', 'process', 'asked', 'verdict']],
    holds: (clause) =>
      clause.has('reply', ['claim', 'verdict']) ||
      clause.has('process', 'here', 'claim') ||
      clause.has('asked', 'claim', ['duty', 'verdict']) ||
      (clause.count('verdict') > 1 && clause.has(['say', 'here'], ['duty', 'here', 'regardless'])),
  },
  {
    rule: 'exfiltrate',
    sentences: 1,
    hidden: true,
    needs: [['private'], ['outward', 'say', 'tool']],
    holds: (clause) => clause.has('private', ['outward', 'say', 'tool']),
  },
]

const KINDS = new Kinds([
  ...new Set(ORDER_LEXICONS.flatMap(({ words }) => Object.keys(words) as OrderConcept[])),
])
const ASKED = ORDER_FRAMES.map((frame) => ({ frame, mayHold: KINDS.needed(frame.needs) }))

/** What answers were like is told, not ordered. */
const TOLD =
  /\b(?:answers?|repl(?:y|ies)|responses?|summar(?:y|ies)) (?:was|were|had|did|got|gave|came|took|seemed|looked|remained)\b|(?:回答|返答|応答|要約)(?:は|が)[^。]*(?:でした|だった|ました)/iu

/** Somebody says what they do themselves, or what others do. */
const SAYS_OF_THEM =
  /^\W*(?:\w+"\s*:\s*")?(?:i (?:do not|don't|would)|they (?:also )?(?:are|have|offer|provide|were))\b/iu

/** A text about attacks quotes them. */
const DISCUSSED =
  /prompt injection|jailbreak|attack|adversar|malicious|red[- ]team|phishing|filter|flagged|detect|typed|プロンプトインジェクション|攻撃|悪意|脱獄|検出|試験|入力した|書き込|angreif|attaqu|atacant|атак|攻击|공격/iu
const QUOTES = /["'“”‘’「」『』`«»„]/u

function isDiscussed(text: string, start: number, end: number): boolean {
  const around = text.slice(Math.max(0, start - 240), end + 240)
  const quoted =
    QUOTES.test(text.slice(start, end)) || QUOTES.test(text.slice(Math.max(0, start - 60), start))
  return quoted && DISCUSSED.test(around)
}
