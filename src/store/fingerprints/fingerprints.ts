import { mkdirSync } from 'node:fs'
import { setImmediate as pause } from 'node:timers/promises'
import { deriveKey, type SecretKey } from '../../core/digest.js'
import { FirewallError, toFirewallError } from '../../core/errors.js'
import { LIMITS } from '../../core/limits.js'
import type { FingerprintAnchor, FingerprintPlace, FingerprintRun, SearchOptions } from '../../core/ports.js'
import { GUARANTEED_BYTES } from '../../core/thresholds.js'
import type { DocumentNumber } from '../../core/types.js'
import { matchFold } from '../../text/fold.js'
import { findAnchors, findPlaces } from './anchors.js'
import { groupAll, pickMerge, SEGMENT_TEXT, SEGMENT_TEXT_LOW } from './compaction.js'
import type { FingerprintStatistics, Fingerprints, SharedFingerprints } from './contract.js'
import { HashOnlyFingerprints } from './hash-only.js'
import { Arena } from './kernels/arena.js'
import { chosenKernels, type KernelChoice, Machine, machineFor } from './kernels/machine.js'
import { deleteUnnamed, type Manifest, readManifest, writeManifest } from './manifest.js'
import { MemoryImage } from './memory-image.js'
import { Memtable } from './memtable.js'
import { AllRuns, CountedRuns } from './run-list.js'
import { createScheme, profileOf, type Scheme } from './scheme.js'
import { everySeedOf, seedsOf } from './seeds.js'
import { type Holder, Segment } from './segment.js'
import { buildSegment, type FoldedDocument } from './segment-build.js'
import { SegmentFiles } from './segment-files.js'
import { corrupt, otherVersion } from './segment-format.js'
import { covers } from './winnow.js'
import { VISIT, Work } from './work.js'

export interface FingerprintOptions {
  /** Where segments and the manifest lie; in memory only without it. The directory belongs to this index alone. */
  readonly directory?: string
  readonly key: SecretKey
  /** L, folded bytes. Default `GUARANTEED_BYTES`. */
  readonly guaranteeBytes?: number
  /** Neither writes nor deletes; what is added or removed stays in this process. */
  readonly readOnly?: boolean
  /** Folded bytes after which a memtable is closed and another one begun. Default 16 MB. */
  readonly flushBytes?: number
  /**
   * Keeps a filter of ten bits for a sampled k-gram in memory and reads tables and text from the files when it lets
   * something pass. The answers are the same. Needs a `directory`. What is added is in memory until it is flushed,
   * and a merge has the text of its segments in memory while it runs.
   */
  readonly lowMemory?: boolean
  /**
   * Which loops to run on; all give the same answers. Default: `RAGWALL_KERNELS`, else `auto`, which is
   * WebAssembly where it has SIMD and shared memory.
   */
  readonly kernels?: KernelChoice
}

/** Bytes another thread gets to work in: its kernels' space, and queries of up to three megabytes. */
const ROOM = 48 * 1024 * 1024

/**
 * Opens what another thread shared, as it was then; what is added or removed here stays here. Throws
 * `store-version` when the key is another one.
 */
export function attachFingerprints(
  image: SharedFingerprints,
  options: { readonly key: SecretKey },
): Fingerprints {
  const scheme = createScheme(options.key, profileOf(image.guarantee))
  if (scheme.keyId !== image.keyId) throw otherVersion('image')
  const { memory, room } = image
  const machine = memory && room && new Machine(memory, new Arena(memory, room))
  return new SegmentedFingerprints({ key: options.key, readOnly: true }, scheme, { image, machine })
}

/**
 * Opens the verbatim engine's index. The text in it is a copy: the owner compares `documents()` with its own
 * database after opening, adds what is missing and removes what is dead, so a crash loses work, not truth.
 *
 * Throws `store-version` when the files were made with another key, fold or guarantee, and `store-corrupt`
 * when one is damaged; in both cases the owner deletes the directory and adds everything again.
 */
