import { DomainChanges } from './domain-changes.js'
import { DomainRulesController } from './domain-rules.controller.js'
import { DomainTerms } from './domain-terms.js'
import { DomainsController } from './domains.controller.js'
import { FormerHandlesController } from './former-handles.controller.js'
import { HandleDecisions } from './handle-decisions.js'
import { HandleReleases } from './handle-releases.js'
import { PolicyPlans } from './policy-plans.js'
import { HandlesController } from './handles.controller.js'

/** Where domains and handles are administered. */
export const DOMAIN_CONTROLLERS = [
  DomainsController,
  DomainRulesController,
  HandlesController,
  FormerHandlesController,
]

/** What decides about them. */
export const DOMAIN_PARTS = [DomainChanges, DomainTerms, HandleDecisions, HandleReleases, PolicyPlans]
