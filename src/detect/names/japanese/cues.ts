/** Words that say what stands beside them or ends with them. */

const list = (words: string) => words.split(' ')

/** Behind a person: 田中*さん*, 佐藤*監督*. */
export const TITLES = list(
  'さん さま 様 氏 君 くん ちゃん 殿 先生 先輩 部長 課長 係長 社長 副社長 会長 専務 常務 取締役 代表 店長 所長 館長 院長 園長 校長 学長 総長 教授 准教授 助教 講師 博士 医師 看護師 弁護士 判事 検事 裁判長 議員 議長 大臣 首相 総理 蔵相 外相 相 大統領 総統 主席 書記長 書記 党首 代表 委員長 委員 幹事長 官房長官 長官 知事 市長 町長 村長 区長 総裁 頭取 監督 コーチ 選手 投手 捕手 主将 棋士 九段 八段 七段 名人 王 女王 国王 皇帝 皇后 天皇 親王 内親王 法皇 上皇 王子 王女 公 公爵 伯爵 侯爵 男爵 子爵 卿 将軍 大将 中将 少将 大佐 中佐 少佐 大尉 中尉 少尉 元帥 提督 司令官 艦長 船長 機長 隊長 容疑者 被告 死刑囚 受刑者 被害者 記者 アナウンサー キャスター プロデューサー ディレクター マネージャー リーダー 夫人 夫妻 父子 兄弟 姉妹 一家 家 未亡人 自身 自ら 本人 ら たち 達 両氏 両名 師 師匠 親方 関 総書記 副大統領 上院議員 下院議員 衆院議員 参院議員 市議 県議 都議 理事長 理事 監事 顧問 相談役 支店長 工場長 室長 次長 班長 組長 局長 署長 主任 主査 主事 参事 会頭 大使 公使 総領事 皇太子 皇太后 太子 太后 王妃 大王 帝 上人 法師 和尚 大師 聖 尼 嬢 姫 殿下 陛下 閣下 警部 警部補 刑事 巡査 軍曹 伍長 曹長 准尉 海軍中佐 陸軍大佐 名誉教授 研究員 学芸員 編集長 主筆 特派員 カメラマン 横綱 大関 関脇 小結 本因坊 王将 初段 二段 三段 四段 五段 六段 宅 方 役 死後 没後 政権 内閣 派 博士 神父 司教 牧師 教皇 聖人 作 著 監修 演出 画伯',
)

/** Before a person: *社長*田中, *監督の*黒澤. */
export const ROLES = list(
  '社長 会長 部長 課長 代表 取締役 監督 作家 小説家 作曲家 作詞家 編曲家 脚本家 漫画家 画家 歌手 俳優 女優 声優 タレント 選手 投手 捕手 教授 博士 議員 首相 大統領 大臣 知事 市長 将軍 皇帝 国王 女王 医師 弁護士 記者 評論家 哲学者 学者 科学者 数学者 物理学者 建築家 写真家 実業家 政治家 軍人 武将 藩主 城主 当主 指揮者 ギタリスト ドラマー ベーシスト ボーカル プロデューサー ディレクター アナウンサー 司会 主演 主人公 キャラクター 妻 夫 父 母 息子 娘 長男 次男 三男 長女 次女 兄 弟 姉 妹 叔父 叔母 祖父 祖母 孫 養子 弟子 師匠 友人 親友 同僚 部下 上司 作詞 作曲 脚本 演出 監修 著者 原作 本名 氏名 名前 担当 担当者 故 創業者 創設者 設立者 監督の 俳優の 歌手の 選手の 司令官 総司令官 書記長 宰相 お笑い芸人 騎手 棋士 力士 落語家 能楽師 彫刻家 陶芸家 書家 俳人 歌人 詩人 翻訳家 随筆家 劇作家 活動家 思想家 経済学者 歴史学者 生物学者 天文学者 化学者 法学者 僧侶 僧 牧師 宣教師 探検家 登山家 冒険家 料理人 領事 少年 少女 青年 女性 男性 侍女 側室 正室 嫡男 嫡子 末弟 実弟 実兄 義兄 義弟 養女 未亡人 家臣 重臣 家老 奉行 神父 司教 教皇 恋人',
)

/** Ends an organization. */
export const GROUPS = list(
  '株式会社 有限会社 合同会社 社 会社 銀行 信用金庫 証券 保険 生命 大学 大学院 高校 高等学校 中学校 小学校 学校 学園 学院 研究所 研究会 研究室 協会 協議会 学会 連盟 連合 連合会 組合 財団 機構 委員会 審議会 会議 議会 内閣 政府 省 庁 局 部 課 党 派 軍 隊 団 交響楽団 楽団 劇団 球団 クラブ チーム 新聞 新聞社 放送 テレビ ラジオ 出版 書店 書房 百貨店 電鉄 鉄道 交通 バス 航空 運輸 電力 ガス 工業 製作所 製薬 化学 電機 電気 自動車 重工業 建設 不動産 商事 物産 商会 ホールディングス グループ インターナショナル エンターテインメント レコード ミュージック フィルム スタジオ ピクチャーズ プロダクション コーポレーション カンパニー ズ 病院 裁判所 警察署 警察 消防署 教会 寺 神社 幕府 藩 王朝 帝国 共和国',
)

