/**
 * A process that appends in a loop until it is killed: `appender.ts <directory> <anchor> <bytes per record>
 * <writers>`; without writers, one to four records at a time.
 * Says `+` when an append starts and its receipt when it is acknowledged, each before it does anything else.
 */
import { writeSync } from 'node:fs'
import { openJournal } from '../../../src/audit/journal.js'
import { secretKey } from '../../../src/core/digest.js'
import { FirewallError } from '../../../src/core/errors.js'

const [directory = '', anchor = '', padding = '0', writers = '0'] = process.argv.slice(2)
const sink = openJournal({
  directory,
  evidenceKey: secretKey(new Uint8Array(32).fill(7)),
  ...(anchor === '' ? {} : { anchor }),
  checkpointEvery: 3,
})
const chunks = ['x'.repeat(Number(padding))]

async function append(call: string): Promise<void> {
  writeSync(1, '+\n')
  const { id } = await sink.append({ type: 'retrieve', subject: 'user:a', call, query: 'q', k: 1, chunks })
  writeSync(1, `${id}\n`)
}

async function write(writer: number): Promise<never> {
  for (let i = 0; ; i++) await append(`${writer}.${i}`)
}

try {
  if (writers !== '0')
    await Promise.all(Array.from({ length: Number(writers) }, (_, writer) => write(writer)))
  for (let i = 0; ; i++) {
    await Promise.all(Array.from({ length: 1 + (i % 4) }, (_, j) => append(`${i}.${j}`)))
  }
} catch (error) {
  const first = error instanceof FirewallError ? error.code : 'foreign'
  const second = await sink.append({ type: 'failure', where: 'again', code: first }).then(
    () => 'acknowledged',
    (again: FirewallError) => again.code,
  )
  writeSync(1, `failed ${first} ${second}\n`)
}
