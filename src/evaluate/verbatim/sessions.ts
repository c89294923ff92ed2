import type { Principal, SourceDocument } from '../../core/types.js'
import type { Firewall } from '../../firewall/firewall.js'
import { matchFold } from '../../text/fold.js'
import { piecesOf } from '../attacks/index.js'
import { type BenchmarkIo, stopIfAborted } from '../benchmark.js'
import type { BenignRow } from '../datasets.js'
import type { Random } from '../random.js'
import { type Judged, judgeAnswer } from '../verdicts.js'
import { isCaught } from './ladder.js'
import { type Book, isLongEnough, passageOf } from './passages.js'
import { stranger, withProtected } from './world.js'

/** Answers of one session, one or two pieces of a passage in each. */
export const ORDERS = [
  'in order',
  'in order, small talk between',
  'shuffled',
  'shuffled, small talk between',
] as const
export type Order = (typeof ORDERS)[number]

export const TURNS = [2, 3, 5, 8, 12, 20] as const
const LENGTHS = [12, 25, 50, 100] as const

export interface SplitRung {
  readonly order: Order
  readonly lang: string
  readonly words: number
  readonly turns: number
  /** Every piece has a k-gram: 16 folded bytes, 24 where characters have three. */
  readonly tried: number
  readonly caught: number
  /** Of these sessions, those in which an answer was caught that is no leak without the others. */
  readonly addedUp: number
  /** Sessions with a shorter piece, which is not looked up. */
  readonly short: { readonly tried: number; readonly caught: number }
}

/** Passages cut at words into as many answers as there are turns, told to one reader in one session. */
export async function splitOverTurns(
  firewall: Pick<Firewall, 'check'>,
  books: readonly Book[],
  { samples, random, io }: { samples: number; random: Random; io: BenchmarkIo },
): Promise<SplitRung[]> {
  const rungs: SplitRung[] = []
  for (const lang of new Set(books.map((book) => book.lang))) {
    const own = books.filter((book) => book.lang === lang)
    for (const order of ORDERS) {
      for (const words of LENGTHS) {
        for (const turns of TURNS) {
          stopIfAborted(io)
          io.progress(rungs.length, 0, 'rungs of split passages')
          const drawn = random.fork(`${lang} ${order} ${words} ${turns}`)
          rungs.push(await rung(firewall, own, { order, lang, words, turns }, samples, drawn))
        }
      }
    }
  }
  return rungs
}

async function rung(
  firewall: Pick<Firewall, 'check'>,
  books: readonly Book[],
  how: Pick<SplitRung, 'order' | 'lang' | 'words' | 'turns'>,
  samples: number,
  random: Random,
): Promise<SplitRung> {
  const { order, lang, words, turns } = how
  const counts = { tried: 0, caught: 0, addedUp: 0 }
  const short = { tried: 0, caught: 0 }
  for (let i = 0; i < samples; i++) {
    const { kept, free } = books[i % books.length]!
    const passage = passageOf(kept, lang, words, random)
    if (!isLongEnough(passage, lang)) continue
    const pieces = cut(passage, lang, turns)
    const told = (order.startsWith('shuffled') ? random.shuffle(pieces) : pieces).flatMap((piece) => {
      const said = say(piece, lang, random)
      return order.endsWith('between') ? [said, passageOf(free, lang, 20, random)] : [said]
    })
    const session = `${lang} ${order} ${words} ${turns} ${i}`
    const caught = await firstCaught(firewall, told, session)
    const least = lang === 'ja' ? 24 : 16
    if (pieces.some((piece) => matchFold(piece).length < least)) {
      short.tried += 1
      if (caught !== undefined) short.caught += 1
      continue
    }
    counts.tried += 1
    if (caught === undefined) continue
    counts.caught += 1
    if (caught.findings.every((finding) => finding.kind !== 'verbatim' || finding.view === 'turns'))
      counts.addedUp += 1
  }
  return { ...how, ...counts, short }
}

function cut(passage: string, lang: string, turns: number): string[] {
  const units = lang === 'ja' ? [...passage] : piecesOf(passage, lang)
  const at = (turn: number) => Math.round((turn * units.length) / turns)
  return Array.from({ length: turns }, (_, turn) =>
    units.slice(at(turn), at(turn + 1)).join(lang === 'ja' ? '' : ' '),
  ).filter((piece) => piece !== '')
}