export async function openFingerprints(options: FingerprintOptions): Promise<Fingerprints> {
  if (options.lowMemory === true && options.directory === undefined) {
    throw new FirewallError('option-invalid', 'lowMemory needs a directory to read from')
  }
  const scheme = createScheme(options.key, profileOf(options.guaranteeBytes ?? GUARANTEED_BYTES))
  const index = new SegmentedFingerprints(options, scheme)
  guard(() => index.load())
  return index
}

/**
 * The same without stored text (`hash-only.ts` states what that costs). Its files are truth: nothing can be made
 * again from them or without the documents. They open with the same key and guarantee, in this mode alone.
 */
export async function openHashOnly(options: FingerprintOptions): Promise<HashOnlyFingerprints> {
  const guarantee = options.guaranteeBytes ?? GUARANTEED_BYTES
  const scheme = createScheme(options.key, profileOf(guarantee))
  const key = deriveKey(options.key, `hash-only ${guarantee}`)
  return new HashOnlyFingerprints(
    await openFingerprints({ ...options, key, guaranteeBytes: GUARANTEED_BYTES }),
    scheme,
  )
}

const FLUSH_BYTES = 16 * 1024 * 1024
/** Longest time a build keeps the event loop, milliseconds. */
const TURN = 8

class SegmentedFingerprints implements Fingerprints {
  readonly guarantee: number
  readonly #scheme: Scheme
  readonly #directory: string | undefined
  readonly #files: SegmentFiles | undefined
  readonly #lowMemory: boolean
  readonly #readOnly: boolean
  readonly #machine: Machine | undefined
  readonly #flushBytes: number
  #segments: readonly Segment[] = []
  #sealed: readonly Memtable[] = []
  #memtable: Memtable
  #generation = 0
  /** Documents died in a segment since the manifest was written. */
  #dirty = false
  /** What a reader removed: the writer's manifest may not know it yet. */
  readonly #removed = new Set<DocumentNumber>()
  #queue: Promise<unknown> = Promise.resolve()
  #closed = false

