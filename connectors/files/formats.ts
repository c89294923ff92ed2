import { basename, extname } from 'node:path/posix'
import { LIMITS } from '../../src/core/limits.js'
import type { FileContent, FilePart, FileSource, FileText, FormatReader, ReadOptions } from './content.js'
import { decodeText } from './encoding.js'
import { htmlToText } from './html.js'
import { jsonLinesToText, jsonRecord, jsonRecords, jsonToText } from './json.js'
import { statedLicense } from './license.js'
import { NO_TEXT } from './read.js'
import { signatureOf } from './signature.js'
import { type Cells, readCsv, tableOf } from './tables.js'
import { Unfit } from './unfit.js'

/** A kind of file: which names it has, and how it is read. Readers of heavy kinds are loaded when one comes. */
interface Format {
  /** Extensions without their dot, or whole names with a capital or a leading dot, between spaces. */
  readonly names: string
  /** What its bytes begin with, where it is not text (`signature.ts`). */
  readonly signature?: string
  readonly read: FormatReader
  /** Taken only where the options say so. */
  readonly archive?: true
}

/** One row per kind; a new format is one row here. */
const FORMATS: readonly Format[] = [
  {
    names:
      'txt text log out rst adoc asciidoc asc org textile tex bib srt vtt ics vcf po pot strings toml yaml yml ini cfg ' +
      'conf cnf properties env service rules list lst nfo README LICENSE LICENCE COPYING NOTICE AUTHORS CONTRIBUTORS ' +
      'CHANGELOG CHANGES CONTRIBUTING SECURITY TODO VERSION CODEOWNERS .env .npmrc .yarnrc .netrc .pgpass .htaccess ' +
      '.htpasswd .editorconfig .gitignore .gitattributes .dockerignore .gitconfig .bashrc .profile .zshrc',
    read: plainText,
  },
  { names: 'md markdown mdx mkd', read: markdown },
  { names: 'html htm xhtml xht', read: ({ text, path }) => fromHtml(text(), path) },
  { names: 'csv tsv tab', read: ({ text, path }) => ({ ...readCsv(text()), title: basename(path) }) },
  { names: 'json geojson webmanifest', read: fromJson },
  { names: 'jsonl ndjson', read: fromJsonLines },
  {
    names:
      'c cc cpp cs cxx go h hh hpp java js jsx kt kts lua mjs cjs mts cts php pl pm py pyi r rb rs scala sh bash zsh ' +
      'fish sql swift ts tsx vue svelte css scss sass less dart ex exs erl hs clj cljs groovy gradle m mm pas ps1 psm1 ' +
      'bat cmd vb vbs fs fsx zig nim jl tf tfvars hcl proto graphql gql asm s f f90 cob cbl sol cmake mk awk lisp el ' +
      'rkt ml mli d v vhd sv diff patch Dockerfile Containerfile Makefile GNUmakefile Jenkinsfile Vagrantfile Gemfile ' +
      'Rakefile Procfile Caddyfile Justfile',
    read: (source) => ({ ...plainText(source), kind: 'code' }),
  },
  {
    names:
      'xml xsd xsl xslt svg rss atom opml wsdl plist kml gpx resx xliff xlf tmx dita storyboard csproj pom fodt fods fodp',
    read: async (source) => (await import('./formats/xml-text.js')).readXmlText(source),
  },
  { names: 'ipynb', read: async (source) => (await import('./formats/notebook.js')).readNotebook(source) },
  {
    names: 'docx docm dotx dotm',
    signature: 'zip',
    read: async (source) => (await import('./formats/docx.js')).readDocx(source),
  },
  {
    names: 'xlsx xlsm xltx xltm',
    signature: 'zip',
    read: async (source) => (await import('./formats/xlsx.js')).readXlsx(source),
  },
  {
    names: 'pptx pptm ppsx ppsm potx potm',
    signature: 'zip',
    read: async (source) => (await import('./formats/pptx.js')).readPptx(source),
  },
  {
    names: 'odt ott ods ots odp otp odg otg',
    signature: 'zip',
    read: async (source) => (await import('./formats/odf.js')).readOdf(source),
  },
  {
    names: 'epub',
    signature: 'zip',
    read: async (source) => (await import('./formats/epub.js')).readEpub(source),
  },
  {
    names: 'rtf',
    signature: 'rtf',
    read: async (source) => (await import('./formats/rtf.js')).readRtf(source),
  },
  {
    names: 'pdf',
    signature: 'pdf',
    read: async (source) => (await import('./formats/pdf.js')).readPdf(source),
  },
  { names: 'eml mht mhtml', read: async (source) => (await import('./formats/mail.js')).readMail(source) },
  { names: 'mbox mbx', read: async (source) => (await import('./formats/mail.js')).readMailbox(source) },
  {
    names: 'msg',
    signature: 'ole',
    read: async (source) => (await import('./formats/msg.js')).readMsg(source),
  },
  {
    names: 'zip',
    signature: 'zip',
    archive: true,
    read: async (source) => (await import('./formats/archive.js')).readZipArchive(source),
  },
  {
    names: 'tar',
    signature: 'tar',
    archive: true,
    read: async (source) => (await import('./formats/archive.js')).readTarArchive(source),
  },
  {
    names: 'tgz tar.gz',
    signature: 'gzip',
    archive: true,
    read: async (source) => (await import('./formats/archive.js')).readTarArchive(source),
  },
]

