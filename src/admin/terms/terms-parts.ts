import { AcceptanceSearch } from './acceptance-search.js'
import { TermsPublication } from './terms-publication.js'
import { TermsVersions } from './terms-versions.js'
import { TermsController } from './terms.controller.js'

/** Where terms are administered. */
export const TERMS_CONTROLLERS = [TermsController]

/** What does so. */
export const TERMS_PARTS = [TermsVersions, TermsPublication, AcceptanceSearch]
