import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { replaceFile } from '../../core/durable-file.js'
import { corrupt } from './segment-format.js'

/**
 * Which segments there are and which of their documents are dead. The manifest is the only mutable file: it
 * is replaced whole, and a file it does not name does not exist.
 */
export interface Manifest {
  /** Grows with every replacement: readers compare it. */
  readonly generation: number
  readonly segments: readonly ManifestSegment[]
}

export interface ManifestSegment {
  readonly file: string
  /** One bit per document, base64; empty when none is dead. */
  readonly dead: string
}

const NAME = 'manifest.json'
const SEGMENT = /^segment-[0-9a-f]{32}\.vbl$/
const OURS = /^(segment-[0-9a-f]{32}\.vbl|manifest\.json)(\.tmp)?$/

export function readManifest(directory: string): Manifest | undefined {
  let text: string
  try {
    text = readFileSync(join(directory, NAME), 'utf8')
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') return undefined
    throw error
  }
  let manifest: unknown
  try {
    manifest = JSON.parse(text)
  } catch (error) {
    throw corrupt(NAME, error)
  }
  if (!isManifest(manifest)) throw corrupt(NAME)
  return manifest
}

export function writeManifest(directory: string, manifest: Manifest): void {
  replaceFile(join(directory, NAME), [Buffer.from(`${JSON.stringify(manifest)}\n`)], 'manifest')
}

/** Deletes what a crash or a compaction left behind. The writer's alone. */
export function deleteUnnamed(directory: string, manifest: Manifest): void {
  const named = new Set([NAME, ...manifest.segments.map((segment) => segment.file)])
  for (const name of readdirSync(directory)) {
    if (OURS.test(name) && !named.has(name)) rmSync(join(directory, name), { force: true })
  }
}

function isManifest(value: unknown): value is Manifest {
  if (typeof value !== 'object' || value === null) return false
  const { generation, segments } = value as Record<string, unknown>
  return Number.isSafeInteger(generation) && Array.isArray(segments) && segments.every(isSegment)
}

function isSegment(value: unknown): value is ManifestSegment {
  if (typeof value !== 'object' || value === null) return false
  const { file, dead } = value as Record<string, unknown>
  return typeof file === 'string' && SEGMENT.test(file) && typeof dead === 'string'
}
