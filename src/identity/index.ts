export { BoundedCache } from './bounded-cache.js'
export { DidDocuments } from './did-documents.js'
export { isWithin } from './domains/belonging.js'
export {
  DomainCheck,
  type DomainFinding,
  type DomainRecord,
  ownershipRecord,
} from './domains/domain-check.js'
export {
  type DomainPolicy,
  HANDLE_CHOOSERS,
  type HandleChooser,
  type HandleDomain,
  type KeptDomain,
  POLICY_LIMITS,
  type ReservedChanges,
} from './domains/handle-domain.js'
export { DOMAINS_DOCUMENT, HandleDomains, RESERVED_DOCUMENT } from './domains/handle-domains.js'
export { type FormerHandle } from './former-handles/former-handle.store.js'
export { FormerHandles } from './former-handles/former-handles.js'
export { frontProblem } from './handle-front.js'
export type { HandleRules } from './handle-rules.js'
export { type HandleClaim, HandlePolicy } from './handle-policy.js'
export { HandleResolver } from './handle-resolver.js'
export { IdentityConfig } from './identity.config.js'
export * from './identity.errors.js'
export { IdentityModule } from './identity.module.js'
export { KnownHandles } from './known-handles.js'
export { isOffensiveName } from './offensive-names.js'
export { KeyRewrap, type RewrappedTable } from './key-rewrap.js'
export { VaultError } from './vault-error.js'
export { KeyVault, type WrappedKey } from './key-vault.js'
export { LocalKeyVault } from './local-key-vault.js'
export { PlcListener, type PlcOutcome, type PlcRefusal } from './plc-listener.js'
export { type PlannedRepair, PlcRepairs, type WantedRepair } from './plc-repairs.js'
export { type PlcGenesis, PlcIdentities, type WantedIdentity } from './plc-identities.js'
export { ReservedKeyStore } from './reserved-key.store.js'
export { ReservedKeys } from './reserved-keys.js'
export type { StoredSigningKey } from './signing-key.store.js'
export { SigningKeys } from './signing-keys.js'
export { WebIdentities } from './web-identities.js'
export { WrappedKeyTable } from './wrapped-key-table.js'
