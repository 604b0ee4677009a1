import { Injectable } from '@nestjs/common'
import { type RelayFinding, RelayFindings, type RelayTrouble } from '../../sync/index.js'
import type { AttentionDto } from '../overview/overview.dto.js'

const WORDS: Readonly<Record<RelayTrouble, string>> = {
  banned: 'takes no events of this server.',
  throttled: 'takes events of this server more slowly than they come.',
  behind: 'is far behind this server.',
  unreachable: 'cannot be asked what it knows of this server.',
}

/** Relays that do not keep up, and accounts that they do not pass on: for whoever looks at the dashboard. */
@Injectable()
export class RelayTroubles {
  constructor(private readonly findings: RelayFindings) {}

  /** What needs attention, by what was found when relays were asked last. */
  async attention(): Promise<AttentionDto[]> {
    const [relays, count] = await Promise.all([this.findings.relays(), this.findings.withheldCount()])
    return [...relays.flatMap(troubleOf), ...withheld(count)]
  }
}

function troubleOf({ url, suspicion }: RelayFinding): AttentionDto[] {
  if (!suspicion) return []
  const { trouble } = suspicion
  const message = `${new URL(url).host} ${WORDS[trouble]}`
  return [{ code: `relay_${trouble}`, severity: trouble === 'banned' ? 'error' : 'warning', message }]
}

function withheld(count: number): AttentionDto[] {
  if (count === 0) return []
  const message = 'Relays do not pass some accounts on.'
  return [{ code: 'accounts_throttled', severity: 'warning', message, count }]
}
