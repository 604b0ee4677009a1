import type { SignedInAccount } from '../devices/devices.js'

/** What a member is shown next. */
export type Step =
  | { readonly page: 'sign-in' | 'second-factor' | 'sign-up' | 'choose-account' | 'reset-password' }
  | { readonly page: 'consent' | 'terms'; readonly account: SignedInAccount }

/** Pages that a member may ask for. */
export type AskedPage = 'sign-in' | 'second-factor' | 'sign-up' | 'choose-account' | 'reset-password'

/** What decides. */
export interface Situation {
  /** what the application wants: `login`, `create`, `select_account`, `consent` */
  readonly prompts: ReadonlySet<string>
  /** handle or DID of the only account that will do */
  readonly hint: string | undefined
  /** signed in in this browser, the latest first */
  readonly accounts: readonly SignedInAccount[]
  /** DIDs of those among them who have to agree to terms before they go on */
  readonly owing: ReadonlySet<string>
  /** DID that was chosen */
  readonly chosen: string | undefined
  /** what the member has asked for */
  readonly asked: AskedPage | undefined
  /** when the request was opened, in milliseconds since the epoch */
  readonly startedMs: number
}

/** What comes next, decided anew at every step: nothing of it is kept. */
export function nextStep(situation: Situation): Step {
  const { prompts, hint, accounts, asked } = situation
  if (asked) return { page: asked }
  const found = pick(situation)
  if (found && needsSignIn(found, situation)) return { page: 'sign-in' }
  if (found) return { page: situation.owing.has(found.account.did) ? 'terms' : 'consent', account: found }
  if (prompts.has('create')) return { page: 'sign-up' }
  return { page: accounts.length > 0 && hint === undefined ? 'choose-account' : 'sign-in' }
}

/** Whether it has to be proved anew who sits there. */
export function needsSignIn(
  { isStale, signedInAtMs }: SignedInAccount,
  { prompts, startedMs }: Pick<Situation, 'prompts' | 'startedMs'>,
): boolean {
  return isStale || (prompts.has('login') && signedInAtMs < startedMs)
}

/** Whether an account will do. */
export function isHinted({ account: { did, handle } }: SignedInAccount, hint: string | undefined): boolean {
  return hint === undefined || hint === did || hint === handle
}

function pick({ accounts, chosen, hint, prompts }: Situation): SignedInAccount | undefined {
  const fit = accounts.filter((one) => isHinted(one, hint))
  if (chosen !== undefined) return fit.find(({ account }) => account.did === chosen)
  return hint !== undefined && !prompts.has('select_account') ? fit[0] : undefined
}
