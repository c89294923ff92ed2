import type { AnalyzerConfig } from '../../core/config.js'
import { FirewallError } from '../../core/errors.js'
import type { Analyzer, AnalyzerPlace } from '../../core/ports.js'
import {
  createGuardrailAnalyzer,
  createPresidioAnalyzer,
  openOnnxAnalyzer,
} from '../../detect/analyzers/index.js'

/** The analyzers that the configuration names. Throws `key-missing` for a token that is not there, and what they throw. */
export async function openAnalyzers(configs: readonly AnalyzerConfig[]): Promise<readonly Analyzer[]> {
  const analyzers: Analyzer[] = []
  for (const config of configs) analyzers.push(await openAnalyzer(config))
  return analyzers
}

async function openAnalyzer({ at, onSourceError, ...config }: AnalyzerConfig): Promise<Analyzer> {
  const analyzer = await make(config)
  return {
    ...analyzer,
    ...(at === undefined ? {} : { at }),
    ...(onSourceError === undefined ? {} : { onSourceError }),
  }
}

async function make(config: AnalyzerConfig): Promise<Analyzer> {
  if (config.use === 'onnx') {
    const { use: _use, ...options } = config
    return openOnnxAnalyzer(options)
  }
  const { use: _use, token, ...options } = config
  const headers = token === undefined ? {} : { headers: tokenHeader(config.name, token) }
  return 'unit' in options
    ? createGuardrailAnalyzer({ ...options, ...headers })
    : createPresidioAnalyzer({ ...options, ...headers })
}

/** Whether an analyzer is shown such texts. */
export function looksAt({ at = ['answers'] }: Analyzer, place: AnalyzerPlace): boolean {
  return at.includes(place)
}

function tokenHeader(
  name: string,
  { env, header }: { readonly env: string; readonly header: string },
): Record<string, string> {
  const token = process.env[env] ?? ''
  if (token === '') {
    throw new FirewallError(
      'key-missing',
      `the environment variable ${env} holds no token for the analyzer ${name}`,
    )
  }
  return { [header]: header.toLowerCase() === 'authorization' ? `Bearer ${token}` : token }
}
