import type { Did } from '@guildhall/syntax'
import type { Account } from '../account/index.js'
import { Refusal } from '../refusal.js'
import { RepoNotFound } from './repo.errors.js'

/** The repository is not shown because of its account's state. */
export class RepoInactive extends Refusal {
  constructor(code: 'RepoTakendown' | 'RepoSuspended' | 'RepoDeactivated', did: Did) {
    super(code, 'invalid', `Repo has been ${code.slice('Repo'.length).toLowerCase()}: ${did}`)
  }
}

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
