import type { SourceDocument } from '../../core/types.js'
import type { Random } from '../random.js'
import { kanjiNumber, wide, words } from './spellings.js'
import { dutch, french, german, italian, portuguese, type Spell, spanish } from './told-words.js'

/**
 * Facts of a source told again in ten languages: which forms are followed in which language, and for each of these
 * cells a generator of a source, of an answer that tells it, and of the same answer with nothing of the source in it.
 */
export const TOLD_LANGUAGES = ['en', 'ja', 'de', 'fr', 'es', 'pt', 'it', 'nl', 'ko', 'zh'] as const
export type ToldLanguage = (typeof TOLD_LANGUAGES)[number]

export const TOLD_LAYOUTS = ['prose', 'form', 'table'] as const
export type ToldLayout = (typeof TOLD_LAYOUTS)[number]

const LATIN: readonly ToldLanguage[] = ['en', 'de', 'fr', 'es', 'pt', 'it', 'nl']
const ALL = TOLD_LANGUAGES

export interface ToldForm {
  readonly fact: 'name' | 'sum' | 'date' | 'code name'
  readonly form: string
  /** Where it is followed. */
  readonly languages: readonly ToldLanguage[]
}

/** The table of the documentation. */
export const TOLD_FORMS: readonly ToldForm[] = [
  { fact: 'name', form: 'in full', languages: ALL },
  { fact: 'name', form: 'surname first', languages: [...LATIN, 'ja'] },
  { fact: 'name', form: 'surname with a title', languages: [...LATIN, 'ja'] },
  { fact: 'name', form: 'initial and surname', languages: LATIN },
  { fact: 'name', form: 'given name with a title', languages: ['ko', 'zh'] },
  { fact: 'name', form: 'in other characters', languages: ['ja', 'zh'] },
  { fact: 'name', form: 'in kana', languages: ['ja'] },
  { fact: 'name', form: 'in Roman letters', languages: ['ja'] },
  { fact: 'sum', form: 'as written', languages: ALL },
  { fact: 'sum', form: 'in another notation', languages: ALL },
  { fact: 'sum', form: 'in millions', languages: ALL },
  { fact: 'sum', form: 'in words', languages: [...LATIN, 'ja', 'zh'] },
  { fact: 'sum', form: 'rounded by less than 1 %', languages: ALL },
  { fact: 'sum', form: 'in English', languages: ALL },
  { fact: 'date', form: 'as written', languages: ALL },
  { fact: 'date', form: 'in digits', languages: ALL },
  { fact: 'date', form: 'without its year', languages: ALL },
  { fact: 'date', form: 'in English', languages: ALL },
  { fact: 'code name', form: 'as written', languages: ALL },
  { fact: 'code name', form: 'behind another word', languages: ALL },
  { fact: 'code name', form: 'in other letters', languages: [...LATIN, 'zh'] },
]

interface Person {
  readonly given: string
  readonly family: string
  /** The same name in other characters, in kana, in Roman letters. */
  readonly other?: string
  readonly kana?: string
  readonly latin?: string
}

interface Tongue {
  /** Given name and surname; for some, other spellings behind. */
  readonly people: readonly string[]
  readonly full: (person: Person) => string
  readonly titled: (person: Person) => string
  readonly currency: { readonly code: string; readonly english: string }
  readonly sum: (value: number) => string
  readonly notations: (value: number) => readonly string[]
  readonly millions: (value: number) => string
  readonly spelled?: (value: number) => string
  readonly date: (day: Day) => string
  readonly numeric: (day: Day) => string
  readonly yearless: (day: Day) => string
  readonly codes: readonly string[]
  readonly code: (name: string) => string
  readonly codeAgain: (name: string) => string
  readonly source: (facts: Written) => string
  readonly labels: readonly [name: string, sum: string, date: string, code: string, share: string]
  readonly answers: readonly string[]
  readonly codeAnswers: readonly string[]
}

interface Day {
  readonly year: number
  readonly month: number
  readonly day: number
}

