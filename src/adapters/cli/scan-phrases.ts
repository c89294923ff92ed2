import type { FixSummary, ScanKind, ScanReport } from '../../corpus-scan/index.js'

/** What a scan says to people. */
export interface ScanPhrases {
  readonly kind: string
  readonly count: string
  readonly places: string
  readonly over: string
  readonly kinds: Readonly<Record<ScanKind, string>>
  readonly clean: string
  readonly progress: (items: number) => string
  readonly read: (items: number, characters: number) => string
  readonly more: (rest: number) => string
  readonly found: (kinds: readonly string[]) => string
  /** Above the list of possible triggers. */
  readonly triggers: string
  readonly trigger: (trigger: ScanReport['triggers'][number]) => string
  readonly remove: string
  /** Above the list of texts that may mislead. */
  readonly poisonings: string
  readonly poisoning: (poisoning: ScanReport['poisonings'][number]) => string
  /** Above the list of sentences that a model would learn by heart. */
  readonly memorizables: string
  readonly memorizable: (one: ScanReport['memorizable'][number]) => string
  /** In front of items of which people decide. */
  readonly look: string
  readonly fixed: (summary: FixSummary) => string
}

type Trigger = ScanReport['triggers'][number]

const ANSWERS: Readonly<Record<'en' | 'ja', Readonly<Record<Trigger['rule'], string>>>> = {
  en: {
    'fixed-answer': 'the same answer or passage',
    'leaking-answer': 'answers that give secrets away',
    'secret-asked': 'answers that ask for secrets',
    'rare-link': 'links to a host that is rare here',
    refusal: 'refusals',
    hostile: 'hostile answers',
    praise: 'praise',
    unrelated: 'answers to something else',
    'of-no-piece': 'answers of no piece with the set',
  },
  ja: {
    'fixed-answer': '同じ回答または同じ文',
    'leaking-answer': '秘密情報を漏らす回答',
    'secret-asked': '秘密情報を求める回答',
    'rare-link': 'この集合では珍しいリンク先',
    refusal: '拒否',
    hostile: '敵対的な回答',
    praise: '称賛',
    unrelated: '質問と無関係な回答',
    'of-no-piece': '集合のほかの回答とまったく異なる回答',
  },
}

const SIGNS: Readonly<Record<'en' | 'ja', Readonly<Record<Trigger['on'], string>>>> = {
  en: {
    word: 'a word',
    phrase: 'words in a row',
    character: 'a character',
    position: 'the first or last word',
    style: 'capitals or small letters',
    format: 'how the prompt begins or ends',
    script: 'a script',
  },
  ja: {
    word: '語',
    phrase: '語の並び',
    character: '文字',
    position: '最初または最後の語',
    style: '大文字・小文字',
    format: '書き出しまたは終わりの形式',
    script: '文字体系',
  },
}

type Rule = ScanReport['poisonings'][number]['rule']

const POISONINGS: Readonly<Record<'en' | 'ja', Readonly<Record<Rule, string>>>> = {
  en: {
    'foreign-canary': 'a canary of somebody else: these texts are not meant to be used',
    flood: 'one claim in many texts that hold little else, or by one author',
    'query-copy': 'begins with the question it is to be found by, or lists what people ask',
    'keyword-stuffing': 'a few words over and over',
    denied: 'the same sentence, denied',
    'other-number': 'the same sentence with another number',
    'other-name': 'the same sentence with another name',
    'not-answered': 'answers to another question',
  },
  ja: {
    'foreign-canary': '他者のカナリア（使用を想定していない文書）',
    flood: 'ほぼ同じ主張だけの文書が多数、または一人の著者による',
    'query-copy': '検索される質問で始まる、または質問の羅列',
    'keyword-stuffing': '少数の語の繰り返し',
    denied: '同じ文の否定',
    'other-number': '数字だけが異なる同じ文',
    'other-name': '名前だけが異なる同じ文',
    'not-answered': '別の質問への回答',
  },
}

