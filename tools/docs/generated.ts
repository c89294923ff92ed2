import { configurationPage } from './configuration-page.js'
import { errorsPage } from './errors-page.js'
import { CONFIGURATION_FILES, jsonSchemaOf } from './schemas.js'
import { toldFactsPage } from './told-facts-page.js'

/** Every file that is made from the sources, by its path from the root of the repository. */
export function generatedFiles(): ReadonlyMap<string, string> {
  return new Map([
    ['docs/configuration.md', configurationPage()],
    ['docs/errors.md', errorsPage()],
    ['docs/told-facts.md', toldFactsPage()],
    ...CONFIGURATION_FILES.map(
      ({ name, title, schema }) =>
        [
          `config/schema/${name}.json`,
          `${JSON.stringify({ title, ...jsonSchemaOf(schema) }, undefined, 2)}\n`,
        ] as const,
    ),
  ])
}
