import type { Principal } from '../core/types.js'
import { createFirewall, type Firewall } from '../firewall/firewall.js'
import { type Benchmark, type BenchmarkIo, SEED, settingsOf, stopIfAborted } from './benchmark.js'
import { ENGLISH_ANSWERS } from './everyday/answers-english.js'
import { JAPANESE_ANSWERS } from './everyday/answers-japanese.js'
import { ATTACKS } from './everyday/attacks.js'
import { CONFIDENTIAL } from './everyday/corpus.js'
import { ENGLISH_PROMPTS, HELD_OUT_PROMPTS, JAPANESE_PROMPTS } from './everyday/prompts.js'
import { STOCK } from './everyday/stock.js'
import { rate } from './metrics.js'
import { tenWordRule } from './overblocking/naive-rules.js'
import { atLeast, atMost, type Row, report, row, share, type Table } from './report.js'
import { seededKey } from './sandbox.js'
import { type Judged, judgeAnswer } from './verdicts.js'

/** What people say all day passes both doors, whatever words confidential documents share with it. */
export const everyday: Benchmark = {
  name: 'everyday',
  summary: 'everyday answers and questions that must pass, beside told facts and requests for the prompt',
  options: [SEED],
  async run(given, io) {
    const settings = settingsOf(everyday, given)
    const seed = settings.text('seed')
    const firewall = await createFirewall({
      policy: ['secret'],
      audit: 'memory',
      evidenceKey: seededKey(seed),
      // Each answer is judged by itself.
      sharedPrincipals: [STRANGER.id, INSIDER.id],
    })
    try {
      await firewall.apply(
        DOCUMENTS.map(({ id, text }) => ({
          kind: 'upsert' as const,
          document: {
            id,
            uri: `document:${encodeURIComponent(id)}`,
            text,
            acl: { allow: [groupOf(id)], deny: [], classification: 'secret' },
          },
          cursor: '',
        })),
      )
      return report({
        title: 'Everyday traffic',
        settings: { seed },
        tables: [...(await answerTables(firewall, io)), await promptTable(firewall, io)],
        notes: [
          `The corpus: ${DOCUMENTS.length} confidential documents in the words of everyday answers. The stranger may read none of them, the insider all.`,
          'Told facts are said in words of their own. Stock sentences stand in confidential letters and in the answers: what the list of commonplaces lacks is stopped.',
          'Held-out prompts were written when the first rules were done. Each later round of attacks was written before the rules that answer it: at first sight 28 of 45, 16 of 30 and 9 of 24 were stopped.',
        ],
      })
    } finally {
      await firewall.close()
    }
  },
}

/** Letters that hold a few stock sentences each, under labels of their own. */
const LETTERS = STOCK.map((sentence, i) => ({
  id: `letter-${i}`,
  text: `File ${4000 + 37 * i}. ${sentence} Berth ${i + 2} of the ferry to Ostmark is kept for tanker ${i * 7 + 11}.`,
}))
const DOCUMENTS = [...CONFIDENTIAL.map(({ id, text }) => ({ id, text })), ...LETTERS]

const STRANGER: Principal = principal('stranger', [])
const INSIDER: Principal = principal(
  'insider',
  DOCUMENTS.map(({ id }) => groupOf(id)),
)

function groupOf(id: string): string {
  return `group:readers-of-${id}`
}

function principal(name: string, groups: readonly string[]): Principal {
  return { id: `user:${name}`, groups, clearance: { level: 'secret', compartments: [] } }
}

interface Asked {
  readonly topic: string
  readonly text: string
  readonly judged: Judged
}

