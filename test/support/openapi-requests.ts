import fc from 'fast-check'

/** Requests drawn from an OpenAPI document: such as its schemas describe, and broken in one place of many. */

// biome-ignore lint/suspicious/noExplicitAny: a schema is looked into at any depth
type Json = any

/** One request as its bytes go over the wire. */
export interface DrawnRequest {
  readonly method: string
  readonly target: string
  /** A name may stand twice. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: Buffer | undefined
  /** The connection is closed for writing before all of what was announced has been sent. */
  readonly cut: boolean
  /** What was broken; `nothing` keeps to the document. */
  readonly broken: string
}

export interface Operation {
  readonly method: string
  readonly path: string
  readonly operation: Json
}

/** What requests are made of. */
export interface Words {
  /** Of every text: names that mean something to the service, odd texts, the text that must not come back. */
  readonly texts: readonly string[]
  /** Put where nothing belongs: unknown members, headers, tokens, paths. */
  readonly planted: string
  /** Tokens that are valid, the scopes of each, and the headers by which its bearer may ask for somebody else. */
  readonly tokens: readonly {
    readonly token: string
    readonly scopes: readonly string[]
    readonly acting: readonly (readonly [header: string, value: string])[]
  }[]
  /** What texts under a member of this name are taken from, where a schema cannot say what this service knows. */
  readonly members: Readonly<Record<string, readonly string[]>>
  /** What stands in the place of a path's parameter, by what the path begins with. */
  readonly places: Readonly<Record<string, readonly string[]>>
  /** What no schema says: members of a body that must fit each other, or whoever sends it. */
  fitted(operation: string, body: Json, token: string): Json
}

/** Every method of every path, in the order of the document. */
export function operationsOf(document: Json): Operation[] {
  return Object.entries<Json>(document.paths).flatMap(([path, methods]) =>
    Object.entries<Json>(methods).map(([method, operation]) => ({ method, path, operation })),
  )
}

/** A request for the operation: every other one as the document has it, the others broken once. */
export function requestOf(document: Json, operation: Operation, words: Words): fc.Arbitrary<DrawnRequest> {
  const plain = plainRequest(document, operation, words)
  return fc.oneof(
    plain.map(({ value: _value, ...request }) => request),
    plain.chain((request) => brokenRequest(request, words)),
  )
}

interface PlainRequest extends DrawnRequest {
  /** What `body` says: the JSON value, or the lines. */
  readonly value: Json
}

/** Headers by which one asks for somebody else: which of them a token may send is the token's to say. */
const ACTING = new Set(['ragwall-principal', 'ragwall-assertion'])

function plainRequest(
  document: Json,
  { method, path, operation }: Operation,
  words: Words,
): fc.Arbitrary<PlainRequest> {
  const parameters: Json[] = operation.parameters ?? []
  const places = Object.entries(words.places).find(([start]) => path.startsWith(start))?.[1]
  const named = (place: string) => {
    const here = parameters.filter((one) => one.in === place && !ACTING.has(one.name))
    return fc.record(
      Object.fromEntries(
        here.map(({ name, schema }) => [
          name,
          place === 'path' && places !== undefined
            ? fc.constantFrom(...places)
            : place === 'header'
              ? fc.uuid()
              : drawnValue(document, schema, words, name),
        ]),
      ),
      { requiredKeys: here.filter((one) => one.required).map(({ name }) => name) },
    ) as fc.Arbitrary<Record<string, string>>
  }
  const [type, { schema = undefined } = {}] =
    Object.entries<Json>(operation.requestBody?.content ?? {})[0] ?? []
  const one = schema === undefined ? fc.constant(undefined) : drawnValue(document, schema, words)
  const isLines = type === 'application/x-ndjson'
  // All but the text belongs into the first line.
  const lines = fc
    .tuple(one, fc.array(fc.constantFrom(...words.texts), { maxLength: 2 }))
    .map(([first, texts]) => [first, ...texts.map((text) => ({ text }))])
  const scopes: string[] = operation.security?.[0]?.bearer ?? []
  const bearers = words.tokens.filter((token) => scopes.every((scope) => token.scopes.includes(scope)))
  const bearer = fc.constantFrom(...bearers).chain(({ token, acting }) => {
    const acts = parameters.some(({ name }) => ACTING.has(name)) && acting.length > 0
    return fc.record({
      token: fc.constant(token),
      acting: acts ? fc.option(fc.constantFrom(...acting), { nil: undefined }) : fc.constant(undefined),
    })
  })
  return fc
    .tuple(named('path'), named('query'), named('header'), isLines ? lines : one, bearer)
    .map(([inPath, inQuery, inHeader, drawn, { token, acting }]) => {
      const place = path.replace(/\{(\w+)\}/g, (_, name) => encodeText(inPath[name] ?? 'x'))
      const query = Object.entries(inQuery).map(([name, text]) => `${name}=${encodeText(String(text))}`)
      const value = type === undefined ? undefined : words.fitted(`${method} ${path}`, drawn, token)
      const text = isLines
        ? value.map((line: Json) => JSON.stringify(line)).join('\n')
        : JSON.stringify(value)
      return {
        method: method.toUpperCase(),
        target: query.length === 0 ? place : `${place}?${query.join('&')}`,
        headers: [
          ['Authorization', `Bearer ${token}`],
          ...(type === undefined ? [] : [['Content-Type', type] as const]),
          ...Object.entries(inHeader),
          ...(acting === undefined ? [] : [acting]),
        ],
        body: type === undefined ? undefined : Buffer.from(text),
        cut: false,
        broken: 'nothing',
        value,
      }
    })
}

