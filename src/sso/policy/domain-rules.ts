import { Injectable } from '@nestjs/common'
import { Contributions } from '../../contributions/index.js'
import { type PasswordOwner, type PasswordRule, PasswordRules } from '../../account/index.js'
import { Clock } from '../../telemetry/index.js'
import { Connections } from '../connections/connections.js'
import { BreakGlass } from './break-glass.js'
import { policiesFor } from './connection-choice.js'
import { ExceptionStore } from './exception.store.js'

const DAY_MS = 24 * 60 * 60 * 1000

/** What organizations want of the passwords of their domains. */
@Injectable()
export class DomainRules extends PasswordRules {
  constructor(
    private readonly connections: Connections,
    private readonly exceptions: ExceptionStore,
    private readonly contributions: Contributions,
    private readonly clock: Clock,
  ) {
    super()
  }

  /** That of the longest domain counts. */
  override async of(owner: PasswordOwner): Promise<PasswordRule | undefined> {
    const [policy] = policiesFor(await this.connections.enabled(), owner)
    if (!policy) return undefined
    const { enforcement, appPasswords, appPasswordDays } = policy.domain
    const isExcepted = enforcement === 'required' && (await this.#isExcepted(owner))
    return {
      organization: policy.connection.name,
      allowsPassword: enforcement !== 'required' || isExcepted,
      allowsAppPasswords: appPasswords === 'allow',
      appPasswordMaxMs: appPasswordDays === undefined ? undefined : appPasswordDays * DAY_MS,
    }
  }

  override async excuses({ did }: PasswordOwner): Promise<boolean> {
    if (did === undefined) return false
    for (const glass of this.contributions.of(BreakGlass)) {
      if (await glass.open(did)) return true
    }
    return false
  }

  async #isExcepted({ did }: PasswordOwner): Promise<boolean> {
    return did !== undefined && (await this.exceptions.find(did, new Date(this.clock.nowMs()))) !== undefined
  }
}
