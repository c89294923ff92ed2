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
    fixed: ({ rows, removed, changed, replaced }) =>
      `書き出しました: ${rows} 件中 ${rows - removed} 件（除外 ${removed} 件、${changed} 件で値 ${replaced} 個を置換）`,
  },
}
