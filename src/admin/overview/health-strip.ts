import { Injectable } from '@nestjs/common'
import { Contributions } from '../../contributions/index.js'
import { Connections } from '../../sso/index.js'
import { RelayFindings } from '../../sync/index.js'
import { ReadinessCheck } from '../../telemetry/index.js'
import type { HealthDto, HealthPartDto } from './health.dto.js'
import { RecentDealings } from './recent-dealings.js'

/** A check that does not answer for this long has found a problem. */
const CHECK_MAX_MS = 2_000

/** What the service depends on, and whether it is there. */
@Injectable()
export class HealthStrip {
  constructor(
    private readonly contributions: Contributions,
    private readonly dealings: RecentDealings,
    private readonly relays: RelayFindings,
    private readonly connections: Connections,
  ) {}

  async look(): Promise<HealthDto> {
    const parts = await Promise.all([
      Promise.all(this.contributions.of(ReadinessCheck).map((check) => lookAt(check))),
      this.dealings.look(),
      this.#relays(),
      this.#providers(),
    ])
    return { data: parts.flat() }
  }

  async #relays(): Promise<HealthPartDto[]> {
    const found = await this.relays.relays()
    const troubled = found.filter(({ suspicion }) => suspicion).map(({ url }) => new URL(url).host)
    return [partOf('relays', found.length, troubled)]
  }

  async #providers(): Promise<HealthPartDto[]> {
    const enabled = await this.connections.enabled()
    const troubled = enabled.filter(({ health }) => health?.ok === false).map(({ name }) => name)
    return [partOf('providers', enabled.length, troubled)]
  }
}

function partOf(part: string, count: number, troubled: readonly string[]): HealthPartDto {
  if (count === 0) return { part, state: 'unset' }
  return troubled.length === 0
    ? { part, state: 'ok' }
    : { part, state: 'problem', detail: troubled.join(', ') }
}

async function lookAt(check: ReadinessCheck): Promise<HealthPartDto> {
  const { part } = check
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve('Timeout'), CHECK_MAX_MS)
  })
  const problem = await Promise.race([check.problem().catch(() => 'Failed'), late])
  clearTimeout(timer)
  return problem === undefined ? { part, state: 'ok' } : { part, state: 'problem', detail: problem }
}
