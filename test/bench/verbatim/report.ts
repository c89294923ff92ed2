import type { SizeResult } from './size.js'

/** The tables of a run, and each target of the engine's design as a ratio with what is missing. */
export function renderTables(results: readonly SizeResult[]): string {
  const sizes = results.map(({ megabytes }) => `${Math.round(megabytes)} MB`)
  const row = (name: string, of: (result: SizeResult) => string) => [name, ...results.map(of)]
  const micro = ({ p50, p99 }: { p50: number; p99: number }) => `${p50.toFixed(1)} / ${p99.toFixed(0)}`
  const kinds = [
    'clean',
    'clean, unspaced',
    'one leak',
    'all copied',
    'all boilerplate',
    'one letter',
  ] as const
  const lines = [
    table(
      ['4 kB answers, µs at p50 / p99', ...sizes],
      [
        ...kinds.map((kind) => row(kind, ({ engine }) => micro(engine[kind]))),
        ...kinds.map((kind) =>
          row(`${kind}, TypeScript`, ({ typescript }) => (typescript ? micro(typescript[kind]) : '–')),
        ),
        row('clean, in every view', ({ views }) => micro(views)),
        row('a token of a stream, clean', ({ perToken }) => perToken.clean.toFixed(2)),
        row('a token of a stream, all copied', ({ perToken }) => perToken['all copied'].toFixed(2)),
        ...(['clean', 'one leak', 'all copied', 'all boilerplate'] as const).map((kind) =>
          row(`${kind}, low memory`, ({ lowMemory }) => micro(lowMemory.engine[kind])),
        ),
        row('bytes in memory per source byte, low memory', ({ lowMemory }) =>
          lowMemory.memoryPerByte.toFixed(3),
        ),
        row('open, s', ({ openSeconds }) => openSeconds.toFixed(2)),
        row('open, low memory, s', ({ lowMemory }) => lowMemory.openSeconds.toFixed(2)),
        row('clean answers a second, one thread', ({ threads }) => threads.one.toFixed(0)),
        row('clean answers a second, two threads, one index', ({ threads }) => threads.two.toFixed(0)),
        row('documents', ({ documents }) => String(documents)),
        row('sampled k-grams that occur once', ({ distinctSeeds }) => percent(distinctSeeds)),
        row('index bytes per source byte', ({ indexPerByte }) => indexPerByte.toFixed(3)),
        row('folded text per source byte', ({ textPerByte }) => textPerByte.toFixed(3)),
        row('build, MB/s', ({ buildMegabytesPerSecond }) => buildMegabytesPerSecond.toFixed(1)),
      ],
    ),
  ]
  for (const { megabytes, peers, truth } of results) {
    if (peers.length === 0) continue
    lines.push(
      table(
        [
          `peers at ${Math.round(megabytes)} MB, clean answers`,
          'µs p50 / p99',
          'times ours',
          'bytes per byte',
          'build MB/s',
        ],
        peers.map(({ name, note, p50, p99, times, bytesPerByte, buildMegabytesPerSecond }) => [
          `${name} (${note})`,
          micro({ p50, p99 }),
          times.toFixed(0),
          bytesPerByte?.toFixed(1) ?? '–',
          buildMegabytesPerSecond?.toFixed(1) ?? '–',
        ]),
      ),
    )
    if (truth !== undefined) {
      lines.push(
        `Against the suffix array: ${truth.answers} answers, ${truth.leaking} with a run of the guaranteed length, ` +
          `${truth.missed} of them missed; ${truth.bytesMissed} of ${truth.bytes} bytes missed (text of a period of ` +
          `four or less is declared); ${truth.falseSpans} false spans.\n`,
      )
    }
  }
  lines.push(table(['target', 'measured', 'wanted', 'missing'], targets(results)))
  return lines.join('\n')
}

/** Ratios within this run. */
function targets(results: readonly SizeResult[]): string[][] {
  const rows: string[][] = []
  const first = results[0]!
  const last = results.at(-1)!
  const peer = (name: string) => first.peers.find((one) => one.name.startsWith(name))
  const total = first.indexPerByte + first.textPerByte
  const want = (name: string, measured: number | undefined, wanted: number, atMost = false) => {
    if (measured === undefined) return
    const met = atMost ? measured <= wanted : measured >= wanted
    const missing = met ? 'met' : `${(atMost ? measured / wanted : wanted / measured).toFixed(2)} ×`
    rows.push([name, format(measured), `${atMost ? '≤' : '≥'} ${format(wanted)}`, missing])
  }
  const over = (name: string) => peer(name)?.times
  want('word-8-gram Set, latency', over('word-8-gram'), 30)
  want('includes, every window, latency', over('includes'), 200_000)
  want('suffix array, latency', over('suffix'), 150)
  want(
    '50-character shingle Set, memory with text',
    (peer('50-character')?.bytesPerByte ?? 0) / total || undefined,
    60,
  )
  const build = peer('word-8-gram')?.buildMegabytesPerSecond
  want('word-8-gram Set, build', build && first.buildMegabytesPerSecond / build, 40)
  if (results.length > 1)
    want(
      `growth of a clean answer, ${format(first.megabytes)} to ${format(last.megabytes)} MB`,
      last.engine.clean.p50 / first.engine.clean.p50,
      1.6,
      true,
    )
  want('streaming, µs for a token', first.perToken.clean, 0.3, true)
  if (first.typescript) want('TypeScript, latency', first.typescript.clean.p50 / first.engine.clean.p50, 1)
  const { truth } = first
  if (truth)
    want(
      'bytes found of those in a guaranteed run, %',
      100 * (1 - truth.bytesMissed / Math.max(1, truth.bytes)),
      99.99,
    )
  return rows
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]!.length)))
  const line = (cells: readonly string[]) =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  ')
  return `${[line(head), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(line)].join('\n')}\n`
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}

function format(value: number): string {
  return value >= 1000 ? Math.round(value).toLocaleString('en') : value.toPrecision(3)
}
