import { Get, Param } from '@nestjs/common'
import { PlcIdentities } from '../../identity/index.js'
import { Activation, LifeJournal } from '../../lifecycle/index.js'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { type Administrator, By } from '../access/administrator.js'
import { NotThere } from '../admin.errors.js'
import { AccountAccess } from './account-access.js'
import { AccountDetails } from './account-details.js'
import { identityView } from './identity-view.js'
import { BlobUsageDto, IdentityStateDto, SessionsDto } from './account-details.dto.js'
import { AppPasswordsDto, HistoryDto, RepoStatsDto } from './accounts.dto.js'

const PROBLEMS = ['not_found']

/** Entries of the history of an account that are shown. */
const HISTORY_MAX = 200

/** What belongs to an account. */
@AdminController('accounts/:did', 'Account details')
export class AccountDetailsController {
  constructor(
    private readonly access: AccountAccess,
    private readonly details: AccountDetails,
    private readonly journal: LifeJournal,
    private readonly activation: Activation,
    private readonly identities: PlcIdentities,
  ) {}

  @Get('sessions')
  @AdminRoute('sessions.view', {
    summary: 'Lists sessions of the member',
    answers: SessionsDto,
    personal: true,
    problems: PROBLEMS,
  })
  async listAccountSessions(@Param('did') did: string, @By() by: Administrator) {
    return this.details.sessions((await this.access.look(by, 'sessions.view', did)).did)
  }

  @Get('app-passwords')
  @AdminRoute('sessions.view', {
    summary: 'Lists app passwords of the member',
    answers: AppPasswordsDto,
    personal: true,
    problems: PROBLEMS,
  })
  async listAccountAppPasswords(@Param('did') did: string, @By() by: Administrator) {
    return this.details.appPasswords((await this.access.look(by, 'sessions.view', did)).did)
  }

  @Get('history')
  @AdminRoute('accounts.view', {
    summary: 'Shows what was done to the state of the account',
    answers: HistoryDto,
    personal: true,
    problems: PROBLEMS,
  })
  async getAccountHistory(@Param('did') did: string, @By() by: Administrator): Promise<HistoryDto> {
    const account = await this.access.look(by, 'accounts.view', did)
    const entries = await this.journal.list(account.did, HISTORY_MAX)
    return {
      data: entries.map(({ at, did: _did, reason, ...entry }) => ({
        at: at.toISOString(),
        ...entry,
        ...(reason !== undefined && { reason }),
      })),
    }
  }

  @Get('repo-stats')
  @AdminRoute('accounts.view', {
    summary: 'Shows how much of the repository is here',
    answers: RepoStatsDto,
    problems: PROBLEMS,
  })
  async getAccountRepoStats(@Param('did') did: string, @By() by: Administrator): Promise<RepoStatsDto> {
    const account = await this.access.look(by, 'accounts.view', did)
    const { privateStateValues: _none, ...stats } = await this.activation.inspect(account.did)
    return stats
  }

  @Get('blobs')
  @AdminRoute('accounts.view', {
    summary: 'Shows how much the member stores',
    answers: BlobUsageDto,
    problems: PROBLEMS,
  })
  async getAccountBlobs(@Param('did') did: string, @By() by: Administrator): Promise<BlobUsageDto> {
    return this.details.blobs((await this.access.look(by, 'accounts.view', did)).did)
  }

  @Get('identity')
  @AdminRoute('accounts.view', {
    summary: 'Shows what the PLC directory has of the account',
    answers: IdentityStateDto,
    problems: [...PROBLEMS, 'UpstreamFailure'],
  })
  async getAccountIdentity(@Param('did') did: string, @By() by: Administrator): Promise<IdentityStateDto> {
    const account = await this.access.look(by, 'accounts.view', did)
    const state = account.did.startsWith('did:plc:') ? await this.identities.state(account.did) : undefined
    if (!state) throw new NotThere('identity in the PLC directory')
    return identityView(state)
  }
}
