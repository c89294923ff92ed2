import { describe, expect, test } from 'vitest'
import { readFormat } from '../../../connectors/files/formats.js'
import { msgOf } from '../../support/msg.js'
import { smallFiles } from '../../support/small-files.js'

const ann = ['Ann Ege', 'Ann@x.example'] as const
const to = [
  ['Bob Ide', 'bob@x.example'],
  ['早瀬奈緒', 'nao@y.example'],
] as const

describe('a mail as Outlook saves it', () => {
  test('is who wrote it to whom, its text, and what is attached, for its correspondents', async () => {
    const docx = smallFiles('The annex names the sum.')['docx']!
    const { own, parts } = await readFormat(
      'a.msg',
      msgOf({
        ...{ subject: 'Northern plot', from: ann, to, body: '北側用地の最低価格は五億円です。' },
        attached: { 'annex.docx': Buffer.from(docx), 'blob.bin': Buffer.from([1, 2, 3]) },
      }),
    )
    expect(own?.title).toBe('Northern plot')
    expect(own?.text).toContain('From: Ann Ege <Ann@x.example>')
    expect(own?.text).toContain('To: 早瀬奈緒 <nao@y.example>')
    expect(own?.text).toContain('北側用地の最低価格は五億円です。')
    expect(own?.positions?.map(({ at }) => at)).toEqual(['headers', 'message'])
    const correspondents = ['ann@x.example', 'bob@x.example', 'nao@y.example']
    expect(own?.correspondents).toEqual(correspondents)
    expect(parts).toMatchObject([
      { name: 'annex.docx', content: { correspondents } },
      { name: 'blob.bin', skipped: 'unknown-kind' },
    ])
    expect(JSON.stringify(parts)).toContain('The annex names the sum.')
  })

  test.each([
    ['plain', { body: 'The price is seven.' }, ['headers', 'message']],
    ['HTML', { html: '<p>The price is <b>seven</b>.</p>' }, ['headers', 'message']],
    ['rich text', { rtf: '{\\rtf1\\ansi The price is seven.}' }, ['headers', 'message']],
    [
      'all of them',
      {
        body: 'The price is seven.',
        html: '<p>The price is seven.</p>',
        rtf: '{\\rtf1 The price is seven.}',
      },
      ['headers', 'message'],
    ],
    [
      'two that differ',
      { body: 'See the HTML version.', html: '<p>The price is seven.</p>' },
      ['headers', 'message', 'message, HTML'],
    ],
  ])('kept as %s is read, and what it says in two forms once', async (_, forms, places) => {
    const { own } = await readFormat('a.msg', msgOf({ from: ann, to, ...forms }))
    expect(own!.text.split('The price is seven.')).toHaveLength(2)
    expect(own!.positions!.map(({ at }) => at)).toEqual(places)
  })

  test('cut off or damaged is refused, never taken in part', async () => {
    const whole = msgOf({ from: ann, to, body: 'The price is seven. '.repeat(2_000), rtf: '{\\rtf1 x}' })
    for (const length of [600, 1_500, 5_000, 20_000]) {
      const read = await readFormat('a.msg', whole.subarray(0, length)).catch((error: unknown) => error)
      expect(read, String(length)).toMatchObject({
        code: expect.stringMatching(/document-invalid|source-unreadable/),
      })
    }
  })
})
