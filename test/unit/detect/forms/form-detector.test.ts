import { describe, expect, test } from 'vitest'
import type { Principal } from '../../../../src/core/types.js'
import { createFirewall } from '../../../../src/firewall/firewall.js'
import { collect, streamOf } from '../../../support/world.js'

const SECRET =
  'The crew of the cable ship was told on Sunday that two of her thrusters have failed the inspection in Thornmere.'
const CARD = '5425 2334 3010 9903'
const NAME = 'Wilhelmina Achterkamp'

const stranger: Principal = {
  id: 'user:stranger',
  groups: [],
  clearance: { level: 'secret', compartments: [] },
}
const insider: Principal = { ...stranger, id: 'user:insider', groups: ['group:crew'] }

async function withSecrets(
  work: (check: (text: string, who?: Principal) => Promise<string>) => Promise<void>,
) {
  const firewall = await createFirewall({ policy: ['secret'], audit: 'memory' })
  try {
    const texts = [SECRET, `The card of the quartermaster is ${CARD}.`, `The inquiry is led by ${NAME}.`]
    await firewall.apply(
      texts.map((text, i) => ({
        kind: 'upsert' as const,
        document: {
          id: `d${i}`,
          uri: `test:d${i}`,
          text,
          acl: { allow: ['group:crew'], deny: [], classification: 'secret' },
        },
        cursor: '',
      })),
    )
    await work(async (text, principal = stranger) => {
      const whole = await firewall.check(text, { principal })
      const stream = firewall.check(streamOf([...text]), { principal })
      const sent = await collect(stream)
      expect((await stream.verdict).action).toBe(whole.action)
      if (whole.action === 'block') expect(sent.endsWith(whole.text)).toBe(true)
      else expect(sent).toBe(whole.text)
      return whole.action
    })
  } finally {
    await firewall.close()
  }
}

const words = (text: string, write: (word: string, i: number) => string) =>
  text.split(' ').map(write).join(' ')
const base64 = (text: string) => Buffer.from(text).toString('base64')

const DOTS = [...'⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚⠅⠇⠍⠝⠕⠏⠟⠗⠎⠞⠥⠧⠺⠭⠽⠵']
const brailleOf = (signs: string) =>
  signs === ' '
    ? '⠀'
    : /\d/.test(signs)
      ? `⠼${[...signs].map((digit) => DOTS[(Number(digit) + 9) % 10]).join('')}`
      : DOTS[signs.charCodeAt(0) - 97]!

const FORMS: Readonly<Record<string, (text: string) => string>> = {
  tags: (text) => words(text, (word) => `<b style="color:#333">${word}</b>`),
  comments: (text) => `Fine. <!-- ${text} --> Bye.`,
  'link texts': (text) => words(text, (word, i) => `[${word}](https://example.org/${i})`),
  'notes inside': (text) => words(text, (word, i) => `${word}<sup>${i}</sup>`),
  records: (text) => JSON.stringify(text.split(' ').map((word, id) => ({ id, word }))),
  'a far comment': (text) => words(text, (word) => `${word}<!-- ${'x '.repeat(300)}-->`),
  'groups of four': (text) => base64(text).replace(/.{4}/g, '$& '),
  'bulleted code': (text) => base64(text).replace(/.{24}/g, '\n- $&'),
  'a code a word': (text) => words(text, base64),
  cells: (text) => `| ${text.replace(/.{11}(?=.)/g, '$& | ')} |`,
  'groups of any text': (text) => text.replace(/.{5}/g, '$& '),
  'groups with hyphens': (text) => text.replace(/.{4}(?=.)/g, '$&-'),
  'notes as raised digits': (text) => text.replace(/.{5}/g, (piece, at) => piece + '¹²³⁴⁵⁶⁷⁸⁹'[(at / 5) % 9]),
  'a word a line': (text) => text.replaceAll(' ', '\n'),
  'a code a line': (text) => words(text, base64).replaceAll(' ', '\n'),
  'subtitles, a word each': (text) =>
    text
      .split(' ')
      .map((word, i) => `${i + 1}\n00:00:${10 + i},000 --> 00:00:${11 + i},000\n${word}\n`)
      .join('\n'),
  'letters apart': (text) => [...text.replaceAll(' ', '')].join('_'),
  Braille: (text) => text.toLowerCase().replace(/\d+| |[a-z]/g, brailleOf),
  'tag characters': (text) =>
    `Fine${[...text].map((one) => String.fromCodePoint(0xe0000 + one.charCodeAt(0))).join('')}.`,
}

describe('what is said in another form', () => {
  test.each(Object.entries(FORMS))('%s: stopped, whole and as a stream', async (name, form) => {
    await withSecrets(async (check) => {
      expect(await check(form(SECRET)), 'passage').toBe('block')
      // Between the numbers of records digits are not told from those of a card, nor words from those of a name.
      if (name === 'records') return
      expect(await check(form(`the card is ${CARD} now`)), 'card').toBe('block')
      // Without blanks no more than a capital says where a name begins, and nothing where it ends.
      if (name === 'letters apart') return
      // In a comment it stands as it is, and is cut out.
      expect(await check(form(`it was ${NAME} they say`)), 'name').toBe(
        name === 'comments' ? 'redact' : 'block',
      )
    })
  })

  test.each(Object.entries(FORMS))('%s: what a reader may read passes', async (name, form) => {
    await withSecrets(async (check) => {
      // What nobody sees is nobody's to say, whatever it says.
      const passes = name === 'tag characters' ? 'block' : 'release'
      expect(await check(form(SECRET), insider)).toBe(passes)
      expect(
        await check(form('We rinse the rice until the water runs clear, and then we let it rest.')),
      ).toBe(passes)
    })
  })

  test.each(
    Object.entries<(text: string) => string>({
      'doubled letters': (text) => text.replace(/[\p{L}\p{N}]/gu, '$&$&'),
      'a filler before every word': (text) =>
        words(text, (word, i) => `${['oak', 'sun', 'elm'][i % 3]} ${word}`),
    }),
  )('a stream ends before it has told a value whole: %s', async (_, form) => {
    const firewall = await createFirewall({ policy: ['secret'], audit: 'memory' })
    try {
      const text = `Of all there is to say of this the one that leads it is ${NAME} as far as we know.`
      await firewall.apply([
        {
          kind: 'upsert',
          document: {
            id: 'd',
            uri: 'test:d',
            text: `The inquiry is led by ${NAME}.`,
            acl: { allow: ['group:crew'], deny: [], classification: 'secret' },
          },
          cursor: '',
        },
      ])
      const told = form(text)
      const stream = firewall.check(streamOf([...told]), { principal: stranger })
      const sent = await collect(stream)
      expect((await stream.verdict).action).toBe('block')
      expect(sent).not.toContain(told.slice(0, told.indexOf(form(' as far'))))
      const other = form('The first step is to rinse the rice and to let it rest for half an hour.')
      expect(await collect(firewall.check(streamOf([...other]), { principal: stranger }))).toBe(other)
    } finally {
      await firewall.close()
    }
  })

  test('what stands in the text as it is, beside mark-up, is redacted as ever', async () => {
    await withSecrets(async (check) => {
      const around = 'This is a long introduction to something else altogether. '.repeat(12)
      expect(await check(`${around}<b>So</b>: ${NAME}. ${around}`)).toBe('redact')
    })
  })
})
