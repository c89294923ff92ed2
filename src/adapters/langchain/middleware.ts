import { AIMessage, type BaseMessage, HumanMessage, ToolMessage } from '@langchain/core/messages'
import { FirewallError } from '../../core/errors.js'
import { anything, listOf, type OptionKinds, oneOf, record, required } from '../../core/options.js'
import type { CheckOptions, Verdict } from '../../core/types.js'
import type { Firewall } from '../../firewall/firewall.js'
import { structuredText } from '../../firewall/structured.js'
import { KEPT_BACK, vetResult } from '../../firewall/vetted-result.js'
import { type CheckRunnableOptions, checkOptions, requireCall, SERVICE } from './check.js'
import { CheckedTool, type InnerTool } from './checked-tool.js'
import { turnsOf } from './messages.js'
import { ownOrigin } from './origins.js'
import { isChatModel, ProtectedChatModel, type ProtectModelOptions, protectModel } from './protect-model.js'
import {
  type DeclaredTool,
  declaredTools,
  nameOfTool,
  requireDeclared,
  type ToolDeclarations,
} from './tool-declarations.js'

/** Which tools the agent has and who reads what they are given. */
export interface LeakageMiddlewareOptions extends CheckRunnableOptions {
  /**
   * Every tool of the agent, by name, and who reads its arguments: `'reader'`, or the principal or clearance on
   * its other side. An e-mail tool to outside is a reader too.
   */
  readonly tools: ToolDeclarations
  /** The agent's tools: given, an undeclared one is an error here and not at the first call. */
  readonly agentTools?: readonly unknown[]
  /** As for `protectModel`. Default `'seen'`: what the input door of this middleware has seen. */
  readonly ownWords?: ProtectModelOptions['ownWords']
}

const OPTIONS: OptionKinds<LeakageMiddlewareOptions> = {
  ...SERVICE,
  tools: required(record("each tool with who reads its arguments: { search: 'reader', send_mail: outside }")),
  agentTools: listOf(anything),
  ownWords: oneOf('human', 'seen'),
}

/** LangChain's own names, so that `langchain` is needed by whoever calls `createAgent` and not by this file. */
export interface LeakageMiddleware {
  /** `LeakageMiddleware`. */
  readonly name: string
  /** The input door: inspects what the user says. */
  readonly beforeAgent: {
    readonly hook: (state: AgentState, runtime: AgentRuntime) => Promise<AgentUpdate | undefined>
    readonly canJumpTo: ['end']
  }
  /** Door 2 around the model. */
  readonly wrapModelCall: <Request extends ModelCall, Response>(
    request: Request,
    handler: (request: Request) => Response | Promise<Response>,
  ) => Promise<Response>
  /** Door 2 for what a tool is given, and for what it gives back. */
  readonly wrapToolCall: <Request extends ToolCall, Response>(
    request: Request,
    handler: (request: Request) => Response | Promise<Response>,
  ) => Promise<Response | ToolMessage>
}

interface AgentState {
  readonly messages: readonly BaseMessage[]
}

interface AgentRuntime {
  readonly configurable?: Record<string, unknown> | undefined
  readonly signal?: AbortSignal | undefined
}

interface AgentUpdate {
  messages: BaseMessage[]
  jumpTo?: 'end'
}

interface ModelCall {
  readonly model: unknown
  readonly tools?: readonly unknown[]
  readonly state: AgentState
  readonly runtime: AgentRuntime
}

interface ToolCall {
  readonly toolCall: { readonly name: string; readonly args: Record<string, unknown>; readonly id?: string }
  readonly tool: unknown
  readonly state: AgentState
  readonly runtime: AgentRuntime
}

/**
 * Both doors around an agent, at the four places where text crosses:
 *
 * 1. What the user says passes the input door before the first model call.
 * 2. The model is called behind door 2 (`protectModel`), so tokens, reasoning, tool calls and the final answer
 *    are judged before any handler sees them.
 * 3. A tool's arguments are judged for the tool's destination together with the reader. The conversation's label
 *    rises with what was read: results of earlier tools count with their declared label, and as the reader's own
 *    where none is declared, so a tool on the outside gets its call only if the arguments repeat nothing above it.
 *    What is refused is not called, and the model is told so.
 * 4. A tool's result is judged for the reader before the model, or anybody's tracer, sees it.
 *
 * It keeps no state: all of it follows from the messages, so it survives checkpoints, restarts and other processes.
 */
