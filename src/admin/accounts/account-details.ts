import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { AppPasswords, SignOut } from '../../account/index.js'
import { BlobUsage } from '../../blob/index.js'
import type { BlobUsageDto, SessionsDto } from './account-details.dto.js'
import type { AppPasswordsDto } from './accounts.dto.js'

/** What belongs to an account, as administrators see it. */
@Injectable()
export class AccountDetails {
  constructor(
    private readonly signOut: SignOut,
    private readonly passwords: AppPasswords,
    private readonly usage: BlobUsage,
  ) {}

  async sessions(did: Did): Promise<SessionsDto> {
    const sessions = await this.signOut.openSessions(did)
    return {
      data: sessions.map(({ id, kind, name, openedAt, usedAt, expiresAt }) => ({
        ...{ id, kind },
        ...(name !== undefined && { name }),
        openedAt: openedAt.toISOString(),
        usedAt: usedAt.toISOString(),
        expiresAt: expiresAt.toISOString(),
      })),
    }
  }

  async appPasswords(did: Did): Promise<AppPasswordsDto> {
    const passwords = await this.passwords.list(did)
    return {
      data: passwords.map(({ name, privileged, createdAt, expiresAt, lastUsedAt }) => ({
        ...{ name, privileged },
        createdAt: createdAt.toISOString(),
        ...(expiresAt && { expiresAt: expiresAt.toISOString() }),
        ...(lastUsedAt && { lastUsedAt: lastUsedAt.toISOString() }),
      })),
    }
  }

  async blobs(did: Did): Promise<BlobUsageDto> {
    const { stored, today, allowance } = await this.usage.of(did)
    const { quotaBytes } = allowance
    return { stored, today, ...(quotaBytes !== undefined && { quotaBytes }) }
  }
}
