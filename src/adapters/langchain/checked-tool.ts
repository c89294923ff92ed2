import type { CallbackManagerForToolRun } from '@langchain/core/callbacks/manager'
import type { RunnableConfig } from '@langchain/core/runnables'
import { StructuredTool } from '@langchain/core/tools'
import { silenced } from './inner.js'

/** The part of a tool that this wraps: anything with a name and a schema that can be invoked. */
export interface InnerTool {
  readonly name: string
  readonly description?: string
  readonly schema: StructuredTool['schema']
  readonly returnDirect?: boolean
  invoke(input: unknown, config?: RunnableConfig): Promise<unknown>
}

/** What is made of a tool's result, and of what it throws, before anybody sees it. */
export interface ToolJudge {
  judge(output: unknown): Promise<unknown>
  judgeError(error: unknown): Promise<unknown>
}

/** One call of a tool whose handlers and tracers see the judged result, or error, and never the raw one. */
export class CheckedTool extends StructuredTool {
  static override lc_name(): string {
    return 'CheckedTool'
  }

  name: string
  description: string
  schema: StructuredTool['schema']
  readonly #run: (config: RunnableConfig) => Promise<unknown>
  readonly #judge: ToolJudge

  constructor(
    inner: InnerTool,
    call: { readonly name: string; readonly args: object; readonly id?: string },
    judge: ToolJudge,
  ) {
    super()
    this.name = inner.name
    this.description = inner.description ?? ''
    this.schema = inner.schema
    this.returnDirect = inner.returnDirect ?? false
    // The inner tool reads the call as the model wrote it: parsing twice would apply transforms twice.
    this.#run = (config) => inner.invoke({ ...call, type: 'tool_call' }, config)
    this.#judge = judge
  }

  protected async _call(
    _args: unknown,
    _manager: CallbackManagerForToolRun | undefined,
    config: RunnableConfig = {},
  ): Promise<unknown> {
    try {
      return await this.#judge.judge(await silenced(config, (quiet) => this.#run(quiet)))
    } catch (error) {
      throw await this.#judge.judgeError(error)
    }
  }
}
