import type { DpopNonces } from '@guildhall/oauth'
import type { Provider } from 'oidc-provider'
// @ts-expect-error It is no part of what oidc-provider exports, and has no types.
import weakCache from 'oidc-provider/lib/helpers/weak_cache.js'

/** What a provider keeps for itself, as far as it is touched. */
interface Internals {
  DPoPNonces?: {
    nextChallenge(): string
    checkChallenge(nonce: string): boolean
  }
}

const internalsOf = weakCache as (provider: Provider) => Internals

/**
 * Has oidc-provider take the nonces of this server and hand out no others: it knows only such as it has derived itself,
 * and these do not say who has handed them out. It has no setting for that, but one place where it keeps its own.
 */
export function judgeNonces(provider: Provider, nonces: DpopNonces): void {
  const internals = internalsOf(provider)
  if (!internals.DPoPNonces) throw new Error('oidc-provider keeps its nonces elsewhere now')
  internals.DPoPNonces = {
    nextChallenge: () => nonces.next(),
    checkChallenge: (nonce) => nonces.ownerOf(nonce) !== undefined,
  }
}
