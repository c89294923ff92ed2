import { readRequests } from '../detect/prompts/index.js'
import { foldText } from '../text/fold.js'

/**
 * What stands in a text and is not meant for its reader: characters that cannot be seen, markup that hides, and
 * words addressed to a model. Counted by rule; offsets and words stay here.
 */
export interface HiddenCounts {
  readonly hidden: ReadonlyMap<string, number>
  readonly instructions: ReadonlyMap<string, number>
}

export function findHidden(text: string, markup = ''): HiddenCounts {
  const hidden = new Map<string, number>()
  const instructions = new Map<string, number>()
  const count = (counts: Map<string, number>, rule: string, times: number) => {
    if (times > 0) counts.set(rule, (counts.get(rule) ?? 0) + times)
  }
  for (const [rule, times] of invisible(text)) count(hidden, rule, times)
  for (const [rule, times] of instructionsIn(text)) count(instructions, rule, times)
  const source = markup === '' ? text : markup
  if (source.includes('<') || source.includes('[//]')) {
    for (const { rule, words } of hiddenParts(source)) {
      const told = [...instructionsIn(words)].reduce((sum, [, times]) => sum + times, 0)
      const addressed = told > 0 || ADDRESSED.test(words)
      if (rule === 'comment' && !addressed) continue
      if (rule === 'not-displayed' && !addressed) continue
      count(hidden, rule, 1)
    }
  }
  return { hidden, instructions }
}

/** Letters of scripts that are written without joiners and in one direction. */
const LETTER = String.raw`[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{N}]`
const BETWEEN = new RegExp(
  String.raw`(?<=${LETTER})[\u200b-\u200d\u2060\u2061-\u2064\u180e\ufeff]+(?=${LETTER})`,
  'gu',
)
const RTL = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u

function* invisible(text: string): Generator<[string, number]> {
  if (!/[\p{Cf}\p{Variation_Selector}]/u.test(text)) return
  yield ['zero-width', (text.match(BETWEEN) ?? []).length]
  yield ['zero-width-run', (text.match(/[\u00ad\u200b-\u200d\u2060-\u2064\ufeff]{6,}/gu) ?? []).length]
  // An override turns what is read; marks and isolates belong into text that has both directions.
  yield ['bidi', (text.match(/[\u202d\u202e]/g) ?? []).length]
  if (!RTL.test(text)) yield ['bidi', (text.match(/[\u202a\u202b\u2066-\u2068]/g) ?? []).length]
  // A flag of a region is a black flag, tags and an end; tags anywhere else are letters nobody sees.
  const untagged = text.replace(/\u{1f3f4}[\u{e0020}-\u{e007e}]{1,8}\u{e007f}/gu, '')
  yield ['tag-characters', (untagged.match(/[\u{e0001}-\u{e007f}]+/gu) ?? []).length]
  yield ['variation-selectors', (text.match(/(?:[\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}]){3,}/gu) ?? []).length]
}

interface HiddenPart {
  readonly rule: 'comment' | 'not-displayed' | 'unseen'
  readonly words: string
}

