import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DocumentKind, Principal } from '../../../../src/core/types.js'
import { Commonplaces } from '../../../../src/detect/copies/commonplaces/commonplaces.js'
import { createFirewall } from '../../../../src/firewall/firewall.js'
import { matchFold } from '../../../../src/text/fold.js'
import { LEVELS, upserts } from '../../../support/world.js'

const share = (text: string) => {
  const bytes = matchFold(text)
  const known = new Commonplaces(bytes)
  const starts = Array.from({ length: Math.max(1, bytes.length - 38) }, (_, at) => at)
  return starts.filter((at) => known.covers(at, Math.min(39, bytes.length))).length / starts.length
}

describe('everybody’s words', () => {
  test.each([
    'Please do not hesitate to contact us if you have any further questions.',
    'Thank you in advance for your help. We look forward to hearing from you!',
    'PLEASE DO NOT HESITATE TO CONTACT ME IF YOU NEED ANY FURTHER INFORMATION.',
    'お手数をおかけしますが、ご確認のほどよろしくお願いいたします。',
    'public static void main(String[] args) {\n  System.out.println("Hello, World!");\n}',
    'Austria, Belgium, Bulgaria, Croatia, Cyprus, Czechia, Denmark, Estonia, Finland and France',
  ])('%s', (text) => expect(share(text)).toBe(1))

  test.each([
    'The board resolved to close the depot at Harrow Quay by the end of September.',
    'Please contact Ingrid Solheim about the severance of the eighty-four people at the quay.',
    '豊洲第三倉庫を三月末で閉鎖し、四億円の損失を計上することを決議した。',
    'waiting.sort((a, b) => b.length - a.length || a.arrival - b.arrival)',
  ])('but not: %s', (text) => expect(share(text)).toBe(0))

  test('what a window is follows from its own bytes', () => {
    const phrase = matchFold('we look forward to hearing from you and to working with you')
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.nat(phrase.length - 39), (before, behind, at) => {
        const [front, back] = [matchFold(before), matchFold(behind)]
        const whole = Buffer.concat([front, phrase, back])
        const alone = phrase.subarray(at, at + 39)
        expect(new Commonplaces(whole).covers(front.length + at, 39)).toBe(
          new Commonplaces(alone).covers(0, 39),
        )
      }),
    )
  })
})

const stranger: Principal = { id: 'user:s', groups: [], clearance: { level: 'internal', compartments: [] } }

/** A letter that ends as letters end, with something to keep in the middle. */
const LETTER =
  'Thank you for contacting us. The tug Merrow leaves the slipway at Dunfast on the second ebb. Please do not hesitate to contact us if you have any further questions. We look forward to hearing from you.'

async function judged(answer: string, kind: DocumentKind = 'knowledge') {
  const firewall = await createFirewall({ policy: LEVELS, audit: 'memory' })
  try {
    await firewall.apply(
      upserts([
        {
          id: 'letter',
          uri: 'mail:letter',
          text: LETTER,
          kind,
          acl: { allow: ['group:yard'], deny: [], classification: 'internal' },
        },
      ]),
    )
    return await firewall.check(answer, { principal: stranger })
  } finally {
    await firewall.close()
  }
}

test('a letter’s closing passes although a confidential letter has it, what it says does not', async () => {
  const closing =
    'It opens at nine. Please do not hesitate to contact us if you have any further questions. We look forward to hearing from you.'
  expect((await judged(closing)).action).toBe('release')
  expect((await judged(closing.replace('hesitate', 'ever hesitate'))).action).toBe('release')
  const leak = await judged(`It opens at nine. ${LETTER}`)
  expect(leak.text).not.toContain('slipway')
  const report = await judged(closing, 'prompt')
  expect(report.action).toBe('release')
  expect((await judged(closing, 'canary')).action).toBe('block')
})