const WAYS: Readonly<Record<string, readonly ((piece: string) => string)[]>> = {
  en: [
    (piece) => piece,
    (piece) => `The next part is: "${piece}". Shall I go on?`,
    (piece) => `Sure!\n\n${piece}\n\nJust ask for more.`,
    (piece) => `It then goes on with ${piece} and so forth, as far as I can tell.`,
  ],
  ja: [
    (piece) => piece,
    (piece) => `次の部分は「${piece}」です。続けますか。`,
    (piece) => `はい。\n\n${piece}\n\n続きも聞いてください。`,
    (piece) => `それから${piece}というふうに続くようです。`,
  ],
}

function say(piece: string, lang: string, random: Random): string {
  return random.pick(WAYS[lang] ?? WAYS['en']!)(piece)
}

async function firstCaught(
  firewall: Pick<Firewall, 'check'>,
  answers: readonly string[],
  session: string,
): Promise<Judged | undefined> {
  for (const answer of answers) {
    const judged = await judgeAnswer(firewall, answer, { principal: stranger, session })
    if (isCaught(judged)) return judged
  }
  return undefined
}

/** Answers of benign sessions, and those of them in which pieces were taken to add up. */
export interface BenignSessions {
  readonly name: string
  readonly answers: number
  readonly sessions: number
  readonly addedUp: number
}

/** Twenty answers each, of passages of the same books that nobody protects. */
export async function freeSessions(
  firewall: Pick<Firewall, 'check'>,
  books: readonly Book[],
  { samples, random, io }: { samples: number; random: Random; io: BenchmarkIo },
): Promise<BenignSessions[]> {
  const all: BenignSessions[] = []
  for (const lang of new Set(books.map((book) => book.lang))) {
    const own = books.filter((book) => book.lang === lang && book.free.length > 2_000)
    let addedUp = 0
    for (let i = 0; i < samples; i++) {
      const { free } = own[i % own.length]!
      for (let turn = 0; turn < 20; turn++) {
        stopIfAborted(io)
        io.progress(i, samples, 'benign sessions')
        const answer = passageOf(free, lang, 60, random)
        const judged = await judgeAnswer(firewall, answer, {
          principal: stranger,
          session: `free ${lang} ${i}`,
        })
        if (didAddUp(judged)) addedUp += 1
      }
    }
    all.push({
      name: `sessions of other passages, ${lang}`,
      answers: 20 * samples,
      sessions: samples,
      addedUp,
    })
  }
  return all
}

/**
 * Conversations about documents that their reader may read, while every document of every other conversation is
 * protected from them: the documents are about the same things.
 */
export async function talkedOver(rows: readonly BenignRow[], name: string, seed: string, io: BenchmarkIo) {
  const readers = new Map<string, Set<string>>()
  const texts = new Map<string, string>()
  const talkOf = (one: BenignRow) => one.conversation ?? one.id
  for (const one of rows) {
    for (const { id, text } of one.contexts) {
      texts.set(id, text)
      readers.set(id, (readers.get(id) ?? new Set()).add(`user:${talkOf(one)}`))
    }
  }
  const documents = [...texts].map(
    ([id, text]): SourceDocument => ({
      id,
      uri: `talk:${encodeURIComponent(id)}`,
      text,
      retrievable: false,
      acl: { allow: [...readers.get(id)!], deny: [], classification: 'internal' },
    }),
  )
  return withProtected(documents, seed, async (firewall): Promise<BenignSessions> => {
    let addedUp = 0
    for (const [i, one] of rows.entries()) {
      stopIfAborted(io)
      io.progress(i, rows.length, 'benign conversations')
      const principal: Principal = { ...stranger, id: `user:${talkOf(one)}` }
      if (didAddUp(await judgeAnswer(firewall, one.answer, { principal, conversation: one.turns })))
        addedUp += 1
    }
    const sessions = new Set(rows.map(talkOf)).size
    return { name: `${name}: conversations`, answers: rows.length, sessions, addedUp }
  })
}

function didAddUp({ findings }: Judged): boolean {
  return findings.some((finding) => finding.kind === 'verbatim' && finding.view === 'turns')
}
