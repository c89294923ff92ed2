import type { Random } from '../random.js'
import type { Half, Language } from './kinds.js'

/**
 * Who writes, is written about, and what is known of them: everything a corpus is filled with. Tables of the
 * generator's own; what the detector knows of names it must know from elsewhere.
 */

export interface Person {
  readonly language: Language
  readonly given: string
  readonly family: string
  /** As it is usually written: `Hanna Lindqvist`, `高橋美咲`. */
  readonly full: string
  /** Roman letters, surname last; for the Japanese too. */
  readonly latin: { readonly given: string; readonly family: string }
  /** Katakana, for the Japanese. */
  readonly kana?: { readonly given: string; readonly family: string }
}

const EN_GIVEN =
  'Hanna Marcus Ingrid Tobias Amara Callum Bridget Desmond Freya Gareth Imogen Jasper Keira Lorcan Maeve Nadia Oscar Petra ' +
  'Rhys Saoirse Tamsin Ulrich Verity Wanda Yusuf Zelda Anil Beatriz Chidi Dalia Emre Fatima Giulia Hiro Ivana Joaquin Katya Leila ' +
  'Mateo Noor Olga Pavel Qasim Rania Sanjay Tariq Uma Viktor Xenia Yara Alice Brian Carol David Emma Frank Grace Helen Ian Julia'
const EN_FAMILY =
  'Lindqvist Abernathy Okonkwo Fairbanks Castellano Drummond Eriksen Fitzgerald Galloway Haverford Iversen Jankowski Kowalczyk Lombardi ' +
  'Montgomery Nakagawa Oyelaran Pemberton Quigley Rasmussen Szymanski Thackeray Underhill Vasquez Winterbourne Yilmaz Zielinski Ashworth ' +
  'Blackwood Cavendish Delacroix Ellsworth Farquhar Greenhalgh Holloway Ingersoll Jefferies Kavanagh Lockhart Mukherjee Norrington ' +
  'Olafsson Prendergast Ravenscroft Sutherland Tremblay Venkataraman Whitaker Baker Carter Mason Turner Hughes Foster'
const JA_FAMILY =
  '佐藤サトウsato 鈴木スズキsuzuki 高橋タカハシtakahashi 田中タナカtanaka 渡辺ワタナベwatanabe 伊藤イトウito 山本ヤマモトyamamoto 中村ナカムラnakamura ' +
  '小林コバヤシkobayashi 加藤カトウkato 吉田ヨシダyoshida 山田ヤマダyamada 佐々木ササキsasaki 山口ヤマグチyamaguchi 松本マツモトmatsumoto 井上イノウエinoue ' +
  '木村キムラkimura 清水シミズshimizu 斎藤サイトウsaito 阿部アベabe 森田モリタmorita 池田イケダikeda 橋本ハシモトhashimoto 石川イシカワishikawa ' +
  '前田マエダmaeda 藤田フジタfujita 小川オガワogawa 岡田オカダokada 長谷川ハセガワhasegawa 村上ムラカミmurakami 近藤コンドウkondo 坂本サカモトsakamoto ' +
  '遠藤エンドウendo 青木アオキaoki 西村ニシムラnishimura 福田フクダfukuda 太田オオタota 三浦ミウラmiura 藤原フジワラfujiwara 松田マツダmatsuda'
const JA_GIVEN =
  '太郎タロウtaro 花子ハナコhanako 美咲ミサキmisaki 健一ケンイチkenichi 由美子ユミコyumiko 大輔ダイスケdaisuke 恵子ケイコkeiko 翔太ショウタshota ' +
  '直樹ナオキnaoki 香織カオリkaori 誠マコトmakoto 裕子ユウコyuko 拓也タクヤtakuya 真由美マユミmayumi 和也カズヤkazuya 陽子ヨウコyoko ' +
  '浩二コウジkoji 明美アケミakemi 隆タカシtakashi 久美子クミコkumiko 雄太ユウタyuta 智子トモコtomoko 亮リョウryo 奈々ナナnana'