/** Ends a place. */
export const PLACES = list(
  '都 道 府 県 市 区 町 村 郡 州 省 島 諸島 半島 山 山脈 岳 川 河 湖 海 湾 海峡 岬 平野 盆地 高原 地方 地区 地域 国 共和国 王国 帝国 連邦 大陸 丁目 番地 通り 街 宿 峠 谷 浜 沖 港 城下 出身 在住 北部 南部 東部 西部 郊外 各地 周辺',
)

/** Ends names of other things: railway lines, prizes, buildings, ships, works of art. */
export const OTHERS = list(
  '線 駅 号 賞 杯 大会 選手権 戦争 戦 戦い 事件 革命 条約 法 橋 空港 館 会館 ホール 美術館 博物館 図書館 球場 スタジアム 競技場 公園 城 寺院 塔 タワー ビル ホテル ダム 道路 自動車道 高速道路 インターチェンジ トンネル シリーズ 型 系 級 版 編 祭 フェスティバル カップ リーグ オリンピック ワールドカップ システム エンジン ゲーム アルバム シングル 映画 番組 語 教 主義 賞金 艦 空母 戦艦 機',
)

/** Family names of Chinese and Koreans, one character each, as Japanese writes them. */
export const CONTINENTAL = new Set(
  '王李張劉陳楊黄趙呉周徐孫馬朱胡郭何高林鄭謝羅梁宋唐許韓馮鄧曹彭曾蕭田董袁潘于蒋蔡余杜葉程蘇魏呂丁任沈姚盧姜崔鍾譚陸汪范金石廖賈夏韋方白鄒孟熊秦邱江尹薛閻段雷侯龍史陶黎賀顧毛郝龔邵万銭厳武戴莫孔向湯朴申権全安洪柳文',
)

/** Lists of cues that are told apart, as bits. */
export const CUE = { title: 1, role: 2, group: 4, place: 8, other: 16 } as const

const LISTS: readonly (readonly [words: readonly string[], bit: number])[] = [
  [TITLES, CUE.title],
  [ROLES, CUE.role],
  [GROUPS, CUE.group],
  [PLACES, CUE.place],
  [OTHERS, CUE.other],
]

/** Code units of the longest cue that is looked for. */
const LONGEST = 8

/** Cues as a trie in one map: a node and a code unit lead to a node; what ends at a node is a set of lists. */
class CueTrie {
  readonly #next = new Map<number, number>()
  readonly #ends: number[] = [0]

  constructor(isReversed: boolean) {
    for (const [words, bit] of LISTS) {
      for (const word of words) {
        let node = 0
        for (let i = 0; i < word.length; i++) {
          const unit = word.charCodeAt(isReversed ? word.length - 1 - i : i)
          const key = node * 0x10000 + unit
          let next = this.#next.get(key)
          if (next === undefined) {
            this.#next.set(key, (next = this.#ends.length))
            this.#ends.push(0)
          }
          node = next
        }
        this.#ends[node]! |= bit
      }
    }
  }

  /** Fills `lengths` by list number: bit L is set where a cue of L code units goes from `at` in steps of `step`. */
  lengthsAt(units: Uint16Array, at: number, step: 1 | -1, limit: number, lengths: Int32Array): void {
    lengths.fill(0)
    let node: number | undefined = 0
    for (let length = 1; length <= Math.min(LONGEST, limit); length++) {
      node = this.#next.get(node * 0x10000 + units[at + step * (length - 1)]!)
      if (node === undefined) return
      const lists = this.#ends[node]!
      if (lists === 0) continue
      for (let list = 0; list < LISTS.length; list++) if ((lists >> list) & 1) lengths[list]! |= 1 << length
    }
  }
}

export const CUE_LISTS = LISTS.length

let ahead: CueTrie | undefined
let back: CueTrie | undefined

/** Lengths of the cues that begin at `at`, by list, a bit for each length; `limit`: code units there are. */
export function cuesFrom(units: Uint16Array, at: number, limit: number, lengths: Int32Array): void {
  ;(ahead ??= new CueTrie(false)).lengthsAt(units, at, 1, limit, lengths)
}

/** Lengths of the cues that end right before `at`. */
export function cuesTo(units: Uint16Array, at: number, limit: number, lengths: Int32Array): void {
  ;(back ??= new CueTrie(true)).lengthsAt(units, at - 1, -1, limit, lengths)
}

/** The longest of a set of lengths that is at most `most`; 0 if none. */
export function longestOf(lengths: number, most: number): number {
  const within = most >= 31 ? lengths : lengths & ((2 << most) - 1)
  return within === 0 ? 0 : 31 - Math.clz32(within)
}
