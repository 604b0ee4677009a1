import { useMay } from '../api/me'
import { type Account, type Help, HELP, HELP_PERMISSIONS, type Verb, VERBS } from './verbs'

/** What can be done about an account. */
export interface PossibleDeeds {
  /** ways to help its member by mail */
  readonly helps: readonly Help[]
  readonly verbs: readonly Verb[]
}

/** What makes sense, as an account stands, for whoever is signed in; nothing, as long as it is not known. */
export function usePossibleDeeds(account: Account | undefined): PossibleDeeds {
  const may = useMay()
  if (!account) return { helps: [], verbs: [] }
  const { email, emailConfirmedAt } = account
  // Somebody without an address may be found at one.
  const isDue = (help: Help) =>
    help === 'recover' || (email !== undefined && (help !== 'verify' || emailConfirmedAt === undefined))
  return {
    helps: HELP.filter((help) => may(HELP_PERMISSIONS[help]) && isDue(help)),
    verbs: VERBS.filter(({ permission, applies }) => may(permission) && applies(account)),
  }
}
