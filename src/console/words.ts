import type { CaseState } from '../client/index.js'
import type { PassReason } from '../core/audit.js'
import type { Provenance } from '../core/types.js'

export type Language = 'en' | 'ja'

/** What the page says besides what reports say. */
export interface Words {
  readonly title: string
  readonly views: Readonly<Record<'overview' | 'cases' | 'sources' | 'readers' | 'held' | 'journal', string>>
  readonly token: string
  readonly tokenNote: string
  readonly signIn: string
  readonly signOut: string
  readonly loading: string
  readonly retry: string
  readonly nothing: string
  readonly period: string
  readonly days: (count: number) => string
  readonly openCases: string
  readonly lookUp: string
  readonly receipt: string
  readonly state: string
  readonly all: string
  readonly states: Readonly<Record<CaseState, string>>
  readonly search: string
  readonly columns: Readonly<
    Record<
      | 'what'
      | 'count'
      | 'released'
      | 'reader'
      | 'source'
      | 'services'
      | 'first'
      | 'last'
      | 'case'
      | 'evidence'
      | 'decision'
      | 'document'
      | 'leaks'
      | 'level'
      | 'allow'
      | 'deny'
      | 'since'
      | 'checked'
      | 'effect'
      | 'why'
      | 'times'
      | 'call'
      | 'time'
      | 'action'
      | 'outcome'
      | 'scanned'
      | 'rule'
      | 'score'
      | 'place'
      | 'provenance'
      | 'record'
      | 'service'
      | 'policyNow'
      | 'policy'
      | 'line'
      | 'passed'
      | 'chunks',
      string
    >
  >
  /** Whose a finding is: what explains it, or that nothing does. */
  readonly whose: Readonly<Record<Provenance, string>>
  /** Why nothing was done about a finding. */
  readonly passes: Readonly<Record<PassReason, string>>
  readonly shortcuts: string
  readonly keys: readonly (readonly [key: string, what: string])[]
  readonly decide: string
  readonly reference: string
  readonly until: string
  readonly decided: (state: string) => string
  readonly proposal: (spares: number, forAll: number) => string
  readonly example: (answer: string, passes: string, stops: string) => string
  readonly answers: string
  readonly backToCases: string
  readonly attempts: string
  readonly exportEvidence: string
  readonly exportNote: string
  readonly revoked: string
  readonly received: string
  readonly readersNow: string
  readonly notKnown: string
  readonly gone: string
  readonly now: string
  readonly heldNote: string
  readonly read: string
  readonly release: string
  readonly refuse: string
  readonly unreadable: string
  readonly releasedText: string
  readonly refusedText: string
  readonly verified: string
  readonly facts: Readonly<Record<string, string>>
  readonly language: string
}

