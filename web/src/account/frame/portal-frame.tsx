import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { PortalFrame as FrameState } from '../../../../src/portal/portal-state'
import type { PortalState } from '../../../../src/portal/portal-state'
import { Notice } from '../../controls/notice'
import { Brand, Foot } from '../../frame/frame'
import { Text, type TextKey } from '../../i18n/words'
import { Form } from './form'

/** The pages that can be gone to from everywhere, in their order; the overview is the root itself. */
const PAGES = [
  'overview',
  'apps',
  'devices',
  'app-passwords',
  'email',
  'password',
  'handle',
  'security',
  'data',
] as const
type NavPage = (typeof PAGES)[number]

/** Pages that belong to another one. */
const WITHIN: Partial<Record<PortalState['page'], NavPage>> = {
  'new-app-password': 'app-passwords',
  'new-totp': 'security',
  'new-passkey': 'security',
  'recovery-codes': 'security',
  delete: 'data',
  move: 'data',
}

interface PortalFrameProps {
  readonly state: FrameState & Pick<PortalState, 'page'>
  readonly title: TextKey
  readonly lead?: ReactNode
  readonly children?: ReactNode
}

/** What is around every page of an account: who it is, where else one can go, what was done or was wrong. */
export function PortalFrame({ state, title, lead, children }: PortalFrameProps) {
  const { t } = useTranslation()
  return (
    <div className="portal">
      <a className="skip" href="#content">
        {t('frame.skip')}
      </a>
      <div className="top">
        <Brand />
        <Member state={state} />
      </div>
      <div className="columns">
        <Navigation
          root={state.root}
          page={WITHIN[state.page] ?? state.page}
          pages={state.member.isSanctioned ? ['data'] : PAGES}
        />
        <main id="content" tabIndex={-1}>
          <h1>{t(title)}</h1>
          {lead === undefined ? undefined : <p className="lead">{lead}</p>}
          <Outcome state={state} />
          {children}
        </main>
      </div>
      <Foot />
    </div>
  )
}

/** What came of the last form. */
function Outcome({ state: { problem, done } }: { readonly state: FrameState }) {
  if (problem !== undefined) {
    return (
      <Notice kind={'error'}>
        <Text text={`account.problem.${problem}`} />
      </Notice>
    )
  }
  if (done === undefined) return undefined
  return (
    <Notice kind="success">
      <Text text={`account.done.${done}`} />
    </Notice>
  )
}

interface NavigationProps {
  readonly root: string
  readonly page: PortalState['page']
  /** those that can be gone to */
  readonly pages: readonly NavPage[]
}

function Navigation({ root, page, pages }: NavigationProps) {
  const { t } = useTranslation()
  return (
    <nav className="sections" aria-label={t('account.nav.label')}>
      <ul>
        {pages.map((each) => (
          <li key={each}>
            <a
              href={each === 'overview' ? root : `${root}/${each}`}
              aria-current={each === page ? 'page' : undefined}
            >
              {t(`account.nav.${each}`)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function Member({ state }: { readonly state: FrameState }) {
  const { t } = useTranslation()
  const { root, csrf, member } = state
  return (
    <details className="member" data-menu>
      <summary>
        <span className="mark" aria-hidden="true">
          {member.handle.slice(0, 1)}
        </span>
        <span className="hidden-text">{t('account.member.label')} </span>
        <span className="name" dir="ltr">
          {member.handle}
        </span>
      </summary>
      <div className="menu">
        <a href="/account/choose-account">{t('account.member.switch')}</a>
        <Form action={root} csrf={csrf}>
          <button type="submit" name="decision" value="sign-out">
            {t('account.member.signOut')}
          </button>
          <button type="submit" name="decision" value="sign-out-everywhere">
            {t('account.member.signOutEverywhere')}
          </button>
        </Form>
      </div>
    </details>
  )
}
