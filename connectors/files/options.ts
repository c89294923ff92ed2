import { z } from 'zod'
import { sidecarSchema } from './acl.js'

const text = z.string().min(1)
const name = text.exactOptional().describe('Cursors are stored under it.')
const globs = z.array(text)

/** The part of a sidecar that says who may read, for connectors that take it as an option. */
const aclSchema = z.strictObject({
  allow: z.array(text).describe('Any of these may read.'),
  deny: z.array(text).default([]).describe('None of these may read.'),
  classification: text.exactOptional().describe('A level, or a word that `classifications` maps to one.'),
  compartments: z.array(text).exactOptional().describe('All of them are demanded.'),
})

/** Options of `use: files`. */
export const filesOptionsSchema = z.strictObject({
  root: text.describe('The folder.'),
  name,
  prefix: z.string().exactOptional().describe('Stands before each id. Two folders need different ones.'),
  include: globs
    .exactOptional()
    .describe('Globs of what is taken. Default every file of a kind that has a reader.'),
  exclude: globs
    .exactOptional()
    .describe('Globs of what is left out; a folder that one matches is not entered.'),
  onUnknown: z
    .enum(['skip', 'refuse'])
    .exactOptional()
    .describe(
      'What becomes of files of a kind that has no reader: counted and named, or refused. Default `skip`.',
    ),
  archives: z
    .boolean()
    .exactOptional()
    .describe(
      'Archives (`.zip`, `.tar`, `.tar.gz`) are entered, one level deep. Default false: named as skipped.',
    ),
  mailReaders: z
    .enum(['sidecar', 'correspondents'])
    .exactOptional()
    .describe(
      'Who may read a mail: whom the sidecars name, or of all people its sender and recipients, as `user:<address>`. Default `sidecar`.',
    ),
  permissions: z
    .union([
      z.enum(['sidecars', 'posix']),
      z.strictObject({
        icacls: text.describe('The file that it was saved to.'),
        folder: text.describe('The folder as it was called there: `D:\\share`.'),
      }),
    ])
    .exactOptional()
    .describe(
      'Who may read: whom sidecars name, whom the file system lets read, or whom Windows does, as `icacls <folder> /T` printed it. Default `sidecars`.',
    ),
  everyone: globs
    .exactOptional()
    .describe('Globs of files that everybody may read where the system says so. Default none.'),
  defaults: sidecarSchema
    .omit({ inherit: true })
    .exactOptional()
    .describe("What holds above the root's own sidecar, in a sidecar's words."),
})

/** Options of `use: training`. */
export const trainingOptionsSchema = z.strictObject({
  path: text.describe('JSON Lines, gzipped if the name ends in `.gz`.'),
  acl: aclSchema.describe('Who may read the records themselves.'),
  name,
  kind: z
    .enum(['knowledge', 'training', 'prompt', 'canary', 'code'])
    .exactOptional()
    .describe('What the records are for. Default `training`.'),
  license: text.exactOptional().describe('SPDX id or policy name of the terms of reuse.'),
})
