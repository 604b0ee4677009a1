import type { Did, Handle } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { Accounts, EmailTaken, parseEmail, Passwords } from '../account/index.js'
import { HandlePolicy } from '../identity/index.js'
import { Terms, type TermsLinks, type TermsNote } from '../terms/index.js'
import { MoveOrganizations } from './move-organizations.js'

/** Whether somebody can have here what they are to have. */
@Injectable()
export class MovePeople {
  constructor(
    private readonly accounts: Accounts,
    private readonly passwords: Passwords,
    private readonly handles: HandlePolicy,
    private readonly terms: Terms,
    readonly organizations: MoveOrganizations,
  ) {}

  /** A handle that somebody who exists already may have here, if nobody has it. @throws {Refusal} */
  async handleFor(did: Did, wanted: string, isAdministrator: boolean): Promise<Handle> {
    const handle = await this.handles.accept(wanted, { did, isAdministrator })
    await this.accounts.checkFree(handle, undefined)
    return handle
  }

  /** An address as it is kept, if nobody has it here. @throws {EmailNotSupported | EmailTaken} */
  async emailOf(text: string | undefined): Promise<string | undefined> {
    if (text === undefined || text.trim() === '') return undefined
    const email = parseEmail(text.trim())
    if (await this.accounts.byEmail(email)) throw new EmailTaken(email)
    return email
  }

  /** Where what somebody agrees to can be read. @param handle that they are to have here */
  async termsFor(handle: string): Promise<TermsLinks> {
    return (await this.terms.offer(handle))?.links ?? {}
  }

  /** What writes down that somebody has agreed before their account is made. @throws {TermsNotAgreed} */
  agreement(handle: string, agreed: boolean, locale: string): Promise<TermsNote> {
    return this.terms.noteOf(handle, { via: 'move', agreed, locale })
  }

  /** @throws {Refusal} for one that nobody may have */
  checkPassword(password: string | undefined): void {
    this.passwords.checkNew(password)
  }
}
