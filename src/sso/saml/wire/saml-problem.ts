/** What is wrong with a message of an identity provider. */
export type SamlProblemCode =
  | 'too_large'
  | 'malformed'
  | 'forbidden_markup'
  | 'weak_algorithm'
  | 'signature'
  | 'encryption'
  | 'unsolicited'
  | 'status'
  | 'issuer'
  | 'destination'
  | 'recipient'
  | 'audience'
  | 'too_early'
  | 'expired'
  | 'subject'
  | 'structure'

/** A message is not believed. The text is for administrators. */
export class SamlProblem extends Error {
  constructor(
    readonly code: SamlProblemCode,
    message: string,
  ) {
    super(message)
  }
}