  constructor(
    options: FingerprintOptions,
    scheme: Scheme,
    from?: { readonly image: SharedFingerprints; readonly machine: Machine | undefined },
  ) {
    this.#scheme = scheme
    this.guarantee = scheme.guarantee
    this.#directory = options.directory
    this.#readOnly = options.readOnly ?? false
    this.#flushBytes = options.flushBytes ?? FLUSH_BYTES
    this.#machine = from === undefined ? machineFor(options.kernels ?? chosenKernels()) : from.machine
    this.#lowMemory = options.lowMemory ?? false
    if (options.directory !== undefined) {
      const how = { machine: this.#machine, lowMemory: this.#lowMemory }
      this.#files = new SegmentFiles(options.directory, scheme, how)
    }
    this.#memtable = new Memtable(scheme, this.#machine)
    if (from === undefined) return
    this.#segments = from.image.segments.map(({ sections, dead }) => {
      const machine = sections.block === undefined ? undefined : this.#machine
      return new Segment(MemoryImage.of(sections, scheme.k, machine), scheme, undefined, dead)
    })
  }

  load(): void {
    if (this.#directory === undefined) return
    if (!this.#readOnly) mkdirSync(this.#directory, { recursive: true, mode: 0o700 })
    const manifest = this.#loadNamed()
    if (!this.#readOnly) deleteUnnamed(this.#directory, manifest)
  }

  refresh(): boolean {
    this.#requireOpen()
    if (!this.#readOnly || this.#directory === undefined) return false
    const before = this.#generation
    guard(() => this.#loadNamed())
    if (this.#generation === before) return false
    const files = this.#segments.filter((segment) => segment.file !== undefined)
    for (const number of this.#removed) for (const segment of files) segment.remove(number)
    const own = this.#holders().filter((holder) => !files.includes(holder as Segment))
    for (const holder of own) {
      for (const { number } of [...holder.live()]) {
        if (files.some((segment) => segment.has(number))) holder.remove(number)
      }
    }
    return true
  }

  add(document: DocumentNumber, text: string, note?: Uint8Array): void {
    this.#requireOpen()
    this.addFolded(document, matchFold(text), note)
  }

  addFolded(document: DocumentNumber, folded: Uint8Array, note?: Uint8Array): void {
    this.#requireOpen()
    if (!Number.isInteger(document) || document < 0 || document > 0xffffffff) {
      throw new FirewallError('option-invalid', 'a document number must be a whole number below 2^32')
    }
    if (this.#holders().some((holder) => holder.has(document))) {
      throw new FirewallError('option-invalid', `document ${document} is already in the fingerprint index`)
    }
    if (this.#memtable.documents > 0 && this.#memtable.textBytes + folded.length > this.#flushBytes)
      this.#seal()
    this.#memtable.add(document, folded, note)
  }

  remove(document: DocumentNumber): void {
    this.#requireOpen()
    for (const holder of this.#holders()) {
      if (holder.remove(document) && holder instanceof Segment) this.#dirty = true
    }
    if (this.#readOnly) this.#removed.add(document)
  }

  *documents(): Iterable<DocumentNumber> {
    this.#requireOpen()
    for (const holder of this.#holders()) {
      for (const { number } of holder.live()) yield number as DocumentNumber
    }
  }

  search(query: Uint8Array, options: SearchOptions = {}): readonly FingerprintRun[] {
    this.#requireOpen()
    const minBytes = Math.max(this.guarantee, options.minBytes ?? 0)
    if (query.length < minBytes) return []
    const work = new Work(options.workLimit)
    work.add(query.length)
    const seeds = seedsOf(query, this.#scheme, this.#machine)
    if (seeds.count === 0) return []
    const { copies, groupOf = () => undefined } = options
    const runs = copies === undefined ? new AllRuns(work) : new CountedRuns(copies, groupOf, work)
    for (const segment of this.#segments) segment.search(query, seeds, minBytes, work, runs)
    for (const memtable of this.#sealed) memtable.search(query, seeds, minBytes, work, runs)
    this.#memtable.search(query, seeds, minBytes, work, runs)
    return runs.finish()
  }

  covers(text: Uint8Array, start: number, end: number): boolean {
    return covers(text, start, end, this.#scheme)
  }

  anchors(
    query: Uint8Array,
    options: { readonly minBytes?: number; readonly copies?: number; readonly workLimit?: number } = {},
  ): readonly FingerprintAnchor[] {
    this.#requireOpen()
    const { k } = this.#scheme
    const minBytes = Math.max(k, options.minBytes ?? 0)
    const work = new Work(options.workLimit)
    work.add(query.length)
    const seeds = seedsOf(query, this.#scheme, this.#machine)
    const copies = options.copies ?? LIMITS.anchorCopies
    return findAnchors(this.#holders(), { query, seeds, k, minBytes, copies }, work)
  }

  places(
    query: Uint8Array,
    options: { readonly copies?: number; readonly workLimit?: number } = {},
  ): readonly FingerprintPlace[] {
    this.#requireOpen()
    const work = new Work(options.workLimit)
    work.add(VISIT * query.length)
    const seeds = everySeedOf(query, this.#scheme, this.#machine)
    if (seeds.count === 0) return []
    return findPlaces(this.#holders(), { query, seeds, copies: options.copies ?? LIMITS.anchorCopies }, work)
  }

  lengthOf(document: DocumentNumber): number | undefined {
    return this.#firstOf((holder) => holder.lengthOf(document))
  }

  slice(document: DocumentNumber, start: number, end: number): Uint8Array | undefined {
    return this.#firstOf((holder) => holder.slice(document, start, end))
  }

  noteOf(document: DocumentNumber): Uint8Array | undefined {
    return this.#firstOf((holder) => holder.noteOf(document))
  }

  async share(): Promise<{ readonly image: SharedFingerprints; release(): void }> {
    if (this.#lowMemory) {
      throw new FirewallError('option-invalid', 'an index in low-memory mode cannot be shared', {
        help: 'open it without lowMemory: threads then search one copy in memory',
      })
    }
    await this.flush()
    const segments = this.#segments.map(({ image, dead }) => {
      return { sections: (image as MemoryImage).sections, dead: dead.slice() }
    })
    const common = { keyId: this.#scheme.keyId, guarantee: this.guarantee, segments }
    const machine = this.#machine
    const room = machine?.arena.allocate(ROOM)
    if (machine === undefined || room === undefined) return { image: common, release() {} }
    const giveBack = machine.lend(segments.map(({ sections }) => sections))
    let held = true
    return {
      image: { ...common, memory: machine.arena.memory, room: { at: room.at, length: ROOM } },
      release() {
        if (held) machine.arena.release(room)
        held = false
        giveBack()
      },
    }
  }

  erase(documents: Iterable<DocumentNumber>): Promise<void> {
    this.#requireOpen()
    const numbers = [...documents]
    for (const number of numbers) this.remove(number)
    return this.#inTurn(async () => {
      await this.#flush()
      if (this.#readOnly) return
      // A flush may have built a segment of documents that were alive when it began.
      const holding = this.#segments.filter((segment) => numbers.some((number) => segment.holds(number)))
      for (const segment of holding) await this.#replace([segment])
    })
  }

  /** What the holder of a document says. */
  #firstOf<T>(ask: (holder: Holder) => T | undefined): T | undefined {
    this.#requireOpen()
    for (const holder of this.#holders()) {
      const answer = ask(holder)
      if (answer !== undefined) return answer
    }
    return undefined
  }

  flush(): Promise<void> {
    return this.#inTurn(() => this.#flush())
  }

  compact(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#flush()
      if (this.#readOnly) return
      for (const group of groupAll(this.#segments, this.#segmentText)) await this.#replace(group)
    })
  }

  async close(): Promise<void> {
    await this.#queue.catch(() => undefined)
    this.#closed = true
    for (const segment of this.#segments) segment.image.release()
    this.#segments = []
    this.#sealed = []
    this.#memtable = new Memtable(this.#scheme, this.#machine)
  }

  statistics(): FingerprintStatistics {
    this.#requireOpen()
    const holders = [...this.#segments, ...this.#sealed, this.#memtable]
    return {
      documents: [...this.documents()].length,
      segments: this.#segments.length,
      textBytes: holders.reduce((sum, holder) => sum + holder.textBytes, 0),
      indexBytes: holders.reduce((sum, holder) => sum + holder.indexBytes, 0),
      memoryBytes: holders.reduce((sum, holder) => sum + holder.memoryBytes, 0),
    }
  }

  /** Largest text of a segment. */
  get #segmentText(): number {
    return this.#lowMemory ? SEGMENT_TEXT_LOW : SEGMENT_TEXT
  }

  #holders(): readonly Holder[] {
    return [...this.#segments, ...this.#sealed, this.#memtable]
  }

  #seal(): void {
    if (this.#memtable.documents === 0) return
    this.#sealed = [...this.#sealed, this.#memtable]
    this.#memtable = new Memtable(this.#scheme, this.#machine)
  }

  async #flush(): Promise<void> {
    this.#seal()
    if (this.#sealed.length > 0) await this.#replace(this.#sealed)
    if (this.#readOnly) return
    if (this.#dirty) this.#commit(this.#segments)
    const next = () => pickMerge(this.#segments, this.#segmentText)
    for (let group = next(); group !== undefined; group = next()) await this.#replace(group)
  }

  /** Puts new segments with the live documents of `old` in its place, first on disk, then in memory. */
  async #replace(old: readonly (Segment | Memtable)[]): Promise<void> {
    const documents = old.flatMap((holder) => [...holder.live()]).sort((a, b) => a.number - b.number)
    const built: Segment[] = []
    for (const group of bySize(documents, this.#segmentText)) built.push(await this.#build(group))
    for (const segment of built) {
      // Removed while it was built.
      for (const { number } of [...segment.live()]) {
        if (!old.some((holder) => holder.has(number))) segment.remove(number)
      }
    }
    const segments = [...this.#segments.filter((segment) => !old.includes(segment)), ...built]
    this.#commit(segments)
    this.#segments = segments
    this.#sealed = this.#sealed.filter((memtable) => !old.includes(memtable))
    for (const holder of old) if (holder instanceof Segment) this.#discard(holder)
  }

  async #build(documents: readonly FoldedDocument[]): Promise<Segment> {
    const sections = await inTurns(buildSegment(documents, this.#scheme, this.#machine))
    if (this.#files === undefined || this.#readOnly) {
      return new Segment(MemoryImage.of(sections, this.#scheme.k, this.#machine), this.#scheme)
    }
    const { file, image } = this.#files.write(sections)
    return new Segment(image, this.#scheme, file)
  }

  /** A segment whose place was taken. */
  #discard(segment: Segment): void {
    segment.image.release()
    if (segment.file !== undefined && !this.#readOnly) this.#files?.delete(segment.file)
  }

  #commit(segments: readonly Segment[]): void {
    if (this.#directory !== undefined && !this.#readOnly) {
      writeManifest(this.#directory, {
        generation: this.#generation + 1,
        segments: segments.map((segment) => ({
          file: segment.file!,
          dead: segment.hasDead ? Buffer.from(segment.dead).toString('base64') : '',
        })),
      })
      this.#generation += 1
    }
    this.#dirty = false
  }

  /** Loads what the manifest names; again when the writer replaced it, and the files, in between. */
  #loadNamed(): Manifest {
    const directory = this.#directory!
    for (let attempt = 0; ; attempt++) {
      const manifest = readManifest(directory) ?? { generation: 0, segments: [] }
      if (manifest.generation === this.#generation) return manifest
      const before = this.#segments
      const loaded: Segment[] = []
      try {
        for (const named of manifest.segments) loaded.push(this.#loadSegment(named))
      } catch (error) {
        releaseAllBut(before, loaded)
        const missing = (error as { code?: unknown }).code === 'ENOENT'
        if (!missing) throw error
        if (!this.#readOnly || attempt === 10) throw corrupt('manifest.json', error)
        continue
      }
      this.#segments = [...loaded, ...before.filter((segment) => segment.file === undefined)]
      this.#generation = manifest.generation
      // What is in memory may still be looked at; what is in files is read anew each time.
      if (this.#lowMemory) releaseAllBut(this.#segments, before)
      return manifest
    }
  }

  #loadSegment({ file, dead }: { file: string; dead: string }): Segment {
    const known = this.#segments.find((segment) => segment.file === file)
    const image = known?.image ?? this.#files!.open(file)
    return new Segment(image, this.#scheme, file, dead === '' ? undefined : Buffer.from(dead, 'base64'))
  }

  /** One writing operation after the other; a failed one does not stop the next. */
  #inTurn(operation: () => Promise<void>): Promise<void> {
    this.#requireOpen()
    const turn = this.#queue
      .catch(() => undefined)
      .then(operation)
      .catch((error: unknown) => {
        throw toFirewallError(error, 'store-failed', 'the fingerprint index could not be written')
      })
    this.#queue = turn
    return turn
  }

  #requireOpen(): void {
    if (this.#closed) throw new FirewallError('closed', 'the fingerprint index is already closed')
  }
}

/** Runs a build to its end and lets others run now and then. */
async function inTurns<T>(steps: Generator<void, T>): Promise<T> {
  let since = performance.now()
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    if (performance.now() - since < TURN) continue
    await pause()
    since = performance.now()
  }
}

/** Cuts documents into groups of at most so many bytes, or of one. */
function* bySize(documents: readonly FoldedDocument[], most: number): Generator<readonly FoldedDocument[]> {
  let group: FoldedDocument[] = []
  let bytes = 0
  for (const document of documents) {
    if (group.length > 0 && bytes + document.text.length > most) {
      yield group
      group = []
      bytes = 0
    }
    group.push(document)
    bytes += document.text.length + 1
  }
  if (group.length > 0) yield group
}

/** Lets go of what `segments` hold, but for what `kept` hold as well. */
function releaseAllBut(kept: readonly Segment[], segments: readonly Segment[]): void {
  const images = new Set(kept.map(({ image }) => image))
  for (const { image } of segments) if (!images.has(image)) image.release()
}

function guard<T>(operation: () => T): T {
  try {
    return operation()
  } catch (error) {
    throw toFirewallError(error, 'store-failed', 'the fingerprint index could not be read')
  }
}
