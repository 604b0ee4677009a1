import { Environment, ServiceConfig } from '../config/index.js'
import { Outbound, OutboundConfig } from '../outbound/index.js'
import { type Clock, Metrics, type Random, SystemClock, SystemRandom } from '../telemetry/index.js'

/** What else is wanted of an examination. */
export interface DoctorOptions {
  /** where the service is reached, if not where the settings say */
  readonly publicUrl?: string | undefined
  /** sends a mail for trial there */
  readonly mailTo?: string | undefined
}

/** The installation that is looked at, and what it is looked at with. */
export class Patient {
  readonly clock: Clock = new SystemClock()
  readonly random: Random = new SystemRandom()
  #outbound: Outbound | undefined

  constructor(
    readonly environment: Environment,
    readonly options: DoctorOptions,
  ) {}

  /** @throws {InvalidConfiguration} */
  get service(): ServiceConfig {
    return this.environment.section(ServiceConfig)
  }

  /** Where the service is reached from outside. @throws {InvalidConfiguration} */
  get publicUrl(): string {
    return this.options.publicUrl ?? this.service.publicUrl
  }

  /** Whether this is a server on the developer's own machine, which nobody else can reach. */
  get isLocal(): boolean {
    return this.options.publicUrl === undefined && this.service.publicUrl.startsWith('http://')
  }

  /** The way out to a place that the operator has named. @throws {InvalidConfiguration} */
  outboundTo(url: string): Outbound {
    const config = this.environment.section(OutboundConfig)
    this.#outbound ??= new Outbound(config, this.service, new Metrics())
    this.#outbound.trusted(url)
    return this.#outbound
  }

  async close(): Promise<void> {
    await this.#outbound?.onApplicationShutdown()
  }
}