export function leakageMiddleware(firewall: Firewall, options: LeakageMiddlewareOptions): LeakageMiddleware {
  requireCall(firewall, options, OPTIONS, 'leakageMiddleware')
  const tools = declaredTools(options.tools, firewall.levels)
  for (const tool of options.agentTools ?? []) requireDeclared(tools, nameOfTool(tool))
  const door: Door = { firewall, tools, options }
  const middleware: LeakageMiddleware = {
    name: 'LeakageMiddleware',
    beforeAgent: { hook: (state, runtime) => inspectInput(door, state, runtime), canJumpTo: ['end'] },
    wrapModelCall: async (request, handler) => {
      for (const tool of request.tools ?? []) requireRunnable(tools, tool)
      return handler({ ...request, model: protectedModel(door, request.model) })
    },
    wrapToolCall: (request, handler) => callTool(door, request, handler),
  }
  return Object.assign(middleware, { [Symbol.for('AgentMiddleware')]: true })
}

interface Door {
  readonly firewall: Firewall
  readonly tools: ReadonlyMap<string, DeclaredTool>
  readonly options: LeakageMiddlewareOptions
}

/** The reader's newest turns, each replaced by what the input door lets through of it. */
async function inspectInput(
  { firewall, options }: Door,
  { messages }: AgentState,
  runtime: AgentRuntime,
): Promise<AgentUpdate | undefined> {
  const newest = messages.slice(messages.findLastIndex((message) => !HumanMessage.isInstance(message)) + 1)
  const check = callOptions(options, runtime)
  const replaced: BaseMessage[] = []
  for (const message of newest) {
    const verdict = await firewall.inspect(message.text, check)
    if (verdict.action === 'release') continue
    const stopped = verdict.action !== 'redact'
    // Also out of the state: a later turn would hand it to the model after all.
    replaced.push(replacement(message, stopped ? REMOVED : verdict.text))
    if (stopped) return { messages: [...replaced, refusal(verdict)], jumpTo: 'end' }
  }
  return replaced.length === 0 ? undefined : { messages: replaced }
}

const REMOVED = '[REDACTED]'

function replacement(message: BaseMessage, content: string): HumanMessage {
  return new HumanMessage({ content, ...(message.id === undefined ? {} : { id: message.id }) })
}

function refusal({ action, receipt, text }: Verdict): AIMessage {
  return new AIMessage({
    content: text,
    response_metadata: { ragwall: { action, receipt: receipt.id } },
  })
}

/** Tools that run at the provider are called before anybody here could look at their arguments. */
function requireRunnable(tools: ReadonlyMap<string, DeclaredTool>, tool: unknown): void {
  const name = nameOfTool(tool)
  const { to } = requireDeclared(tools, name)
  if (to === 'reader' || typeof (tool as { invoke?: unknown }).invoke === 'function') return
  throw new FirewallError('option-invalid', `the tool \`${name}\` runs at the provider, unjudged`, {
    help: "declare it as 'reader' if what it is given may go there, or use a tool that runs here",
  })
}

function protectedModel({ firewall, tools, options }: Door, model: unknown): ProtectedChatModel {
  if (model instanceof ProtectedChatModel) return model
  if (!isChatModel(model)) {
    throw new FirewallError('option-invalid', 'the agent was given something that is not a chat model', {
      help: 'give createAgent a chat model; bind nothing to it first',
    })
  }
  const { service, ownWords } = options
  return protectModel(firewall, model, {
    ...(service === undefined ? {} : { service }),
    ...(ownWords === undefined ? {} : { ownWords }),
    toolCalls: 'leaks',
    retrieved: (messages) => labelledResults(tools, messages),
  })
}

/** For the reader, only what the application put a label on counts as a document; the rest is what the index says of it. */
function labelledResults(
  tools: ReadonlyMap<string, DeclaredTool>,
  messages: readonly BaseMessage[],
): CheckOptions['retrieved'] {
  const found = messages.flatMap((message) => {
    const label = ToolMessage.isInstance(message) ? tools.get(message.name ?? '')?.label : undefined
    return label === undefined ? [] : [{ text: message.text, label }]
  })
  return found.length === 0 ? undefined : found
}

