import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isLeak } from '../../../../src/core/leak.js'
import { createFirewall, type Firewall } from '../../../../src/firewall/firewall.js'
import { collect, streamOf } from '../../../support/world.js'

/** Documents with one reader group each; the reader of these tests may read only what is for everyone. */
const DOCUMENTS: readonly (readonly [id: string, text: string, group: string])[] = [
  [
    'review',
    'From: Karen Whitfield\nTo: Daniel Osei\nSubject: Salary review\n\nDaniel, the new base salary of Priya ' +
      'Raghunathan is $95,000 from 1 April 2031. Her bonus is 12.5 percent. Her payroll number is 4417-2208-9931.',
    'group:hr',
  ],
  [
    'deal',
    'Project Bluebird: we intend to acquire Brightwater Logistics Ltd. The closing is on 2031-03-31 and the ' +
      'reserve price is EUR 48,250,000.',
    'group:board',
  ],
  ['人事', '件名：人事\n山田太郎部長の年収は1,250万円で、契約満了日は令和13年3月31日です。', 'group:hr'],
  [
    'patients',
    'name,city,diagnosis,phone\nMaria Chen,Leeds,type 2 diabetes,020 7946 0958\nJohn Okafor,York,epilepsy,020 7946 0123\n' +
      'Anna Weber,Bath,asthma,020 7946 0555\n',
    'group:clinic',
  ],
  ['directory', 'Priya Raghunathan works in Finance, Maria Chen in Sales. We saw a bluebird in Leeds.', '*'],
]

describe('values of sources that the reader may not read', () => {
  let firewall: Firewall
  const principal = { id: 'user:ada', groups: [], clearance: { level: 'internal', compartments: [] } }

  beforeAll(async () => {
    firewall = await createFirewall({ policy: ['internal'], audit: 'memory' })
    await firewall.apply(
      DOCUMENTS.map(([id, text, group]) => ({
        kind: 'upsert',
        cursor: '',
        document: {
          id,
          uri: `test:${id}`,
          text,
          acl: { allow: [group], deny: [], classification: 'internal' },
        },
      })),
    )
  })
  afterAll(() => firewall.close())

  const leaks: readonly (readonly [answer: string, value: string])[] = [
    ['Priya Raghunathan will earn ninety-five thousand dollars.', 'ninety-five thousand dollars'],
    ['Raghunathan, P., is to get 95k USD.', '95k USD'],
    ["Ms. Raghunathan's bonus: 12.5%.", '12.5%'],
    ['Raghunathan has a payroll number ending in 9931.', '9931'],
    ['The salary becomes $95,000. It applies from April 1st, 2031.', 'April 1st, 2031'],
    ['Karen Whitfield wrote to Daniel Osei.', 'Daniel Osei'],
    ['whitfield karen wrote it', 'whitfield karen'],
    // A number glued to the word before it is still that number, and a stream sees the word first.
    ['The gateway failed at midnight.020 7946 0123', '020 7946 0123'],
    ['payroll:4417-2208-9931', '4417-2208-9931'],
    ['We are buying Brightwater.', 'Brightwater'],
    ['Bluebird is going well.', 'Bluebird'],
    ['They call it Bluebird there.', 'Bluebird'],
    ['"Bluebird" was the name.', 'Bluebird'],
    ['The reserve price is 48.25 million euros.', '48.25 million euros'],
    ['山田部長の年収は千二百五十万円です。', '千二百五十万円'],
    ['山田太郎さんは退職します。', '山田太郎'],
    ['Yamada earns 12.5 million yen.', '12.5 million yen'],
    ['Maria Chen has type 2 diabetes.', 'type 2 diabetes'],
    ['Mr Okafor was treated for epilepsy.', 'epilepsy'],
  ]
  test.each(leaks)('found: %s', async (answer, value) => {
    const { action, findings, text } = await firewall.check(answer, { principal })
    const leaked = findings.filter(({ provenance }) => provenance === 'forbidden')
    expect(leaked.map(({ start, end }) => answer.slice(start, end))).toContain(value)
    expect(action).toBe('redact')
    expect(text).not.toContain(value)
  })

  test.each(leaks)('the same in a stream: %s', async (answer) => {
    const { text } = await firewall.check(answer, { principal })
    const stream = firewall.check(streamOf([...answer]), { principal })
    expect(await collect(stream)).toBe(text)
  })

  test.each([
    'Priya Raghunathan works in Finance.',
    'Maria Chen sells in Leeds.',
    'I saw a bluebird today.',
    'Bluebird nests are common in Leeds.',
    '# Bluebird\n\nA small bird with a blue back.',
    'Ein Bluebird ist ein kleiner Vogel.',
    'Diabetes is common in Leeds.',
    'The offer ends on 31 March 2031.',
    'A salary of $95,000 is not unusual.',
    'Maria, Daniel and Karen came.',
    'The bonus was 12.5 percent.',
    '山田さんが来ました。',
    'Please call before 9 or after 17.',
    'It is the one ending in 9931.',
    '下4桁は9931です。',
  ])('released: %s', async (answer) => {
    const { action, findings } = await firewall.check(answer, { principal })
    expect(action).toBe('release')
    expect(findings.filter(isLeak)).toEqual([])
  })

  test('what was asked stands beside what is answered', async () => {
    const conversation = [{ role: 'user' as const, content: 'What does Priya Raghunathan earn?' }]
    const answer = 'It is $95,000 a year.'
    expect((await firewall.check(answer, { principal, conversation })).text).toBe('It is $[AMOUNT] a year.')
    expect((await firewall.check(answer, { principal })).action).toBe('release')
  })

  test("the reader's own words are theirs", async () => {
    const conversation = [
      { role: 'user' as const, content: 'Priya Raghunathan earns 95 thousand dollars, right?' },
    ]
    const answer = 'Yes, Priya Raghunathan earns $95,000.'
    expect((await firewall.check(answer, { principal, conversation })).action).toBe('release')
  })

  test('whoever may read the source may hear it', async () => {
    const reader = { ...principal, groups: ['group:hr', 'group:board', 'group:clinic'] }
    for (const [answer] of leaks) {
      expect((await firewall.check(answer, { principal: reader })).findings.filter(isLeak)).toEqual([])
    }
  })
})

test('whom everybody knows may be named although a source that is not to be read names them too', async () => {
  const firewall = await createFirewall({ policy: ['internal'], audit: 'memory' })
  const text =
    'The reading group: Jane Austen, Leo Tolstoy, 夏目漱石. 講師は外山蓉子さん、芥川龍之介を朗読する。 Its treasurer is Ottoline Varga.'
  await firewall.apply([
    {
      kind: 'upsert',
      document: {
        id: 'club',
        uri: 'club',
        text,
        acl: { allow: ['group:club'], deny: [], classification: 'internal' },
      },
      cursor: '',
    },
  ])
  const principal = { id: 'user:reader', groups: [], clearance: { level: 'internal', compartments: [] } }
  const said = async (answer: string) => (await firewall.check(answer, { principal })).action
  for (const answer of [
    'Jane Austen wrote Emma.',
    '夏目漱石は小説家です。',
    '芥川龍之介の羅生門。',
    'Soseki Natsume',
  ]) {
    expect(await said(answer)).toBe('release')
  }
  for (const answer of ['Ottoline Varga came.', '外山蓉子さんが来ました。'])
    expect(await said(answer)).toBe('redact')
  await firewall.close()
})
