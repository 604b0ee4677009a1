import type { components } from '../api/generated/schema'

/** Work that takes longer than a request. */
export type LongJob = components['schemas']['LongJob']
export type LongJobDetails = components['schemas']['LongJobDetails']

/** Whether it is over. */
export const isEnded = ({ state }: Pick<LongJob, 'state'>) =>
  state === 'done' || state === 'failed' || state === 'cancelled'
