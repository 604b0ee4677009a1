import { DECLARED_AGE_TYPE } from './preference-types.js'

/** Ages that applications ask for, in years. */
const AGES = { isOverAge13: 13, isOverAge16: 16, isOverAge18: 18 } as const

/** What a birth date says to applications that may not know it. */
export type DeclaredAge = { $type: string } & Record<keyof typeof AGES, boolean>

/**
 * Which ages somebody has reached.
 * @param birthDate as clients send it; what is no date says nothing
 */
export function declaredAge(birthDate: unknown, now: Date): DeclaredAge | undefined {
  const born = typeof birthDate === 'string' ? Date.parse(birthDate) : NaN
  if (Number.isNaN(born)) return undefined
  const reached = (years: number): boolean => {
    const day = new Date(born)
    day.setUTCFullYear(day.getUTCFullYear() + years)
    return day.getTime() <= now.getTime()
  }
  return {
    $type: DECLARED_AGE_TYPE,
    isOverAge13: reached(AGES.isOverAge13),
    isOverAge16: reached(AGES.isOverAge16),
    isOverAge18: reached(AGES.isOverAge18),
  }
}