async function callTool<Request extends ToolCall, Response>(
  door: Door,
  request: Request,
  handler: (request: Request) => Response | Promise<Response>,
): Promise<Response | ToolMessage> {
  const { toolCall, tool, runtime } = request
  const declared = requireDeclared(door.tools, toolCall.name)
  const check = callOptions(door.options, runtime)
  if (declared.to !== 'reader') {
    const verdict = await judgeArguments(door, declared, request, check)
    if (verdict.action !== 'release') return notCalled(toolCall, verdict)
  }
  const judged = new WeakSet<object>()
  const judge = async (output: unknown) => {
    const result = await judgeOutput(door, toolCall, output, check)
    judged.add(result)
    return result
  }
  const judgeError = (error: unknown) => shownError(door, error, check)
  const checked = isInvokable(tool) ? new CheckedTool(tool, toolCall, { judge, judgeError }) : tool
  try {
    const response = await handler({ ...request, tool: checked })
    // Another middleware may answer in the tool's place, and a tool that only it knows is not ours to wrap.
    const known = typeof response === 'object' && response !== null && judged.has(response)
    return known ? response : ((await judge(response)) as Response)
  } catch (error) {
    throw await judgeError(error)
  }
}

/**
 * What may be thrown on: errors of tools quote what they choked on, and reach handlers, the agent's caller and, as
 * a message, the model. One that tells the reader nothing new stays as it is, so that an agent can mend its call;
 * what bubbles up to the graph, such as an interrupt, is no error.
 */
async function shownError({ firewall }: Door, error: unknown, check: CheckOptions): Promise<unknown> {
  const bubbles = (error as { is_bubble_up?: unknown } | null | undefined)?.is_bubble_up === true
  if (bubbles || error instanceof FirewallError) return error
  const verdict = await firewall.check(structuredText(errorWords(error)), check)
  if (verdict.action === 'release') return error
  return new FirewallError('tool-failed', 'a tool stopped with an error', {
    help: `what it said is kept back; the record is under receipt ${verdict.receipt.id}`,
    cause: error,
  })
}

/** How deep causes are followed; a longer chain is a loop. */
const CAUSES = 8

function errorWords(error: unknown, depth = 0): unknown[] {
  if (typeof error !== 'object' || error === null || depth === CAUSES) return [error]
  const { name, message, cause } = error as { name?: unknown; message?: unknown; cause?: unknown }
  return [
    name,
    message,
    { ...error, cause: undefined },
    ...(cause === undefined ? [] : errorWords(cause, depth + 1)),
  ]
}

/** What goes to the outside must be readable there and to the reader; what the conversation has read counts with its label. */
async function judgeArguments(
  { firewall, tools, options }: Door,
  { to, routing }: DeclaredTool,
  { toolCall, state }: ToolCall,
  check: CheckOptions,
): Promise<Verdict> {
  const own = ownOrigin(check.principal).label
  const read = state.messages
    .filter((message) => ToolMessage.isInstance(message))
    .map((message) => ({ text: message.text, label: tools.get(message.name ?? '')?.label ?? own }))
  const content = Object.entries(toolCall.args).filter(([name]) => !routing.has(name))
  return firewall.check(structuredText(Object.fromEntries(content)), {
    ...check,
    ...(to === 'reader' ? {} : { audience: [to] }),
    ...(read.length === 0 ? {} : { retrieved: read }),
    ...(options.ownWords === 'human' ? { conversation: turnsOf(state.messages) } : {}),
  })
}

function notCalled({ name, id }: ToolCall['toolCall'], { action, receipt }: Verdict): ToolMessage {
  return new ToolMessage({
    name,
    tool_call_id: id ?? '',
    status: 'error',
    content: `${name} was not called: its arguments hold what it may not receive. Leave that out, or answer without it.`,
    response_metadata: { ragwall: { action, receipt: receipt.id } },
  })
}

/** A tool may also return a command to the graph: its messages are results, and the rest of its update is judged with them. */
async function judgeOutput(
  door: Door,
  call: ToolCall['toolCall'],
  output: unknown,
  check: CheckOptions,
): Promise<object> {
  if (!isCommand(output)) return judgeResult(door, call, output, check)
  const { messages = [], ...rest } = output.update ?? {}
  const judged = await Promise.all(messages.map((message) => judgeResult(door, call, message, check)))
  const words = structuredText([rest, output.resume])
  if (words !== '') {
    const verdict = await door.firewall.check(words, check)
    if (verdict.action !== 'release') return withheld(call, verdict)
  }
  const command: object = Object.create(Object.getPrototypeOf(output) as object)
  return Object.assign(command, output, { update: { ...rest, messages: judged } })
}

