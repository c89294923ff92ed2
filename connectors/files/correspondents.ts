import type { FileContent, ReadOptions } from './content.js'
import { mayHoldMail, readFormat } from './formats.js'
import { readWhole, statOf } from './read.js'

/** Whom the mails in a file name, by part; its own under the empty name. Undefined for what is no mail. */
export type Correspondents = ReadonlyMap<string, readonly string[] | undefined>

/** Files whose mails are remembered: a folder that somebody works in. */
const REMEMBERED = 1_000

/**
 * Reads files whose readers are in what they say, and remembers who they are for as long as size and times stay.
 * `none` for a file that holds no mail. Throws Unfit for what cannot be read.
 */
export function createCorrespondents(
  options: ReadOptions,
): (root: string, path: string) => Promise<Correspondents | 'none'> {
  const known = new Map<string, { readonly stat: string; readonly correspondents: Correspondents }>()
  return async (root, path) => {
    if (!mayHoldMail(path)) return 'none'
    const stat = await statOf(root, path)
    const remembered = known.get(path)
    if (remembered !== undefined && stat !== '' && remembered.stat === stat) return remembered.correspondents
    const { bytes } = await readWhole(root, path)
    const correspondents = correspondentsOf(await readFormat(path, bytes, options))
    known.delete(path)
    known.set(path, { stat, correspondents })
    for (const oldest of known.keys()) {
      if (known.size <= REMEMBERED) break
      known.delete(oldest)
    }
    return correspondents
  }
}

function correspondentsOf({ own, parts }: FileContent): Correspondents {
  const found = new Map<string, readonly string[] | undefined>()
  if (own !== undefined) found.set('', own.correspondents)
  for (const part of parts) if ('content' in part) found.set(part.name, part.content.correspondents)
  return found
}
