import type { PiiRow } from '../datasets.js'
import { createRandom, type Random } from '../random.js'
import * as draw from './locale-values.js'

/**
 * A seeded set of structured identifiers of twelve countries, in sentences, forms and exports of each, and for
 * every four of them a text of the same country whose numbers are nobody's: orders, parcels, versions, book
 * numbers, coordinates, hashes, tickets, parts, sums. A value stands where its issuer or a form would put it,
 * with the word that says what it is where people write one.
 */
export function localeRows(seed: string, count: number): PiiRow[] {
  const random = createRandom(`locales ${seed}`)
  return Array.from({ length: count }, (_, i) => {
    const locale = LOCALES[i % LOCALES.length]!
    const isLookAlike = random.chance(0.3)
    const sentences = isLookAlike ? [...LOOK_ALIKES, ...locale.lookAlikes] : [...COMMON, ...locale.sentences]
    const at = random.below(sentences.length)
    const { text, spans } = fill(sentences[at] ?? '', locale, random.fork(String(i)))
    return {
      id: `locales-${seed}-${i}`,
      lang: locale.lang,
      text,
      spans,
      template: `${locale.lang} ${isLookAlike ? 'look-alike' : 'value'}-${at}`,
    }
  })
}

type Slots = Readonly<Record<string, readonly [entity: string, draw: draw.Draw]>>

interface Locale {
  readonly lang: string
  readonly slots: Slots
  readonly sentences: readonly string[]
  readonly lookAlikes: readonly string[]
}

const COMMON: readonly string[] = [
  '{email}',
  'Email: {email} / {phone}',
  'IP {ip}, {email}',
  'Visa {card}',
  'Tel. {phone}',
]

const EVERYWHERE: Slots = {
  email: ['EMAIL_ADDRESS', draw.email],
  card: ['CREDIT_CARD', draw.card],
  ip: ['IP_ADDRESS', draw.ip],
}

/** Everywhere the same; d: digits, h: hexadecimal, a: capitals. */
const LOOK_ALIKES: readonly string[] = [
  'Order #{d8} shipped; tracking 1Z{a2}{d10}{d4}.',
  'Tracking number: {d12}',
  'Release v{d1}.{d2}.{d3} (build {d5})',
  'ISBN 978-{d1}-{d4}-{d4}-{d1}',
  'GPS {d2}.{d6}, -{d2}.{d6}',
  'md5 {h8}{h8}{h8}{h8}',
  'commit {h8}{h8}{h8}{h8}{h8}',
  'SKU {a3}-{d5}-{a2}, qty {d3}',
  'Invoice INV-{d4}-{d5}: {d2},{d3}.{d2}',
  'EAN {d13}',
  'ticket {a3}-{d4}, sprint {d2}',
  '{d4}-{d2}-{d2}T10:{d2}:00Z took {d4} ms',
  'part no. {d3}-{d4}-{d3}',
  'rows {d6} to {d7}, page {d3}',
  'DOI 10.{d4}/{a4}.{d7}',
  'flight {a2}{d4}, gate {a1}{d2}',
  'UUID {h8}-{h4}-4{h3}-a{h3}-{h8}{h4}',
  'ratio {d1}.{d5}, p = 0.{d3}',
]