/** Extensions that name the member of a family and not the kind: `.env.production`, `Dockerfile.prod`. */
const FAMILIES = /^(\.env|Dockerfile|Containerfile|Makefile)\../

const BY_NAME: ReadonlyMap<string, Format> = new Map(
  FORMATS.flatMap((format) => format.names.split(' ').map((name) => [name, format] as const)),
)

/** What office programs and file systems leave beside a file: by its name of the same kind, and none of it. */
const LITTER = /^(?:~\$|\._|\.~)/

function formatOf(path: string): Format | undefined {
  const name = basename(path)
  if (LITTER.test(name)) return undefined
  const whole = BY_NAME.get(name) ?? BY_NAME.get(FAMILIES.exec(name)?.[1] ?? '')
  if (whole !== undefined && /^[.A-Z]/.test(name)) return whole
  const double = /\.tar\.(?:gz|bz2|xz|zst)$/i.exec(name)?.[0].slice(1).toLowerCase()
  return BY_NAME.get(double ?? extname(name).slice(1).toLowerCase())
}

/** Whether there is a reader for files of this name, and whether it may be used. */
export function readability(
  path: string,
  { archives = false }: ReadOptions,
): 'take' | 'unknown-kind' | 'archive' {
  const format = formatOf(path)
  if (format === undefined) return 'unknown-kind'
  return format.archive === true && !archives ? 'archive' : 'take'
}

function isArchive(path: string): boolean {
  return formatOf(path)?.archive === true
}

/** Whether it is no document itself, but what is in it: an archive, a mailbox. */
export function isHolder(path: string): boolean {
  return isArchive(path) || /\.(?:mbox|mbx)$/i.test(path)
}

/** Whether a mail may be in it, which may have readers of its own. */
export function mayHoldMail(path: string): boolean {
  return /\.(?:eml|mht|mhtml|mbox|mbx|msg|zip|tar|tgz|tar\.gz)$/i.test(path)
}

export const NO_READER = 'there is no reader for files of this kind: save it as one that has, or `exclude` it'

/** What a file says, and what is in it. Throws Unfit for what cannot be taken whole. */
export async function readFormat(
  path: string,
  bytes: Uint8Array,
  options: ReadOptions = {},
): Promise<FileContent> {
  let left: number = LIMITS.unpackedBytes
  const budget = {
    get left() {
      return left
    },
    spend(count: number) {
      left -= count
      if (left < 0)
        throw new Unfit('document-too-large', `unpacked it has more than ${LIMITS.unpackedBytes} bytes`)
    },
  }
  const inner =
    (depth: number, outer: string): FileSource['inner'] =>
    async (name, innerBytes) => {
      if (depth > LIMITS.fileDepth)
        return [{ name, refused: new Unfit('document-invalid', 'files are nested in it too deeply') }]
      // One level of archives: what stands in one is not entered, also by way of a mail.
      const readable = readability(name, isArchive(outer) ? {} : options)
      if (readable !== 'take') return [{ name, skipped: readable }]
      try {
        const { own, parts } = await contentOf({
          path: name,
          bytes: innerBytes,
          options,
          depth,
          budget,
          inner: inner(depth + 1, isArchive(outer) ? outer : name),
        })
        const below = parts.map((part): FilePart => ({ ...part, name: `${name}#${part.name}` }))
        return own === undefined ? below : [{ name, content: own }, ...below]
      } catch (error) {
        return [{ name, refused: unfitOf(error) }]
      }
    }
  return contentOf({ path, bytes, options, depth: 0, budget, inner: inner(1, path) })
}

