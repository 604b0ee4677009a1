import type { DpopNonces } from '@guildhall/oauth'
import type { Provider } from 'oidc-provider'
import internalsOf from 'oidc-provider/lib/helpers/weak_cache.js'

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