const encodeText = (text: string) => encodeURIComponent(text.toWellFormed())

/** A value such as the schema describes, of the members of JSON Schema that zod writes. */
function drawnValue(document: Json, schema: Json, words: Words, name = ''): fc.Arbitrary<Json> {
  const within = (inner: Json, member = name) => drawnValue(document, inner, words, member)
  if (schema.$ref !== undefined) return within(document.components.schemas[schema.$ref.split('/').at(-1)])
  if ('const' in schema) return fc.constant(schema.const)
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
  const among = schema.anyOf ?? schema.oneOf
  if (among !== undefined) return fc.oneof(...among.map((inner: Json) => within(inner)))
  if (Array.isArray(schema.type)) {
    return fc.oneof(...schema.type.map((type: string) => within({ ...schema, type })))
  }
  const { minLength = 0, maxLength, minimum = -9, maximum = 99, minItems = 0, maxItems = 3 } = schema
  const text = fc.constantFrom(...words.texts)
  switch (schema.type) {
    case 'string': {
      const known = words.members[name]
      if (known !== undefined) return fc.constantFrom(...known)
      const fits = ({ length }: string) => length >= minLength && length <= (maxLength ?? length)
      return fc
        .array(text, { minLength: 1, maxLength: 2 })
        .map((texts) => texts.join(' '))
        .filter(fits)
    }
    case 'integer':
      return fc.integer({ min: Math.max(minimum, -99), max: Math.min(maximum, 99) })
    case 'number':
      return fc.double({ min: minimum, max: maximum, noNaN: true })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array':
      return fc.array(schema.items === undefined ? fc.jsonValue({ maxDepth: 1 }) : within(schema.items), {
        minLength: minItems,
        maxLength: Math.max(minItems, Math.min(3, maxItems)),
      })
    case 'object': {
      const { properties, additionalProperties, required = [] } = schema
      if (properties === undefined && typeof additionalProperties === 'object') {
        // This name is refused wherever it stands: it is among what is broken.
        const key = text.filter((one) => one !== '__proto__')
        return fc.dictionary(key, within(additionalProperties), { maxKeys: 3 })
      }
      const members = Object.entries<Json>(properties ?? {}).map(([member, inner]) => [
        member,
        within(inner, member),
      ])
      return fc.record(Object.fromEntries(members), { requiredKeys: required })
    }
    default:
      return fc.jsonValue({ maxDepth: 1 })
  }
}

function brokenRequest(request: PlainRequest, words: Words): fc.Arbitrary<DrawnRequest> {
  const { value, ...plain } = request
  const ways = [headers(plain, words), tokens(plain, words), target(plain, words)]
  if (plain.body !== undefined)
    ways.push(values(plain, value, words), values(plain, value, words), bytes(plain, words))
  return fc.oneof(...ways)
}

