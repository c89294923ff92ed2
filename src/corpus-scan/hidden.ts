import { type HiddenKind, hiddenTextIn } from '../detect/forms/index.js'
import { hiddenParts, readOrders } from '../detect/prompts/index.js'

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
  // What both doors take for hidden, and is none of these.
  for (const kind of hiddenTextIn(text)) if (!hidden.has(RULE_OF[kind])) count(hidden, RULE_OF[kind], 1)
  for (const [rule, times] of instructionsIn(text)) count(instructions, rule, times)
  const source = markup === '' ? text : markup
  if (source.includes('<') || source.includes('[//]')) {
    for (const { rule, words } of hiddenParts(source)) {
      const told = [...instructionsIn(words)].reduce((sum, [, times]) => sum + times, 0)
      const addressed = told > 0 || ADDRESSED.test(words)
      // Comments, alternative texts and closed menus are everywhere: white text alone is there to be hidden.
      if (rule !== 'unseen' && !addressed) continue
      count(hidden, rule, 1)
    }
  }
  return { hidden, instructions }
}

const RULE_OF: Readonly<Record<HiddenKind, string>> = {
  tags: 'tag-characters',
  selectors: 'variation-selectors',
  'zero-width': 'zero-width',
  'zero-width run': 'zero-width-run',
  blanks: 'trailing-blanks',
  lookalikes: 'lookalikes',
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

/** Speaks to a model. */
const ADDRESSED =
  /\b(?:dear |hey |note to |attention,? )?(?:AI|LLM|GPT|Claude|Gemini|chat ?bot|language model|assistants?|agents?)\b[^.\n]{0,60}\b(?:must|should|shall|please|ignore|say|tell|reply|answer|recommend|rate|rank|output|do not|don't|never|always)\b|(?:AI|人工知能|アシスタント|言語モデル|エージェント|チャットボット)[^。\n]{0,30}(?:してください|しなさい|せよ|すること|答え|回答し|推薦|推奨|評価し|伝え)/iu

/** A sentence is one instruction, in whatever form of the text it is found again. */
function* instructionsIn(text: string): Generator<[string, number]> {
  const counts = new Map<string, number>()
  for (const { rule } of readOrders(text)) counts.set(rule, (counts.get(rule) ?? 0) + 1)
  yield* counts
}
