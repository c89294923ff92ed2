/** `npm run docs:http`: the types that a public generator of clients makes of the service's OpenAPI document. */
import { writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import openapiTypes, { astToString } from 'openapi-typescript'
import { openApiOf } from '../../src/adapters/http/openapi.js'
import { ROUTES } from '../../src/adapters/http/routes/table.js'

export const HTTP_PATHS = 'test/support/http-paths.ts'

export async function httpPaths(): Promise<string> {
  // The version changes nothing of the types.
  const document = openApiOf(ROUTES, '0.0.0')
  const types = astToString(await openapiTypes(document as never))
  return `/** Made by \`npm run docs:http\` with openapi-typescript from the service's OpenAPI document. */\n\n${types}`
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  writeFileSync(HTTP_PATHS, await httpPaths())
}
