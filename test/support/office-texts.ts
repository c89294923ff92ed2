/** One paper as an office writes it, in English and Japanese; all of it invented. */
export interface OfficePaper {
  readonly title: string
  readonly author: string
  readonly header: string
  readonly footer: string
  readonly opening: string
  readonly footnote: string
  /** A sentence with a tracked change: what stands around it, what was taken out and what was put in. */
  readonly changed: readonly [before: string, deleted: string, inserted: string, after: string]
  readonly comment: string
  readonly boxed: string
  readonly hidden: string
  readonly table: readonly (readonly string[])[]
  /** Paragraphs in two columns. */
  readonly columns: readonly string[]
  /** Slides with notes. */
  readonly slides: readonly { readonly title: string; readonly body: string; readonly notes: string }[]
  /** A second, hidden sheet. */
  readonly secret: readonly (readonly string[])[]
}

export const PAPERS: Readonly<Record<'en' | 'ja', OfficePaper>> = {
  en: {
    title: 'Quarterly review of the Larkfield depot',
    author: 'Hanne Vik',
    header: 'Larkfield internal paper',
    footer: 'Prepared for the board',
    opening:
      'The depot handled four thousand two hundred pallets between July and September, eleven percent more than in the quarter before, although two of its nine loading bays were closed for repairs.',
    footnote: 'Counted at the gate; returned pallets are left out of this figure.',
    changed: [
      'The contract with the carrier runs until ',
      'March',
      'October',
      ' and may be ended with ninety days of notice by either side.',
    ],
    comment: 'Ask the bursar whether this may be said outside.',
    boxed: 'Boxed remark: keep the cold chain records for ten years.',
    hidden: 'Hidden line about the reserve price of the northern plot.',
    table: [
      ['Bay', 'Pallets', 'Foreman'],
      ['North', '1310', 'Odile Brandt'],
      ['South', '2890', 'Ruben Achterberg'],
    ],
    columns: [
      'The night shift is short of three drivers since the spring, and overtime is paid at one and a half times the hourly rate after the fortieth hour.',
      'Whoever takes over a shift at less than a day of notice gets a further free day within the same quarter, to be agreed upon with the foreman.',
      'Forklifts are inspected every six weeks; the log is kept in the office beside bay four and may be read by every driver on request.',
      'The heating of the packing hall is to be replaced before winter, for which the board has set aside a sum that the annex to this paper names.',
    ],
    slides: [
      {
        title: 'Larkfield in brief',
        body: 'Nine loading bays, two of them closed',
        notes: 'Do not mention the offer from Tarnholm.',
      },
      { title: 'What comes next', body: 'New heating before winter', notes: 'The sum is in the annex.' },
    ],
    secret: [
      ['Supplier', 'Offer', 'Contact'],
      ['Tarnholm', '48250', 'Ines Fabergas'],
      ['Ostrava Heat', '51900', 'Milan Dusek'],
    ],
  },
  ja: {
    title: '青葉物流センター四半期報告',
    author: '早瀬奈緒',
    header: '青葉社内文書',
    footer: '取締役会用資料',
    opening:
      '当センターは七月から九月までに四千二百枚のパレットを取り扱い、前の四半期より十一パーセント増加しました。荷捌き場九か所のうち二か所は修繕のため閉鎖していました。',
    footnote: '入口での計数であり、返却されたパレットは含みません。',
    changed: ['運送会社との契約は', '三月', '十月', 'まで有効で、双方とも九十日前の通知で解約できます。'],
    comment: '社外に話してよいか会計課に確認すること。',
    boxed: '囲み記事：冷蔵記録は十年間保存すること。',
    hidden: '北側用地の最低価格に関する隠し文。',
    table: [
      ['荷捌き場', '枚数', '主任'],
      ['北側', '1310', '小田切美穂'],
      ['南側', '2890', '榊原亮太'],
    ],
    columns: [
      '夜勤は春から運転手が三名不足しており、四十時間を超える勤務には一時間あたり一・五倍の手当が支払われます。',
      '前日より遅い連絡で勤務を引き受けた者には、同じ四半期のうちに主任と相談のうえ一日の休暇が与えられます。',
      'フォークリフトは六週間ごとに点検され、記録簿は四番荷捌き場の隣の事務所に置かれ、運転手は誰でも閲覧できます。',
      '梱包場の暖房設備は冬までに更新する予定で、取締役会はそのための金額を本資料の別紙のとおり確保しました。',
    ],
    slides: [
      {
        title: '青葉の概要',
        body: '荷捌き場九か所、うち二か所閉鎖',
        notes: '樽見商会の提案には触れないこと。',
      },
      { title: '今後の予定', body: '冬までに暖房を更新', notes: '金額は別紙にあります。' },
    ],
    secret: [
      ['業者', '見積額', '担当'],
      ['樽見商会', '48250', '伊吹沙織'],
      ['北光熱機', '51900', '三雲達也'],
    ],
  },
}
