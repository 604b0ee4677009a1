/** What members agree to: versions of terms, who has agreed to which, and who is to be asked again. */
export { type Agreement, Terms, type TermsNote } from './terms.js'
export { TermsModule } from './terms.module.js'
export { TermsNotAgreed } from './terms.errors.js'
export type { TermsLinks, TermsOffer, TermsVersion } from './terms-version.js'
export { versionsFor } from './terms-version.js'
export { TermsVersionStore } from './terms-version.store.js'
export { type ListedAcceptance, TERMS_WAYS, TermsAcceptanceStore } from './terms-acceptance.store.js'
