import { Injectable } from '@nestjs/common'
import { AccountConfig } from './account.config.js'
import type { Account } from './account.js'

/** Who may take a copy of what is theirs, though nobody else may see it. */
@Injectable()
export class OwnExport {
  constructor(private readonly config: AccountConfig) {}

  /** Whether the owner of an account may. */
  isAllowed({ status }: Pick<Account, 'status'>): boolean {
    return status !== 'takendown' || this.config.takedownExport
  }
}