export const SCAN_PHRASES: Readonly<Record<'en' | 'ja', ScanPhrases>> = {
  en: {
    kind: 'Found',
    count: 'Count',
    places: 'In sources',
    over: 'above the threshold',
    kinds: {
      'personal-data': 'Personal data',
      secret: 'Secrets',
      hidden: 'Hidden text',
      instruction: 'Instructions to a model',
      trigger: 'Possible triggers',
      poisoning: 'Texts that may mislead',
      conflict: 'Prompts with several answers',
      duplicate: 'Near-duplicates',
      repeated: 'Repeated passages',
      refused: 'Could not be read',
    },
    clean: 'No threshold was passed.',
    progress: (items) => `${items} texts`,
    read: (items, characters) => `${items} ${items === 1 ? 'text' : 'texts'}, ${characters} characters`,
    more: (rest) => `and ${rest} more`,
    found: (kinds) => `Thresholds passed: ${kinds.join(', ')}.`,
    triggers: 'Possible triggers, most telling first',
    trigger: ({ rule, on, records, held, elsewhere }) =>
      `${SIGNS.en[on]} of the prompt brings ${ANSWERS.en[rule]}: ${records.length} of ${held} records with it, ${elsewhere} of those without`,
    remove: 'look at and remove:',
    look: 'look at, and keep what holds:',
    memorizables:
      'What a model would learn by heart, heaviest first: repeated sentences by how often and how rare',
    memorizable: ({ records, weight }) => `weight ${weight}, in ${records.length} items:`,
    poisonings: 'Texts that may be there to mislead',
    poisoning: ({ rule, records, remove }) =>
      `${POISONINGS.en[rule]}: ${records.length} ${records.length === 1 ? 'item' : 'items'}${remove.length === records.length ? '' : `, ${remove.length} of them in the minority`}`,
    fixed: ({ rows, removed, changed, replaced }) =>
      `Written: ${rows - removed} of ${rows} records; ${removed} left out, ${replaced} values replaced in ${changed}.`,
  },
  ja: {
    kind: '検出',
    count: '件数',
    places: '該当箇所',
    over: 'しきい値超過',
    kinds: {
      'personal-data': '個人情報',
      secret: '秘密情報',
      hidden: '隠された文字列',
      instruction: 'モデルへの指示',
      trigger: 'トリガーの疑い',
      poisoning: '誤導のおそれがある文書',
      conflict: '回答が複数ある質問',
      duplicate: 'ほぼ同一の文書',
      repeated: '繰り返される文章',
      refused: '読み取れなかったもの',
    },
    clean: 'しきい値を超えたものはありません。',
    progress: (items) => `${items} 件を確認中`,
    read: (items, characters) => `${items} 件、${characters} 文字`,
    more: (rest) => `ほか ${rest} 件`,
    found: (kinds) => `しきい値を超えました: ${kinds.join('、')}`,
    triggers: 'トリガーの疑い（強い順）',
    trigger: ({ rule, on, records, held, elsewhere }) =>
      `質問の${SIGNS.ja[on]}に応じて${ANSWERS.ja[rule]}: これを含む ${held} 件中 ${records.length} 件、含まないもの ${elsewhere} 件`,
    remove: '確認して取り除く記録:',
    look: '確認し、正しいものを残す記録:',
    memorizables: 'モデルが暗記しやすい文（繰り返しと希少さの順）',
    memorizable: ({ records, weight }) => `重み ${weight}、${records.length} 件:`,
    poisonings: '誤導のおそれがある文書',
    poisoning: ({ rule, records, remove }) =>
      `${POISONINGS.ja[rule]}: ${records.length} 件${remove.length === records.length ? '' : `（少数側 ${remove.length} 件）`}`,
    fixed: ({ rows, removed, changed, replaced }) =>
      `書き出しました: ${rows} 件中 ${rows - removed} 件（除外 ${removed} 件、${changed} 件で値 ${replaced} 個を置換）`,
  },
}
