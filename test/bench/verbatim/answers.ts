import { createRandom } from '../../../src/evaluate/random.js'
import { type Corpus, NOTICE } from './corpus.js'

/** Code units of an answer. */
export const ANSWER = 4096
const LEAK = 300

export type AnswerKind = 'clean' | 'one leak' | 'all copied' | 'all boilerplate' | 'one letter'
export type Answers = Readonly<Record<AnswerKind, readonly string[]>>

/** Answers of five kinds, `count` of each: clean ones are of texts that the corpus was not grown from. */
export function drawAnswers(
  corpus: Corpus,
  heldOut: readonly string[],
  count: number,
  seed: string,
): Answers {
  const random = createRandom(`answers ${seed}`)
  const clean = () => {
    const text = random.pick(heldOut)
    const from = random.below(text.length - ANSWER)
    return text.slice(from, from + ANSWER).toWellFormed()
  }
  const copied = (length: number) => {
    let text = ''
    while (text.length < length) {
      const source = random.pick(corpus.documents).text
      const from = random.below(Math.max(1, source.length - length))
      text += source.slice(from, from + length - text.length)
    }
    return text.toWellFormed()
  }
  const times = (make: () => string) => Array.from({ length: count }, make)
  const notices = (NOTICE + '\n').repeat(Math.ceil(ANSWER / NOTICE.length) + 1)
  return {
    clean: times(clean),
    'one leak': times(() => {
      const at = random.below(ANSWER - LEAK)
      const around = clean()
      return (around.slice(0, at) + copied(LEAK) + around.slice(at + LEAK)).toWellFormed()
    }),
    'all copied': times(() => copied(ANSWER)),
    'all boilerplate': times(() => {
      const from = random.below(NOTICE.length)
      return notices.slice(from, from + ANSWER)
    }),
    'one letter': times(() => 'a'.repeat(ANSWER)),
  }
}