const COMMENT = /<!--([\s\S]*?)-->|^\[(?:\/\/|comment)\]:\s*#?\s*[("'](.*)[)"']\s*$/gm
const STYLED =
  /<([a-z][a-z0-9]*)\b([^>]*?(?:style\s*=\s*("[^"]*"|'[^']*')|\shidden\b|\scolor\s*=\s*["']?(?:white|#fff(?:fff)?)\b)[^>]*)>([\s\S]*?)<\/\1>/gi
const NOT_DISPLAYED = /display\s*:\s*none|visibility\s*:\s*hidden/i
const UNSEEN =
  /(?<![-\w])color\s*:\s*(?:white\b|#fff(?:fff)?\b|rgba?\(\s*255\s*,\s*255\s*,\s*255|transparent)|font-size\s*:\s*(?:0(?![.\d])|[01](?:\.\d+)?px)|opacity\s*:\s*0(?![.\d]*[1-9])|(?:left|top|text-indent)\s*:\s*-\d{3,}/i

/** Parts of HTML or Markdown that a browser does not show, with at least four words or ten CJK characters in them. */
function* hiddenParts(markup: string): Generator<HiddenPart> {
  for (const match of markup.matchAll(COMMENT)) {
    const words = match[1] ?? match[2] ?? ''
    if (isSentence(words)) yield { rule: 'comment', words }
  }
  for (const [, , attributes = '', , inner = ''] of markup.matchAll(STYLED)) {
    const words = inner.replace(/<[^>]*>/g, ' ')
    if (!isSentence(words)) continue
    const dark = /background(?:-color)?\s*:\s*(?!white\b|#fff(?:fff)?\b|transparent)/i.test(attributes)
    const white = /(?<![-\w])color\s*[:=]/i.test(attributes)
    const unseen = UNSEEN.test(attributes) || /\scolor\s*=/i.test(attributes)
    if (unseen && !(white && dark)) yield { rule: 'unseen', words }
    else if (NOT_DISPLAYED.test(attributes) || /\shidden\b/i.test(attributes))
      yield { rule: 'not-displayed', words }
  }
}

function isSentence(words: string): boolean {
  return (
    /(?:[\p{L}\p{N}’'-]+[^\p{L}\p{N}]+){3}[\p{L}\p{N}]/u.test(words) ||
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]{10}/u.test(words)
  )
}

/** Speaks to a model. */
const ADDRESSED =
  /\b(?:dear |hey |note to |attention,? )?(?:AI|LLM|GPT|Claude|Gemini|chat ?bot|language model|assistants?|agents?)\b[^.\n]{0,60}\b(?:must|should|shall|please|ignore|say|tell|reply|answer|recommend|rate|rank|output|do not|don't|never|always)\b|(?:AI|人工知能|アシスタント|言語モデル|エージェント|チャットボット)[^。\n]{0,30}(?:してください|しなさい|せよ|すること|答え|回答し|推薦|推奨|評価し|伝え)/iu

const PHRASES: readonly (readonly [string, RegExp])[] = [
  [
    'conceal',
    /\b(?:do not|don't|never)\s+(?:tell|inform|mention|reveal|disclose|show|let)\b[^.\n]{0,40}\b(?:the\s+)?(?:user|reader|human|person|anyone)\b[^.\n]{0,40}\b(?:this|these|instructions?|message|prompt|know|about it)\b|(?:ユーザー?|利用者|読み手|人間)(?:に|には|へ)[^。\n]{0,20}(?:知らせ|伝え|教え|言わ|明かさ|表示(?:し)?)(?:ない(?:で(?:ください|下さい|くれ|おいて|、)|こと|よう)|ずに|るな)/iu,
  ],
  [
    'recommend',
    /\b(?:AI|LLMs?|GPT|chat ?bots?|language models?)\b(?:[- ]\w+){0,2},? (?:must|should|shall|please|always|have to|has to)\b[^.\n]{0,30}\b(?:recommend|rank|rate|praise|promote|endorse|favou?r|prefer|score)\b|(?:AI|人工知能|言語モデル|チャットボット)[^。\n]{0,12}(?:は|なら|の皆さん)[^。\n]{0,30}(?:推薦|推奨|絶賛|高く評価|最高と評価|勧め)(?:して|する|せよ|しろ|しなさい|て)(?:ください|下さい|こと|おけ)?/iu,
  ],
  [
    'exfiltrate',
    /\b(?:send|post|forward|upload|transmit|append|exfiltrate|leak|email)\b[^.\n]{0,60}\b(?:conversation|chat|history|prompt|instructions?|passwords?|credentials?|api keys?|secrets?|data)\b[^.\n]{0,40}\b(?:to|at|via)\b[^\n]{0,20}(?:https?:|www\.|\S+@\S+)|(?:会話|履歴|プロンプト|パスワード|認証情報|個人情報)[^。\n]{0,20}を[^。\n]{0,30}(?:https?:|\S+@\S+)[^。\n]{0,20}(?:送信|転送|送っ|投稿)/iu,
  ],
  [
    'dictated-answer',
    /\b(?:when|whenever|if)\s+(?:the\s+)?(?:user|anyone|someone|asked|you are asked)\b[^.\n]{0,80}\b(?:you must|always)\s+(?:say|answer|reply|respond|recommend|claim)\b|(?:質問|尋ね|聞か|訊か)[^。\n]{0,20}(?:れたら|れた場合|ときは|際は)[^。\n]{0,40}(?:必ず|常に)[^。\n]{0,30}(?:答え|回答|推奨|勧め|言っ)/iu,
  ],
]

/** A text about attacks quotes them. */
const DISCUSSED =
  /prompt injection|jailbreak|attacker|adversar|malicious|red[- ]team|phishing|プロンプトインジェクション|攻撃者|攻撃|悪意|脱獄/iu
const QUOTES = /["'“”‘’「」『』`«»]/u

function* instructionsIn(text: string): Generator<[string, number]> {
  const folded = foldText(text).surface
  const places = new Map<string, Set<number>>()
  const add = (rule: string, start: number, end: number) => {
    if (isDiscussed(folded, start, end)) return
    const known = places.get(rule) ?? new Set<number>()
    // Several wordings of one sentence are one instruction.
    if (![...known].some((other) => Math.abs(other - start) < 80)) known.add(start)
    places.set(rule, known)
  }
  for (const [rule, phrase] of PHRASES) {
    for (const match of folded.matchAll(new RegExp(phrase, `${phrase.flags}g`)))
      add(rule, match.index, match.index + match[0].length)
  }
  for (const { rule, layer, start, end } of readRequests(folded)) {
    if (layer !== 'override') continue
    // A sentence is one instruction, whatever frames it fits.
    if ([...places.values()].some((starts) => [...starts].some((at) => at >= start && at < end))) continue
    add(rule, start, end)
  }
  for (const [rule, starts] of places) if (starts.size > 0) yield [rule, starts.size]
}

function isDiscussed(text: string, start: number, end: number): boolean {
  const around = text.slice(Math.max(0, start - 240), end + 240)
  const quoted =
    QUOTES.test(text.slice(Math.max(0, start - 3), start)) ||
    QUOTES.test(text.slice(Math.max(0, start - 60), start))
  return quoted && DISCUSSED.test(around)
}
