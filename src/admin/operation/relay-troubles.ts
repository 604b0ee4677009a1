import { Injectable } from '@nestjs/common'
import { type RelayFinding, RelayFindings, type RelayTrouble } from '../../sync/index.js'
import { Concern } from '../overview/concerns/concern.js'
import type { AttentionDto } from '../overview/overview.dto.js'

const WORDS: Readonly<Record<RelayTrouble, string>> = {
  banned: 'takes no events of this server.',
  throttled: 'takes events of this server more slowly than they come.',
  behind: 'is far behind this server.',
  unreachable: 'cannot be asked what it knows of this server.',
}

/** Relays that do not keep up, and accounts that they do not pass on: for whoever looks at the dashboard. */
@Injectable()
export class RelayTroubles extends Concern {
  constructor(private readonly findings: RelayFindings) {
    super()
  }

  /** What needs attention, by what was found when relays were asked last. */
  override async attention(): Promise<AttentionDto[]> {
    const [relays, count] = await Promise.all([this.findings.relays(), this.findings.withheldCount()])
    return [...relays.flatMap(troubleOf), ...withheld(count)]
  }
}

function troubleOf({ url, suspicion }: RelayFinding): AttentionDto[] {
  if (!suspicion) return []
  const { trouble } = suspicion
  const { host } = new URL(url)
  const severity = trouble === 'banned' ? 'error' : 'warning'
  return [{ code: `relay_${trouble}`, severity, message: `${host} ${WORDS[trouble]}`, params: { host } }]
}

function withheld(count: number): AttentionDto[] {
  if (count === 0) return []
  const message = 'Relays do not pass some accounts on.'
  return [{ code: 'accounts_throttled', severity: 'warning', message, count }]
}
