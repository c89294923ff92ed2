import type { Medium } from '../../core/types.js'
import type { Slot } from './fields.js'

/**
 * Images, sound and files of one answer or prompt, as they are kept for a person. The protocols write them as data URLs,
 * as bare base64, as objects with either, or say where they are to be had; a stream says sound in pieces.
 */
export class MediaParts {
  readonly #parts: { readonly path: string; readonly written: string; readonly medium: Medium }[] = []

  add({ path, name, value }: Slot): void {
    if (isNothing(value)) return
    const written = JSON.stringify(value)
    const before = this.#parts.findLast((one) => one.path === path)
    const medium = mediumOf(name, value)
    if (before !== undefined && isContinued(name)) {
      const data = Buffer.concat([before.medium.data, medium.data])
      this.#parts[this.#parts.indexOf(before)] = { path, written, medium: { ...before.medium, data } }
    } else if (!this.#parts.some((one) => one.written === written)) {
      this.#parts.push({ path, written, medium })
    }
  }

  get all(): readonly Medium[] {
    return this.#parts.map(({ medium }) => medium)
  }
}

export function isNothing(value: unknown): boolean {
  return value === null || value === ''
}

/** Sound of a stream: each event has its next piece. */
function isContinued(name: string): boolean {
  return name === 'delta' || name.endsWith('delta.audio.data')
}

function mediumOf(field: string, value: unknown): Medium {
  const { text, type } = writtenOf(value)
  const url = /^data:([\w.+-]+\/[\w.+-]+)?[^,]*;base64,/.exec(text)
  if (url !== null) {
    return { field, type: url[1] ?? UNKNOWN, data: Buffer.from(text.slice(url[0].length), 'base64') }
  }
  if (text.length >= 4 && BASE64.test(text)) {
    const data = Buffer.from(text, 'base64')
    return { field, type: type ?? typeOf(data), data }
  }
  return { field, type: 'application/json', data: Buffer.from(JSON.stringify(value), 'utf8') }
}

/** The text that an object holds its bytes in, and the type that it states. */
function writtenOf(value: unknown): { readonly text: string; readonly type?: string } {
  if (typeof value === 'string') return { text: value }
  const { url, data, file_data: file, media_type: type, format } = (value ?? {}) as Record<string, unknown>
  const text = [data, file, url].find((one) => typeof one === 'string') as string | undefined
  const stated = typeof type === 'string' ? type : typeof format === 'string' ? `audio/${format}` : undefined
  return { text: text ?? '', ...(stated !== undefined && TYPE.test(stated) ? { type: stated } : {}) }
}

const UNKNOWN = 'application/octet-stream'
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/
const TYPE = /^[\w.+-]+\/[\w.+-]+$/

/** By their first bytes. */
const SIGNATURES: readonly (readonly [type: string, at: number, bytes: string])[] = [
  ['image/png', 0, '\x89PNG'],
  ['image/jpeg', 0, '\xff\xd8\xff'],
  ['image/gif', 0, 'GIF8'],
  ['image/webp', 8, 'WEBP'],
  ['audio/wav', 8, 'WAVE'],
  ['audio/mpeg', 0, 'ID3'],
  ['audio/ogg', 0, 'OggS'],
  ['audio/flac', 0, 'fLaC'],
  ['application/pdf', 0, '%PDF'],
]

function typeOf(data: Buffer): string {
  const found = SIGNATURES.find(([, at, bytes]) => data.toString('latin1', at, at + bytes.length) === bytes)
  return found?.[0] ?? UNKNOWN
}
