import type { Did } from '@guildhall/syntax'
import type { AccountStatus } from '../account/index.js'
import { Refusal } from '../refusal.js'

/** The writer asked for another state than the present one (`swapCommit`, `swapRecord`). */
export class InvalidSwap extends Refusal {
  constructor(message: string) {
    super('InvalidSwap', 'conflict', message)
  }
}

/** Something about a write that its author has to change. */
export class InvalidWrite extends Refusal {
  constructor(message: string) {
    super('InvalidRequest', 'invalid', message)
  }
}

/** No such record here. */
export class RecordNotFound extends Refusal {
  constructor(uri: string) {
    super('RecordNotFound', 'notFound', `Could not locate record: ${uri}`)
  }
}

/** No repository of that name is kept here. */
export class RepoNotFound extends Refusal {
  constructor(repo: string) {
    super('RepoNotFound', 'notFound', `Could not find repo for DID: ${repo}`)
  }
}

/** The repository is not shown because of its account's state. */
export class RepoInactive extends Refusal {
  constructor(code: 'RepoTakendown' | 'RepoSuspended' | 'RepoDeactivated', did: Did) {
    super(code, 'invalid', `Repo has been ${code.slice('Repo'.length).toLowerCase()}: ${did}`)
  }
}

/** No account of that name is hosted here. */
export class RepoUnknown extends Refusal {
  constructor(repo: string) {
    super('InvalidRequest', 'notFound', `Could not find repo: ${repo}`)
  }
}

/** A write kept losing against writes to the same repository on other nodes. */
export class TooContended extends Refusal {
  constructor() {
    super('ConcurrentWrites', 'unavailable', 'The repository is being written to by others, try again')
  }
}

/** The state of the account has changed since a write was admitted. */
export class AccountNotActive extends Refusal {
  constructor(status: AccountStatus) {
    const isOff = status === 'deactivated'
    super(
      isOff ? 'AccountDeactivated' : 'AccountTakedown',
      'unauthenticated',
      isOff ? 'Account is deactivated' : 'Account has been taken down',
    )
  }
}

/** A write names a repository that nobody here has. */
export class AccountOfRepoNotFound extends Refusal {
  constructor(repo: string) {
    super('AccountNotFound', 'forbidden', `Could not find account: ${repo}`)
  }
}

/** A write names somebody else's repository. */
export class NotYourRepo extends Refusal {
  constructor() {
    super('AuthenticationRequired', 'unauthenticated', 'The credentials are for another repository')
  }
}
