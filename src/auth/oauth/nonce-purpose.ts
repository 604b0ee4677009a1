/** The purpose of the secret that nonces of proofs are derived from, here and in the authorization server. */
export const DPOP_NONCES = 'dpop nonces'
