import { PGlite } from '@electric-sql/pglite'
import { vector } from '@electric-sql/pglite-pgvector'
import { PGLiteSocketServer } from '@electric-sql/pglite-socket'
import pg from 'pg'

/** A PostgreSQL with pgvector: the one `RAGWALL_TEST_POSTGRES` names, else PGlite behind its own wire protocol. */
export interface PostgresVectors {
  readonly pool: pg.Pool
  readonly name: string
  close(): Promise<void>
}

export async function openPostgresVectors(): Promise<PostgresVectors> {
  const url = process.env['RAGWALL_TEST_POSTGRES']
  if (url !== undefined && url !== '') {
    const pool = new pg.Pool({ connectionString: url })
    await createExtension(pool)
    return { pool, name: 'PostgreSQL', close: () => pool.end() }
  }
  const database = await PGlite.create({ extensions: { vector } })
  const server = new PGLiteSocketServer({ db: database, port: 0, host: '127.0.0.1' })
  await server.start()
  const [host, port] = server.getServerConn().split(':')
  // It serves one connection at a time.
  const pool = new pg.Pool({ host, port: Number(port), user: 'postgres', database: 'postgres', max: 1 })
  return {
    pool,
    name: 'PGlite',
    async close() {
      await pool.end()
      await server.stop()
      await database.close()
    },
  }
}

/** Once: two suites that create it at the same time fail, `IF NOT EXISTS` or not. */
async function createExtension(pool: pg.Pool): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('SELECT pg_advisory_lock(72616777)')
    await client.query('CREATE EXTENSION IF NOT EXISTS vector')
    await client.query('SELECT pg_advisory_unlock(72616777)')
  } finally {
    client.release()
  }
}
