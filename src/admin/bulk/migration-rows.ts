import { Injectable } from '@nestjs/common'
import { MoveCheck, MoveInvitations, type MoveProblemCode } from '../../moves/index.js'
import type { Administrator } from '../access/administrator.js'
import { PermissionDenied } from '../admin.errors.js'
import type { BulkJob, BulkRow, RowResult } from './bulk-job.js'
import { BulkRows } from './bulk-rows.js'

/** What is in the way, for people. */
const WORDS: Readonly<Record<MoveProblemCode, string>> = {
  unknown: 'There is no such account',
  here: 'It is here',
  unreachable: 'Its server does not answer',
  invited: 'It is invited',
  twice: 'It is named twice',
  handle: 'The handle',
  email: 'The address',
}

/** Invites people to move their accounts here, each by a letter: a link that is kept nowhere has no place in a file. */
@Injectable()
export class MigrationRows extends BulkRows {
  constructor(
    private readonly check: MoveCheck,
    private readonly invitations: MoveInvitations,
  ) {
    super()
  }

  override async handle(
    job: BulkJob,
    row: BulkRow,
    { agent, grants }: Administrator,
  ): Promise<RowResult | 'later'> {
    if (job.options.kind !== 'migrations') throw new Error('a job of another kind')
    if (!grants.has('invites.create')) throw new PermissionDenied('invites.create')
    const { account = '', email, handle } = row.input
    const [found] = await this.check.all([{ account, email, handle }])
    if (!found!.ok) return refused(found!.problem, found!.detail)
    const { did, newHandle, email: to } = found!.account
    if (to === undefined)
      return { outcome: 'failed', did, detail: 'An address is needed: the link is sent there' }
    if (job.dryRun) return { outcome: 'order', did, detail: newHandle }
    await this.invitations.invite([found!.account], job.options.language, agent)
    return { outcome: 'ordered', did, detail: newHandle }
  }
}

/** Who is invited already, maybe by this row before its node died, is left. */
function refused(problem: MoveProblemCode, detail: string | undefined): RowResult | 'later' {
  if (problem === 'unreachable') return 'later'
  const said = detail === undefined ? WORDS[problem] : `${WORDS[problem]}: ${detail}`
  return { outcome: problem === 'invited' || problem === 'here' ? 'skipped' : 'failed', detail: said }
}