const en: Words = {
  title: 'ragwall console',
  views: {
    overview: 'Overview',
    cases: 'Cases',
    sources: 'Documents',
    readers: 'Readers',
    held: 'Held answers',
    journal: 'Journal',
  },
  token: 'Token or API key',
  tokenNote:
    'With the scope audit, and review for held answers. It stays in this tab and is sent to this service alone.',
  signIn: 'Sign in',
  signOut: 'Sign out',
  loading: 'Loading …',
  retry: 'Try again',
  nothing: 'Nothing here.',
  period: 'Period',
  days: (count) => `last ${count} days`,
  openCases: 'Open cases',
  lookUp: 'Look up',
  receipt: 'Receipt or call',
  state: 'State',
  all: 'all',
  states: {
    open: 'open',
    acknowledged: 'acknowledged',
    accepted: 'accepted',
    'false-alarm': 'false alarm',
    fixed: 'fixed',
  },
  search: 'Filter by kind, reader, document or service',
  columns: {
    what: 'What',
    count: 'Times',
    released: 'Went out',
    reader: 'Reader',
    source: 'Document',
    services: 'Services',
    first: 'First',
    last: 'Last',
    case: 'Case',
    evidence: 'Evidence',
    decision: 'Decision',
    document: 'Document',
    leaks: 'Leaks',
    level: 'Level',
    allow: 'May read',
    deny: 'Denied',
    since: 'Since',
    checked: 'Last confirmed',
    effect: 'Decision',
    why: 'Why',
    times: 'Times',
    call: 'Call',
    time: 'Time',
    action: 'Action',
    outcome: 'Outcome',
    scanned: 'Scanned',
    rule: 'Rule',
    score: 'Score',
    place: 'Place',
    provenance: 'Whose',
    record: 'Record',
    service: 'Service',
    policyNow: 'Policy now',
    policy: 'Policy',
    line: 'Policy line',
    passed: 'Passed',
    chunks: 'Returned',
  },
  whose: {
    permitted: 'a document that the reader may read',
    user: 'the reader’s own words',
    forbidden: 'documents that the reader may not read; nothing explains it',
    training: 'a training set that the reader may not read; nothing explains it',
    unknown: 'no document has it',
  },
  passes: {
    common: 'a phrase that everybody says',
    shared: 'many documents have it',
    'code-line': 'how the language is written',
    'own-list': 'the policy says that it is no finding',
    allowed: 'a rule for a false alarm',
  },
  shortcuts: 'Keys',
  keys: [
    ['j k', 'next, previous'],
    ['Enter', 'open the case'],
    ['a', 'acknowledge'],
    ['f', 'false alarm'],
    ['x', 'fixed'],
    ['o', 'open again'],
  ],
  decide: 'Decide',
  reference: 'Ticket, as SEC-12',
  until: 'Accepted until',
  decided: (state) => `On record: ${state}.`,
  proposal: (spares, forAll) =>
    `To let it pass from now on, add this to the policy of the service. It would have let ${spares} of the findings on record pass, ${forAll} without the line "reader".`,
  example: (answer, passes, stops) =>
    `An invented example: ${answer} “${passes}” would pass, were that what was found; “${stops}” would be stopped as before.`,
  answers: 'Last answers',
  backToCases: 'All cases',
  attempts: 'Attempts to draw something out',
  exportEvidence: 'Export evidence',
  exportNote:
    'A file with the records of this case and what proves them. Anybody verifies it with `ragwall verify FILE --key …`, without the journal; `ragwall evidence --keys` prints the key to hand over.',
  revoked: 'revoked since',
  received: 'Who was given it',
  readersNow: 'Who may read it now',
  notKnown: 'not known',
  gone: 'no longer stored',
  now: 'now',
  heldNote: 'What you may not read yourself is replaced. Reading is on record.',
  read: 'Read',
  release: 'Release',
  refuse: 'Refuse',
  unreadable: 'There is nothing in it that you may read.',
  releasedText: 'Released. The text is shown once:',
  refusedText: 'Refused and forgotten.',
  verified: 'What was verified',
  facts: {
    intact: 'Intact',
    chains: 'Chains',
    records: 'Records',
    torn: 'Torn lines',
    anchored: 'Anchored',
    brokenAt: 'First fault at record',
    why: 'Fault',
    true: 'yes',
    false: 'no',
  },
  language: '日本語',
}