/** Other people, whom nothing was tuned on. */
const UNSEEN_EN_GIVEN =
  'Thandiwe Bjorn Esme Rufus Noemi Caspian Lucinda Hamish Orla Dmitri Soren Anneliese Kwame Priti Zoltan Agnes Boris Celia Dorian Elif ' +
  'Florian Gwendolyn Hector Ilse Jonah'
const UNSEEN_EN_FAMILY =
  'Mwangi Halvorsen Pettigrew Strickland Bogdanov Achterberg Featherstone Nwosu Lindholm Wetherby Tomlinson Gupta Ferreira Kaminski ' +
  'Adeyemi Brandt Carmichael Dubois Espinoza Fontaine Grimaldi Hashimi Ibsen Jorgensen Kerrigan Lavoie'
const UNSEEN_JA_FAMILY =
  '上田ウエダueda 原田ハラダharada 中川ナカガワnakagawa 岩崎イワサキiwasaki 野口ノグチnoguchi 小松コマツkomatsu 菊地キクチkikuchi 久保クボkubo ' +
  '桜井サクライsakurai 大西オオニシonishi 平野ヒラノhirano 河野コウノkono 武田タケダtakeda 杉山スギヤマsugiyama 新井アライarai ' +
  '今井イマイimai 高木タカギtakagi 安藤アンドウando 谷口タニグチtaniguchi 大野オオノono 丸山マルヤマmaruyama 千葉チバchiba 工藤クドウkudo ' +
  '横山ヨコヤマyokoyama 宮崎ミヤザキmiyazaki 内田ウチダuchida 酒井サカイsakai 柴田シバタshibata 増田マスダmasuda 菅原スガワラsugawara'
const UNSEEN_JA_GIVEN =
  '修オサムosamu 綾香アヤカayaka 健太ケンタkenta 千尋チヒロchihiro 優子ユウコyuko 剛ツヨシtsuyoshi 麻衣マイmai 博之ヒロユキhiroyuki 沙織サオリsaori ' +
  '洋介ヨウスケyosuke 早苗サナエsanae 俊介シュンスケshunsuke ' +
  '真理マリmari 康平コウヘイkohei 弘ヒロシhiroshi 彩アヤaya 美穂ミホmiho 聡サトシsatoshi 由紀ユキyuki 達也タツヤtatsuya 千春チハルchiharu ' +
  '秀樹ヒデキhideki 仁ジンjin 葵アオイaoi'

interface Entry {
  readonly written: string
  readonly kana: string
  readonly latin: string
}

function entries(table: string): Entry[] {
  return table.split(' ').map((entry) => {
    const [, written = '', kana = '', latin = ''] = /^([^ァ-ヴーa-z]+)([ァ-ヴー]+)([a-z]+)$/.exec(entry) ?? []
    return { written, kana, latin: latin[0]!.toUpperCase() + latin.slice(1) }
  })
}

interface Names {
  readonly en: { readonly given: readonly string[]; readonly family: readonly string[] }
  readonly ja: { readonly given: readonly Entry[]; readonly family: readonly Entry[] }
}

const KNOWN: Names = {
  en: { given: EN_GIVEN.split(' '), family: EN_FAMILY.split(' ') },
  ja: { given: entries(JA_GIVEN), family: entries(JA_FAMILY) },
}
const UNSEEN: Names = {
  en: { given: UNSEEN_EN_GIVEN.split(' '), family: UNSEEN_EN_FAMILY.split(' ') },
  ja: { given: entries(UNSEEN_JA_GIVEN), family: entries(UNSEEN_JA_FAMILY) },
}

/** Nobody twice. */
export function drawPeople(random: Random, language: Language, count: number, half: Half = 'tune'): Person[] {
  const names = half === 'unseen' ? UNSEEN : KNOWN
  const people = new Map<string, Person>()
  while (people.size < count) {
    const person = language === 'en' ? english(random, names) : japanese(random, names)
    people.set(person.full, person)
  }
  return [...people.values()]
}

