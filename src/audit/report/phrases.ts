import type { Action, Alarm, Allowance, LeakCase, LeakReport, OutputState } from '../../core/types.js'

export type Locale = 'en' | 'ja'

/** What a leak report says, for every reporter that speaks to people. */
export interface Phrases {
  readonly title: string
  readonly period: (from: Date, to: Date) => string
  readonly service: (name: string) => string
  readonly headline: (report: LeakReport) => string
  /** How the time before was; empty where the report has none. */
  readonly compared: (report: LeakReport) => string
  /** Said beside the headline when something went out that nobody looked at. */
  readonly unscanned: (report: LeakReport) => string
  readonly doNext: string
  readonly advice: (report: LeakReport) => readonly string[]
  readonly figures: string
  readonly figure: Readonly<Record<Figure, string>>
  readonly action: Readonly<Record<Action, string>>
  readonly what: string
  /** What kinds of findings are called; entities are called as policies name them. */
  readonly kinds: Readonly<Record<string, string>>
  readonly whom: string
  readonly cases: string
  readonly casesNote: string
  /** What is said of one case. */
  readonly case: (one: LeakCase) => string
  readonly services: string
  readonly allowances: string
  readonly allowancesNote: string
  readonly allowance: (one: Allowance) => string
  readonly terms: string
  readonly termsNote: string
  readonly where: string
  readonly places: string
  readonly probing: string
  readonly probingNote: string
  readonly failing: string
  readonly failingNote: string
  readonly overBlocking: string
  readonly overBlockingNote: string
  readonly reviewed: Readonly<Record<keyof LeakReport['reviews'] | 'markedWrong', string>>
  readonly operations: string
  readonly operation: (one: LeakReport['operations'][number]) => string
  readonly outputs: string
  readonly output: (one: OutputState) => string
  readonly policies: string
  readonly policiesNote: string
  readonly policy: (one: LeakReport['policies'][number]) => string
  readonly refused: string
  readonly skipped: string
  readonly skippedNote: string
  readonly alarms: string
  readonly alarm: Readonly<Record<Alarm['what'], string>>
  readonly columns: {
    readonly [column in
      | 'figure'
      | 'entity'
      | 'license'
      | 'reader'
      | 'source'
      | 'leaks'
      | 'findings'
      | 'count'
      | 'code'
      | 'case'
      | 'facts'
      | 'places'
      | 'when'
      | 'output'
      | 'service']: string
  }
  readonly more: (rest: number) => string
  readonly sourcesNote: string
  readonly chain: string
  readonly chainIntact: string
  /** Of a journal without a record. */
  readonly chainEmpty: string
  /** What exactly was verified. */
  readonly verified: (chain: Pick<LeakReport['chain'], 'chains' | 'records' | 'anchored'>) => string
  /** Which part of an intact journal was not read again for this report. */
  readonly chainEarlier: (records: number, since: string) => string
  /** Of records that retention removed. */
  readonly chainRemoved: (records: number, until: string, at: string) => string
  readonly chainBroken: string
  readonly fault: (brokenAt: string, why: string) => string
  /** The picture of leaks over time. */
  readonly overTime: {
    readonly title: Readonly<Record<Span, string>>
    readonly stopped: string
    readonly wentOut: string
    /** Label of the greatest number. */
    readonly most: string
    /** What one bar says to who cannot see it. */
    readonly bar: (from: string, checks: number, leaks: number, released: number) => string
  }
}

/** What a finding is called: in words where it is of a kind and not of an entity. */
export function nameIn(phrases: Phrases, what: string): string {
  return Object.hasOwn(phrases.kinds, what) ? phrases.kinds[what]! : what
}

/** What a report says of an intact journal. */
export function intactWords({ chain }: Pick<LeakReport, 'chain'>, phrases: Phrases): string {
  if (chain.records === 0) return phrases.chainEmpty
  const { removed } = chain
  // Reports that came over HTTP have times as text.
  const moment = (time: Date) => new Date(time).toISOString().slice(0, 16).replace('T', ' ')
  const whole =
    removed === undefined
      ? phrases.verified(chain)
      : `${phrases.verified(chain)} ${phrases.chainRemoved(removed.records, moment(removed.until), moment(removed.at))}`
  if (!chain.intact || chain.earlier === undefined) return `${phrases.chainIntact} ${whole}`
  return `${phrases.chainEarlier(chain.earlier.records, moment(chain.earlier.since))} ${whole}`
}

