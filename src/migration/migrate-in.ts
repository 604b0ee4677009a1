import { isDid } from '@guildhall/syntax'
import { parseDidDocument, pdsOf } from '@guildhall/identity'
import { com } from '@guildhall/lexicon'
import { type Environment, ServiceConfig } from '../config/index.js'
import { IdentityConfig } from '../identity/index.js'
import { Outbound, OutboundConfig, OutboundError } from '../outbound/index.js'
import { Metrics } from '../telemetry/index.js'
import { withoutSlash } from './hosts.js'
import { EXIT, MoveProblem } from './move-problem.js'
import type { MoveOptions } from './move-options.js'
import { MoveRun } from './move-run.js'
import { PdsClient } from './pds-client.js'
import { PdsFailure } from './pds-failure.js'
import { PlcLookup } from './plc-lookup.js'
import { folderOf, StateFile } from './state-file.js'
import type { Terminal } from './terminal.js'

const DIRECTORY = 'https://plc.directory'

/** The command `migrate-in`. It needs no database: it is a client of two servers that run. */
export class MigrateIn {
  constructor(
    private readonly environment: Environment,
    private readonly terminal: Terminal,
  ) {}

  /** @returns one of {@link EXIT} */
  async run(options: MoveOptions): Promise<number> {
    const service = this.environment.section(ServiceConfig)
    const outbound = new Outbound(this.environment.section(OutboundConfig), service, new Metrics())
    try {
      return await this.#move(outbound, options)
    } catch (error) {
      return this.#explain(error)
    } finally {
      await outbound.onApplicationShutdown()
    }
  }

  async #move(outbound: Outbound, options: MoveOptions): Promise<number> {
    const to = withoutSlash(options.to ?? this.environment.section(ServiceConfig).publicUrl)
    const plcUrl =
      options.plc ?? (options.to === undefined ? this.environment.section(IdentityConfig).plcUrl : DIRECTORY)
    // Whoever runs the command has named them; what an identity names must be a public server.
    for (const url of [to, plcUrl, options.from]) if (url !== undefined) outbound.trusted(url)
    const here = new PdsClient(outbound, to)
    const from = withoutSlash(options.from ?? (await findOldServer(here, options)))
    const old = new PdsClient(outbound, from)
    return new MoveRun({
      old,
      here,
      plc: new PlcLookup(outbound, plcUrl),
      options,
      terminal: this.terminal,
    }).run()
  }

  /** What is expected to fail is told in a line; the rest is a fault of this command. */
  #explain(error: unknown): number {
    const isTold = error instanceof MoveProblem
    const isExpected =
      isTold || error instanceof PdsFailure || error instanceof OutboundError || isOfData(error)
    if (!isExpected) throw error
    this.terminal.say((error as Error).message)
    const exit = isTold ? error.exit : EXIT.failed
    if (exit === EXIT.failed)
      this.terminal.say('Run the command again to go on from there, or with --rollback.')
    return exit
  }
}

/** Where an account moves from: where its identity is now, unless a move of it is under way. @throws {MoveProblem} */
async function findOldServer(here: PdsClient, options: MoveOptions): Promise<string> {
  const { identifier } = options
  const cannot = (cause?: unknown) =>
    new MoveProblem(`${here.name} cannot tell where ${identifier} is: give --from <url>.`, EXIT.usage, {
      cause,
    })
  try {
    const { didDoc, did } = await here.get(com.atproto.identity.resolveIdentity, { identifier })
    if (!isDid(did)) throw cannot()
    const pds = (await StateFile.peek(folderOf(options, did)))?.from ?? pdsOf(parseDidDocument(didDoc, did))
    if (pds !== undefined) return pds
  } catch (error) {
    if (error instanceof PdsFailure) throw cannot(error)
    throw error
  }
  throw cannot()
}

/** A repository or an answer that is not what it ought to be. */
function isOfData(error: unknown): boolean {
  return (
    error instanceof Error &&
    ['InvalidCar', 'InvalidRepo', 'MissingNodes', 'InvalidDidDocument'].includes(error.name)
  )
}
