import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { packageFolder, VERSION } from '../../../src/core/package.js'

test('the version is that of package.json', () => {
  const { version } = JSON.parse(readFileSync(join(packageFolder(), 'package.json'), 'utf8'))
  expect(VERSION).toBe(version)
})