/** What one bar of the picture stands for. */
export type Span = 'day' | 'week' | 'month'

export type Figure =
  | 'checks'
  | 'retrievals'
  | 'leaks'
  | 'released'
  | 'markedWrong'
  | 'unscanned'
  | 'letThrough'
  | 'hygiene'
  | 'spared'
  | 'interrupted'
  | 'failures'
  | 'incidents'

/** In the order in which they are shown. */
export const FIGURES: readonly Figure[] = [
  'checks',
  'retrievals',
  'leaks',
  'released',
  'markedWrong',
  'unscanned',
  'letThrough',
  'hygiene',
  'spared',
  'interrupted',
  'failures',
  'incidents',
]

const s = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`

/** Those that nobody has decided about. */
const undecided = ({ cases }: LeakReport) => cases.filter(({ state }) => state === 'open').length

const changed = (by: number, one: string) =>
  by === 0 ? `as many ${one}s` : `${s(Math.abs(by), one)} ${by > 0 ? 'more' : 'fewer'}`

const minute = (time: Date) => time.toISOString().slice(0, 16).replace('T', ' ')

const signed = (by: number) => (by > 0 ? `+${by}` : String(by))

const en: Phrases = {
  title: 'Leak report',
  period: (from, to) => `From ${minute(from)} to ${minute(to)} (UTC)`,
  service: (name) => `Service: ${name}`,
  headline: ({ leaks, released, byPrincipal, checks }) => {
    if (checks === 0) return 'Nothing was checked in this time, so nothing is known of it.'
    if (leaks === 0) return `No leak was found in ${s(checks, 'check')}.`
    const found = `${s(leaks, 'leak')} for ${s(byPrincipal.length, 'reader')} in ${s(checks, 'check')}`
    if (released === 0) return `${found}; all of them were stopped.`
    return `${found}; ${released === leaks ? 'all' : released} of them went out.`
  },
  compared: ({ leaks, released, checks, previous }) =>
    previous === undefined
      ? ''
      : previous.checks === 0
        ? 'Nothing was checked in the equally long time before.'
        : `The equally long time before had ${s(previous.leaks, 'leak')} in ${s(previous.checks, 'check')}, ${previous.released} of them went out: ${changed(leaks - previous.leaks, 'leak')}, ${changed(released - previous.released, 'released leak')}, ${changed(checks - previous.checks, 'check')}.`,
  unscanned: ({ unscanned, letThrough }) =>
    `${s(unscanned, 'answer')} or prompts went out without having been scanned whole, ${letThrough} of them let through on an error: what they held is not known.`,
  doNext: 'What to do next',
  advice: (report) => [
    ...(report.unscanned > 0
      ? [
          'Find out why texts went out unscanned: a service with `onError: release` whose detector failed, or one in shadow mode whose answers go on behind what would have been blocked. No leak was counted in what nobody looked at.',
        ]
      : []),
    ...(report.chain.intact
      ? []
      : [
          'Treat this report as incomplete: the audit journal was damaged or altered. Save the journal directory as it is, restore it from a copy, and find out who could write to it.',
        ]),
    ...(report.released > 0
      ? [
          `${s(report.released, 'leak')} went out because a service runs in shadow mode or releases this kind of finding. Check the action table of that service, and treat the readers below as informed.`,
        ]
      : []),
    ...(report.incidents > 0
      ? [
          `${s(report.incidents, 'incident')} on record: something forbidden got behind the first lock and was stopped by the second. Look these records up in the journal before anything else.`,
        ]
      : []),
    ...(undecided(report) > 0
      ? [
          `Decide about ${s(undecided(report), 'case')}: \`ragwall triage\` lists them, and a false alarm that is called one need not come again.`,
        ]
      : []),
    ...(report.bySource.length > 0
      ? [
          'See whether the readers below should have access to the documents below. If so, change the permissions at the source; if not, find out how the content came into the answers: fine-tuning data, a tool, a pasted text.',
        ]
      : []),
    ...(report.refused.length > 0
      ? [
          'Documents that could not be taken are neither found nor protected. Fix their permissions or format and synchronise again.',
        ]
      : []),
    ...(report.interrupted > 0
      ? [
          'Interrupted checks began and never ended (a crash, a lost connection, or still running). Their readers may have seen the beginning of an answer, as far as it had been judged.',
        ]
      : []),
    ...(report.failures > 0
      ? ['Outages were enforced as refusals. If users complained of missing answers, begin here.']
      : []),
  ],
  figures: 'Figures',
  figure: {
    checks: 'Answers and prompts checked',
    retrievals: 'Retrievals',
    leaks: 'Leaks (sources the reader may not read, training data, canaries)',
    released: 'of these, went out',
    markedWrong: 'of these, called false alarms by a person',
    unscanned: 'Went out without having been scanned whole',
    letThrough: 'of these, let through on an error',
    hygiene: 'Other findings that a service acted on',
    spared: 'Common phrases spared',
    interrupted: 'Interrupted checks',
    failures: 'Outages, enforced as refusals',
    incidents: 'Incidents',
  },
  action: { release: 'Released', redact: 'Redacted', hold: 'Held for a person', block: 'Blocked' },
  what: 'What leaked',
  kinds: {
    verbatim: 'copied passage (verbatim)',
    canary: 'canary',
    license: 'text under a license (license)',
  },
  whom: 'To whom',
  cases: 'Cases to decide',
  casesNote:
    'A case is equal leaks: the same evidence, document and reader. `ragwall triage CASE` shows it whole.',
  case: ({ what, count, released, reader, source, last, state, expired }) =>
    `${nameIn(en, what)}, ${s(count, 'time')}${released > 0 ? `, ${released} went out` : ''}; for ${reader}${source === undefined ? '' : `, from ${source}`}; last ${last.toISOString().slice(0, 16)}${state === 'acknowledged' ? '; acknowledged' : ''}${expired ? '; no longer accepted' : ''}`,
  services: 'Through which service',
  allowances: 'Rules for false alarms',
  allowancesNote: 'By service and evidence. Take out of the policy what is over or never used.',
  allowance: ({ uses, until, state }) =>
    `${uses === 0 ? 'never used' : `used in ${s(uses, 'answer')}`}${state === 'over' ? `; over since ${until}` : state === 'gone' ? '; no longer in the policy' : until === undefined ? '' : `; until ${until}`}`,
  terms: 'Under which terms',
  termsNote: 'Leaks, and text reused without the right to, by the terms that its sources state.',
  where: 'From where',
  places: 'Where in these documents',
  probing: 'Who tries to draw out what is protected',
  probingNote:
    'Prompts and answers that ask for the prompt or the context, list candidates for a value, or carry instructions of others.',
  failing: 'What failed',
  failingNote:
    'Detectors, sources, the access policy and outputs, each with the code that `docs/errors.md` explains.',
  overBlocking: 'Signs of stopping too much',
  overBlockingNote:
    'A service with many of these is stricter than its readers need: see its action table, and the rules that `ragwall triage` proposes.',
  reviewed: {
    markedWrong: 'Leaks that a person called false alarms',
    released: 'Held answers that a person released',
    refused: 'Held answers that a person refused',
  },
  operations: 'What operators did',
  operation: ({ what, by, refused }) =>
    ({
      'mode-refuse': `${by} switched the service off: nothing left by any door`,
      'mode-normal': `${by} switched it on again`,
      'mode-ended': `a process had turned away ${s(refused ?? 0, 'call')} meanwhile`,
      reload: `${by} had policies read anew`,
      'reload-refused': `${by} had policies read anew; they were bad, and those before stayed`,
    })[what],
  outputs: 'Other systems that are told',
  output: ({ to, records, seconds, failingSince }) =>
    `${to}; ${records === 0 ? 'up to date' : `${s(records, 'record')} behind, ${s(seconds, 'second')}`}${failingSince === undefined ? '' : `; takes nothing since ${new Date(failingSince).toISOString().slice(0, 16)}`}`,
  policies: 'Decided under',
  policiesNote: 'Version of ragwall and digest of the policy, as each record has them.',
  policy: ({ policy, checks }) => `${policy}: ${s(checks, 'check')}`,
  refused: 'Documents that could not be taken',
  skipped: 'What sources passed over',
  skippedNote:
    'Not asked for by the configuration or of a kind that has no reader: neither found nor protected. `ragwall sync --json` names all of it.',
  alarms: 'Sources to see to now',
  alarm: {
    'permissions-unknown': 'does not say who may read what has grown too old: its documents are denied',
    'sync-late': 'brought nothing in for longer than its interval',
  },
  columns: {
    figure: 'Count of',
    count: 'Count',
    entity: 'Kind',
    reader: 'Reader',
    source: 'Document',
    license: 'Terms',
    leaks: 'Leaks',
    findings: 'Findings',
    code: 'Reason',
    case: 'Case',
    facts: 'What is known',
    places: 'Places',
    when: 'When (UTC)',
    output: 'Output',
    service: 'Service',
  },
  more: (rest) => `and ${rest} more`,
  sourcesNote: 'A leak that stands in several documents counts once for each.',
  chain: 'Audit journal',
  chainEmpty: 'There is no record yet.',
  chainIntact: 'Intact: every record verified, none changed, removed or inserted.',
  verified: ({ chains, records, anchored }) =>
    `${s(records, 'record')} in ${s(chains, 'file')}, each with its hash, its MAC and its place${anchored === undefined ? '.' : anchored ? '; the heads noted outside the journal are all in it.' : '; no head is noted outside the journal, so records cut off its end would not be missed.'}`,
  chainEarlier: (records, since) =>
    `Intact: ${s(records, 'record')} as verified since ${since} (UTC) and not read again, all later ones verified now. \`ragwall report --verify\` verifies all of them.`,
  chainRemoved: (records, until, at) =>
    `${s(records, 'older record')}, up to ${until} UTC, ${records === 1 ? 'was' : 'were'} removed by retention, last on ${at.slice(0, 10)}: nothing here counts them.`,
  chainBroken: 'Not intact.',
  fault: (brokenAt, why) => `First fault at record ${brokenAt}: ${why}.`,
  overTime: {
    title: { day: 'Leaks by day', week: 'Leaks by week', month: 'Leaks by month' },
    stopped: 'stopped',
    wentOut: 'went out',
    most: 'at most',
    bar: (from, checks, leaks, released) =>
      `${from}: ${s(leaks, 'leak')} in ${s(checks, 'check')}, ${released} went out`,
  },
}

