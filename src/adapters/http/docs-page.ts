import { createHash } from 'node:crypto'

type Json = Readonly<Record<string, unknown>>

/** The OpenAPI document as a page for people: no script, nothing from anywhere else. */
export function docsPage(document: Json): string {
  const { info, paths, components } = document as {
    info: { title: string; version: string; description: string }
    paths: Record<string, Record<string, Operation>>
    components: { schemas: Record<string, Json> }
  }
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => section(method, path, operation)),
  )
  const schemas = Object.entries(components.schemas).map(
    ([name, schema]) => `<section id="${name}"><h3>${name}</h3>${code(schema)}</section>`,
  )
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(info.title)} ${escaped(info.version)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escaped(info.title)} ${escaped(info.version)}</h1>
<p>${escaped(info.description)} For programs: <a href="openapi.json">openapi.json</a>.</p>
${operations.join('\n')}
<h2>Schemas</h2>
${schemas.join('\n')}
</main>
</body>
</html>
`
}

interface Operation {
  readonly summary: string
  readonly security: readonly Readonly<Record<string, readonly string[]>>[]
  readonly parameters?: readonly { name: string; in: string; required: boolean; description?: string }[]
  readonly requestBody?: { readonly content: Content }
  readonly responses: { readonly 200: { readonly content: Content } }
}

type Content = Readonly<Record<string, { readonly schema: Json }>>

function section(method: string, path: string, operation: Operation): string {
  const scopes = operation.security.flatMap((scheme) => Object.values(scheme).flat())
  const parameters = operation.parameters ?? []
  return `<section>
<h2><code>${method.toUpperCase()} ${escaped(path)}</code></h2>
<p>${escaped(operation.summary)} ${scopes.length === 0 ? 'No token.' : `Scope <code>${escaped(scopes.join(' '))}</code>.`}</p>
${parameters.length === 0 ? '' : `<ul>${parameters.map(parameter).join('')}</ul>`}
${operation.requestBody === undefined ? '' : content('Takes', operation.requestBody.content)}
${content('Answers', operation.responses[200].content)}
</section>`
}

function parameter({
  name,
  in: place,
  required,
  description = '',
}: NonNullable<Operation['parameters']>[number]): string {
  return `<li><code>${escaped(name)}</code> (${place}${required ? '' : ', optional'}) ${escaped(description)}</li>`
}

function content(what: string, types: Content): string {
  return Object.entries(types)
    .map(([type, { schema }]) => `<p>${what} <code>${escaped(type)}</code> ${linked(schema)}</p>`)
    .join('')
}

/** A schema with a name is a link to it. */
function linked(schema: Json): string {
  const name = typeof schema['$ref'] === 'string' ? schema['$ref'].split('/').at(-1)! : undefined
  if (name !== undefined) return `<a href="#${name}">${name}</a>`
  return typeof schema['description'] === 'string' && schema['type'] === 'string'
    ? escaped(schema['description'])
    : code(schema)
}

function code(value: Json): string {
  return `<pre>${escaped(JSON.stringify(value, null, 2))}</pre>`
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;margin:0}main{max-width:60rem;margin:auto;padding:1rem}
pre{overflow:auto;font-size:.8rem;max-height:30rem;padding:.5rem;border:1px solid #8886}h2{margin-top:2rem}`

/** Nothing but this page's own style. */
export const DOCS_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`