interface Written {
  readonly name: string
  readonly sum: string
  readonly date: string
  readonly code: string
  readonly share: string
}

const two = (n: number) => String(n).padStart(2, '0')
const grouped = (value: number, separator: string) => value.toLocaleString('en-US').replaceAll(',', separator)
const decimal = (value: number, mark: string) => String(value / 1e6).replace('.', mark)
const dotted = ({ year, month, day }: Day) => `${two(day)}.${two(month)}.${year}`
const slashed = ({ year, month, day }: Day) => `${two(day)}/${two(month)}/${year}`
const iso = ({ year, month, day }: Day) => `${year}-${two(month)}-${two(day)}`

function western(
  months: string,
  join: (day: number, month: string, year?: number) => string,
): Pick<Tongue, 'date' | 'yearless'> {
  const names = months.split(' ')
  return {
    date: ({ year, month, day }) => join(day, names[month - 1]!, year),
    yearless: ({ month, day }) => join(day, names[month - 1]!),
  }
}

function euros(group: string, mark: string, million: string, unit: string, spell: Spell) {
  return {
    currency: { code: 'EUR', english: 'euros' },
    sum: (value: number) => `${grouped(value, group)} €`,
    notations: (value: number) => [
      `EUR ${grouped(value, '.')}`,
      `${value} ${unit}`,
      `${grouped(value, '.')},00 ${unit}`,
      `${grouped(value, ' ')} ${unit}`,
    ],
    millions: (value: number) => `${decimal(value, mark)} ${million}`,
    spelled: (value: number) => `${spell(value)} ${unit}`,
  }
}

const ENGLISH_MONTHS = 'January February March April May June July August September October November December'
const spaced = ({ given, family }: Person) => `${given} ${family}`