const LOCALES: readonly Locale[] = [
  {
    lang: 'en-US',
    slots: {
      phone: ['PHONE_NUMBER', draw.usPhone],
      ssn: ['US_SSN', draw.ssn],
      itin: ['US_ITIN', draw.itin],
      routing: ['US_BANK_ROUTING', draw.routing],
      npi: ['US_NPI', draw.npi],
      address: ['POSTAL_ADDRESS', draw.usAddress],
    },
    sentences: [
      'Her social security number is {ssn}.',
      'SSN: {ssn}, phone {phone}',
      'Taxpayer ID (ITIN) {itin}',
      'Routing number {routing}, see the voided check.',
      'The provider (NPI {npi}) signed.',
      'Ship to {address}.',
      'Please call me at {phone} after five.',
      'Home: {address}\nMobile: {phone}',
      'employee,ssn,phone\n17,{ssn},{phone}',
    ],
    lookAlikes: [
      'Case 24-{d5} was closed.',
      'Call 24/7; extension list on page {d3}.',
      'Form {d4}-B, line {d2}',
      'ZIP archive of {d5} files',
    ],
  },
  {
    lang: 'en-GB',
    slots: {
      phone: ['PHONE_NUMBER', draw.ukPhone],
      nino: ['UK_NINO', draw.nino],
      nhs: ['UK_NHS', draw.nhs],
      postcode: ['UK_POSTCODE', draw.ukPostcode],
      sort: ['UK_SORT_CODE', draw.sortCode],
      account: ['BANK_ACCOUNT', draw.ukAccount],
    },
    sentences: [
      'National Insurance number: {nino}',
      'NI no. {nino} is on the payslip.',
      'NHS number {nhs}',
      'The patient (NHS No: {nhs}) rang from {phone}.',
      'Postcode {postcode}',
      'Sort code {sort}, account number {account}',
      'Pay into {sort} {account} (sort code and account).',
      'Ring {phone} before noon.',
    ],
    lookAlikes: [
      'Platform {d2}, the 10.{d2} to Leeds',
      'UTC offset 00-00-{d2}',
      'Bill {d3} of 2023, clause {d2}',
      'A{d2} and M{d1} are closed',
    ],
  },
  {
    lang: 'de-DE',
    slots: {
      phone: ['PHONE_NUMBER', draw.dePhone],
      tax: ['DE_TAX_ID', draw.deTaxId],
      iban: ['IBAN_CODE', draw.deIban],
      social: ['DE_SOCIAL_SECURITY', draw.deSocial],
    },
    sentences: [
      'Steuer-ID: {tax}',
      'Meine Steueridentifikationsnummer lautet {tax}.',
      'IBAN {iban}, Verwendungszweck Miete',
      'Bitte überweisen Sie auf {iban}.',
      'Sozialversicherungsnummer: {social}',
      'Die Rentenversicherungsnummer {social} fehlt.',
      'Telefon: {phone}',
      'Rückruf unter {phone} erbeten.',
    ],
    lookAlikes: [
      'Bestellnummer {d10}',
      'Aktenzeichen {d2} O {d3}/24',
      'Artikel {d6}, Lager {d2}',
      'Zugnummer ICE {d3}, Wagen {d2}',
      'Kundenrabatt 12,{d2} %',
    ],
  },
  {
    lang: 'fr-FR',
    slots: {
      phone: ['PHONE_NUMBER', draw.frPhone],
      nir: ['FR_NIR', draw.nir],
      siren: ['FR_SIREN', draw.siren],
      iban: ['IBAN_CODE', draw.frIban],
    },
    sentences: [
      'Numéro de sécurité sociale : {nir}',
      'NIR {nir}',
      'Son numéro INSEE est {nir}.',
      'SIREN {siren}',
      'Virement sur {iban}',
      'Joignable au {phone}.',
      'Tél. : {phone} / {email}',
    ],
    lookAlikes: [
      'Commande n° {d9}',
      'Article L. {d3}-{d2} du code',
      'Dossier {d4}/{d5}',
      'TGV {d4}, voiture {d2}',
      'Lot {d3}, parcelle {a2} {d4}',
    ],
  },
  {
    lang: 'es-ES',
    slots: {
      phone: ['PHONE_NUMBER', draw.esPhone],
      nif: ['ES_NIF', draw.nif],
      nie: ['ES_NIE', draw.nie],
      iban: ['IBAN_CODE', draw.esIban],
    },
    sentences: [
      'DNI: {nif}',
      'con NIF {nif} y domicilio en la ciudad',
      'NIE {nie}',
      'Titular con NIE {nie}, teléfono {phone}',
      'Cuenta {iban}',
      'Llámame al {phone}.',
    ],
    lookAlikes: [
      'Pedido {d8}',
      'Expediente {d4}/{d4}',
      'Referencia catastral {d7}{a2}{d4}',
      'Ley {d2}/2019, artículo {d2}',
      'Vuelo IB{d4}',
    ],
  },
  {
    lang: 'it-IT',
    slots: {
      phone: ['PHONE_NUMBER', draw.itPhone],
      code: ['IT_FISCAL_CODE', draw.fiscalCode],
      iva: ['IT_VAT_CODE', draw.partitaIva],
    },
    sentences: [
      'Codice fiscale: {code}',
      'C.F. {code}, tel. {phone}',
      'La paziente {code} è attesa domani.',
      'Partita IVA {iva}',
      'P.IVA {iva}',
      'Chiamare il {phone}.',
    ],
    lookAlikes: [
      'Ordine n. {d8}',
      'Protocollo {d6}/2024',
      'Legge {d3}/1990, art. {d2}',
      'Treno FR {d4}, posto {d2}',
      'CAP e lotto {d5}',
    ],
  },
  {
    lang: 'en-IN',
    slots: {
      phone: ['PHONE_NUMBER', draw.inPhone],
      aadhaar: ['IN_AADHAAR', draw.aadhaar],
      pan: ['IN_PAN', draw.pan],
      ifsc: ['IN_IFSC', draw.ifsc],
      gstin: ['IN_GSTIN', draw.gstin],
      voter: ['IN_VOTER', draw.voterId],
    },
    sentences: [
      'Aadhaar number {aadhaar}',
      'UID: {aadhaar}',
      'PAN {pan}',
      'The PAN card ({pan}) is attached.',
      'IFSC {ifsc}',
      'GSTIN: {gstin}',
      'Voter ID {voter}',
      'Mobile: {phone}',
      'Reach me on {phone}.',
    ],
    lookAlikes: [
      'PNR {d10}',
      'Train {d5}, coach S{d1}',
      'Rs {d2},{d2},{d3}',
      'Docket {d4}/{d4}',
      'Batch {a3}{d4}',
    ],
  },
  {
    lang: 'zh-CN',
    slots: {
      phone: ['PHONE_NUMBER', draw.cnPhone],
      id: ['CN_RESIDENT_ID', draw.residentId],
      credit: ['CN_SOCIAL_CREDIT_CODE', draw.socialCredit],
    },
    sentences: [
      '身份证号：{id}',
      '本人身份证号码为{id}，特此证明。',
      '联系电话：{phone}',
      '请拨打{phone}联系张先生。',
      '手机号{phone}，邮箱{email}',
      '统一社会信用代码：{credit}',
      '银行卡号：{card}',
    ],
    lookAlikes: [
      '订单编号：{d12}',
      '快递单号 SF{d12}',
      '第{d2}条第{d1}款',
      '版本号{d1}.{d2}.{d3}',
      '库存{d6}件，单价{d3}.{d2}元',
      '文号〔2023〕{d3}号',
    ],
  },
  {
    lang: 'ko-KR',
    slots: {
      phone: ['PHONE_NUMBER', draw.krPhone],
      rrn: ['KR_RRN', draw.rrn],
      business: ['KR_BRN', draw.businessNumber],
      license: ['KR_DRIVER_LICENSE', draw.krLicense],
      passport: ['KR_PASSPORT', draw.krPassport],
    },
    sentences: [
      '주민등록번호: {rrn}',
      '주민번호는 {rrn}입니다.',
      '연락처 {phone}',
      '휴대폰 번호는 {phone}이고 이메일은 {email}입니다.',
      '사업자등록번호 {business}',
      '운전면허번호: {license}',
      '여권번호 {passport}',
    ],
    lookAlikes: [
      '주문번호 {d8}-{d6}',
      '운송장번호 {d12}',
      '제{d2}조 제{d1}항',
      '버전 {d1}.{d2}.{d3}',
      '재고 {d5}개, 단가 {d2},{d3}원',
      '사건번호 2023고단{d4}',
    ],
  },
  {
    lang: 'en-AU',
    slots: {
      phone: ['PHONE_NUMBER', draw.auPhone],
      tfn: ['AU_TFN', draw.tfn],
      abn: ['AU_ABN', draw.abn],
      medicare: ['AU_MEDICARE', draw.medicare],
      bsb: ['AU_BSB', draw.bsb],
      account: ['BANK_ACCOUNT', draw.ukAccount],
    },
    sentences: [
      'TFN {tfn}',
      'Tax file number: {tfn}',
      'ABN {abn}',
      'Medicare card {medicare}',
      'BSB {bsb}, account number {account}',
      'Phone {phone}',
      'Text {phone} when you arrive.',
    ],
    lookAlikes: [
      'Lot {d3} on plan SP{d6}',
      'Consignment {d9}',
      'Act No. {d2} of 2019',
      'Flight QF{d3}',
      'Form NAT {d4}',
    ],
  },
  {
    lang: 'en-CA',
    slots: {
      phone: ['PHONE_NUMBER', draw.caPhone],
      sin: ['CA_SIN', draw.sin],
      postcode: ['CA_POSTAL_CODE', draw.caPostcode],
    },
    sentences: [
      'SIN: {sin}',
      'My social insurance number is {sin}.',
      'NAS : {sin}',
      'Toronto, ON {postcode}',
      'Postal code {postcode}, phone {phone}',
      'Call {phone}.',
    ],
    lookAlikes: [
      'Bill C-{d2}, s. {d3}',
      'File {d3}-{d3}-{d2}',
      'Waybill {d9}',
      'Highway {d3}, exit {d2}',
      'Lot B{d1}C, unit {d2}',
    ],
  },
  {
    lang: 'pt-BR',
    slots: {
      phone: ['PHONE_NUMBER', draw.brPhone],
      cpf: ['BR_CPF', draw.cpf],
      cnpj: ['BR_CNPJ', draw.cnpj],
      cep: ['BR_CEP', draw.cep],
    },
    sentences: [
      'CPF: {cpf}',
      'inscrito no CPF sob o nº {cpf}',
      'CNPJ {cnpj}',
      'Ligue para {phone}.',
      'Telefone: {phone}, CEP {cep}',
      'CEP: {cep}',
    ],
    lookAlikes: [
      'Pedido {d9}',
      'Processo nº {d7}-{d2}.2023',
      'Lei nº {d2}.{d3}/2018',
      'Lote {d5}, quadra {d2}',
      'Nota fiscal {d6}',
    ],
  },
]

function fill(sentence: string, locale: Locale, random: Random): Pick<PiiRow, 'text' | 'spans'> {
  const spans: PiiRow['spans'][number][] = []
  let text = ''
  for (const [, before = '', slot] of sentence.matchAll(/([^{]*)(?:\{(\w+)\})?/g)) {
    text += before
    if (slot === undefined) continue
    const noise = /^([dha])(\d+)$/.exec(slot)
    if (noise !== null) {
      text += noiseOf(noise[1] ?? '', Number(noise[2]), random)
      continue
    }
    const [entity, make] = locale.slots[slot] ?? EVERYWHERE[slot] ?? ['', () => '']
    const value = make(random)
    spans.push({ start: text.length, end: text.length + value.length, entity, value })
    text += value
  }
  return { text, spans }
}

function noiseOf(kind: string, size: number, random: Random): string {
  if (kind === 'h') return Array.from({ length: size }, () => random.below(16).toString(16)).join('')
  if (kind === 'a')
    return Array.from({ length: size }, () => String.fromCharCode(65 + random.below(26))).join('')
  return String(1 + random.below(9)) + Array.from({ length: size - 1 }, () => random.below(10)).join('')
}