export function unfitOf(error: unknown): Unfit {
  return error instanceof Unfit
    ? error
    : new Unfit('document-invalid', 'its reader failed: it may be damaged')
}

async function contentOf(given: Omit<FileSource, 'text'>): Promise<FileContent> {
  const { path, bytes } = given
  const format = formatOf(path)
  if (format === undefined) throw new Unfit('document-invalid', NO_READER)
  if (bytes.length === 0) throw new Unfit('document-invalid', EMPTY)
  const signature = signatureOf(bytes)
  if (signature !== format.signature) {
    if (format.signature === 'zip' && signature === 'ole')
      throw new Unfit(
        'document-invalid',
        'it is encrypted, or in an older format: save it without a password',
      )
    if (signature !== undefined || format.signature !== undefined)
      throw new Unfit(
        'document-invalid',
        signature === undefined
          ? `it is not what its name says (no ${format.signature}): it may be cut off or damaged`
          : `it is not what its name says but ${signature}: rename it`,
      )
  }
  let decoded: string | undefined
  const text = () => {
    decoded ??= textOf(bytes)
    return decoded
  }
  const read = await format.read({ ...given, text })
  const content: FileContent = 'parts' in read ? read : { own: read, parts: [] }
  if (content.own === undefined && content.parts.length === 0) throw new Unfit('document-invalid', EMPTY)
  if (content.own === undefined) return content
  const { correspondents } = content.own
  return {
    own: checked(content.own, decoded),
    // What is attached to a mail has its readers, also where it is a mail itself.
    parts:
      correspondents === undefined
        ? content.parts
        : content.parts.map((part) =>
            'content' in part ? { ...part, content: { ...part.content, correspondents } } : part,
          ),
  }
}

/** `source` is the text of a file that is one, and may state its terms. */
function checked(file: FileText, source: string | undefined): FileText {
  if (file.text.trim() === '') throw new Unfit('document-invalid', EMPTY)
  if (file.text.length > LIMITS.documentLength) {
    throw new Unfit(
      'document-too-large',
      `the limit is ${LIMITS.documentLength} characters: split it at its source`,
    )
  }
  const license = file.license ?? (source === undefined ? undefined : statedLicense(source))
  return {
    ...file,
    title: file.title.slice(0, LIMITS.idLength),
    ...(license === undefined ? {} : { license }),
  }
}

export const EMPTY = 'it is empty'

/** Throws Unfit for what is no text, or in an encoding that cannot be told. */
export function textOf(bytes: Uint8Array): string {
  const text = decodeText(bytes)
  if (text === undefined) throw new Unfit('source-unreadable', NO_TEXT)
  return text
}

function plainText({ text, path }: FileSource): FileText {
  return { text: text(), title: basename(path) }
}

function markdown({ text, path }: FileSource): FileText {
  return { text: text(), title: heading(text()) ?? basename(path) }
}

function fromJson({ text, path }: FileSource): FileText {
  return withTable({ text: jsonToText(text()), title: basename(path) }, jsonRecords(text()))
}

function fromJsonLines({ text, path }: FileSource): FileText {
  const jsonLines = text()
  const records = jsonLines
    .split(/\r?\n/)
    .flatMap((line, i) => (line.trim() === '' ? [] : [jsonRecord(line, `line ${i + 1}`)]))
  const rows = records.filter((record) => record !== undefined)
  return withTable(
    { text: jsonLinesToText(jsonLines), title: basename(path) },
    rows.length === records.length ? rows : undefined,
  )
}

function withTable(file: FileText, rows: readonly Cells[] | undefined): FileText {
  const table = rows === undefined || rows.length === 0 ? undefined : tableOf(rows)
  return table === undefined ? file : { ...file, table }
}

function fromHtml(html: string, path: string): FileText {
  const { text, title } = htmlToText(html)
  return { text, title: title ?? basename(path) }
}

/** The first heading of a Markdown file, `# …` or underlined with `===`. */
function heading(text: string): string | undefined {
  const start = text.slice(0, 4_000)
  const match = /^#{1,6}[ \t]+(.+?)[ \t#]*$|^([^\n]+)\n=+[ \t]*$/m.exec(start)
  return (match?.[1] ?? match?.[2])?.trim()
}