const ja: Words = {
  title: 'ragwall コンソール',
  views: {
    overview: '概要',
    cases: '事案',
    sources: '文書',
    readers: '閲覧者',
    held: '確認待ちの回答',
    journal: '監査記録',
  },
  token: 'トークンまたは API キー',
  tokenNote:
    '権限 audit が必要です(確認待ちの回答には review も必要です)。このタブだけに保存され、このサービスにだけ送られます。',
  signIn: 'サインイン',
  signOut: 'サインアウト',
  loading: '読み込んでいます…',
  retry: '再試行',
  nothing: '該当するものはありません。',
  period: '期間',
  days: (count) => `過去 ${count} 日間`,
  openCases: '未判断の事案',
  lookUp: '調べる',
  receipt: '受付番号または呼び出し番号',
  state: '状態',
  all: 'すべて',
  states: {
    open: '未判断',
    acknowledged: '対応中',
    accepted: '許容',
    'false-alarm': '誤検出',
    fixed: '解決済み',
  },
  search: '種類・閲覧者・文書・サービスで絞り込む',
  columns: {
    what: '種類',
    count: '回数',
    released: '届いた回数',
    reader: '閲覧者',
    source: '文書',
    services: 'サービス',
    first: '最初',
    last: '最後',
    case: '事案',
    evidence: '証拠',
    decision: '判断',
    document: '文書',
    leaks: '漏えい',
    level: '機密区分',
    allow: '閲覧できる者',
    deny: '閲覧禁止',
    since: '適用開始',
    checked: '最終確認',
    effect: '可否',
    why: '理由',
    times: '回数',
    call: '呼び出し',
    time: '日時',
    action: '処置',
    outcome: '結果',
    scanned: '検査範囲',
    rule: '規則',
    score: '確度',
    place: '位置',
    provenance: '由来',
    record: '記録',
    service: 'サービス',
    policyNow: '現在の設定',
    policy: '適用した設定',
    line: '設定の行',
    passed: '見送り',
    chunks: '返した断片',
  },
  whose: {
    permitted: '閲覧できる文書にある',
    user: '本人が述べた内容',
    forbidden: '閲覧できない文書にのみある',
    training: '閲覧できない学習データにのみある',
    unknown: 'どの文書にもない',
  },
  passes: {
    common: '一般的な言い回し',
    shared: '多数の文書に共通',
    'code-line': 'プログラムの定型的な行',
    'own-list': '設定で検出対象外',
    allowed: '誤検出として許可済み',
  },
  shortcuts: 'キー操作',
  keys: [
    ['j k', '次へ・前へ'],
    ['Enter', '事案を開く'],
    ['a', '対応中にする'],
    ['f', '誤検出とする'],
    ['x', '解決済みにする'],
    ['o', '未判断に戻す'],
  ],
  decide: '判断する',
  reference: '管理票の番号(例 SEC-12)',
  until: '許容期限',
  decided: (state) => `記録しました: ${state}`,
  proposal: (spares, forAll) =>
    `以後通すには、サービスの設定に次を加えてください。記録にある検出のうち ${spares} 件(「reader」の行を除けば ${forAll} 件)が通っていたことになります。`,
  example: (answer, passes, stops) =>
    `架空の例: ${answer} 検出されたものが「${passes}」であれば、それだけが通り、「${stops}」は今までどおり止まります。`,
  answers: '最近の回答',
  backToCases: '事案の一覧',
  attempts: '引き出そうとした回数',
  exportEvidence: '証拠を書き出す',
  exportNote:
    'この事案の記録と、その証明を含むファイルです。監査記録がなくても、誰でも `ragwall verify ファイル --key …` で検証できます。渡す公開鍵は `ragwall evidence --keys` で表示します。',
  revoked: 'その後に権限を取り消し',
  received: '受け取った者',
  readersNow: '現在閲覧できる者',
  notKnown: '不明',
  gone: '保存されていません',
  now: '現在',
  heldNote: '自分が閲覧できない部分は伏せて表示します。閲覧は記録されます。',
  read: '読む',
  release: '許可',
  refuse: '拒否',
  unreadable: '自分が閲覧できる部分はありません。',
  releasedText: '許可しました。本文は一度だけ表示します。',
  refusedText: '拒否し、破棄しました。',
  verified: '検証した内容',
  facts: {
    intact: '正常',
    chains: 'チェーン数',
    records: '記録数',
    torn: '途切れた行',
    anchored: '外部の控え',
    brokenAt: '最初の異常の記録',
    why: '異常の種類',
    true: 'はい',
    false: 'いいえ',
  },
  language: 'English',
}

export const WORDS: Readonly<Record<Language, Words>> = { en, ja }
