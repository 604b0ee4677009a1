declare module 'oidc-provider/lib/helpers/weak_cache.js' {
  import type { Provider } from 'oidc-provider'

  /** Nonces of proofs, as oidc-provider asks about them. */
  interface Challenges {
    nextChallenge(): string
    checkChallenge(nonce: string): boolean
  }

  /** What a provider keeps for itself. */
  export default function internalsOf(provider: Provider): { DPoPNonces?: Challenges }
}