const TONGUES: Readonly<Record<ToldLanguage, Tongue>> = {
  en: {
    people: [
      'Ingrid Solvang',
      'Tobias Quennell',
      'Maren Ashgrove',
      'Callum Thwaite',
      'Edith Varnham',
      'Rhona Pellworth',
    ],
    full: spaced,
    titled: ({ family }) => `Ms ${family}`,
    currency: { code: 'USD', english: 'dollars' },
    sum: (value) => `$${grouped(value, ',')}`,
    notations: (value) => [`${grouped(value, ',')} dollars`, `USD ${value}`, `US$ ${grouped(value, ',')}.00`],
    millions: (value) => `${decimal(value, '.')} million dollars`,
    spelled: (value) => `${words(value)} dollars`,
    ...western(
      ENGLISH_MONTHS,
      (day, month, year) => `${month} ${day}${year === undefined ? '' : `, ${year}`}`,
    ),
    numeric: iso,
    codes: ['Mistral Harbor', 'Kestrelwing', 'Ambergrove', 'Thornfall'],
    code: (name) => `Project ${name}`,
    codeAgain: (name) => `the ${name} programme`,
    source: ({ name, sum, date, code, share }) =>
      `${name} is in charge of ${code}. The settlement agreed with ${name} is ${sum}, paid on ${date}. The bonus of ${name} rises by ${share}.`,
    labels: ['Employee', 'Settlement', 'Paid on', 'Project', 'Bonus'],
    answers: [
      'For {who}, the note says {what}.',
      'As to {who}: {what}, as far as I can see.',
      '- {who}\n- {what}',
    ],
    codeAnswers: ['They call it {what} in the notes.', 'More on {what} will follow next week.'],
  },
  ja: {
    people: [
      '健一 斎藤 齋藤健一 サイトウケンイチ Kenichi_Saito',
      '花子 渡辺 渡邊花子 ワタナベハナコ Hanako_Watanabe',
      '大輔 沢田 澤田大輔 サワダダイスケ Daisuke_Sawada',
      '美咲 広瀬 廣瀬美咲 ヒロセミサキ Misaki_Hirose',
    ],
    full: ({ given, family }) => family + given,
    titled: ({ family }) => `${family}さん`,
    currency: { code: 'JPY', english: 'yen' },
    sum: (value) => `${grouped(value, ',')}円`,
    notations: (value) => [`¥${grouped(value, ',')}`, `JPY ${value}`, wide(`${grouped(value, ',')}円`)],
    millions: (value) => `${value / 10_000}万円`,
    spelled: (value) => `${kanjiNumber(value / 10_000)}万円`,
    date: ({ year, month, day }) => `${year}年${month}月${day}日`,
    numeric: ({ year, month, day }) => `${year}/${two(month)}/${two(day)}`,
    yearless: ({ month, day }) => `${month}月${day}日`,
    codes: ['海霧', '夜光虫', '朝凪', '白鷺'],
    code: (name) => `プロジェクト「${name}」`,
    codeAgain: (name) => `「${name}」計画`,
    source: ({ name, sum, date, code, share }) =>
      `${name}さんは${code}の担当です。${name}さんとの和解金は${sum}で、${date}に支払われます。${name}さんの賞与は${share}上がります。`,
    labels: ['氏名', '和解金', '支払日', 'プロジェクト', '賞与'],
    answers: ['{who}については{what}と書かれています。', '{who}：{what}とのことです。', '・{who}\n・{what}'],
    codeAnswers: ['社内では{what}と呼ばれています。', '{what}の続きは来週お知らせします。'],
  },
  de: {
    people: [
      'Ingrid Solvang',
      'Tobias Kreuzhage',
      'Maren Uhlenbrock',
      'Falk Dittersdorf',
      'Edda Rautenstrauch',
    ],
    full: spaced,
    titled: ({ family }) => `Frau ${family}`,
    ...euros('.', ',', 'Mio. Euro', 'Euro', german),
    ...western(
      'Januar Februar März April Mai Juni Juli August September Oktober November Dezember',
      (day, month, year) => `${day}. ${month}${year === undefined ? '' : ` ${year}`}`,
    ),
    numeric: dotted,
    codes: ['Morgenröte', 'Nebelhorn', 'Silberdistel', 'Sturmvogel'],
    code: (name) => `Projekt ${name}`,
    codeAgain: (name) => `das Vorhaben „${name}“`,
    source: ({ name, sum, date, code, share }) =>
      `${name} leitet ${code}. Die Abfindung von ${name} beträgt ${sum} und wird am ${date} gezahlt. Der Bonus von ${name} steigt um ${share}.`,
    labels: ['Mitarbeiter', 'Abfindung', 'Zahltag', 'Projekt', 'Bonus'],
    answers: [
      'Zu {who} steht dort: {what}.',
      'Bei {who} sind es {what}, soweit ich sehe.',
      '- {who}\n- {what}',
    ],
    codeAnswers: ['In den Notizen heißt es {what}.', 'Mehr dazu unter {what} in der nächsten Woche.'],
  },
  fr: {
    people: ['Solène Quéméneur', 'Thibault Roquelaure', 'Maëlle Vauquelin', 'Anselme Courtebotte'],
    full: spaced,
    titled: ({ family }) => `Mme ${family}`,
    ...euros(' ', ',', 'millions d’euros', 'euros', french),
    ...western(
      'janvier février mars avril mai juin juillet août septembre octobre novembre décembre',
      (day, month, year) => `${day} ${month}${year === undefined ? '' : ` ${year}`}`,
    ),
    numeric: slashed,
    codes: ['Brumeval', 'Clairefontaine', 'Rossignol', 'Vifargent'],
    code: (name) => `projet ${name}`,
    codeAgain: (name) => `le programme « ${name} »`,
    source: ({ name, sum, date, code, share }) =>
      `${name} dirige le ${code}. L’indemnité de ${name} est de ${sum}, versée le ${date}. La prime de ${name} augmente de ${share}.`,
    labels: ['Employé', 'Indemnité', 'Versée le', 'Projet', 'Prime'],
    answers: ['Pour {who}, il est écrit : {what}.', 'Quant à {who}, on trouve {what}.', '- {who}\n- {what}'],
    codeAnswers: ['On parle de {what} dans les notes.', 'La suite de {what} viendra la semaine prochaine.'],
  },
  es: {
    people: ['Itziar Goikoetxea', 'Leandro Valdebenito', 'Nerea Arrizabalaga', 'Fermín Ollokiegi'],
    full: spaced,
    titled: ({ family }) => `la Sra. ${family}`,
    ...euros('.', ',', 'millones de euros', 'euros', spanish),
    ...western(
      'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre',
      (day, month, year) => `${day} de ${month}${year === undefined ? '' : ` de ${year}`}`,
    ),
    numeric: slashed,
    codes: ['Nieblazul', 'Torrealba', 'Vientosur', 'Piedraluna'],
    code: (name) => `proyecto ${name}`,
    codeAgain: (name) => `la iniciativa «${name}»`,
    source: ({ name, sum, date, code, share }) =>
      `${name} dirige el ${code}. La indemnización de ${name} es de ${sum}, pagada el ${date}. La prima de ${name} sube un ${share}.`,
    labels: ['Empleado', 'Indemnización', 'Pagada el', 'Proyecto', 'Prima'],
    answers: [
      'Sobre {who} se dice: {what}.',
      'En el caso de {who} son {what}, según veo.',
      '- {who}\n- {what}',
    ],
    codeAnswers: ['En las notas se habla de {what}.', 'Más sobre {what} la semana que viene.'],
  },
  pt: {
    people: ['Iracema Tavolaro', 'Leocádio Bittencourt', 'Jussara Quintanilha', 'Heitor Vasconcellos'],
    full: spaced,
    titled: ({ family }) => `a Sra. ${family}`,
    ...euros('.', ',', 'milhões de euros', 'euros', portuguese),
    ...western(
      'janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro',
      (day, month, year) => `${day} de ${month}${year === undefined ? '' : ` de ${year}`}`,
    ),
    numeric: slashed,
    codes: ['Marclara', 'Neblinassul', 'Ventoforte', 'Pedralume'],
    code: (name) => `projeto ${name}`,
    codeAgain: (name) => `a iniciativa “${name}”`,
    source: ({ name, sum, date, code, share }) =>
      `${name} dirige o ${code}. A indenização de ${name} é de ${sum}, paga em ${date}. O bônus de ${name} sobe ${share}.`,
    labels: ['Empregado', 'Indenização', 'Paga em', 'Projeto', 'Bônus'],
    answers: [
      'Sobre {who} está escrito: {what}.',
      'No caso de {who} são {what}, pelo que vejo.',
      '- {who}\n- {what}',
    ],
    codeAnswers: ['Nas notas fala-se de {what}.', 'Mais sobre {what} na próxima semana.'],
  },
  it: {
    people: ['Ginevra Sorrentigno', 'Ludovico Brancaleoni', 'Fiammetta Tagliaferro', 'Ottone Mezzalira'],
    full: spaced,
    titled: ({ family }) => `la signora ${family}`,
    ...euros('.', ',', 'milioni di euro', 'euro', italian),
    ...western(
      'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre',
      (day, month, year) => `${day} ${month}${year === undefined ? '' : ` ${year}`}`,
    ),
    numeric: slashed,
    codes: ['Nebbiachiara', 'Pietraluna', 'Ventolungo', 'Marefondo'],
    code: (name) => `progetto ${name}`,
    codeAgain: (name) => `il programma «${name}»`,
    source: ({ name, sum, date, code, share }) =>
      `${name} dirige il ${code}. L’indennità di ${name} è di ${sum}, pagata il ${date}. Il premio di ${name} sale del ${share}.`,
    labels: ['Dipendente', 'Indennità', 'Pagata il', 'Progetto', 'Premio'],
    answers: ['Su {who} si legge: {what}.', 'Per {who} risultano {what}.', '- {who}\n- {what}'],
    codeAnswers: ['Negli appunti si parla di {what}.', 'Altro su {what} la settimana prossima.'],
  },
  nl: {
    people: ['Marijke Hoogstraten', 'Tjeerd Wassenbergh', 'Liesbeth Kuijpers', 'Joost Bloemendaal'],
    full: spaced,
    titled: ({ family }) => `mevrouw ${family}`,
    ...euros('.', ',', 'miljoen euro', 'euro', dutch),
    ...western(
      'januari februari maart april mei juni juli augustus september oktober november december',
      (day, month, year) => `${day} ${month}${year === undefined ? '' : ` ${year}`}`,
    ),
    numeric: ({ year, month, day }) => `${two(day)}-${two(month)}-${year}`,
    codes: ['Dageraad', 'Zilverreiger', 'Nevelhoorn', 'Stormvogel'],
    code: (name) => `project ${name}`,
    codeAgain: (name) => `het programma “${name}”`,
    source: ({ name, sum, date, code, share }) =>
      `${name} leidt ${code}. De vergoeding van ${name} is ${sum}, betaald op ${date}. De bonus van ${name} stijgt met ${share}.`,
    labels: ['Medewerker', 'Vergoeding', 'Betaald op', 'Project', 'Bonus'],
    answers: ['Over {who} staat er: {what}.', 'Bij {who} gaat het om {what}.', '- {who}\n- {what}'],
    codeAnswers: ['In de notities heet het {what}.', 'Meer over {what} volgt volgende week.'],
  },
  ko: {
    people: ['민준 김', '서연 박', '하윤 최', '도현 정', '지우 강'],
    full: ({ given, family }) => family + given,
    titled: ({ given }) => `${given} 씨`,
    currency: { code: 'KRW', english: 'won' },
    sum: (value) => `${grouped(value, ',')}원`,
    notations: (value) => [`₩${grouped(value, ',')}`, `${value}원`, `KRW ${grouped(value, ',')}`],
    millions: (value) => `${value / 10_000}만 원`,
    date: ({ year, month, day }) => `${year}년 ${month}월 ${day}일`,
    numeric: ({ year, month, day }) => `${year}.${two(month)}.${two(day)}`,
    yearless: ({ month, day }) => `${month}월 ${day}일`,
    codes: ['새벽별', '은하수길', '푸른늑대', '겨울나무'],
    code: (name) => `프로젝트 ${name}`,
    codeAgain: (name) => `‘${name}’ 계획`,
    source: ({ name, sum, date, code, share }) =>
      `${name} 부장은 ${code} 담당입니다. ${name} 부장의 합의금은 ${sum}이며 ${date}에 지급됩니다. ${name} 부장의 상여는 ${share} 오릅니다.`,
    labels: ['성명', '합의금', '지급일', '프로젝트', '상여'],
    answers: ['{who}에 대해서는 {what}라고 적혀 있습니다.', '{who}: {what}입니다.', '- {who}\n- {what}'],
    codeAnswers: ['사내에서는 {what}라고 부릅니다.', '{what}의 다음 소식은 다음 주에 전하겠습니다.'],
  },
  zh: {
    people: ['晓明 陈 陳曉明', '国强 张 張國強', '丽华 刘 劉麗華', '伟业 赵 趙偉業'],
    full: ({ given, family }) => family + given,
    titled: ({ given }) => given,
    currency: { code: 'CNY', english: 'yuan' },
    sum: (value) => `${grouped(value, ',')}元`,
    notations: (value) => [
      `¥${grouped(value, ',')}`.replace('¥', 'CNY '),
      `人民币${value}元`,
      `RMB ${value}`,
    ],
    millions: (value) => `${value / 10_000}万元`,
    spelled: (value) => `${kanjiNumber(value / 10_000)}万元`,
    date: ({ year, month, day }) => `${year}年${month}月${day}日`,
    numeric: iso,
    yearless: ({ month, day }) => `${month}月${day}号`,
    codes: ['晨曦计划书', '蓝鲸号角', '银杏树影', '远山灯火'],
    code: (name) => `项目“${name}”`,
    codeAgain: (name) => `代号“${name}”`,
    source: ({ name, sum, date, code, share }) =>
      `${name}经理负责${code}。${name}经理的和解金为${sum}，将于${date}支付。${name}经理的奖金上调${share}。`,
    labels: ['姓名', '和解金', '支付日', '项目', '奖金'],
    answers: ['关于{who}，文中写的是{what}。', '{who}：{what}。', '- {who}\n- {what}'],
    codeAnswers: ['内部把它叫做{what}。', '关于{what}的后续下周再说。'],
  },
}