function english(random: Random, { en }: Names): Person {
  const given = random.pick(en.given)
  const family = random.pick(en.family)
  return { language: 'en', given, family, full: `${given} ${family}`, latin: { given, family } }
}

function japanese(random: Random, { ja }: Names): Person {
  const family = random.pick(ja.family)
  const given = random.pick(ja.given)
  return {
    language: 'ja',
    given: given.written,
    family: family.written,
    full: family.written + given.written,
    latin: { given: given.latin, family: family.latin },
    kana: { given: given.kana, family: family.kana },
  }
}

const ORG_BEGINNINGS =
  'Nor Hal Cor Tes Brin Quor Mer Ash Vol Pel Kes Dun Sil Or Lark Tre Moss Zeph Gal Fen Wex Ald'
const ORG_ENDINGS =
  'wick berd vane saro dell via dale grove tara orix by more vanta rinbeck haven vanion gate yrine stead mont'
const ORG_FORMS =
  'Logistics|Holdings|Pharma|Partners|Industries|Traders|Consulting Ltd|Energy Inc|Foods plc|Robotics GmbH|Media Ltd|Systems Inc'
const JA_ORG_BEGINNINGS = [...'北南東西青白紅高光若銀朝緑蒼美瑞']
const JA_ORG_ENDINGS = '斗 葉 陽 雲 鷺 早 穂野 葉谷 天堂 草 嶺 凪 風 星 原 浜'
const JA_ORG_FORMS = '商事 物産 製作所 建設 食品 電機 運輸 製薬'
const CODE_BEGINNINGS = 'Blue Silver Copper Moon Tide Iron Snow King Wind Haw Night Even Stone Gold Sand'
const CODE_ENDINGS = 'bird stone field wood water fall thorn fisher mill light hawk song bridge'
const JA_CODE_NAMES =
  'ひまわり あけぼの カワセミ シリウス みなづき ハヤブサ オリオン すずかけ ツバメ かがり火 アルタイル ほたる コスモス しらかば ベガ さざなみ カシオペア すみれ ヒグマ やまびこ ペガサス こだま レグルス つくし トビウオ たんぽぽ スピカ ゆうなぎ'

export function organization(random: Random, language: Language): string {
  return language === 'en'
    ? `${random.pick(ORG_BEGINNINGS.split(' '))}${random.pick(ORG_ENDINGS.split(' '))} ${random.pick(ORG_FORMS.split('|'))}`
    : `株式会社${random.pick(JA_ORG_BEGINNINGS)}${random.pick(JA_ORG_ENDINGS.split(' '))}${random.pick(JA_ORG_FORMS.split(' '))}`
}

export function codeName(random: Random, language: Language): string {
  return language === 'en'
    ? random.pick(CODE_BEGINNINGS.split(' ')) + random.pick(CODE_ENDINGS.split(' '))
    : random.pick(JA_CODE_NAMES.split(' '))
}

const EN_ATTRIBUTES =
  'type 2 diabetes|epilepsy|Crohn disease|bipolar disorder|multiple sclerosis|severe asthma|sleep apnoea|chronic migraine|ulcerative colitis|heart arrhythmia|rheumatoid arthritis|hepatitis B'
const JA_ATTRIBUTES =
  '糖尿病|てんかん|潰瘍性大腸炎|双極性障害|多発性硬化症|気管支喘息|関節リウマチ|不整脈|うつ病|緑内障|腎不全|白血病'

export function attribute(random: Random, language: Language): string {
  return random.pick((language === 'en' ? EN_ATTRIBUTES : JA_ATTRIBUTES).split('|'))
}

const EN_CITIES = 'Leeds Bristol Norwich Dundee Cardiff Galway Portland Denver Tucson Albany Halifax Geelong'
const JA_CITIES = '札幌 仙台 新潟 金沢 静岡 浜松 岡山 高松 松山 長崎 熊本 那覇'

export function city(random: Random, language: Language): string {
  return random.pick((language === 'en' ? EN_CITIES : JA_CITIES).split(' '))
}
