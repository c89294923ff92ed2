import { z } from 'zod'
import { LIMITS } from '../../core/limits.js'
import {
  callback,
  type OptionKinds,
  requireArgument,
  required,
  requireOptions,
  text,
  wholeNumber,
} from '../../core/options.js'
import type { Principal } from '../../core/types.js'
import { FIREWALL, type Firewall } from '../../firewall/firewall.js'

/** For whom a tool retrieves. */
export interface RetrievalToolOptions {
  /** Asked at every call. */
  readonly principal: () => Principal | Promise<Principal>
  /** Whose ceiling applies; default `default`. */
  readonly service?: string
  /** Chunks of one call; default 5. */
  readonly k?: number
}

const OPTIONS: OptionKinds<RetrievalToolOptions> = {
  principal: required({ ...callback, is: 'a function that says who reads: `() => principal`' }),
  service: text,
  k: wholeNumber(1, LIMITS.retrievedChunks),
}

const inputSchema = z.object({ query: z.string().min(1).describe('The question.') })

/** A passage, as the model is given it. */
export interface RetrievedPassage {
  /** Id of the document. */
  readonly id: string
  /** The document's. */
  readonly title?: string
  /** Where a person finds it. */
  readonly uri: string
  /** As it stands in the document. */
  readonly text: string
}

/** What `retrievalTool` returns: a tool for `tools` of `generateText` and `streamText`. */
export interface RetrievalTool {
  /** For the model. */
  readonly description: string
  /** What it takes. */
  readonly inputSchema: typeof inputSchema
  /** Door 1. Throws what `Firewall.retrieve` throws. */
  execute(
    input: { readonly query: string },
    options?: { readonly abortSignal?: AbortSignal },
  ): Promise<readonly RetrievedPassage[]>
}

/** Door 1 as a tool of the AI SDK: a model finds what its reader may read. Throws `option-invalid`. */
export function retrievalTool(firewall: Firewall, options: RetrievalToolOptions): RetrievalTool {
  requireArgument(firewall, FIREWALL, 'the first argument of retrievalTool')
  requireOptions<RetrievalToolOptions>(options, OPTIONS, 'retrievalTool')
  const { principal, service, k = 5 } = options
  return {
    description: 'Finds the best passages for a question among the documents that the reader may read.',
    inputSchema,
    async execute({ query }, { abortSignal } = {}) {
      const chunks = await firewall.retrieve(query, {
        principal: await principal(),
        k,
        // The model words the question, not the reader.
        templated: true,
        ...(service === undefined ? {} : { service }),
        ...(abortSignal === undefined ? {} : { signal: abortSignal }),
      })
      return chunks.map(({ documentId, title, uri, text: said }) => ({
        id: documentId,
        ...(title === undefined ? {} : { title }),
        uri,
        text: said,
      }))
    },
  }
}