/** The code names of the table, in other characters. */
const OTHER_CODES: Readonly<Record<string, string>> = {
  晨曦计划书: '晨曦計劃書',
  蓝鲸号角: '藍鯨號角',
  银杏树影: '銀杏樹影',
  远山灯火: '遠山燈火',
}

interface Facts {
  readonly person: Person
  readonly sum: number
  readonly day: Day
  readonly code: string
  readonly share: string
}

export interface ToldCase {
  readonly fact: ToldForm['fact']
  readonly form: string
  readonly language: ToldLanguage
  readonly layout: ToldLayout
  readonly source: SourceDocument
  /** Tells something of the source. */
  readonly answer: string
  /** The same answer about what no source holds. */
  readonly twin: string
}

/** Cases of every cell of the table, `perCell` of each, over all layouts. Sources are readable to `group` alone. */
export function drawTold(random: Random, perCell: number, group: string, level: string): ToldCase[] {
  return TOLD_FORMS.flatMap(({ fact, form, languages }) =>
    languages.flatMap((language) =>
      Array.from({ length: perCell }, (_, i) => {
        const draw = random.fork(`${fact} ${form} ${language} ${i}`)
        const tongue = TONGUES[language]
        const people = draw.shuffle(tongue.people).map(personOf)
        const codes = draw.shuffle(tongue.codes)
        const facts = drawFacts(draw.fork('facts'), people[0]!, codes[0]!)
        const others = drawFacts(draw.fork('others'), people[1]!, codes[1]!, facts)
        const layout = TOLD_LAYOUTS[i % TOLD_LAYOUTS.length]!
        const answer = draw.pick(fact === 'code name' ? tongue.codeAnswers : tongue.answers)
        const notation = draw.below(12)
        const tell = (told: Facts, owner: Facts) => {
          const [who, what] = toldIn(tongue, { fact, form }, told, owner, notation)
          return answer.replace('{who}', who).replace('{what}', what)
        }
        // Every other twin is of somebody whom the source names, where that alone says nothing.
        const sameOwner = i % 2 === 1 && (fact === 'sum' || fact === 'date')
        return {
          fact,
          form,
          language,
          layout,
          source: {
            id: `told-${language}-${fact}-${form}-${i}`.replaceAll(' ', '-'),
            uri: `told:${language}/${i}`,
            text: sourceText(tongue, facts, layout),
            acl: { allow: [group], deny: [], classification: level },
          },
          answer: tell(facts, facts),
          twin: tell(others, sameOwner ? facts : others),
        }
      }),
    ),
  )
}

