import { type BenchmarkIo, stopIfAborted } from '../benchmark.js'
import { rate } from '../metrics.js'
import { createRandom, type Random } from '../random.js'
import { atLeast, atMost, row, share, type Table } from '../report.js'
import { DISGUISES, disguise } from './disguise.js'
import { PROGRAMS, type Program } from './programs.js'
import { REWRITINGS, rewrite } from './rewrite.js'
import { RULE_LENGTH, runRule } from './rules.js'
import { isCaught, withFiles } from './world.js'

/** Programs of our own: every author's against all others, and against copies of itself. */
export async function ownTables(seed: string, io: BenchmarkIo): Promise<Table[]> {
  const random = createRandom(`own programs ${seed}`)
  const results: { how: string; caught: boolean; byRule: boolean }[] = []
  let stopped = 0
  let alone = 0
  const documentOf = ({ text }: Program, i: number) => ({ id: `program-${i}`, text })
  for (const [i, program] of PROGRAMS.entries()) {
    stopIfAborted(io)
    io.progress(i, PROGRAMS.length, 'programs of our own')
    const others = PROGRAMS.filter((other) => other !== program)
    await withFiles(others.map(documentOf), seed, async (firewall) => {
      if (await isCaught(firewall, inAnswer(program.text, true))) stopped += 1
      if (await isCaught(firewall, inAnswer(program.text, false))) alone += 1
    })
    const rule = runRule([program.text])
    await withFiles([documentOf(program, 0)], seed, async (firewall) => {
      for (const { how, text } of copiesOf(program, random.fork(`${i}`))) {
        results.push({
          how,
          caught: await isCaught(firewall, inAnswer(text, true)),
          byRule: rule(text),
        })
      }
      const bare = inAnswer(program.text, false)
      results.push({
        how: 'as it is, without a fence',
        caught: await isCaught(firewall, bare),
        byRule: rule(bare),
      })
    })
  }
  const falseBlocks = rate(stopped, PROGRAMS.length)
  const tasks = new Set(PROGRAMS.map(({ task }) => task)).size
  return [
    {
      title: `Programs of our own: ${PROGRAMS.length} of several authors for ${tasks} tasks, in Java, Python, TypeScript, Go and SQL`,
      rows: [
        row('independent: stopped', { kind: 'rate', ...falseBlocks }, { target: atMost(0.01) }),
        row('independent, without a fence: stopped', share(alone, PROGRAMS.length), { target: atMost(0.01) }),
        ...[...new Set(results.map(({ how }) => how))].map((how) => {
          const own = results.filter((one) => one.how === how)
          const isLight = how === 'renamed' || how === 'comments changed'
          return row(`${how}: caught`, share(own.filter((one) => one.caught).length, own.length), {
            falseBlocks,
            baseline: {
              name: `${RULE_LENGTH} characters`,
              figure: share(own.filter(({ byRule }) => byRule).length, own.length),
            },
            ...(isLight ? { target: atLeast(0.9) } : {}),
          })
        }),
      ],
    },
  ]
}

function copiesOf({ text, language }: Program, random: Random): { how: string; text: string }[] {
  // Where layout has meaning it is not changed.
  const disguises = DISGUISES.filter((how) => language !== 'python' || !how.includes('reformatted'))
  const disguised = disguises.map((how) => ({ how, text: disguise(text, how, random) }))
  const rewritten = REWRITINGS.map((how) => ({ how, text: rewrite(text, how, random) }))
  // A program without a loop or a second part has none to change.
  return [...disguised, ...rewritten.filter((copy) => copy.text !== text)]
}

function inAnswer(code: string, fenced: boolean): string {
  const block = fenced ? `\`\`\`\n${code}\`\`\`` : code
  return `This is how I would do it.\n\n${block}\n\nTell me if something is unclear.`
}
