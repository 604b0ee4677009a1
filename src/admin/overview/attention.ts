import { Injectable } from '@nestjs/common'
import { type RelayFinding, RelayFindings, type RelayTrouble } from '../../sync/index.js'
import { KnownProblems } from '../../telemetry/index.js'
import type { AttentionDto } from './overview.dto.js'

const RELAY_WORDS: Readonly<Record<RelayTrouble, string>> = {
  banned: 'takes no events of this server.',
  throttled: 'takes events of this server more slowly than they come.',
  behind: 'is far behind this server.',
  unreachable: 'cannot be asked what it knows of this server.',
}

const GRAVITY = ['error', 'warning', 'info']

/** What somebody should look at. */
@Injectable()
export class Attention {
  constructor(
    private readonly problems: KnownProblems,
    private readonly findings: RelayFindings,
  ) {}

  /** All of it, the gravest first. @param openReports how many reports wait for a moderator */
  async list(openReports: number): Promise<AttentionDto[]> {
    const [relays, withheld] = await Promise.all([this.findings.relays(), this.findings.withheldCount()])
    const list = [
      ...this.#known(),
      ...relays.flatMap(relayAttention),
      ...counted(withheld, 'accounts_throttled', 'warning', 'Relays do not pass some accounts on.'),
      ...counted(openReports, 'open_reports', 'info', 'Reports wait for a moderator.'),
    ]
    return list.sort((a, b) => GRAVITY.indexOf(a.severity) - GRAVITY.indexOf(b.severity))
  }

  #known(): AttentionDto[] {
    return Object.entries(this.problems.all() ?? {}).map(([part, problem]) => ({
      code: 'known_problem',
      severity: 'error',
      message: `${part}: ${problem}`,
    }))
  }
}

function relayAttention({ url, suspicion }: RelayFinding): AttentionDto[] {
  if (!suspicion) return []
  const { trouble } = suspicion
  const message = `${new URL(url).host} ${RELAY_WORDS[trouble]}`
  return [{ code: `relay_${trouble}`, severity: trouble === 'banned' ? 'error' : 'warning', message }]
}

function counted(count: number, code: string, severity: string, message: string): AttentionDto[] {
  return count > 0 ? [{ code, severity, message, count }] : []
}
