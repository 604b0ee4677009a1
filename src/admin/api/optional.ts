import { IsOptional, ValidateIf } from 'class-validator'

/**
 * Decorator of a field of a body that may be left out. It may not be null, which `IsOptional` lets pass as well: what looks
 * whether something was said would take it for said, and what keeps it would take it for nothing.
 */
export function Optional(): PropertyDecorator {
  return ValidateIf((_body, value) => value !== undefined)
}

/** Decorator of a field of a body that may be left out, and of which null says something. */
export function OptionalOrNull(): PropertyDecorator {
  return IsOptional()
}
