export { InvalidKey } from './invalid-key.js'
export { signerBackend } from './k256-backend.js'
export { K256Key } from './k256-key.js'
export {
  formatDidKey,
  formatMultikey,
  parseBareMultibase,
  parseDidKey,
  parseMultikey,
  publicKey,
} from './multikey.js'
export type { PublicKey } from './multikey.js'
export { P256Key } from './p256-key.js'
export type { KeyAlgorithm, Signer } from './signer.js'
export { verifySignature } from './verify.js'
