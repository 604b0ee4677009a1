import type { OrganizationView } from '../oauth/page-state.js'

/* What pages of the portal show that are those of no account: part of {@link PortalState}. */

/** The account is gone. */
export interface FarewellState {
  readonly page: 'farewell'
}

/** The account is signed out here, and it goes on to the provider of the organization, to sign out there as well. */
export interface SignedOutState {
  readonly page: 'signed-out'
  readonly organization: OrganizationView
}

/** It cannot go on here. */
export interface RefusedState {
  readonly page: 'refused'
  readonly reason: 'form' | 'host' | 'not-found' | 'other'
  /** for those who look into it, in English */
  readonly message: string
  /** where to go on */
  readonly home: string
}
