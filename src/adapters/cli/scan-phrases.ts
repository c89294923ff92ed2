import type { ScanKind } from '../../corpus-scan/index.js'

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
  },
}
