import { Injectable } from '@nestjs/common'
import { type Queryable, UnitOfWork } from '../../database/index.js'
import { InviteMails, type MailLanguage } from '../../mail/index.js'
import type { AdministrativeStep } from '../administrative-step.js'
import { InviteNotOpen } from '../account.errors.js'
import { Accounts } from '../accounts.js'
import { INVITE_ADMIN, type InviteCode, type InviteMaker, inviteState } from '../invite-code.js'
import { InviteStore } from '../invite.store.js'
import { Invites } from '../invites.js'
import type { InviteTerms } from './invite-terms.js'

/** Letters that are wanted: one to each address, with a code for that address only, good once. */
export interface InvitationOrder {
  /** in the form in which addresses are compared, each once */
  readonly emails: readonly string[]
  readonly language: MailLanguage
  readonly terms: Omit<InviteTerms, 'emailPattern'> & { readonly expiresAt: Date }
  readonly maker: InviteMaker
}

/** What became of an address: it was written to, belongs to a member, or has an invitation that is open. */
export interface Invitation {
  readonly email: string
  readonly outcome: 'sent' | 'member' | 'invited'
  /** of the letter that was sent */
  readonly code?: string
}

/** Invites people by mail. */
@Injectable()
export class Invitations {
  constructor(
    private readonly store: InviteStore,
    private readonly invites: Invites,
    private readonly accounts: Accounts,
    private readonly mails: InviteMails,
    private readonly work: UnitOfWork,
  ) {}

  /**
   * Invites those who are not members and have no open invitation. Letters go with the transaction that adds the codes:
   * all, or none.
   * @param step more work for the transaction that adds the codes, done last
   */
  async send(
    { emails, language, terms, maker }: InvitationOrder,
    step: (made: number) => AdministrativeStep,
  ): Promise<Invitation[]> {
    const invited = new Set(await this.store.invited(emails, this.invites.now()))
    const fates: Invitation[] = []
    for (const email of emails) {
      const isMember = (await this.accounts.byEmail(email)) !== undefined
      fates.push({ email, outcome: isMember ? 'member' : invited.has(email) ? 'invited' : 'sent' })
    }
    const wanted = fates.filter(({ outcome }) => outcome === 'sent').map(({ email }) => email)
    const codes = new Map<string, string>()
    await this.work.run(async (tx) => {
      for (const email of wanted) {
        const own = { terms: { ...terms, emailPattern: email }, letter: { to: email, language }, maker }
        const [code] = await this.invites.issue(tx, { count: 1, uses: 1, forAccount: INVITE_ADMIN, ...own })
        codes.set(email, code!)
        await this.#write(tx, { ...terms, to: email, code: code!, language })
      }
      await step(wanted.length)(tx)
    })
    return fates.map((fate) => ({ ...fate, ...(codes.has(fate.email) && { code: codes.get(fate.email)! }) }))
  }

  /**
   * Sends a letter again.
   * @param step kept with the letter
   * @returns undefined if there is no such code
   * @throws {InviteNotOpen} if it was never meant for a letter, or is good for nothing any more
   */
  async resend(code: string, step: AdministrativeStep): Promise<InviteCode | undefined> {
    const invite = await this.store.find(code)
    if (!invite) return undefined
    const { letter, expiresAt, handleDomain } = invite
    if (!letter || !expiresAt || inviteState(invite, this.invites.now()) !== 'open') throw new InviteNotOpen()
    await this.work.run(async (tx) => {
      await step(tx)
      await this.#write(tx, { code, to: letter.to, language: letter.language, expiresAt, handleDomain })
    })
    return this.store.find(code)
  }

  async #write(tx: Queryable, letter: Parameters<InviteMails['send']>[0]): Promise<void> {
    await this.mails.send(letter, tx)
    await this.store.sent(tx, letter.code, this.invites.now())
  }
}