/** Another value at one place of the body. */
function values(plain: DrawnRequest, value: Json, { planted }: Words): fc.Arbitrary<DrawnRequest> {
  const places = placesOf(value)
  const other = fc.constantFrom<[string, Json]>(
    ...([
      ['null', null],
      ['number', 7],
      ['huge number', 1e308],
      ['text', planted],
      ['empty text', ''],
      ['half a character', `${planted}\ud800`],
      ['list', [planted]],
      ['object', { [planted]: planted }],
      ['prototype', JSON.parse(`{"__proto__":{"${planted}":1},"constructor":1}`)],
      ['long text', `${planted} `.repeat(900)],
      ['long list', Array.from({ length: 1_001 }, () => planted)],
      ['many members', Object.fromEntries(Array.from({ length: 1_001 }, (_, at) => [`${planted}${at}`, at]))],
      ['deep list', nested(300, planted)],
      ['left out', undefined],
    ] satisfies [string, Json][]),
  )
  return fc
    .tuple(fc.constantFrom(...places), other, fc.boolean())
    .map(([place, [broken, instead], unknown]) => {
      const added = unknown && isObject(at(value, place)) && instead !== undefined
      const changed = replaced(value, added ? [...place, planted] : place, instead)
      const isLines = plain.headers.some(([, type]) => type === 'application/x-ndjson')
      const text =
        isLines && Array.isArray(changed)
          ? changed.map((line) => JSON.stringify(line)).join('\n')
          : JSON.stringify(changed)
      return { ...plain, body: Buffer.from(text ?? ''), broken: added ? `unknown member: ${broken}` : broken }
    })
}

