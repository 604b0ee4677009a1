import type { FieldError } from '../admin.errors.js'

/** An error as it is answered (RFC 9457). */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  /** stays the same, whatever the words are */
  readonly code: string
  readonly detail?: string
  readonly errors?: readonly FieldError[]
  readonly requestId?: string | undefined
}
