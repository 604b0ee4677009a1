import { MappedRoleStore } from '../roles/mapped-role.store.js'
import { GroupRoles } from '../roles/group-roles.js'
import { OwnersBreakGlass } from '../roles/owners-break-glass.js'
import { PgMappedRoleStore } from '../roles/pg-mapped-role.store.js'
import { OwnerLetters } from '../directories/owner-letters.js'
import { OwnerPost } from '../mail/owner-post.js'
import { OwnersStay } from '../directories/owners-stay.js'
import { ConnectionPowers } from './connection-powers.js'
import { ConnectionTroubles } from './connection-troubles.js'
import { ConnectionTrialsController } from './connection-trials.controller.js'
import { ConnectionTrials } from './connection-trials.js'
import { ConnectionViews } from './connection-views.js'
import { ConnectionsController } from './connections.controller.js'
import { DomainEnforcement } from './domain-enforcement.js'
import { GroupQuotas } from './group-quotas.js'
import { IdentitiesController } from './identities.controller.js'
import { IdentityOrders } from './identity-orders.js'
import { IdentitySearch } from './identity-search.js'
import { PolicyEffects } from './policy-effects.js'
import { PolicyPreview } from './policy-preview.js'
import { SamlConnectionsController } from './saml-connections.controller.js'
import { SetupLinkAdministration } from './setup-link-administration.js'
import { SetupLinksController } from './setup-links.controller.js'
import { SsoDeeds } from './sso-deeds.js'
import { RegistrationDecisions } from './registration-decisions.js'
import { SsoPeople } from './sso-people.js'
import { SsoPeopleController } from './sso-people.controller.js'

/** Where connections to identity providers are administered. */
export const SSO_CONTROLLERS = [
  ConnectionsController,
  ConnectionTrialsController,
  SsoPeopleController,
  IdentitiesController,
  SamlConnectionsController,
  SetupLinksController,
]

/** What follows for administrators from what providers and directories say. */
export const SSO_PARTS = [
  ConnectionPowers,
  ConnectionTroubles,
  ConnectionTrials,
  ConnectionViews,
  PolicyEffects,
  PolicyPreview,
  DomainEnforcement,
  IdentitySearch,
  IdentityOrders,
  SetupLinkAdministration,
  SsoDeeds,
  RegistrationDecisions,
  SsoPeople,
  { provide: MappedRoleStore, useClass: PgMappedRoleStore },
  GroupRoles,
  GroupQuotas,
  OwnersBreakGlass,
  OwnerPost,
  OwnerLetters,
  OwnersStay,
]
