import type { Account } from '../account/index.js'
import { RepoInactive, RepoNotFound } from './repo.errors.js'

/**
 * Refuses the repositories of accounts that are not public.
 * @throws RepoInactive, RepoNotFound for a deleted one
 */
export function assertVisible(account: Pick<Account, 'did' | 'status'>): void {
  switch (account.status) {
    case 'active':
      return
    case 'takendown':
      throw new RepoInactive('RepoTakendown', account.did)
    case 'suspended':
      throw new RepoInactive('RepoSuspended', account.did)
    case 'deactivated':
      throw new RepoInactive('RepoDeactivated', account.did)
    case 'deleted':
      throw new RepoNotFound(account.did)
  }
}
