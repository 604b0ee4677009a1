import type { components } from '../api/generated/schema'

/** What one person has asked for, and another one has to want as well. */
export type Approval = components['schemas']['Approval']

/** Whether the server has answered that nothing is done yet, for it takes a second person. */
export function isApproval(answer: unknown): answer is Approval {
  return typeof answer === 'object' && answer !== null && 'requestedBy' in answer && 'expiresAt' in answer
}
