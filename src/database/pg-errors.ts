const UNIQUE_VIOLATION = '23505'

/** Whether an error says that a unique constraint or index, of that name if given, already has the value. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  const { code, constraint: violated } = (error ?? {}) as { code?: string; constraint?: string }
  return code === UNIQUE_VIOLATION && (constraint === undefined || constraint === violated)
}
