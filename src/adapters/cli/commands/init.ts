import { randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Command } from 'commander'
import { FirewallError } from '../../../core/errors.js'
import { createKeyFile } from '../../../core/keys.js'
import { type Context, declare, type Shared } from '../command.js'
import { json } from '../io.js'
import { shellQuote } from '../sample.js'
import {
  configTemplate,
  IGNORE_TEMPLATE,
  PRINCIPALS_TEMPLATE,
  RECOGNIZERS_TEMPLATE,
  SERVICE_TEMPLATE,
} from '../templates.js'

/** `ragwall init [folder]`: files to start from, and a secret key. What is there already stays as it is. */
export function initCommand({ io }: Context): Command {
  return declare('init', 'write a configuration, principals, a service policy and a secret key')
    .argument('[folder]', 'where', '.')
    .action((argument: string, flags: Shared) => {
      const folder = resolve(io.folder, argument)
      const results = [
        ...files().map(([path, text]) => ({ path, created: create(join(folder, path), text) })),
        { path: KEY, created: createKeyFile(join(folder, KEY), join(folder, '.ragwall/data')) },
      ]
      if (flags.json) {
        io.out(json({ folder, files: results }))
        return
      }
      for (const { path, created } of results)
        io.out(`${created ? 'created' : 'kept   '}  ${join(argument, path)}\n`)
      const config = join(argument, 'config/ragwall.yaml')
      const named = argument === '.' ? '' : ` --config ${shellQuote(config)}`
      io.out(
        `\nnext: name your documents under \`connectors\` in ${config}, then run \`${io.command} sync${named}\`\n`,
      )
    })
}

const KEY = 'keys/ragwall.key'

function files(): [path: string, text: string][] {
  return [
    // Before the key: a folder under version control must not offer it for a commit, not for a moment.
    ['keys/.gitignore', IGNORE_TEMPLATE],
    ['.ragwall/.gitignore', IGNORE_TEMPLATE],
    ['config/ragwall.yaml', configTemplate(`demo-alice-${randomBytes(8).toString('hex')}`)],
    ['config/principals.yaml', PRINCIPALS_TEMPLATE],
    ['config/services/default.yaml', SERVICE_TEMPLATE],
    ['config/recognizers/own.yaml', RECOGNIZERS_TEMPLATE],
  ]
}

/** Whether it was made. An existing file is never touched, also not one that appears at this moment. */
function create(path: string, text: string): boolean {
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text, { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if ((error as { code?: unknown }).code === 'EEXIST') return false
    throw new FirewallError('config-unreadable', `${path} cannot be written`, {
      help: 'name a folder that is yours: ragwall init FOLDER',
      cause: error,
    })
  }
}