function personOf(row: string): Person {
  const [given, family, other, kana, latin] = row.split(' ') as [string, string, ...(string | undefined)[]]
  return {
    given,
    family,
    ...(other === undefined ? {} : { other }),
    ...(kana === undefined ? {} : { kana }),
    ...(latin === undefined ? {} : { latin: latin.replace('_', ' ') }),
  }
}

/** `unlike`: facts with none of which these have anything in common. */
function drawFacts(random: Random, person: Person, code: string, unlike?: Facts): Facts {
  // Three digits that rounding to two changes by less than one percent.
  const tens = 20 + random.below(79)
  const facts: Facts = {
    person,
    code,
    sum: (tens * 10 + random.pick([1, 2, 8, 9])) * 10_000,
    day: { year: 2021 + random.below(12), month: 1 + random.below(12), day: 13 + random.below(15) },
    share: `${3 + random.below(90)}.${1 + random.below(9)} %`,
  }
  if (unlike === undefined) return facts
  const isAlike =
    Math.abs(facts.sum / unlike.sum - 1) < 0.05 ||
    (facts.day.month === unlike.day.month && facts.day.day === unlike.day.day) ||
    facts.share === unlike.share
  return isAlike ? drawFacts(random, person, code, unlike) : facts
}

function sourceText(tongue: Tongue, { person, sum, day, code, share }: Facts, layout: ToldLayout): string {
  const written: Written = {
    name: tongue.full(person),
    sum: tongue.sum(sum),
    date: tongue.date(day),
    code: tongue.code(code),
    share,
  }
  if (layout === 'prose') return tongue.source(written)
  const values = [written.name, written.sum, written.date, code, written.share]
  if (layout === 'form') return tongue.labels.map((label, i) => `${label}: ${values[i]}`).join('\n')
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [row(tongue.labels), row(tongue.labels.map(() => '---')), row(values)].join('\n')
}

