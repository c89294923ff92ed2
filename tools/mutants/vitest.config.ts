import { relative } from 'node:path'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { counting } from './coverage.js'
import { type Fault, withFault } from './faults.js'

/**
 * The tests over sources with one fault in them (`RAGWALL_MUTANTS_FAULT`), or that note what they run
 * (`RAGWALL_MUTANTS_COVERAGE`). The files themselves are never touched.
 */
const given = process.env['RAGWALL_MUTANTS_FAULT']
const fault = given === undefined ? undefined : (JSON.parse(given) as Fault)
const root = process.cwd()

/** In the order in which they were named: the likeliest to fail and the quickest first. */
class AsNamed extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => process.argv.indexOf(relative(root, moduleId))
    return [...files].sort((a, b) => place(a) - place(b))
  }
}

export default defineConfig({
  root,
  plugins: [
    {
      name: 'ragwall-mutants',
      enforce: 'pre',
      transform(code, id) {
        const file = relative(root, id.split('?')[0]!)
        if (fault?.file === file) return { code: withFault(code, fault), map: null }
        if (fault === undefined && /^(?:src|connectors)\/.*\.ts$/.test(file))
          return { code: counting(file, code), map: null }
        return undefined
      },
    },
  ],
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 1,
    // What a module runs when it is loaded is counted for each file that loads it.
    isolate: fault === undefined,
    setupFiles: [
      'test/support/property-seed.ts',
      ...(fault === undefined ? ['tools/mutants/collect.ts'] : []),
    ],
    globalSetup: 'test/support/global-setup.ts',
    sequence: { sequencer: AsNamed },
    testTimeout: 300_000,
    hookTimeout: 300_000,
    reporters: ['dot'],
  },
})
