import { describe, expect, test } from 'vitest'
import { createDecoder, decodeText, encodingOf } from '../../../connectors/files/encoding.js'
import { encodeAs } from '../../support/encode.js'

/** One thing said in many languages, with the encodings that each was written in before UTF-8. */
const TEXTS: readonly (readonly [encodings: string, text: string])[] = [
  [
    'shift_jis euc-jp iso-2022-jp',
    '第三四半期の売上高は前年同期比で十二パーセント増加しました。詳細は来月の会議で説明する予定です。',
  ],
  [
    'gb18030',
    '第三季度的销售额比去年同期增长了百分之十二。下个月的会议上将说明详细情况，请提前确认有关资料。',
  ],
  ['big5', '第三季的銷售額比去年同期成長了百分之十二。下個月的會議上將說明詳細情況，請事先確認有關資料。'],
  [
    'euc-kr',
    '3분기 매출은 전년 동기 대비 12퍼센트 증가했습니다. 다음 달 회의에서 자세한 내용을 설명할 예정입니다.',
  ],
  [
    'windows-1251',
    'Выручка в третьем квартале выросла на двенадцать процентов. Подробности будут на совещании.',
  ],
  [
    'windows-1252',
    'Le chiffre d’affaires du troisième trimestre a augmenté de douze pour cent; les détails suivront à la réunion.',
  ],
  [
    'windows-1252',
    'Der Umsatz im dritten Quartal stieg um zwölf Prozent. Näheres wird auf der nächsten Sitzung erläutert, über die wir früh genug unterrichten.',
  ],
  [
    'windows-1250',
    'Przychody w trzecim kwartale wzrosły o dwanaście procent. Szczegóły zostaną przedstawione na następnym spotkaniu.',
  ],
  ['windows-1253', 'Τα έσοδα του τρίτου τριμήνου αυξήθηκαν κατά δώδεκα τοις εκατό σε σχέση με πέρυσι.'],
  ['windows-1255', 'ההכנסות ברבעון השלישי עלו בשנים עשר אחוזים והפרטים יוסברו בישיבה הבאה.'],
  [
    'windows-1256',
    'ارتفعت الإيرادات في الربع الثالث بنسبة اثني عشر في المئة وسيتم شرح التفاصيل في الاجتماع القادم.',
  ],
]

const CASES = TEXTS.flatMap(([encodings, text]) => encodings.split(' ').map((name) => [name, text] as const))

describe('encodings', () => {
  test.each(CASES)('%s is told and read: %s', (encoding, text) => {
    expect(decodeText(encodeAs(encoding, text))).toBe(text)
  })

  test.each(TEXTS)('UTF-16 without a mark (%s)', (_, text) => {
    const line = `${text}\r\n1. ${text}\r\n`
    for (const encoding of ['utf-16le', 'utf-16be']) expect(decodeText(encodeAs(encoding, line))).toBe(line)
  })

  test('whatever is cut off or short is read right or not at all', () => {
    let read = 0
    let refused = 0
    for (const [encoding, text] of CASES) {
      for (let length = 1; length < text.length; length += 3) {
        for (const part of [text.slice(0, length), text.slice(length)]) {
          const decoded = decodeText(encodeAs(encoding, part))
          if (decoded === undefined) refused += 1
          else {
            read += 1
            expect(decoded, `${encoding} ${length}`).toBe(part)
          }
        }
      }
    }
    // Neither side is empty: it is told often, and not where it cannot be.
    expect(read).toBeGreaterThan(refused)
    expect(refused).toBeGreaterThan(10)
  })

  test('binary is no text', () => {
    for (let seed = 1; seed < 200; seed++) {
      const bytes = Uint8Array.from(
        { length: 400 },
        (_, i) => ((i + seed) * (seed * 7919 + i * 104_729)) % 251,
      )
      expect(encodingOf(bytes), String(seed)).toBeUndefined()
    }
  })

  test('windows-1252 has quotation marks where Latin 1 has control characters', () => {
    expect(createDecoder('windows-1252').decode(Uint8Array.from([0x93, 0x61, 0x94, 0xe9]))).toBe('“a”é')
    expect(() => createDecoder('windows-1252').decode(Uint8Array.from([0x81]))).toThrow()
  })
})
