import { afterEach, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { ROUTES } from '../../../../src/adapters/http/routes/table.js'
import type {
  documentAccessAnswer,
  readableAnswer,
  verdictAnswer,
} from '../../../../src/adapters/http/schemas/answers.js'
import type { documentsBody } from '../../../../src/adapters/http/schemas/requests.js'
import type {
  Acl,
  ContainerPermissions,
  Finding,
  SourceChange,
  SourceDocument,
  Verdict,
} from '../../../../src/core/types.js'
import type { DocumentAccess, ReadableDocuments } from '../../../../src/firewall/access.js'
import { closeServers, recordingFirewall, serve } from './harness.js'

/** Compiles only where both have the same words: what the firewall learns to say or take is documented too. */
type Same<One extends PropertyKey, Other extends PropertyKey> = [One] extends [Other]
  ? [Other] extends [One]
    ? true
    : never
  : never
type VerdictAnswer = z.input<typeof verdictAnswer>
type Change = z.input<typeof documentsBody>['changes'][number]
type Upsert = Extract<Change, { kind: 'upsert' }>['document']
const same: [
  Same<keyof Verdict, keyof VerdictAnswer>,
  Same<Finding['kind'], NonNullable<VerdictAnswer['findings']>[number]['kind']>,
  Same<Exclude<SourceChange['kind'], 'refused' | 'skipped' | 'cursor'>, Change['kind']>,
  Same<keyof SourceDocument, keyof Upsert>,
  Same<keyof Acl, keyof NonNullable<Upsert['acl']>>,
  Same<keyof ContainerPermissions, keyof NonNullable<Extract<Change, { kind: 'container' }>['permissions']>>,
  Same<keyof DocumentAccess, keyof z.input<typeof documentAccessAnswer>>,
  Same<keyof ReadableDocuments, keyof z.input<typeof readableAnswer>>,
] = [true, true, true, true, true, true, true, true]

afterEach(closeServers)

// biome-ignore lint/suspicious/noExplicitAny: tests look into the whole document
async function described(): Promise<any> {
  const { get } = await serve(recordingFirewall().firewall)
  return (await get('/openapi.json')).body
}

describe('the OpenAPI document', () => {
  test('has every route of the table but its own description, with its scope and schemas', async () => {
    const document = await described()
    expect(document.openapi).toBe('3.1.0')
    for (const { method, path, scope, body, bodyType = 'application/json' } of ROUTES) {
      if (['/openapi.json', '/docs', '/console'].includes(path)) continue
      const operation = document.paths[path]?.[method]
      expect(operation, `${method} ${path}`).toBeDefined()
      expect(operation.security).toEqual(scope === undefined ? [] : [{ bearer: [scope] }])
      expect(Object.keys(operation.requestBody?.content ?? {})).toEqual(body === undefined ? [] : [bodyType])
      expect(Object.keys(operation.responses)).toEqual(['200', '4XX', '5XX'])
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      const parameters = (operation.parameters ?? []).filter(
        ({ in: place }: { in: string }) => place === 'path',
      )
      expect(parameters.map(({ name }: { name: string }) => name)).toEqual(named)
    }
    const names = Object.values(document.paths).flatMap((methods) =>
      Object.values(methods as object).map(({ operationId }) => operationId),
    )
    expect(new Set(names).size).toBe(names.length)
  })

  test('refers to nothing that it does not hold, and every object of a request is closed', async () => {
    const document = await described()
    const references = JSON.stringify(document).match(/#\/[^"]+/g) ?? []
    expect(references.length).toBeGreaterThan(20)
    for (const reference of references) {
      expect(document.components.schemas, reference).toHaveProperty([reference.split('/').at(-1)!])
      expect(reference).toMatch(/^#\/components\/schemas\//)
    }
    for (const name of ['StreamLine', 'Changes', 'Document', 'Acl']) {
      expect(document.components.schemas[name].additionalProperties, name).toBe(false)
    }
    expect(document.components.schemas.Problem.properties.code.enum).toContain('scope-missing')
    expect(same.every(Boolean)).toBe(true)
  })
})

test('the page for people runs nothing, loads nothing, and has every route', async () => {
  const { get } = await serve(recordingFirewall().firewall)
  const page = await get('/docs')
  expect(page.headers.get('content-type')).toContain('text/html')
  const policy = page.headers.get('content-security-policy')
  expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/=]+';/)
  expect(page.text).not.toMatch(/<script|<link|<img|https?:\/\/|\son\w+=|javascript:/i)
  for (const { method, path } of ROUTES) {
    if (['/openapi.json', '/docs', '/console'].includes(path)) continue
    expect(page.text).toContain(`${method.toUpperCase()} ${path}`)
  }
})