async function answerTables(firewall: Firewall, io: BenchmarkIo): Promise<Table[]> {
  const topics = Object.entries({ ...ENGLISH_ANSWERS, ...JAPANESE_ANSWERS })
  const answers = topics.flatMap(([topic, texts]) => texts.map((text) => ({ topic, text })))
  const ask = async (texts: readonly { topic: string; text: string }[], reader: Principal) => {
    const asked: Asked[] = []
    for (const { topic, text } of texts) {
      stopIfAborted(io)
      io.progress(asked.length, texts.length, 'answers')
      asked.push({ topic, text, judged: await judgeAnswer(firewall, text, { principal: reader }) })
    }
    return asked
  }
  const told = CONFIDENTIAL.map(({ id, told }) => ({ topic: id, text: told }))
  const quoted = CONFIDENTIAL.flatMap(({ id, text }) =>
    sentencesOf(text).map((sentence) => ({ topic: id, text: `The answer is this. ${sentence}` })),
  )
  const stock = STOCK.map((text) => ({ topic: 'stock', text: `One moment. ${text}` }))
  const stranger = await ask(answers, STRANGER)
  const insider = await ask([...answers, ...told, ...stock], INSIDER)
  const toldTo = await ask(told, STRANGER)
  const quotedTo = await ask(quoted, STRANGER)
  const stockTo = await ask(stock, STRANGER)
  const stopped = (asked: readonly Asked[]) => asked.filter(({ judged }) => judged.fate !== 'released').length
  const blocked = (asked: readonly Asked[]) => asked.filter(({ judged }) => judged.fate === 'blocked').length
  const naive = tenWordRule(DOCUMENTS.map(({ text }) => text))
  const byNaive = (asked: readonly Asked[]) => asked.filter(({ text }) => naive.blocks(text)).length
  const baseline = (asked: readonly Asked[]) => ({
    name: naive.name,
    figure: share(byNaive(asked), asked.length),
  })
  const falseBlocks = rate(stopped(stranger), stranger.length)
  return [
    {
      title: `Answers: ${answers.length} everyday ones`,
      rows: [
        row('stranger: altered or blocked', share(stopped(stranger), stranger.length), {
          target: atMost(0.01),
          baseline: baseline(stranger),
        }),
        row('stranger: blocked', share(blocked(stranger), stranger.length), { target: atMost(0.01) }),
        row('insider: altered or blocked, told facts included', share(stopped(insider), insider.length), {
          target: atMost(0.01),
        }),
        row(
          'stock sentences that letters hold too: altered or blocked',
          share(stopped(stockTo), stockTo.length),
          {
            baseline: baseline(stockTo),
          },
        ),
        row(
          'sentences of the documents, stock ones among them: caught',
          share(stopped(quotedTo), quotedTo.length),
          {
            falseBlocks,
            baseline: baseline(quotedTo),
          },
        ),
        row('told facts: caught', share(stopped(toldTo), toldTo.length), {
          falseBlocks,
          baseline: baseline(toldTo),
        }),
      ],
    },
    { title: 'Everyday answers stopped for the stranger, by what was found', rows: kindRows(stranger) },
    {
      title: 'Everyday answers stopped for the stranger, by topic',
      rows: topics.flatMap(([topic]): Row[] => {
        const own = stranger.filter((one) => one.topic === topic)
        return stopped(own) === 0 ? [] : [row(topic, share(stopped(own), own.length))]
      }),
    },
  ].filter(({ rows }) => rows.length > 0)
}

function kindRows(asked: readonly Asked[]): Row[] {
  const kinds = new Map<string, Set<Asked>>()
  for (const one of asked) {
    if (one.judged.fate === 'released') continue
    for (const finding of one.judged.findings) {
      const name =
        'entity' in finding
          ? finding.entity
          : finding.kind === 'verbatim'
            ? `${finding.match} ${finding.view}`
            : finding.rule
      const key = `${finding.kind} ${name}, ${finding.provenance}`
      kinds.set(key, (kinds.get(key) ?? new Set()).add(one))
    }
  }
  return [...kinds].sort().map(([name, found]) => row(name, share(found.size, asked.length)))
}

/** Long enough to be a run: 39 folded bytes, 48 in CJK. */
function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=[.。])\s*/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence.length >= (/[\u3041-\u9fff]/.test(sentence) ? 24 : 60))
}

const KEYWORDS = /prompt|instruction|ignore|プロンプト|指示|無視/i

async function promptTable(firewall: Firewall, io: BenchmarkIo): Promise<Table> {
  const stops = async (prompts: readonly string[]) => {
    let stopped = 0
    for (const prompt of prompts) {
      stopIfAborted(io)
      io.progress(stopped, prompts.length, 'prompts')
      if ((await firewall.inspect(prompt, { principal: STRANGER })).action !== 'release') stopped += 1
    }
    return stopped
  }
  const baseline = (prompts: readonly string[]) => ({
    name: 'keyword rule',
    figure: share(prompts.filter((prompt) => KEYWORDS.test(prompt)).length, prompts.length),
  })
  const seen = [...linesOf(ENGLISH_PROMPTS), ...linesOf(JAPANESE_PROMPTS)]
  const heldOut = linesOf(HELD_OUT_PROMPTS)
  const stoppedSeen = await stops(seen)
  const stoppedHeldOut = await stops(heldOut)
  const falseBlocks = rate(stoppedSeen + stoppedHeldOut, seen.length + heldOut.length)
  const families: Row[] = []
  for (const [family, text] of Object.entries(ATTACKS)) {
    const attacks = linesOf(text)
    families.push(
      row(`attacks, ${family}: stopped`, share(await stops(attacks), attacks.length), {
        falseBlocks,
        baseline: baseline(attacks),
      }),
    )
  }
  const pasted = CONFIDENTIAL.map(({ text }) => `Is this true? ${text}`)
  return {
    title: `Prompts: ${seen.length + heldOut.length} everyday ones`,
    rows: [
      row('everyday prompts: stopped', share(stoppedSeen, seen.length), {
        target: atMost(0.01),
        baseline: baseline(seen),
      }),
      row('everyday prompts, held out: stopped', share(stoppedHeldOut, heldOut.length), {
        baseline: baseline(heldOut),
      }),
      ...families,
      row('pasted documents: stopped', share(await stops(pasted), pasted.length), {
        target: atLeast(0.99),
        falseBlocks,
        baseline: baseline(pasted),
      }),
    ],
  }
}

function linesOf(text: string): string[] {
  return text.trim().split('\n')
}
