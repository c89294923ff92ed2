import type { Recognizer, RecognizerExample, RecognizerMatch } from '../../../core/ports.js'
import { BLOCK_LENGTH, KANA_LENGTH, openFrom } from './blocks.js'
import { NAME_LENGTH } from './features.js'
import { type FoundName, findNames } from './find.js'
import { isLoanword } from './loanwords.js'
import type { NameKind } from './scores.js'
import { model } from './weights.js'
import { isWellKnown } from './well-known.js'
import { BEFORE, BEHIND } from './window.js'

/**
 * Persons, places and organizations in Japanese prose, found by dictionary, neighbors and a small trained model
 * (`scores.ts`); no package, no download. Dictionary and weights are made at the first text with Japanese in it.
 */
/**
 * Score of a name that everybody knows, right below what is acted upon by default: who wants those too asks for it.
 */
const WELL_KNOWN = 0.49

/** What forms print right behind a name, and what stands in tags and file names: it is no part of the name. */
const NO_NAME = /^(?:[a-z0-9 =]+|印|(?:.{0,3}生)? ?[男女])$|[0-9]年[0-9]{1,2}月/

interface NameSpec {
  readonly entity: string
  readonly kind: NameKind
  /** From which likelihood on it is one: fixed by `train-names.ts` on pages that the weights had not seen. */
  readonly least: number
  readonly examples: Recognizer['examples']
}

const JAPANESE = /[\u3041-\u30ff\u3400-\u9fff]/
/** How far a block, the words taken along and what is seen around them reach from any place in it. */
const REACH = BLOCK_LENGTH + 2 * KANA_LENGTH + BEHIND + 3
const LOOKBEHIND = BLOCK_LENGTH + 2 * KANA_LENGTH + BEFORE + 3

/** The last text and its names: the three recognizers are asked about the same text one after the other. */
let last: { readonly text: string; readonly names: readonly FoundName[] } = { text: '', names: [] }

function namesOf(text: string): readonly FoundName[] {
  if (last.text !== text) last = { text, names: JAPANESE.test(text) ? findNames(text, model()) : [] }
  return last.names
}

function nameRecognizer({ entity, kind, least, examples }: NameSpec): Recognizer {
  return {
    entity,
    class: 'name',
    common: true,
    locales: ['ja-JP'],
    maxLength: NAME_LENGTH,
    lookbehind: LOOKBEHIND,
    lookahead: REACH - NAME_LENGTH,
    examples,
    recognize(text) {
      return namesOf(text).flatMap((name): RecognizerMatch[] => {
        if (name.kind !== kind || name.likely < least) return []
        const { start, end, likely } = name
        const value = text.slice(start, end)
        // Half of a picture in front of it is none of its characters.
        if (!value.isWellFormed() || isLoanword(value.normalize('NFC')) || NO_NAME.test(value)) return []
        // ロールス・ロイス and リーヴァイ・ストラウス were people, and are not meant.
        if (kind === 'person' && value.includes('・') && isWellKnown('organization', value)) return []
        const score = isWellKnown(kind, value) ? WELL_KNOWN : 0.5 + (0.5 * (likely - least)) / (1 - least)
        return [{ start, end, score, canonical: canonicalName(value) }]
      })
    },
    settled: openFrom,
  }
}

/** 山田 太郎 and 山田太郎, ジョン・スミス and ジョン=スミス are one name; half-width kana compose. */
function canonicalName(value: string): string {
  return value.normalize('NFC').replace(/[ ・=]/g, '')
}

const match = (text: string, value: string): RecognizerExample => ({ text, value })

export const japaneseNameRecognizers: readonly Recognizer[] = [
  nameRecognizer({
    entity: 'PERSON',
    kind: 'person',
    least: 0.42,
    examples: {
      match: [
        match('田中さんから連絡がありました。', '田中'),
        match('担当の佐藤健一が伺います。', '佐藤健一'),
        match('会議には山本部長が出席した。', '山本'),
        match('ジョン・スミス氏が来日した。', 'ジョン・スミス'),
      ],
      noMatch: [
        '会議は長かったが、誰も気にしなかった。',
        '有給休暇は入社から六か月後に付与されます。',
        'マイナンバーは必要です。',
        'The meeting was long; nobody minded.',
      ],
    },
  }),
  nameRecognizer({
    entity: 'LOCATION',
    kind: 'location',
    least: 0.35,
    examples: {
      match: [match('昨日、長野県へ行った。', '長野県'), match('横浜市に住んでいます。', '横浜市')],
      noMatch: ['会議は長かったが、誰も気にしなかった。', '返品は購入後二週間以内に限ります。'],
    },
  }),
  nameRecognizer({
    entity: 'ORGANIZATION',
    kind: 'organization',
    least: 0.4,
    examples: {
      match: [match('トヨタ自動車株式会社に入社した。', 'トヨタ自動車株式会社')],
      noMatch: ['セキュリティカードの担当者に連絡する。', '返品は購入後二週間以内に限ります。'],
    },
  }),
]
