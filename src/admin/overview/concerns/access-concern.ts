import { Injectable } from '@nestjs/common'
import { OWNER } from '../../../roles/index.js'
import { Clock } from '../../../telemetry/index.js'
import { AssignmentStore } from '../../roles/assignment.store.js'
import { TokenStore } from '../../tokens/token.store.js'
import type { AttentionDto } from '../overview.dto.js'
import { Concern } from './concern.js'

/** A token that ends within this time has to be renewed before long. */
const ENDING_MS = 14 * 24 * 60 * 60 * 1000

/** Who administers: an only Owner, and programs that will not be let in any more. */
@Injectable()
export class AccessConcern extends Concern {
  constructor(
    private readonly assignments: AssignmentStore,
    private readonly tokens: TokenStore,
    private readonly clock: Clock,
  ) {
    super()
  }

  override async attention(): Promise<AttentionDto[]> {
    const nowMs = this.clock.nowMs()
    const [owners, ending] = await Promise.all([
      this.assignments.lasting(undefined, OWNER.id),
      this.tokens.countEnding(new Date(nowMs), new Date(nowMs + ENDING_MS)),
    ])
    const present = owners.filter(({ canSignIn }) => canSignIn)
    return [...(present.length === 1 ? [oneOwner()] : []), ...(ending > 0 ? [tokensEnding(ending)] : [])]
  }
}

function oneOwner(): AttentionDto {
  const message = 'There is one Owner only: nobody can stand in for them, or agree to what takes two.'
  return { code: 'one_owner', severity: 'info', message }
}

function tokensEnding(count: number): AttentionDto {
  return { code: 'tokens_ending', severity: 'warning', message: 'Tokens end within two weeks.', count }
}
