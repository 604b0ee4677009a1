import { Injectable } from '@nestjs/common'
import { KnownProblems } from '../../telemetry/index.js'
import { RelayTroubles } from '../operation/relay-troubles.js'
import { ConnectionTroubles } from '../sso/connection-troubles.js'
import type { AttentionDto } from './overview.dto.js'

const GRAVITY = ['error', 'warning', 'info']

/** What somebody who looks after the service should see to. */
@Injectable()
export class AttentionList {
  constructor(
    private readonly problems: KnownProblems,
    private readonly connections: ConnectionTroubles,
    private readonly relays: RelayTroubles,
  ) {}

  /** The gravest first. @param openReports how many reports nobody has settled */
  async take(openReports: number): Promise<AttentionDto[]> {
    const known = Object.entries(this.problems.all() ?? {}).map(([part, problem]): AttentionDto => ({
      code: 'known_problem',
      severity: 'error',
      message: `${part}: ${problem}`,
    }))
    const found = await Promise.all([this.connections.attention(), this.relays.attention()])
    const all = [...known, ...found.flat(), ...reports(openReports)]
    return all.sort((one, other) => GRAVITY.indexOf(one.severity) - GRAVITY.indexOf(other.severity))
  }
}

function reports(count: number): AttentionDto[] {
  if (count === 0) return []
  return [{ code: 'open_reports', severity: 'info', message: 'Reports wait for a moderator.', count }]
}
