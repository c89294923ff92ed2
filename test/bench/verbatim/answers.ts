import { createRandom } from '../../../src/evaluate/random.js'
import { type Corpus, NOTICE } from './corpus.js'

/** UTF-8 bytes of an answer. */
export const ANSWER = 4096
const LEAK = 300

export type AnswerKind =
  | 'clean'
  | 'clean, unspaced'
  | 'one leak'
  | 'all copied'
  | 'all boilerplate'
  | 'one letter'
export type Answers = Readonly<Record<AnswerKind, readonly string[]>>

/**
 * Answers of each kind, `count` of it: clean ones are of texts that the corpus was not grown from, in scripts with
 * spaces between words and in others.
 */
export function drawAnswers(
  corpus: Corpus,
  heldOut: readonly string[],
  count: number,
  seed: string,
): Answers {
  const random = createRandom(`answers ${seed}`)
  const unspaced = heldOut.filter(isUnspaced)
  const spaced = heldOut.filter((text) => !isUnspaced(text))
  const from = (texts: readonly string[]) => {
    const text = random.pick(texts)
    return cut(text, random.below(text.length - ANSWER), ANSWER)
  }
  const copied = (bytes: number) => {
    let text = ''
    for (let left = bytes; left > 0; left = bytes - Buffer.byteLength(text)) {
      const source = random.pick(corpus.documents).text
      const piece = cut(source, random.below(Math.max(1, source.length - left)), left)
      text += piece === '' ? ' ' : piece
    }
    return text
  }
  const times = (make: () => string) => Array.from({ length: count }, make)
  const notices = `${NOTICE}\n`.repeat(Math.ceil(ANSWER / NOTICE.length) + 1)
  return {
    clean: times(() => from(spaced.length > 0 ? spaced : heldOut)),
    'clean, unspaced': times(() => from(unspaced.length > 0 ? unspaced : heldOut)),
    'one leak': times(() => {
      const around = from(spaced.length > 0 ? spaced : heldOut)
      const at = random.below(around.length - LEAK)
      return cut(around.slice(0, at).toWellFormed() + copied(LEAK) + around.slice(at + LEAK), 0, ANSWER)
    }),
    'all copied': times(() => copied(ANSWER)),
    'all boilerplate': times(() => cut(notices, random.below(NOTICE.length), ANSWER)),
    'one letter': times(() => 'a'.repeat(ANSWER)),
  }
}

/** Whole characters of at most `bytes` UTF-8 bytes. */
function cut(text: string, at: number, bytes: number): string {
  const some = Buffer.from(text.slice(at, at + bytes).toWellFormed())
  let end = Math.min(bytes, some.length)
  while (end < some.length && (some[end]! & 0xc0) === 0x80) end--
  return some.toString('utf8', 0, end)
}

function isUnspaced(text: string): boolean {
  const part = text.slice(5000, 7000)
  return (part.match(/[\u3040-\u30ff\u3400-\u9fff]/g)?.length ?? 0) > part.length / 3
}
