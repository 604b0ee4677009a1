import { Injectable } from '@nestjs/common'
import { parseDidKey } from '@guildhall/crypto'
import { type Did, type Handle, normalizeHandle } from '@guildhall/syntax'
import {
  Accounts,
  EmailRequired,
  InvalidInviteCode,
  InviteRedemption,
  parseEmail,
  Passwords,
} from '../account/index.js'
import { HandlePolicy, WebIdentities } from '../identity/index.js'
import { type MailLanguage, mailLanguageIn } from '../mail/index.js'
import { requestOrigin } from '../telemetry/index.js'
import type { Agreement } from '../terms/index.js'
import { InvalidRecoveryKey, MissingDidAuth, UnsupportedInput } from './lifecycle.errors.js'

/** What somebody who wants an account asks for. */
export interface SignUp {
  readonly handle: string
  readonly email?: string | undefined
  readonly password?: string | undefined
  readonly inviteCode?: string | undefined
  /** `did:key` that may change the new identity, ahead of the keys of this service. */
  readonly recoveryKey?: string | undefined
  /** An identity that exists already and is to move here; or the did:web of the handle, if we are to host it. */
  readonly did?: Did | undefined
  /** The DID that the request proved to come from. */
  readonly requester?: Did | undefined
  readonly plcOp?: unknown
  /** An administrator makes the account: it takes no invite code. */
  readonly byAdministrator?: boolean
  /** The organization has said who it is: the account takes no invite code, and needs no password. */
  readonly byOrganization?: boolean
  /** The owner is linked with their organization once the account is here: it needs no password, but an invite code. */
  readonly isToBeLinked?: boolean
  /** Whether whoever signs up has agreed to the terms; absent: they were not asked. */
  readonly agreement?: Agreement | undefined
}

/** A sign-up that keeps the rules. */
export interface AcceptedSignUp {
  readonly handle: Handle
  readonly email: string
  /** absent where somebody signs in with their organization */
  readonly password: string | undefined
  readonly inviteCode: string | undefined
  readonly recoveryKey: string | undefined
  /** The did:web that the account is to have, if this service is to host it. */
  readonly webDid?: Did | undefined
  /** that of letters which whoever signs up likes best */
  readonly language?: MailLanguage | undefined
}

/** Who may sign up, and with what. */
@Injectable()
export class SignUpRules {
  constructor(
    private readonly passwords: Passwords,
    private readonly invites: InviteRedemption,
    private readonly handles: HandlePolicy,
    private readonly accounts: Accounts,
    private readonly web: WebIdentities,
  ) {}

  /**
   * Checks a sign-up, in the order that clients know from the reference implementation. Whether handle, address
   * and invite code are still free is decided when the account is made.
   * @throws {Refusal} for the first rule that is broken
   */
  async check(wanted: SignUp): Promise<AcceptedSignUp> {
    if (wanted.plcOp !== undefined) throw new UnsupportedInput('plcOp')
    const { password, inviteCode, recoveryKey, did } = wanted
    const needsPassword = !wanted.byOrganization && !wanted.isToBeLinked
    if (password !== undefined || needsPassword) this.passwords.checkNew(password)
    const isVouchedFor = wanted.byAdministrator === true || wanted.byOrganization === true
    const needsInvite = this.invites.required && !isVouchedFor
    if (needsInvite && !inviteCode) throw new InvalidInviteCode('No invite code provided')
    if (!wanted.email) throw new EmailRequired()
    const email = parseEmail(wanted.email)
    const webDid = this.#webDidOf(wanted)
    if (did && !webDid && did !== wanted.requester) throw new MissingDidAuth(did)
    const claim = { isAdministrator: wanted.byAdministrator, ...(did && !webDid && { did }) }
    const handle = await this.handles.accept(wanted.handle, claim)
    if (recoveryKey !== undefined) assertDidKey(recoveryKey)
    // Only a directory knows keys that rank above others.
    if (recoveryKey !== undefined && webDid) throw new UnsupportedInput('recoveryKey')
    const handleDomain = this.handles.serviceDomainOf(handle)?.slice(1)
    const invitee = { email, handleDomain }
    if (needsInvite && inviteCode) await this.invites.check(inviteCode, invitee)
    // Where everybody may sign up, a code is still good for what it promises, and one that is not does no harm.
    const takesInvite =
      needsInvite || (inviteCode && !isVouchedFor && (await this.invites.isGood(inviteCode, invitee)))
    await this.accounts.checkFree(handle, email)
    return {
      handle,
      email,
      password,
      inviteCode: takesInvite ? inviteCode : undefined,
      recoveryKey,
      ...(webDid && { webDid }),
      // An administrator speaks for themselves.
      ...(!wanted.byAdministrator && { language: mailLanguageIn(requestOrigin()?.acceptLanguage) }),
    }
  }

  /**
   * The did:web to be hosted here: because it was asked for by its name, which nobody but us can give out, or
   * because new accounts have one. Whoever proves to be the DID has it already.
   */
  #webDidOf({ handle: wanted, did, requester }: SignUp): Did | undefined {
    const handle = normalizeHandle(wanted) as Handle
    const webDid = this.handles.serviceDomainOf(handle) ? this.web.didFor(handle) : undefined
    if (did === undefined) return this.web.isDefault ? webDid : undefined
    return did === webDid && did !== requester ? webDid : undefined
  }
}

function assertDidKey(didKey: string): void {
  try {
    parseDidKey(didKey)
  } catch {
    throw new InvalidRecoveryKey()
  }
}
