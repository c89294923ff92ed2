import { DEFAULT_ACTIONS, type Row } from '../../src/firewall/policy/policy.js'
import { CONFIGURATION_FILES, CONNECTORS, type JsonSchema, jsonSchemaOf } from './schemas.js'

/** One key of a configuration file, with the way to it: `connectors[].use`. */
export interface Key {
  readonly path: string
  readonly type: string
  /** Of several forms a value can have, a key may belong to one alone. */
  readonly required: 'always' | 'in its form' | 'no'
  readonly fallback: unknown
  readonly description: string | undefined
}

/** Every key of a schema, in the order of the schema; keys of several alternatives once. */
export function keysOf(schema: JsonSchema, prefix = ''): readonly Key[] {
  const keys = new Map<string, Key>()
  const add = (key: Key) => {
    const other = keys.get(key.path)
    if (other === undefined) keys.set(key.path, key)
    else if (!other.type.includes(key.type))
      keys.set(key.path, { ...other, type: `${other.type}, ${key.type}` })
  }
  const forms = alternatives(schema)
  for (const part of forms) {
    for (const [name, value] of Object.entries(part.properties ?? {})) {
      const path = prefix + name
      const needs = (form: JsonSchema) => form.required?.includes(name) === true
      const required = forms.every(needs) ? 'always' : needs(part) ? 'in its form' : 'no'
      for (const key of [keyOf(path, value, required), ...inside(path, value)]) add(key)
    }
    if (typeof part.additionalProperties === 'object' && part.propertyNames !== undefined)
      for (const key of inside(`${prefix}<name>`, part.additionalProperties)) add(key)
  }
  return [...keys.values()]
}

function inside(path: string, schema: JsonSchema): readonly Key[] {
  const forms = alternatives(schema)
  const items = forms.flatMap((form) => (form.items === undefined ? [] : inside(`${path}[]`, form.items)))
  return [...items, ...keysOf({ anyOf: forms.filter((form) => form.items === undefined) }, `${path}.`)]
}

function alternatives(schema: JsonSchema): readonly JsonSchema[] {
  const branches = schema.anyOf ?? schema.oneOf
  return branches === undefined ? [schema] : branches.flatMap(alternatives)
}

function keyOf(path: string, schema: JsonSchema, required: Key['required']): Key {
  const fallback = schema.default
  return { path, type: typeOf(schema), required, fallback, description: schema.description }
}

function typeOf(schema: JsonSchema): string {
  const branches = schema.anyOf ?? schema.oneOf
  if (branches !== undefined) return [...new Set(branches.map(typeOf))].join(' or ')
  if (schema.const !== undefined) return `\`${String(schema.const)}\``
  if (schema.enum !== undefined) return schema.enum.map((one) => `\`${String(one)}\``).join(', ')
  if (schema.items !== undefined) return `list of ${typeOf(schema.items)}`
  if (schema.properties !== undefined) return 'object'
  if (typeof schema.additionalProperties === 'object') return `map to ${typeOf(schema.additionalProperties)}`
  const { type = 'anything' } = schema
  const name = Array.isArray(type) ? type.join(' or ') : String(type)
  const bounds = [
    schema.minimum === undefined || schema.minimum <= Number.MIN_SAFE_INTEGER ? '' : `≥ ${schema.minimum}`,
    schema.exclusiveMinimum === undefined ? '' : `> ${schema.exclusiveMinimum}`,
    schema.maximum === undefined || schema.maximum >= Number.MAX_SAFE_INTEGER ? '' : `≤ ${schema.maximum}`,
  ].filter((one) => one !== '')
  return bounds.length === 0 ? name : `${name} ${bounds.join(', ')}`
}

function table(schema: JsonSchema): string {
  const rows = keysOf(schema).map(
    ({ path, type, required, fallback, description = '' }) =>
      `| \`${path}\` | ${cell(type)} | ${shown(required, fallback)} | ${cell(description)} |`,
  )
  return `| key | type | default | meaning |
|---|---|---|---|
${rows.join('\n')}
`
}

/** The default action table: what happens to a finding, by its row and its provenance. */
function actionTable(): string {
  const rows = (Object.keys(DEFAULT_ACTIONS) as Row[]).map((row) => {
    const { permitted, user, unknown, training, forbidden } = DEFAULT_ACTIONS[row]
    return `| \`${row}\` | ${permitted} | ${user} | ${unknown} | ${training} | ${forbidden} |`
  })
  return `| row | permitted | user | unknown | training | forbidden |
|---|---|---|---|---|---|
${rows.join('\n')}
`
}

/** docs/configuration.md. */
export function configurationPage(): string {
  const files = CONFIGURATION_FILES.map(
    ({ name, title, about, schema }) => `## ${title.replaceAll('<', '\\<')}

${about} Schema: [config/schema/${name}.json](../config/schema/${name}.json).

${table(jsonSchemaOf(schema))}`,
  )
  const connectors = Object.entries(CONNECTORS).map(
    ([name, schema]) => `### \`use: ${name}\`

${table(jsonSchemaOf(schema))}`,
  )
  return `# Configuration

<!-- Made by \`npm run docs\` from the schemas that check these files. Change the schema, not this page. -->

Every file is checked when it is loaded. A key that is not in these tables is an error, never ignored, and the error
names the nearest one. Relative paths start at the folder of the file. \`[]\` stands for each item of a list, \`<name>\`
for each key of a map.

Editors complete and check the files when they begin with a line that names the schema, as the files that come with
ragwall and those that \`ragwall init\` writes do:

\`\`\`yaml
# yaml-language-server: $schema=../node_modules/ragwall/config/schema/ragwall.json
\`\`\`

${files.join('\n')}
## Options of the connectors

They stand beside \`use\` in \`connectors\`. A connector of your own (\`use: ./wiki.js\`) takes what it likes.

${connectors.join('\n')}
## The action table

What happens to a finding unless a service's \`actions\` say otherwise. The row is what was found, the column whose text
it is, seen from this reader: in something the reader may read, the reader's own words, in no source at all, in training
sources alone, in sources the reader may not read. Where findings overlap or several are in one answer, the strictest
action holds: release, redact, hold, block.

${actionTable()}`
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ')
}

function shown(required: Key['required'], fallback: unknown): string {
  if (required !== 'no') return required === 'always' ? '**required**' : 'required in its form'
  return fallback === undefined ? '' : `\`${JSON.stringify(fallback)}\``
}
