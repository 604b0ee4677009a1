export { type AccessTokenClaims, AccessTokens, type TokenIssuer } from './access-token.js'
export {
  ASSERTION_REPLAY_MS,
  checkClientAuth,
  type ClientAuth,
  type ClientCredentials,
  isSameAuth,
} from './client-assertion.js'
export { isLoopbackClientId, readClientId } from './client-id.js'
export { type ClientKey, readClientKeys } from './client-keys.js'
export { type ClientMetadata, readClientMetadata } from './client-metadata.js'
export { DpopNonces, NONCE_LIFETIME_MAX_MS, NONCE_OWNER_BYTES } from './dpop-nonces.js'
export { type DpopProof, DpopProofs, nonceRequired, PROOF_REPLAY_MS, type ProofTarget } from './dpop-proof.js'
export { readLoopbackClient } from './loopback-client.js'
export { OAuthError } from './oauth-error.js'
export { thumbprintOf } from './p256-jwk.js'
export { isDeclaredRedirect } from './redirect-uris.js'
