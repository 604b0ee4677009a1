import { ValidationPipe } from '@nestjs/common'
import { classToPlain, plainToInstance } from 'class-transformer'
import { getMetadataStorage, validate, type ValidationError } from 'class-validator'
import { type FieldError, InvalidFields } from '../admin.errors.js'

/** What Nest uses of class-validator: the second one where it looks for bytes in nested objects. */
const VALIDATOR = { validate, getMetadataStorage }

/** Compares bodies with their classes: fields that are not there are refused as well. */
export function inputValidation(): ValidationPipe {
  return new ValidationPipe({
    // Left to itself, Nest loads the whole of both, telephone numbers of the world included.
    validatorPackage: VALIDATOR,
    transformerPackage: { classToPlain, plainToInstance },
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    stopAtFirstError: true,
    validationError: { target: false, value: false },
    exceptionFactory: (errors: ValidationError[]) =>
      new InvalidFields(errors.flatMap((error) => problemsOf(error))),
  })
}

function problemsOf({ property, constraints, children }: ValidationError, above = ''): FieldError[] {
  const at = `${above}/${property}`
  const own = Object.values(constraints ?? {}).map((message) => ({
    at,
    message: withoutName(message, property),
  }))
  return [...own, ...(children ?? []).flatMap((child) => problemsOf(child, at))]
}

/** What the library says begins with the name of the field, which is said already. */
function withoutName(message: string, property: string): string {
  return message.startsWith(`${property} `) ? message.slice(property.length + 1) : message
}
