import type { Firewall } from '../../firewall/firewall.js'
import { type Attack, attacks, piecesOf } from '../attacks/index.js'
import { type BenchmarkIo, stopIfAborted } from '../benchmark.js'
import type { NaiveRule } from '../overblocking/naive-rules.js'
import type { Random } from '../random.js'
import { type Judged, judgeAnswer, verbatimLeaks } from '../verdicts.js'
import { type Book, framed, isLongEnough, passageOf } from './passages.js'
import { stranger } from './world.js'

export const LENGTHS = [12, 25, 50, 100] as const

/** What became of the passages that one attack disguised, of one length in one language. */
export interface Rung {
  readonly attack: Attack
  readonly lang: string
  readonly words: number
  readonly tried: number
  readonly caught: number
  /** By rule, in the order of the rules. */
  readonly naively: readonly number[]
}

/** Found as a copy and not released, or refused. */
export function isCaught(judged: Judged): boolean {
  if (judged.fate === 'refused') return true
  return judged.fate !== 'released' && judged.fate !== 'altered' && verbatimLeaks(judged).length > 0
}

export async function climb(
  firewall: Pick<Firewall, 'check'>,
  books: readonly Book[],
  rules: readonly NaiveRule[],
  { samples, random, io }: { samples: number; random: Random; io: BenchmarkIo },
): Promise<Rung[]> {
  const rungs: Rung[] = []
  for (const lang of new Set(books.map((book) => book.lang))) {
    const own = books.filter((book) => book.lang === lang)
    for (const attack of attacks) {
      if (attack.only !== undefined && attack.only !== lang) continue
      for (const words of LENGTHS) {
        stopIfAborted(io)
        io.progress(rungs.length, 0, 'rungs of the ladder')
        const cases = draw(own, attack, lang, words, samples, random.fork(`${attack.name} ${lang} ${words}`))
        let caught = 0
        const naively = rules.map(() => 0)
        for (const answer of cases) {
          if (isCaught(await judgeAnswer(firewall, answer, { principal: stranger }))) caught += 1
          for (const [i, rule] of rules.entries()) if (rule.blocks(answer)) naively[i]! += 1
        }
        rungs.push({ attack, lang, words, tried: cases.length, caught, naively })
      }
    }
  }
  return rungs
}

function draw(
  books: readonly Book[],
  attack: Attack,
  lang: string,
  words: number,
  samples: number,
  random: Random,
): string[] {
  const answers: string[] = []
  for (let i = 0; i < 4 * samples && answers.length < samples; i++) {
    const book = books[i % books.length]!
    const others = random.pick(books)
    const passage = passageOf(book.kept, lang, words, random)
    if (!isLongEnough(passage, lang)) continue
    const material = {
      random,
      lang,
      other: passageOf(others.free, lang, words, random),
      words: piecesOf(passageOf(others.free, lang, 200, random), lang),
    }
    const { answer } = framed(attack.disguise(passage, material), lang)
    if (answer.isWellFormed()) answers.push(answer)
  }
  return answers
}