function toldIn(
  tongue: Tongue,
  { fact, form }: Pick<ToldForm, 'fact' | 'form'>,
  told: Facts,
  owner: Facts,
  notation: number,
): readonly [who: string, what: string] {
  if (fact === 'name') return [nameIn(tongue, form, told.person), told.share]
  const who = tongue.titled(owner.person)
  if (fact === 'sum') return [who, sumIn(tongue, form, told.sum, notation)]
  if (fact === 'date') return [who, dateIn(tongue, form, told.day)]
  return ['', codeIn(tongue, form, told.code)]
}

function nameIn(tongue: Tongue, form: string, person: Person): string {
  const { given, family, other, kana, latin } = person
  switch (form) {
    case 'surname first':
      return /[a-z]/.test(family) ? `${family}, ${given}` : `${family} ${given}`
    case 'surname with a title':
    case 'given name with a title':
      return tongue.titled(person)
    case 'initial and surname':
      return `${given[0]}. ${family}`
    case 'in other characters':
      return other!
    case 'in kana':
      return kana!
    case 'in Roman letters':
      return latin!
    default:
      return tongue.full(person)
  }
}

function sumIn(tongue: Tongue, form: string, value: number, notation: number): string {
  switch (form) {
    case 'in another notation': {
      const forms = tongue.notations(value)
      return forms[notation % forms.length]!
    }
    case 'in millions':
      return tongue.millions(value)
    case 'in words':
      return tongue.spelled!(value)
    case 'rounded by less than 1 %':
      return tongue.sum(Math.round(value / 100_000) * 100_000)
    case 'in English':
      return notation % 2 === 0
        ? `${value / 1e6} million ${tongue.currency.english}`
        : `${tongue.currency.code} ${grouped(value, ',')}`
    default:
      return tongue.sum(value)
  }
}

function dateIn(tongue: Tongue, form: string, day: Day): string {
  if (form === 'in digits') return tongue.numeric(day)
  if (form === 'without its year') return tongue.yearless(day)
  return form === 'in English'
    ? `${day.day} ${ENGLISH_MONTHS.split(' ')[day.month - 1]} ${day.year}`
    : tongue.date(day)
}

function codeIn(tongue: Tongue, form: string, code: string): string {
  if (form === 'behind another word') return tongue.codeAgain(code)
  if (form === 'in other letters') return `“${OTHER_CODES[code] ?? code.toUpperCase()}”`
  return tongue.code(code)
}

/** The table for the documentation: a row for each form, a column for each language. */
export function toldTable(): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [
    row(['told', 'form', ...TOLD_LANGUAGES]),
    row(['---', '---', ...TOLD_LANGUAGES.map(() => ':-:')]),
    ...TOLD_FORMS.map(({ fact, form, languages }) =>
      row([fact, form, ...TOLD_LANGUAGES.map((language) => (languages.includes(language) ? '✓' : ''))]),
    ),
  ].join('\n')
}
