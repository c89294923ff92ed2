import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Reader } from '../../../../src/core/ports.js'
import { createEnumerationDetector } from '../../../../src/detect/enumerations/enumeration-detector.js'
import { runAt } from '../../../../src/detect/enumerations/run.js'
import { drawCandidates, framesOf, THINGS, TWINS } from '../../../../src/evaluate/enumerations/draw.js'
import { judgeEnumeration, openWorld } from '../../../../src/evaluate/enumerations.js'
import { createRandom } from '../../../../src/evaluate/random.js'
import { foldText } from '../../../../src/text/fold.js'
import { batch, cutAt, inOrder, stream } from '../streaming.js'

const reader: Reader = { classify: () => 'forbidden', ownTurns: [], foreign: [] }
const detector = () => createEnumerationDetector({ namesForbidden: async () => true })
const drawn = (seed: string) => {
  const random = createRandom(seed)
  return THINGS.flatMap((thing) =>
    framesOf(thing).map((frame) => ({
      thing,
      frame,
      ...frame.write(drawCandidates(thing, 3 + random.below(3), 0, random).without),
    })),
  )
}

describe('candidates for one thing', () => {
  test('are decided alike whether or not one of them is true, by a block', async () => {
    const firewall = await openWorld('test')
    try {
      const random = createRandom('enumerations of a test')
      for (const thing of random.sample(THINGS, 6)) {
        const name = `${thing.language} ${thing.kind}`
        for (const frame of random.fork(name).sample(framesOf(thing), 1)) {
          const judged = await judgeEnumeration(firewall, thing, frame, random.fork(`${name} ${frame.frame}`))
          expect(judged.equal, `${name}: ${frame.frame}: ${judged.fates}`).toBe(judged.pairs)
          expect(judged.blocked, `${name}: ${frame.frame}: ${judged.fates}`).toBe(2 * judged.pairs)
        }
      }
    } finally {
      await firewall.close()
    }
  })

  test('are the same however a text that says them again is cut', async () => {
    for (const { thing, frame, answer } of drawn('again').filter((_, i) => i % 5 === 0)) {
      const text = `The first step is done. ${answer} ${answer.slice(0, 30)}`
      const whole = inOrder(await batch(detector(), text, reader))
      for (let at = 9; at < text.length; at += 17) {
        const streamed = inOrder(await stream(detector(), [text.slice(0, at), text.slice(at)], reader))
        expect(streamed, `${thing.language} ${frame.frame} ${at}`).toEqual(whole)
      }
    }
  })

  test('are found in whatever frame they stand, and are nothing to who may read them all', async () => {
    for (const { thing, frame, answer, conversation = [] } of drawn('frames')) {
      const who: Reader = {
        ...reader,
        ownTurns: conversation.filter(({ role }) => role === 'user').map(({ content }) => foldText(content)),
      }
      const name = `${thing.language} ${thing.kind}: ${frame.frame}`
      expect(await batch(detector(), answer, who), name).not.toEqual([])
      const everything = {
        ...who,
        foreign: [
          {
            text: foldText([answer, ...conversation.map(({ content }) => content)].join('\n')),
            permitted: true,
          },
        ],
      }
      expect(await batch(detector(), answer, everything), name).toEqual([])
    }
  })

  test('are two things to choose from, no enumeration', async () => {
    for (const thing of THINGS) {
      for (const frame of framesOf(thing).slice(0, 3)) {
        const two = drawCandidates(thing, 2, 0, createRandom(thing.truth)).without
        expect(await batch(detector(), frame.write(two).answer, reader), frame.frame).toEqual([])
      }
    }
  })

  test('are for one thing where the questions ask about one, and for none where each asks something else', async () => {
    const asks = (turns: readonly string[]) => ({ ...reader, ownTurns: turns.map(foldText) })
    const names = ['Konrad Tiedemann', 'Ilse Varnholt', 'Marta Quist']
    const guesses = names.map((name, i) => `${i === 0 ? 'Is the lead investigator' : 'Or is it'} ${name}?`)
    expect(await batch(detector(), 'It is Marta Quist.', asks(guesses))).not.toEqual([])
    const others = ['Is the harbour named after', 'Does the festival honour', 'Is the bridge a work of']
    const questions = names.map((name, i) => `${others[i]} ${name}?`)
    expect(await batch(detector(), 'Yes, it is by Marta Quist.', asks(questions))).toEqual([])
  })

  test('are no parts of the world, and not who asks', async () => {
    const asks = (turns: readonly string[]) => ({ ...reader, ownTurns: turns.map(foldText) })
    const question = (a: string, b: string, c: string) => `Is the project called ${a}, ${b} or ${c}?`
    for (const [a, b, c] of [
      ['America', 'Europe', 'Asia'],
      ['South America', 'Oceania', 'Africa'],
    ] as const) {
      const about = asks([question(a, b, c)])
      expect(await batch(detector(), `Most of ${a} and ${c} lies by the sea.`, about)).toEqual([])
    }
    for (const who of ["I'm", "We're", "I've", "It's"]) {
      const about = asks([`${who} not sure it is called Kestrel. ${who} asking who named it.`])
      expect(await batch(detector(), `${who} told that Kestrel was it.`, about), who).toEqual([])
    }
    const twin = asks([question('Kestrel', 'Falcon', 'Merlin')])
    expect(await batch(detector(), 'It is Merlin, and not Kestrel.', twin)).not.toEqual([])
  })

  test('end with their sentence where the next one begins with an ordinary word', () => {
    const candidatesOf = (text: string) => runAt(text, 0, true)!.candidates.length
    for (const opener of ['However, nobody', 'While nobody', 'Although nobody']) {
      expect(candidatesOf(`Marta Quist. ${opener} knows how much it is.`), opener).toBe(1)
    }
    expect(candidatesOf('Marta Quist. Ilse Varnholt. Konrad Tiedemann.')).toBe(3)
    expect(candidatesOf('Kestrel. Falcon. Merlin.')).toBe(3)
  })

  test('are not ordinary lists, prices, timetables and directories', async () => {
    const plain = createEnumerationDetector({})
    const kept = TWINS.slice(5)
    for (const text of kept) expect(await batch(plain, text, reader), text).toEqual([])
  })

  test('a stream of them is what the whole is', async () => {
    const texts = [...drawn('streams').map(({ answer }) => answer), ...TWINS]
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...texts),
        fc.constantFrom(...texts),
        fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { maxLength: 30 }),
        async (first, second, cuts) => {
          const text = `${first} ${second}`
          const whole = inOrder(await batch(detector(), text, reader))
          expect(inOrder(await stream(detector(), cutAt(text, cuts), reader))).toEqual(whole)
        },
      ),
      { numRuns: 150 },
    )
  })

  test('prose waits for a few words and no longer', async () => {
    const prose =
      'The ferry to Larkmoor was late again on Tuesday. Konrad Tiedemann, who runs the harbour office, told the council that the pumps had been checked twice and that nobody could say why they stopped. '
    const waits: number[] = []
    for (let length = 20; length < prose.length; length += 3) {
      const { GrowingText } = await import('../../../../src/text/fold.js')
      const text = new GrowingText()
      text.push(prose.slice(0, length))
      const { settled } = await createEnumerationDetector({}).detect(text, 0, reader)
      waits.push(length - settled)
    }
    waits.sort((a, b) => a - b)
    expect(waits[Math.floor(waits.length * 0.95)]).toBeLessThan(39)
  })
})