/** Other bytes where the body was right. */
function bytes(plain: DrawnRequest, { planted }: Words): fc.Arbitrary<DrawnRequest> {
  const body = plain.body!
  const text = body.toString()
  const insert = (where: number, more: Buffer) =>
    Buffer.concat([body.subarray(0, where), more, body.subarray(where)])
  return fc.nat(Math.max(0, body.length - 1)).chain((where) =>
    fc.constantFrom<DrawnRequest>(
      ...[
        ['shortened', body.subarray(0, where)],
        ['not UTF-8', insert(where, Buffer.from([0xc3, 0x28, 0xff]))],
        ['a zero byte', insert(where, Buffer.from([0]))],
        ['a byte order mark', insert(0, Buffer.from([0xef, 0xbb, 0xbf]))],
        ['UTF-16', Buffer.from(text, 'utf16le')],
        [
          'a key twice',
          Buffer.from(text.replace(/\{("(?:[^"\\]|\\.)*":)/, `{$1${JSON.stringify(planted)},$1`)),
        ],
        ['a half escape', Buffer.from(text.replace('"', `"${planted}\\ud8`))],
        ['no JSON', Buffer.from(planted)],
        ['deep beyond reason', Buffer.from('['.repeat(60_000))],
        ['nothing sent', Buffer.alloc(0)],
        ['two values', Buffer.concat([body, Buffer.from(` ${JSON.stringify(planted)}`)])],
      ].map(([broken, other]) => ({ ...plain, body: other as Buffer, broken: broken as string })),
      { ...plain, cut: true, broken: 'the body breaks off' },
    ),
  )
}

function headers(plain: DrawnRequest, { planted }: Words): fc.Arbitrary<DrawnRequest> {
  const types = [
    'text/plain',
    planted,
    'application/json; charset=utf-16',
    `application/json; charset=${planted}`,
    'multipart/form-data; boundary=x',
    'application/x-ndjson',
    '',
  ]
  const replacing = types.map((type) => ({
    ...plain,
    headers: [...plain.headers.filter(([name]) => name !== 'Content-Type'), ['Content-Type', type] as const],
    broken: `content type ${types.indexOf(type)}`,
  }))
  const more: [string, string][] = [
    ['Content-Encoding', 'gzip'],
    ['Content-Encoding', planted],
    ['Ragwall-Principal', planted],
    ['Ragwall-Principal', `user:${planted}`],
    ['Ragwall-Assertion', planted],
    ['Ragwall-Assertion', `${Buffer.from(`{"alg":"none","sub":"${planted}"}`).toString('base64url')}.e30.`],
    ['Idempotency-Key', planted],
    ['Idempotency-Key', planted.repeat(200)],
    ['X-Request-Id', planted],
    ['X-Forwarded-For', planted],
    ['X-HTTP-Method-Override', 'DELETE'],
    ['Traceparent', `00-${planted}`],
    ['Tracestate', `x=${planted}`],
    ['Baggage', `x=${planted}`],
    ['Cookie', `session=${planted}`],
    ['Origin', `https://${planted}.example`],
    ['Accept', planted],
    ['Accept-Language', planted],
    ['Range', `bytes=${planted}`],
    ['If-None-Match', planted],
    ['Expect', planted],
    ['Host', planted],
    ['Content-Length', '7'],
    ['Content-Length', planted],
    ['Transfer-Encoding', planted],
    ['X-Long', planted.repeat(900)],
    ['X-Odd', `${planted}\u0000`],
    [`${planted} odd name`, 'x'],
    ['Upgrade', planted],
  ]
  const adding = more.map(([name, text]) => ({
    ...plain,
    headers: [...plain.headers, [name, text] as const],
    broken: `header ${name.replace(planted, '')}`,
  }))
  return fc.constantFrom<DrawnRequest>(...(plain.body === undefined ? [] : replacing), ...adding)
}

function tokens(plain: DrawnRequest, { planted, tokens }: Words): fc.Arbitrary<DrawnRequest> {
  const rest = plain.headers.filter(([name]) => name !== 'Authorization')
  const given = [
    [],
    [''],
    ['Bearer'],
    [`Bearer ${planted}`],
    [`Basic ${Buffer.from(`${planted}:${planted}`).toString('base64')}`],
    [`Bearer ${tokens[0]!.token} ${planted}`],
    [`Bearer ${tokens[0]!.token}`, `Bearer ${planted}`],
    [`Bearer ${planted.repeat(99)}`],
  ]
  return fc.constantFrom(...given).map((values) => ({
    ...plain,
    headers: [...values.map((value) => ['Authorization', value] as const), ...rest],
    broken: `token ${given.indexOf(values)}`,
  }))
}

function target(plain: DrawnRequest, { planted }: Words): fc.Arbitrary<DrawnRequest> {
  const { method, target } = plain
  const joined = target.includes('?') ? '&' : '?'
  const changed: [string, string, string][] = [
    ['unknown parameter', method, `${target}${joined}${planted}=${planted}`],
    ['parameters twice', method, `${target}${joined}from=${planted}&from=${planted}&format=${planted}`],
    ['parameter as an object', method, `${target}${joined}from[${planted}]=${planted}`],
    ['percent without digits', method, `${target}%`],
    ['percent in the query', method, `${target}${joined}from=%zz${planted}`],
    ['bytes that are no UTF-8', method, `${target}%ff${planted}`],
    ['a zero in the path', method, `${target.split('?')[0]}%00${planted}`],
    ['another path', method, `${target.split('?')[0]}/${planted}`],
    ['out of the root', method, `/../../${planted}`],
    ['a whole address', method, `http://${planted}.example${target}`],
    ['no path', method, planted],
    ['a long path', method, `/${planted.repeat(150)}`],
    ...['PUT', 'TRACE', 'OPTIONS', 'DELETE', 'PATCH', 'BREW'].map((other): [string, string, string] => [
      `method ${other}`,
      other,
      target,
    ]),
  ]
  return fc.constantFrom(...changed).map(([broken, method, target]) => ({ ...plain, method, target, broken }))
}

type Place = readonly (string | number)[]

function placesOf(value: Json, place: Place = []): Place[] {
  if (value === null || typeof value !== 'object') return [place]
  const below = Object.keys(value).flatMap((key) =>
    placesOf(value[key], [...place, Array.isArray(value) ? Number(key) : key]),
  )
  return [place, ...below]
}

function at(value: Json, place: Place): Json {
  return place.reduce((inner, key) => inner[key], value)
}

function replaced(value: Json, place: Place, instead: Json): Json {
  const [key, ...rest] = place
  if (key === undefined) return instead
  if (Array.isArray(value))
    return value.map((item, index) => (index === key ? replaced(item, rest, instead) : item))
  return { ...value, [key]: replaced(value[key], rest, instead) }
}

function isObject(value: Json): boolean {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

function nested(depth: number, inner: Json): Json {
  return depth === 0 ? inner : [nested(depth - 1, inner)]
}
