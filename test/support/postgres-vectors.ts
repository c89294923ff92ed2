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
