import { openStore } from '../../src/store/store.js'
import { createPlainFingerprints } from './plain-fingerprints.js'
import { entitle, indexKey, labelFor, principal, put, searchAs } from './stores.js'

/**
 * A second process for the tests of the store. The first argument is the data directory, the second what to do;
 * it answers in lines on standard output and obeys lines on standard input.
 */
const [directory = '', task = ''] = process.argv.slice(2)

const store = await openStore({
  directory,
  keys: { index: indexKey },
  fingerprints: createPlainFingerprints(),
})
const alice = principal('user:alice')

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

if (task === 'write') {
  // Every batch replaces one document, deletes one, relabels one and adds one: all of it or nothing.
  for (let i = 1; i <= 40; i++) {
    await store.apply([
      put('replaced', labelFor('user:alice'), [`version ${i}`, `second piece ${i}`], {
        values: [{ entity: 'X', digest: `value-${i}` }],
      }),
      put(`added-${i}`, labelFor('user:alice'), [`added ${i}`]),
      { kind: 'delete', id: `added-${i - 1}` },
      { kind: 'relabel', id: 'moved', label: labelFor(i % 2 === 0 ? 'user:alice' : 'user:bob') },
    ])
    say(String(i))
  }
  await store.close()
} else if (task === 'reindex') {
  await store.reindex(async (texts) => texts.map((text) => [text.length, 1, 0]))
  await store.close()
} else if (task === 'hold') {
  await store.apply([put('from-child', labelFor('user:alice'), ['the child was here'])])
  say('held')
  setInterval(() => undefined, 1_000)
} else if (task === 'follow') {
  say('ready')
  for await (const chunk of process.stdin) {
    for (const _ of String(chunk).trim().split('\n')) {
      await store.refresh()
      const found = await searchAs(store, alice, { text: 'text', k: 200 })
      const values = await store.values.lookup(['v1'])
      const query = Buffer.from('a'.repeat(40))
      say(
        JSON.stringify({
          ids: found.map(({ id }) => id).sort(),
          size: store.documents.size,
          epoch: store.labels.epoch,
          values: values[0]!.length,
          runs: store.fingerprints.search(query).length,
          entitled: (await entitle(store, alice)).labels.length,
        }),
      )
    }
  }
  await store.close()
}