interface GraphCommand {
  readonly update?: { readonly messages?: readonly unknown[] }
  readonly resume?: unknown
}

function isCommand(output: unknown): output is GraphCommand {
  return (output as { lg_name?: unknown } | null | undefined)?.lg_name === 'Command'
}

function withheld({ name, id }: ToolCall['toolCall'], { action, text, receipt }: Verdict): ToolMessage {
  return new ToolMessage({
    name,
    tool_call_id: id ?? '',
    content: action === 'redact' ? REMOVED : text,
    response_metadata: { ragwall: { action, receipt: receipt.id } },
  })
}

/** Content blocks and artifacts come along with a result that is released whole, else its words as redacted. */
async function judgeResult(
  { firewall }: Door,
  { name, id }: ToolCall['toolCall'],
  output: unknown,
  check: CheckOptions,
): Promise<ToolMessage> {
  const message = ToolMessage.isInstance(output) ? output : resultOf(output, name, id)
  const said = await firewall.check(message.text, check)
  const beside = structuredText([
    message.artifact,
    typeof message.content === 'string' ? [] : message.content,
  ])
  const whole =
    said.action === 'release' && beside !== ''
      ? await firewall.check(`${message.text}\n${beside}`, check)
      : said
  if (whole.action === 'release') return vettedResult(firewall, message, whole, check)
  return new ToolMessage({
    name,
    tool_call_id: message.tool_call_id,
    content: said.action === 'release' ? message.text : said.text,
    ...(message.status === undefined ? {} : { status: message.status }),
    ...(message.id === undefined ? {} : { id: message.id }),
    response_metadata: { ragwall: { action: whole.action, receipt: whole.receipt.id } },
  })
}

/** A result that the reader may see, as the model may: what it tells a model to do is somebody else's. */
async function vettedResult(
  firewall: Firewall,
  message: ToolMessage,
  { receipt }: Verdict,
  check: CheckOptions,
): Promise<ToolMessage> {
  const { content } = message
  const vetted = await vettedContent(firewall, content, check)
  if (vetted === content) return message
  return new ToolMessage({
    ...(message.name === undefined ? {} : { name: message.name }),
    tool_call_id: message.tool_call_id,
    content: vetted,
    ...(message.status === undefined ? {} : { status: message.status }),
    ...(message.id === undefined ? {} : { id: message.id }),
    ...(message.artifact === undefined ? {} : { artifact: message.artifact as unknown }),
    response_metadata: { ...message.response_metadata, ragwall: { action: 'release', receipt: receipt.id } },
  })
}

/** The very same content where nothing in it orders anything. */
async function vettedContent(
  firewall: Firewall,
  content: ToolMessage['content'],
  check: CheckOptions,
): Promise<ToolMessage['content']> {
  if (typeof content === 'string') return (await vetResult(firewall, [content], check)).texts[0]!
  const isText = (block: (typeof content)[number]) =>
    block.type === 'text' && typeof block['text'] === 'string'
  const given = content.filter(isText).map((block) => block['text'] as string)
  const { texts } = await vetResult(firewall, given, check)
  if (texts.every((text, i) => text === given[i])) return content
  if (texts[0] === KEPT_BACK) return KEPT_BACK
  let next = 0
  return content.map((block) => (isText(block) ? { ...block, text: texts[next++]! } : block))
}

function resultOf(output: unknown, name: string, id = ''): ToolMessage {
  const content = typeof output === 'string' ? output : (JSON.stringify(output) ?? '')
  return new ToolMessage({ name, content, tool_call_id: id })
}

function callOptions(options: CheckRunnableOptions, { configurable, signal }: AgentRuntime): CheckOptions {
  return checkOptions(
    {
      ...(configurable === undefined ? {} : { configurable }),
      ...(signal === undefined ? {} : { signal }),
    },
    options,
  )
}

function isInvokable(tool: unknown): tool is InnerTool {
  return typeof (tool as { invoke?: unknown } | undefined)?.invoke === 'function'
}
