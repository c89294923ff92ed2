import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { type Package, stagePackage } from './stage.js'

/** Bytes of the tarball: 2.4 MB of it are the files of `data`, 1.5 MB code, 0.4 MB declarations. */
export const MOST_PACKED = 4_500_000
/** Bytes of a file of JavaScript or declarations: no literal is longer than the file it stands in. */
export const MOST_CODE = 100_000

export const isCode = (path: string) => /\.(?:js|d\.ts)$/.test(path)

/**
 * Prints what the package weighs, and what importing it and a first scan cost: `npm run package:budget`. Medians of
 * five processes; times are CPU time, for the clock of a busy machine says little.
 */
const RUNS = 5

const PROGRAM = `
const used = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000 }
const before = used()
await import(process.argv[1] + '/src/index.js')
const { createScanner } = await import(process.argv[1] + '/src/detect/index.js')
const imported = used()
const importMemory = process.memoryUsage().rss
createScanner().scan('John Smith, +1 212 555 0143, john.smith@example.com. 山田太郎さんの電話は03-1234-5678です。')
const scanned = used()
console.log(JSON.stringify({
  import: imported - before,
  importMemory,
  scan: scanned - imported,
  scanMemory: process.memoryUsage().rss,
}))
`

interface Cost {
  /** Milliseconds of CPU time. */
  readonly import: number
  readonly scan: number
  /** Bytes of resident memory, of the whole process. */
  readonly importMemory: number
  readonly scanMemory: number
}

function costs({ folder }: Package): Cost {
  const dist = pathToFileURL(join(folder, 'dist')).href
  const runs = Array.from({ length: RUNS }, () => {
    const ran = execFileSync(process.execPath, ['--input-type=module', '-e', PROGRAM, dist], {
      encoding: 'utf8',
    })
    return JSON.parse(ran) as Cost
  })
  const median = (key: keyof Cost) => runs.map((run) => run[key]).sort((a, b) => a - b)[RUNS >> 1]!
  return {
    import: median('import'),
    scan: median('scan'),
    importMemory: median('importMemory'),
    scanMemory: median('scanMemory'),
  }
}

function main(): void {
  const folder = mkdtempSync(join(tmpdir(), 'ragwall-budget-'))
  try {
    const staged = stagePackage(folder)
    const code = staged.files.filter(({ path }) => isCode(path)).sort((a, b) => b.size - a.size)
    const cost = costs(staged)
    const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(2)} MB`
    const lines = [
      `tarball         ${megabytes(staged.size)} of ${megabytes(MOST_PACKED)}`,
      `unpacked        ${megabytes(staged.unpackedSize)} in ${staged.files.length} files`,
      `largest code    ${code[0]!.path}, ${code[0]!.size} bytes of ${MOST_CODE}`,
      `import          ${cost.import.toFixed(0)} ms, ${megabytes(cost.importMemory)} resident`,
      `first scan      ${cost.scan.toFixed(0)} ms, ${megabytes(cost.scanMemory)} resident`,
    ]
    process.stdout.write(`${lines.join('\n')}\n`)
    if (staged.size > MOST_PACKED || code[0]!.size > MOST_CODE) process.exitCode = 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main()
