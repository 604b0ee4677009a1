import type { components } from '../api/generated/schema'

/** A token of the administration, without its secret. */
export type Token = components['schemas']['Token']
