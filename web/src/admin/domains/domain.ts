import type { components } from '../api/generated/schema'

/** A domain of handles, as the API shows it. */
export type Domain = components['schemas']['Domain']
