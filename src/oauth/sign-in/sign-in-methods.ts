import { Injectable } from '@nestjs/common'
import { Contributions } from '../../contributions/index.js'
import { AuthenticationRequired } from '../../auth/index.js'
import { type ProvedAccount, type SignInForm, SignInMethod } from './sign-in-method.js'
import type { SignInPlace } from './sign-in-place.js'

/** All ways to sign in that there are. */
@Injectable()
export class SignInMethods {
  constructor(private readonly contributions: Contributions) {}

  /** Proves who somebody is by the method that a form is for. @throws {AuthenticationRequired} if there is none */
  prove(form: SignInForm, place: SignInPlace): Promise<ProvedAccount> {
    const methods = this.contributions.of(SignInMethod)
    const method = methods.find((one) => one.takes(form))
    if (!method) throw new AuthenticationRequired()
    return method.prove(form, place)
  }
}
