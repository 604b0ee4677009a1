import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { KnownMarks } from '../../account/index.js'
import { HandleDomains } from '../../identity/index.js'
import type { Grants } from '../../roles/index.js'
import { Clock } from '../../telemetry/index.js'
import type { AccountDto, ListedMarksDto } from './accounts.dto.js'

/** What a list says of accounts besides themselves. */
@Injectable()
export class ListedMarks {
  constructor(
    private readonly marks: KnownMarks,
    private readonly domains: HandleDomains,
    private readonly clock: Clock,
  ) {}

  /** For each of these, in their order, as far as whoever asks may see it. */
  async of(accounts: readonly AccountDto[], grants: Grants): Promise<ListedMarksDto[]> {
    const known = await this.marks.of(
      accounts.map(({ did }) => did as Did),
      new Date(this.clock.nowMs()),
    )
    return accounts.map(({ did, handle }) => {
      const marks = known.get(did as Did)
      const domain = handle === undefined ? undefined : this.domains.servedOf(handle)?.domain
      return {
        ...(domain !== undefined && { domain }),
        ...(marks?.accountClass !== undefined && { class: marks.accountClass }),
        ...(marks && grants.allows('roles.view', handle) && { roles: [...marks.roles] }),
        ...(marks && grants.allows('sessions.view', handle) && { secondFactor: marks.secondFactor }),
      }
    })
  }
}
