import type { TermCollector } from './collector.js'
import { BITS, CERTAIN } from './weights.js'

/**
 * Chinese names of a source, in simplified or traditional characters: a surname, a given name of one character or two,
 * and what tells that it is a name: a title behind it, a word for people before it, or a particle.
 */
const SURNAME =
  '(?:欧阳|歐陽|司马|司馬|诸葛|諸葛|上官|东方|東方|皇甫|尉迟|公孙|令狐|[王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林高罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖蕭萧田董袁潘蒋蔣蔡余杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鍾谭譚陆陸汪范金石廖贾賈夏韦付方白邹鄒孟熊秦邱江尹薛闫閆段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵万萬钱錢严嚴武戴莫孔向汤湯])'
const GIVEN = '[\\u4e00-\\u9fff]{1,2}'
const TITLES =
  '先生|女士|小姐|太太|经理|經理|总监|總監|总裁|總裁|总经理|總經理|董事|董事长|董事長|主任|主管|工程师|工程師|教授|博士|医生|醫生|律师|律師|老师|老師|处长|處長|局长|局長|部长|部長'
const TITLED = new RegExp(`(${SURNAME})(${GIVEN}?)(?=(?:${TITLES}))`, 'g')
const PEOPLE =
  '(?:员工|員工|职员|職員|客户|客戶|患者|病人|同事|姓名|负责人|負責人|经理|經理|主管|董事|候选人|候選人)'
const BEHIND_PEOPLE = new RegExp(
  `${PEOPLE}[:： ]{0,2}(${SURNAME})(${GIVEN})(?=[，。、,;；：:（(\\s]|的|将|將|在|于|於|已|从|從|$)`,
  'g',
)
const WITH_PARTICLE = new RegExp(
  `(?<![\\u4e00-\\u9fff])(${SURNAME})(${GIVEN})(?=的|将|將|在|于|於|已|从|從|表示|认为|認為)`,
  'g',
)
const WHOLE = new RegExp(`^(${SURNAME})(${GIVEN})$`)
const CODE =
  /(?:项目代号|項目代號|代号|代號|项目名称|專案|专案|内部称为|內部稱為)(?:为|為|是|叫)?[:： ]{0,2}([\u4e00-\u9fff]{2,6})(?=[，。、,;；的\s]|$)/g

export function collectChinese(collector: TermCollector, text: string): void {
  if (!/[\u4e00-\u9fff]/.test(text)) return
  for (const [, surname, given] of text.matchAll(TITLED)) {
    if (given !== '') fullName(collector, surname! + given!, given!)
  }
  for (const [, surname, given] of text.matchAll(BEHIND_PEOPLE))
    fullName(collector, surname! + given!, given!)
  for (const [, surname, given] of text.matchAll(WITH_PARTICLE)) {
    collector.run(surname! + given!, 'person', BITS.titled)
  }
  for (const [, called] of text.matchAll(CODE)) {
    collector.run(called!, 'codename', called!.length > 2 ? CERTAIN : BITS.ordinaryCodeName)
  }
}

/** A name that is known to be a person's, if it can be a Chinese one. */
export function collectChineseName(collector: TermCollector, name: string): void {
  const [, surname, given] = WHOLE.exec(name) ?? []
  if (given !== undefined) fullName(collector, surname! + given, given)
}

function fullName(collector: TermCollector, name: string, given: string): void {
  collector.run(name, 'person', CERTAIN)
  if (given.length > 1) collector.run(given, 'person', BITS.givenName)
}