const ja: Phrases = {
  title: '漏えい報告書',
  period: (from, to) => `対象期間: ${minute(from)} から ${minute(to)} まで(UTC)`,
  service: (name) => `サービス: ${name}`,
  headline: ({ leaks, released, byPrincipal, checks }) => {
    if (checks === 0) return 'この期間に検査はなく、漏えいの有無は不明です。'
    if (leaks === 0) return `検査 ${checks} 件で漏えいは見つかりませんでした。`
    const found = `検査 ${checks} 件のうち、閲覧者 ${byPrincipal.length} 名に対して ${leaks} 件の漏えいを検出しました。`
    if (released === 0) return `${found}すべて阻止しました。`
    return `${found}このうち ${released} 件は閲覧者に届きました。`
  },
  compared: ({ leaks, released, checks, previous }) =>
    previous === undefined
      ? ''
      : previous.checks === 0
        ? '同じ長さの前の期間には、検査がありませんでした。'
        : `同じ長さの前の期間は、検査 ${previous.checks} 件、漏えい ${previous.leaks} 件、うち届いたもの ${previous.released} 件でした(増減: 検査 ${signed(checks - previous.checks)}、漏えい ${signed(leaks - previous.leaks)}、届いたもの ${signed(released - previous.released)})。`,
  unscanned: ({ unscanned, letThrough }) =>
    `全体を検査しないまま送られた回答や質問が ${unscanned} 件あります(うち、障害時に通したもの ${letThrough} 件)。その内容は分かりません。`,
  doNext: '次に行うこと',
  advice: (report) => [
    ...(report.unscanned > 0
      ? [
          '検査されずに送られた理由を調べてください。検査の障害時に通す設定(onError: release)のサービスか、遮断すべき箇所の後も送り続ける監視のみの設定(shadow)が考えられます。検査していない部分の漏えいは数えられていません。',
        ]
      : []),
    ...(report.chain.intact
      ? []
      : [
          '監査記録が破損または改ざんされています。この報告書は不完全なものとして扱ってください。監査記録のフォルダーを現状のまま保全し、控えから復元したうえで、書き込みできた者を調べてください。',
        ]),
    ...(report.released > 0
      ? [
          `${report.released} 件の漏えいが阻止されずに届きました。サービスが監視のみの設定(shadow)になっているか、この種の検出を通す設定になっています。設定を確認し、下記の閲覧者は内容を知ったものとして扱ってください。`,
        ]
      : []),
    ...(report.incidents > 0
      ? [
          `重大な事象が ${report.incidents} 件記録されています。閲覧を許されない内容が第一の防御を通り、第二の防御で止められました。最優先で監査記録を確認してください。`,
        ]
      : []),
    ...(undecided(report) > 0
      ? [
          `未判断の事案が ${undecided(report)} 件あります。\`ragwall triage\` で一覧を確認して判断してください。誤検出と判断したものは、以後検出しないようにできます。`,
        ]
      : []),
    ...(report.bySource.length > 0
      ? [
          '下記の閲覧者が下記の文書を閲覧できるべきかを確認してください。できるべきであれば元の文書の権限を直し、そうでなければ内容が回答に入った経路(学習データ、外部ツール、貼り付けられた文章)を調べてください。',
        ]
      : []),
    ...(report.refused.length > 0
      ? [
          '取り込めなかった文書は検索にも保護にも使われません。権限または形式を直し、もう一度同期してください。',
        ]
      : []),
    ...(report.interrupted > 0
      ? [
          '中断した検査は、開始の記録だけがあり終了の記録がありません(異常終了、切断、または実行中)。検査が済んだ部分までは閲覧者に表示された可能性があります。',
        ]
      : []),
    ...(report.failures > 0
      ? [
          '障害時は安全のため回答を拒否しています。回答が出ないという問い合わせがあれば、まずここを確認してください。',
        ]
      : []),
  ],
  figures: '件数',
  figure: {
    checks: '検査した回答と質問',
    retrievals: '検索',
    leaks: '漏えい(閲覧権限のない文書、学習データ、カナリア)',
    released: 'うち、閲覧者に届いたもの',
    markedWrong: 'うち、担当者が誤検出と判断したもの',
    unscanned: '全体を検査しないまま送られたもの',
    letThrough: 'うち、障害時に通したもの',
    hygiene: 'その他、サービスの規則で処置した検出',
    spared: '一般的な言い回しとして見送ったもの',
    interrupted: '中断した検査',
    failures: '障害(拒否として処理)',
    incidents: '重大な事象',
  },
  action: { release: '許可', redact: '伏せ字', hold: '担当者の確認待ち', block: '遮断' },
  what: '何が漏れたか',
  kinds: {
    verbatim: '文章の転載(verbatim)',
    canary: 'カナリア(canary)',
    license: '利用条件付きの文章(license)',
  },
  whom: '誰に対して',
  cases: '判断が必要な事案',
  casesNote:
    '事案とは、証拠・文書・閲覧者が同じ漏えいのまとまりです。`ragwall triage 事案` で詳細を確認できます。',
  case: ({ what, count, released, reader, source, last, state, expired }) =>
    `${nameIn(ja, what)}、${count} 回${released > 0 ? `(うち ${released} 回届いた)` : ''}。閲覧者 ${reader}${source === undefined ? '' : `、文書 ${source}`}。最終 ${last.toISOString().slice(0, 16)}${state === 'acknowledged' ? '。確認済み' : ''}${expired ? '。許容期限切れ' : ''}`,
  services: 'どのサービスで',
  allowances: '誤検出を通す規則',
  allowancesNote: 'サービスと証拠ごとに示しています。期限切れや未使用の規則は、設定から削除してください。',
  allowance: ({ uses, until, state }) =>
    `${uses === 0 ? '未使用' : `${uses} 件の回答で使用`}${state === 'over' ? `、${until} に期限切れ` : state === 'gone' ? '、設定から削除済み' : until === undefined ? '' : `、期限 ${until}`}`,
  terms: 'どの利用条件のものか',
  termsNote: '漏えいと、権利のない再利用を、出典の定める利用条件ごとに数えています。',
  where: 'どの文書から',
  places: '文書のどの箇所か',
  probing: '保護された内容を引き出そうとした閲覧者',
  probingNote:
    'システムプロンプトや検索結果の開示要求、値の候補の列挙、第三者の指示の混入が見つかった質問と回答です。',
  failing: '障害の内訳',
  failingNote: '検出器、情報源、アクセス判定、外部出力の障害です。符号の意味は `docs/errors.md` にあります。',
  overBlocking: '止めすぎの兆候',
  overBlockingNote:
    'これらが多いサービスは、必要以上に厳しい設定になっています。処置の設定と、`ragwall triage` が提案する規則を確認してください。',
  reviewed: {
    markedWrong: '担当者が誤検出と判断した漏えい',
    released: '保留した回答のうち、担当者が許可したもの',
    refused: '保留した回答のうち、担当者が拒否したもの',
  },
  operations: '運用者の操作',
  operation: ({ what, by, refused }) =>
    ({
      'mode-refuse': `${by} が緊急停止しました(すべての出力を停止)`,
      'mode-normal': `${by} が停止を解除しました`,
      'mode-ended': `停止中に、あるプロセスが ${refused ?? 0} 件の呼び出しを拒否しました`,
      reload: `${by} が設定を読み直しました`,
      'reload-refused': `${by} が設定を読み直しましたが、不正なため以前の設定のままです`,
    })[what],
  outputs: '外部への出力',
  output: ({ to, records, seconds, failingSince }) =>
    `${to}、${records === 0 ? '遅れなし' : `${records} 件(${seconds} 秒)の遅れ`}${failingSince === undefined ? '' : `、${new Date(failingSince).toISOString().slice(0, 16)} から受け取られていません`}`,
  policies: '判定に使われた設定',
  policiesNote: '各記録に残る ragwall の版と設定の要約値です。',
  policy: ({ policy, checks }) => `${policy}: 検査 ${checks} 件`,
  refused: '取り込めなかった文書',
  skipped: '取り込みの対象にしなかったもの',
  skippedNote:
    '設定の対象外、または読み取れない種類のため、検索も保護もされません。すべての名前は `ragwall sync --json` で確認できます。',
  alarms: '今すぐ確認が必要な情報源',
  alarm: {
    'permissions-unknown': '古くなった閲覧権限を確認できないため、文書を閲覧不可にしています',
    'sync-late': '設定された間隔を過ぎても同期されていません',
  },
  columns: {
    figure: '項目',
    count: '件数',
    entity: '種類',
    license: 'ライセンス',
    reader: '閲覧者',
    source: '文書',
    leaks: '件数',
    findings: '件数',
    code: '理由',
    case: '事案',
    facts: '内容',
    places: '箇所',
    when: '日時(UTC)',
    output: '出力先',
    service: 'サービス',
  },
  more: (rest) => `ほか ${rest} 件`,
  sourcesNote: '複数の文書に含まれる漏えいは、それぞれの文書で 1 件と数えます。',
  chain: '監査記録の状態',
  chainEmpty: 'まだ記録がありません。',
  chainIntact: '正常です。すべての記録を検証し、変更・削除・挿入は見つかりませんでした。',
  verified: ({ chains, records, anchored }) =>
    `${chains} 個のファイルの記録 ${records} 件について、ハッシュ、MAC、順序を確認しました。${anchored === undefined ? '' : anchored ? '記録の外に控えた末尾とも一致しています。' : '記録の外に末尾の控えがないため、末尾の切り捨ては検出できません。'}`,
  chainEarlier: (records, since) =>
    `正常です。${records}件の記録は${since}(UTC)以降に検証済みのため読み直さず、それより新しい記録をすべて今回検証しました。すべてを検証し直すには \`ragwall report --verify\` を使います。`,
  chainRemoved: (records, until, at) =>
    `${until} UTC までの古い記録 ${records} 件は、保存期間の終了により削除されました（最終 ${at.slice(0, 10)}）。このレポートの集計には含まれません。`,
  chainBroken: '異常があります。',
  fault: (brokenAt, why) => `最初の異常は記録 ${brokenAt}(${faultJa(why)})です。`,
  overTime: {
    title: { day: '日ごとの漏えい', week: '週ごとの漏えい', month: '月ごとの漏えい' },
    stopped: '阻止',
    wentOut: '閲覧者に届いたもの',
    most: '最大',
    bar: (from, checks, leaks, released) =>
      `${from}: 検査 ${checks} 件のうち漏えい ${leaks} 件、届いたもの ${released} 件`,
  },
}

function faultJa(why: string): string {
  const words: Record<string, string> = {
    changed: '変更',
    removed: '削除',
    inserted: '挿入',
    reordered: '順序の入れ替え',
    truncated: '末尾の切り捨て',
    'missing chain': '記録ファイルの消失',
    'missing journal': '記録ファイルがすべて消失',
    'contradictory heads': '控えどうしの矛盾',
    'unknown key': '不明な鍵',
    'invalid signature': '署名の不一致',
  }
  return Object.hasOwn(words, why) ? words[why]! : why
}

export const PHRASES: Readonly<Record<Locale, Phrases>> = { en, ja }
