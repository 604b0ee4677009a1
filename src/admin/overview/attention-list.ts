import { Injectable } from '@nestjs/common'
import { Contributions } from '../../contributions/index.js'
import { Refusal } from '../../refusal.js'
import { KnownProblems } from '../../telemetry/index.js'
import { ConnectionTroubles } from '../sso/connection-troubles.js'
import { Concern } from './concerns/concern.js'
import type { AttentionDto } from './overview.dto.js'

const GRAVITY = ['error', 'warning', 'info']

/** What somebody who looks after the service should see to. */
@Injectable()
export class AttentionList {
  constructor(
    private readonly problems: KnownProblems,
    private readonly connections: ConnectionTroubles,
    private readonly contributions: Contributions,
  ) {}

  /** The gravest first. @param openReports how many reports nobody has settled */
  async take(openReports: number): Promise<AttentionDto[]> {
    const known = Object.entries(this.problems.all() ?? {}).map(([part, problem]): AttentionDto => ({
      code: 'known_problem',
      severity: 'error',
      message: `${part}: ${problem}`,
      params: { part, problem },
    }))
    const found = await Promise.all([
      this.connections.attention(),
      ...this.contributions.of(Concern).map((concern) => askedOf(concern)),
    ])
    const all = [...known, ...found.flat(), ...reports(openReports)]
    return all.sort((one, other) => GRAVITY.indexOf(one.severity) - GRAVITY.indexOf(other.severity))
  }
}

/** That one thing cannot be looked at, because the queues are away for instance, is worth a line, and hides nothing else. */
async function askedOf(concern: Concern): Promise<readonly AttentionDto[]> {
  try {
    return await concern.attention()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { code: problem, message } = error
    return [{ code: 'not_known', severity: 'error', message, params: { problem } }]
  }
}

function reports(count: number): AttentionDto[] {
  if (count === 0) return []
  return [{ code: 'open_reports', severity: 'info', message: 'Reports wait for a moderator.', count }]
}
