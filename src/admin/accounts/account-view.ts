import { type Account, maskedEmail, stateOf } from '../../account/index.js'
import type { Grants } from '../../roles/index.js'
import type { AccountDto } from './accounts.dto.js'

/** An account as somebody with these grants sees it. */
export function accountView(account: Account, grants: Grants): AccountDto {
  const { did, handle, email, status, takedownRef, invitesDisabled, emailAuthFactor, language } = account
  const shown = email !== undefined && !grants.allows('accounts.contact', handle) ? maskedEmail(email) : email
  return {
    did,
    ...(handle !== undefined && { handle }),
    ...(shown !== undefined && { email: shown }),
    createdAt: account.createdAt.toISOString(),
    state: stateOf(account),
    status,
    ...(takedownRef !== undefined && { takedownRef }),
    ...timeOf('emailConfirmedAt', account.emailConfirmedAt),
    ...timeOf('suspendedUntil', account.suspendedUntil),
    ...timeOf('lockedAt', account.lockedAt),
    ...timeOf('offboardUntil', account.offboardUntil),
    ...timeOf('deactivatedAt', account.deactivatedAt),
    ...timeOf('deleteAfter', account.deleteAfter),
    ...(language && { language }),
    invitesDisabled,
    emailAuthFactor,
  }
}

function timeOf<N extends string>(name: N, at: Date | undefined): Partial<Record<N, string>> {
  return at ? ({ [name]: at.toISOString() } as Record<N, string>) : {}
}
