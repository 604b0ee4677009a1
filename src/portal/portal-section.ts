import { isTakenDown } from '../account/index.js'
import { UnknownForm } from './portal.errors.js'
import type { PortalDone, PortalFrame, PortalProblem } from './portal-frame.js'
import type { PortalState } from './portal-state.js'
import type { Visit } from './visits/visit.js'

/** What was typed before, and what was wrong with it; secrets are left out. */
export interface TypedForm {
  readonly fields: Readonly<Record<string, string>>
  readonly problem?: PortalProblem | undefined
}

type Framed<State> = State extends PortalFrame ? Omit<State, keyof PortalFrame> : never

/** What a page shows within its frame. */
export type SectionView = Framed<PortalState>

/** What a form leads to. */
export type SectionOutcome =
  /** a page of the account, by its section */
  | {
      readonly kind: 'go'
      readonly to: string
      readonly query?: Readonly<Record<string, string>>
      readonly done?: PortalDone
    }
  /** away from the account */
  | { readonly kind: 'leave'; readonly to: string }
  /** something that is shown once and never again */
  | { readonly kind: 'show'; readonly view: SectionView }

/**
 * A part of the portal: one page and what its forms do. Every provider of this class is found by itself. Forms call what
 * methods of XRPC call; a refusal for which there are words (portal-problem.ts) is said on the page.
 */
export abstract class PortalSection {
  /** the last part of its address */
  abstract readonly name: string
  /** whether its page is for those only who have proved just now who they are */
  readonly isSensitive: boolean = false

  /** @throws {Refusal} */
  abstract show(visit: Visit, typed: TypedForm): SectionView | Promise<SectionView>

  /** Whether it is for an account as it stands: those that are suspended or taken down have their data, and no more. */
  admits({ account }: Visit, _form?: URLSearchParams): boolean {
    return !isTakenDown(account)
  }

  /** Whether a form is, on a page that is for everybody. */
  isSensitiveForm(_form: URLSearchParams): boolean {
    return this.isSensitive
  }

  /** @throws {Refusal} */
  take(_visit: Visit, _form: URLSearchParams): Promise<SectionOutcome> {
    return Promise.reject(new UnknownForm())
  }

  /** Sends a code by mail. @throws {Refusal} */
  sendCode(_visit: Visit, _form: URLSearchParams): Promise<SectionOutcome> {
    return Promise.reject(new UnknownForm())
  }
}
