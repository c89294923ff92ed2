import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** OpenLDAP's server, where it is installed: `RAGWALL_TEST_SLAPD`, or where Debian has it. */
export const slapd = [process.env['RAGWALL_TEST_SLAPD'], '/usr/sbin/slapd'].find(
  (path) => path !== undefined && existsSync(path),
)

export const SUFFIX = 'dc=corp,dc=example'
export const ADMIN = `cn=admin,${SUFFIX}`

/** A server of its own with these entries, started without root; `modify` takes LDIF of changes. */
export async function startSlapd(ldif: string) {
  const folder = mkdtempSync(join(tmpdir(), 'ragwall-slapd-'))
  mkdirSync(join(folder, 'db'))
  writeFileSync(
    join(folder, 'slapd.conf'),
    `include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
include /etc/ldap/schema/nis.schema
modulepath /usr/lib/ldap
moduleload back_mdb
pidfile ${folder}/slapd.pid
database mdb
maxsize 10485760
suffix "${SUFFIX}"
rootdn "${ADMIN}"
rootpw secret
directory ${folder}/db
`,
  )
  writeFileSync(join(folder, 'all.ldif'), ldif)
  const config = ['-f', join(folder, 'slapd.conf')]
  // The same program under the name of its tool for loading.
  execFileSync(slapd!, ['-T', 'add', ...config, '-l', join(folder, 'all.ldif')], { stdio: 'pipe' })
  const url = `ldap://127.0.0.1:${await freePort()}`
  let server = await start(config, url)
  return {
    url,
    /** Ends it; `up` starts it again where it was. */
    async down(): Promise<void> {
      await ended(server)
    },
    async up(): Promise<void> {
      server = await start(config, url)
    },
    async stop(): Promise<void> {
      await ended(server)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function start(config: readonly string[], url: string): Promise<ChildProcess> {
  // With a level of debugging it stays in the foreground.
  const server = spawn(slapd!, [...config, '-h', url, '-d', 'stats'], { stdio: ['ignore', 'ignore', 'pipe'] })
  await new Promise<void>((resolve, reject) => {
    let said = ''
    server.stderr!.on('data', (bytes: Buffer) => {
      said += bytes.toString()
      if (said.includes('slapd starting')) resolve()
    })
    server.once('exit', () => reject(new Error(`slapd ended: ${said.slice(-500)}`)))
  })
  // It says so before it listens.
  while (server.exitCode === null && !(await answers(url))) await new Promise(setImmediate)
  return server
}

function answers(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

async function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const end = new Promise((resolve) => server.once('exit', resolve))
  server.kill('SIGTERM')
  await end
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}
