/**
 * The word classes that the analyzer tells apart: IPADIC's parts of speech, drawn together. Order is the
 * format of the dictionary.
 */
export const WORD_CLASSES = [
  'surname',
  'given',
  'person',
  'region',
  'country',
  'organization',
  'proper',
  'noun',
  'verbal-noun',
  'adjectival-noun',
  'adverbial-noun',
  'pronoun',
  'number',
  'suffix',
  'person-suffix',
  'region-suffix',
  'counter',
  'dependent-noun',
  'verb',
  'dependent-verb',
  'adjective',
  'adverb',
  'attributive',
  'conjunction',
  'interjection',
  'prefix',
  'number-prefix',
  'case-particle',
  'topic-particle',
  'conjunctive-particle',
  'particle',
  'auxiliary',
  'symbol',
  'letter',
] as const

export type WordClass = (typeof WORD_CLASSES)[number]

export const CLASS_COUNT = WORD_CLASSES.length
export const classNumber = (name: WordClass): number => WORD_CLASSES.indexOf(name)

/** First match wins: parts of speech as IPADIC writes them, `pos,pos1,pos2`. */
const RULES: readonly (readonly [prefix: string, name: WordClass])[] = [
  ['名詞,固有名詞,人名,姓', 'surname'],
  ['名詞,固有名詞,人名,名', 'given'],
  ['名詞,固有名詞,人名', 'person'],
  ['名詞,固有名詞,地域,国', 'country'],
  ['名詞,固有名詞,地域', 'region'],
  ['名詞,固有名詞,組織', 'organization'],
  ['名詞,固有名詞', 'proper'],
  ['名詞,サ変接続', 'verbal-noun'],
  ['名詞,形容動詞語幹', 'adjectival-noun'],
  ['名詞,ナイ形容詞語幹', 'adjectival-noun'],
  ['名詞,副詞可能', 'adverbial-noun'],
  ['名詞,代名詞', 'pronoun'],
  ['名詞,数', 'number'],
  ['名詞,接尾,人名', 'person-suffix'],
  ['名詞,接尾,地域', 'region-suffix'],
  ['名詞,接尾,助数詞', 'counter'],
  ['名詞,接尾', 'suffix'],
  ['名詞,非自立', 'dependent-noun'],
  ['名詞', 'noun'],
  ['動詞,自立', 'verb'],
  ['動詞', 'dependent-verb'],
  ['形容詞', 'adjective'],
  ['副詞', 'adverb'],
  ['連体詞', 'attributive'],
  ['接続詞', 'conjunction'],
  ['感動詞', 'interjection'],
  ['フィラー', 'interjection'],
  ['その他', 'interjection'],
  ['接頭詞,数接続', 'number-prefix'],
  ['接頭詞', 'prefix'],
  ['助詞,格助詞', 'case-particle'],
  ['助詞,係助詞', 'topic-particle'],
  ['助詞,接続助詞', 'conjunctive-particle'],
  ['助詞', 'particle'],
  ['助動詞', 'auxiliary'],
  ['記号,アルファベット', 'letter'],
  ['記号', 'symbol'],
]

/** Undefined for what is no part of speech of IPADIC. */
export function classOf(partOfSpeech: string): number | undefined {
  const rule = RULES.find(([prefix]) => partOfSpeech.startsWith(prefix))
  return rule === undefined ? undefined : classNumber(rule[1])
}
