import type { Recognizer } from '../../../core/ports.js'
import { entityPattern } from './entity-pattern.js'

/**
 * Chinese and Korean names in a text of Latin letters: one of the surnames that most people have, and two more
 * characters, by themselves beside a Latin word. In a text of their own script these are three characters of any
 * sentence, and are left to what knows its language.
 */
const CJK = '\u3001\u3003-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff9f'
const APART = ` \\n"'(),.:;<>=&|*-`
const alone = (name: string) =>
  new RegExp(
    `(?<![${CJK}])(?:(?<=[A-Za-z][${APART}]{1,4})${name}(?![${CJK}])|${name}(?=[${APART}]{1,4}[A-Za-z]))`,
    'u',
  )

const CHINESE =
  '王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧许許傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎余潘杜戴夏钟鐘汪田任姜范方石姚谭譚廖邹熊金陆陸郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍万萬段钱錢汤湯尹黎易常武乔賀賴龚文'
/** What words of trades, places and sciences end in. */
const NO_GIVEN =
  '性的化者症店駅站市県县省区區町村社部課室院病学學語语力量率式型版号號品料費费税金法論论会會点點炎膜血体體路街山川湖海寺庙店酒茶饭飯面麺湯汤肉糕包子儿兒们們了是在的和'

const chinese = entityPattern({
  entity: 'PERSON',
  regex: alone(`[${CHINESE}][\u4e00-\u9fff](?![${NO_GIVEN}])[\u4e00-\u9fff]`),
  canonical: (value) => value,
  score: 0.65,
  examples: {
    match: [
      { text: 'correct it to Mr. 王小明?', value: '王小明' },
      { text: 'by 李秀英, who', value: '李秀英' },
    ],
    noMatch: ['高血圧', 'tofu (豆腐)', '方法論 and', '王小明は', '、王小明、', 'the 文学院 of'],
  },
})

const KOREAN = '김이박최정강조윤장임한오서신권황안송전홍고문양손배백허유남심노하곽성차주우구민진류나엄채원천'
/** Particles, and what places, peoples and institutions end in. */
const NO_ENDING = '은는이가을를의에도로와과고지다요어음시군구동읍면리역대학교인회사국말글밥탕치기관점'

const korean = entityPattern({
  entity: 'PERSON',
  regex: alone(`[${KOREAN}][\uac00-\ud7a3](?![${NO_ENDING}])[\uac00-\ud7a3]`),
  canonical: (value) => value,
  score: 0.65,
  examples: {
    match: [
      { text: 'My name is 김민수 and', value: '김민수' },
      { text: '박서준\nAcme Ltd.', value: '박서준' },
    ],
    noMatch: ['kimchi (김치)', 'the 한국어 language', '이순신은', '비빔밥 is', '김민수 씨가'],
  },
})

/** In Japanese what follows a name says that it is one, and what stands before it in a form. */
const koreanInJapanese = entityPattern({
  entity: 'PERSON',
  locales: ['ja'],
  regex: new RegExp(
    `(?<![\uac00-\ud7a3])[${KOREAN}][\uac00-\ud7a3]{2}(?=[ ]?(?:様|さん|さま|氏|殿|先生|です|と申し))|(?<=(?:氏名|名前|名義|予約名|担当者?|妻|夫)[:は・の ] ?)[${KOREAN}][\uac00-\ud7a3]{2}(?![\uac00-\ud7a3])`,
  ),
  canonical: (value) => value,
  score: 0.75,
  examples: {
    match: [
      { text: '顧客（김민수様）の', value: '김민수' },
      { text: '氏名：김민수', value: '김민수' },
    ],
    noMatch: ['언어です', 'キムチ（김치）です', '김민수 씨가'],
  },
})

export const foreignNameRecognizers: readonly Recognizer[] = [chinese, korean, koreanInJapanese]
