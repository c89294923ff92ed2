import {
  AggregatorRegistry,
  Counter,
  collectDefaultMetrics,
  Gauge,
  Histogram,
  type MetricObjectWithValues,
  type MetricValue,
  Registry,
} from 'prom-client'
import type { Verdict } from '../../core/types.js'
import type { FirewallStatus } from '../../firewall/firewall.js'
import type { GatewayCoverage } from '../gateway/index.js'

type RequestLabel = 'method' | 'route' | 'status' | 'code'

/** What is looked at when somebody asks. */
type Looked = Pick<FirewallStatus, 'trouble' | 'outputs'>

/** Counts as they go from one process to another. */
export type CountedMetrics = readonly MetricObjectWithValues<MetricValue<string>>[]

/** What is counted of a service, in Prometheus's text format: names of routes, codes and actions, and numbers. */
export class ServiceMetrics {
  readonly #registry = new Registry()
  #process = false
  readonly #requests: Counter<RequestLabel>
  readonly #seconds: Histogram<'route'>
  readonly #open: Gauge
  readonly #verdicts: Counter<'door' | 'action'>
  readonly #findings: Counter<'kind' | 'provenance'>
  readonly #unscanned: Counter<'door' | 'state'>
  readonly #trouble: Gauge<'what'>
  readonly #passed: Counter<'what'>
  readonly #outputRecords: Gauge<'output'>
  readonly #outputSeconds: Gauge<'output'>

  constructor() {
    const registers = [this.#registry]
    this.#requests = new Counter({
      name: 'ragwall_http_requests_total',
      help: 'Requests answered, by row of the table of routes; code is empty where nothing was refused.',
      labelNames: ['method', 'route', 'status', 'code'],
      registers,
    })
    this.#seconds = new Histogram({
      name: 'ragwall_http_request_duration_seconds',
      help: 'From the headers of a request to the end of its answer; of streams, their whole length.',
      labelNames: ['route'],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60],
      registers,
    })
    this.#open = new Gauge({
      name: 'ragwall_http_requests_open',
      help: 'Requests being answered.',
      registers,
    })
    this.#verdicts = new Counter({
      name: 'ragwall_verdicts_total',
      help: 'Texts judged, by door and action; what was let through on an error is action `unscanned`.',
      labelNames: ['door', 'action'],
      registers,
    })
    this.#findings = new Counter({
      name: 'ragwall_findings_total',
      help: 'Findings, by kind and by whose text it was.',
      labelNames: ['kind', 'provenance'],
      registers,
    })
    this.#unscanned = new Counter({
      name: 'ragwall_unscanned_code_units_total',
      help: 'Code units that not every detector has looked at.',
      labelNames: ['door', 'state'],
      registers,
    })
    this.#passed = new Counter({
      name: 'ragwall_gateway_fields_total',
      help: 'Fields of calls of models that nothing looked into (media, sealed, unknown), that were taken out (removed), or in which tools and documents gave orders (orders).',
      labelNames: ['what'],
      registers,
    })
    // Every process sees the same cursors.
    this.#outputRecords = new Gauge({
      name: 'ragwall_output_behind_records',
      help: 'Records of the journal that an output has not been given yet.',
      labelNames: ['output'],
      aggregator: 'max',
      registers,
    })
    this.#outputSeconds = new Gauge({
      name: 'ragwall_output_behind_seconds',
      help: 'How old the first of them is.',
      labelNames: ['output'],
      aggregator: 'max',
      registers,
    })
    this.#trouble = new Gauge({
      name: 'ragwall_trouble',
      help: 'What works worse than it should now, by kind as `/readyz` names it.',
      labelNames: ['what'],
      aggregator: 'max',
      registers,
    })
  }

  /** Counts a request from now until what this returns is called. */
  begin(): (labels: Record<RequestLabel, string>, seconds: number) => void {
    this.#open.inc()
    return (labels, seconds) => {
      this.#open.dec()
      this.#requests.inc(labels)
      this.#seconds.observe({ route: labels.route }, seconds)
    }
  }

  countVerdict(door: 'check' | 'inspect', { action, findings, coverage }: Verdict): void {
    // What nobody looked at never reads as released.
    const shown = action === 'release' && coverage.state === 'not-run' ? 'unscanned' : action
    this.#verdicts.inc({ door, action: shown })
    for (const { kind, provenance } of findings) this.#findings.inc({ kind, provenance })
    if (coverage.unscanned > 0) this.#unscanned.inc({ door, state: coverage.state }, coverage.unscanned)
  }

  countCoverage(coverage: GatewayCoverage): void {
    for (const what of ['media', 'sealed', 'unknown', 'removed', 'orders'] as const) {
      if (coverage[what] > 0) this.#passed.inc({ what }, coverage[what])
    }
  }

  /** What this process has counted, for another. */
  async counted(status: Looked): Promise<CountedMetrics> {
    this.#look(status)
    return this.#registry.getMetricsAsJSON()
  }

  /** For Prometheus; together with what others have counted. */
  async text(
    status: Looked,
    others: readonly CountedMetrics[] = [],
  ): Promise<{ type: string; text: string }> {
    this.#look(status)
    const all =
      others.length === 0 ? this.#registry : together([await this.#registry.getMetricsAsJSON(), ...others])
    return { type: this.#registry.contentType, text: await all.metrics() }
  }

  #look({ trouble, outputs }: Looked): void {
    this.#trouble.reset()
    for (const { what } of trouble) this.#trouble.set({ what }, 1)
    for (const { name, records, seconds } of outputs) {
      this.#outputRecords.set({ output: name }, records)
      this.#outputSeconds.set({ output: name }, seconds)
    }
    // What the process itself is doing costs timers of its own: from the first time that anybody asks.
    if (!this.#process) collectDefaultMetrics({ register: this.#registry })
    this.#process = true
  }
}

/**
 * What processes that have ended leave behind: their counters, which must never fall, or whoever reads them takes the
 * whole sum for new; what they were like at the end is nobody's any more.
 */
export async function countedByEnded(ended: readonly CountedMetrics[]): Promise<CountedMetrics> {
  const counters = ended.map((one) => one.filter(({ type }) => COUNTERS.has(String(type))))
  return together(counters).getMetricsAsJSON()
}

/** As JSON has them, and as the enumeration of types does. */
const COUNTERS = new Set(['counter', 'histogram'])

function together(all: readonly CountedMetrics[]): Registry {
  return AggregatorRegistry.aggregate(all as never) as Registry
}
