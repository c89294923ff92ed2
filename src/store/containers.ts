import { LIMITS } from '../core/limits.js'
import type { ContainerRegistry } from '../core/ports.js'
import type { ContainerPermissions } from '../core/types.js'
import { corrupt, type Database, decodeText, encodeText, type Row } from './database.js'

/** A container that a change is about: without permissions it goes. */
export interface ContainerWrite {
  readonly id: string
  readonly connector: string
  readonly permissions?: ContainerPermissions
  /** Milliseconds since the epoch. */
  readonly checked: number
}

/** Containers, read from the database when they are asked for: only ingest and auditors do. */
export class Containers implements ContainerRegistry {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  byId(id: string): ReturnType<ContainerRegistry['byId']> {
    const row = this.#row(id)
    if (row === undefined) return undefined
    const [connector, , checked] = row
    return { connector: decodeText(connector), permissions: read(row), checked: Number(checked) }
  }

  chain(id: string): readonly ContainerPermissions[] | undefined {
    const chain: ContainerPermissions[] = []
    for (let at: string | undefined = id; at !== undefined; at = chain[0]?.parent) {
      const row = this.#row(at)
      if (row === undefined || chain.length >= LIMITS.containerDepth) return undefined
      chain.unshift(read(row))
    }
    return chain
  }

  /** Inside a transaction. */
  write({ id, connector, permissions, checked }: ContainerWrite): void {
    const database = this.#database
    if (permissions === undefined) {
      database.statement('DELETE FROM containers WHERE id = ?').run(encodeText(id))
      return
    }
    const { parent } = permissions
    database
      .statement(
        `INSERT INTO containers (id, connector, parent, permissions, checked) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET connector = excluded.connector, parent = excluded.parent,
           permissions = excluded.permissions, checked = excluded.checked`,
      )
      .run(
        encodeText(id),
        encodeText(connector),
        parent === undefined ? null : encodeText(parent),
        encodeText(JSON.stringify(permissions)),
        checked,
      )
  }

  #row(id: string): Row | undefined {
    return this.#database
      .statement('SELECT connector, permissions, checked FROM containers WHERE id = ?')
      .get(encodeText(id))
  }
}

function read([, permissions]: Row): ContainerPermissions {
  try {
    return JSON.parse(decodeText(permissions)) as ContainerPermissions
  } catch {
    throw corrupt('the permissions of a container')
  }
}
