/** `npm run docs:api`: the reference of every entry point, from the docstrings, to docs/api. */
import { Application } from 'typedoc'
import { entryPoints } from './public-api.js'

const application = await Application.bootstrapWithPlugins({
  name: 'ragwall',
  plugin: ['typedoc-plugin-markdown'],
  entryPoints: [...entryPoints(process.cwd()).values()],
  tsconfig: 'tsconfig.json',
  out: 'docs/api',
  readme: 'none',
  disableSources: true,
  excludePrivate: true,
  excludeInternal: true,
  excludeExternals: true,
  // Types that only implementations of ports meet are not exported; their names stand in signatures all the same.
  validation: { notExported: false },
})
const project = await application.convert()
if (project === undefined) throw new Error('the sources do not compile')
await application.generateOutputs(project)
