/** A firewall from a YAML file: folders with `.acl.yaml`, embeddings of one's own, and a loader with `labelOf`. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openFirewall } from 'ragwall'
import { files } from 'ragwall/connectors/files'
import { langchain } from 'ragwall/connectors/langchain'
import { director, intern } from './documents.js'

const folder = fileURLToPath(new URL('./handbook', import.meta.url))
const scratch = mkdtempSync(join(tmpdir(), 'handbook-'))

// In production a secret manager sets it, and it stays the same: `ragwall init` makes a key file instead.
process.env['HANDBOOK_KEY'] ??= randomBytes(32).toString('hex')

// Without overrides everything lies where the file says: here it goes to a scratch folder.
const firewall = await openFirewall(join(folder, 'ragwall.yaml'), {
  data: join(scratch, 'data'),
  audit: join(scratch, 'audit'),
})

// What `.acl.yaml` files say. `ragwall sync` does this for the connectors that the configuration names.
const summary = await firewall.sync(files({ root: join(folder, 'documents') }))
console.log(
  `from folders: ${summary.upserted} taken, ${summary.refused.map(({ id, code }) => `${id} ${code}`)}`,
)

// Any LangChain loader; who may read what it loads is `labelOf`'s to say.
const tickets = await firewall.sync(
  langchain({
    name: 'tickets',
    loader: {
      load: async () => [
        { pageContent: 'The coffee machine on the third floor is repaired.', metadata: { source: 'T-1' } },
        { pageContent: 'The door code of the archive was changed.', metadata: { source: 'T-2' } },
      ],
    },
    labelOf: ({ metadata }) =>
      metadata['source'] === 'T-1'
        ? { acl: { allow: ['*'], deny: [], classification: 'internal' } }
        : { acl: { allow: ['group:board'], deny: [], classification: 'secret' } },
  }),
)
console.log(`from the loader: ${tickets.upserted} taken`)

for (const principal of [intern, director]) {
  const chunks = await firewall.retrieve('harbour, leave, coffee, archive', { principal })
  console.log(
    `${principal.id}: ${[...new Set(chunks.map(({ documentId }) => documentId))].sort().join(', ')}`,
  )
}
await firewall.close()
rmSync(scratch, { recursive: true })
