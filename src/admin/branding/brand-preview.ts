import { Injectable } from '@nestjs/common'
import { Brand, Branding, type BrandValues, PageBundle } from '../../branding/index.js'
import {
  CODE_PURPOSES,
  codeMail,
  type Mail,
  type MailLanguage,
  mailLanguageIn,
  STANDING_MATTERS,
  standingMail,
  type StandingMatter,
  trialMail,
  welcomeMail,
} from '../../mail/index.js'
import type { PageState } from '../../oauth/index.js'

/** Pages that can be looked at, as somebody would see them. */
export const PREVIEW_PAGES = [
  'sign-in',
  'sign-up',
  'choose-account',
  'consent',
  'reset-password',
  'error',
] as const
/** Mails that can be looked at. */
export const PREVIEW_MAILS = ['trial', 'welcome', ...CODE_PURPOSES, ...STANDING_MATTERS] as const
export const PREVIEW_THEMES = ['light', 'dark'] as const

/** What is looked at. */
export interface WantedPreview {
  readonly values: BrandValues
  readonly show: string
  readonly theme: (typeof PREVIEW_THEMES)[number]
  /** as in the header `Accept-Language` */
  readonly locale: string
}

const SCRIPTS = /<script\b[^>]*><\/script>|<link rel="modulepreload"[^>]*>/g
const DARK_QUERY = '@media (prefers-color-scheme: dark)'
const TO = 'alice@example.com'
const CODE = 'ABCDE-23456'
const MINUTES = 15
const SOME_DAY = new Date('2030-01-31T12:00:00Z')

const ALICE = { did: 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa', handle: 'alice.example.com', needsPassword: false }
const FORM = { csrf: '', action: '' }
const APP = { clientId: 'https://app.example.com/client-metadata.json', trusted: false }

/** Draws pages and mails in looks that nobody has seen yet, with the parts that draw the real ones. */
@Injectable()
export class BrandPreview {
  readonly #pages = new PageBundle<PageState>('pages')

  constructor(private readonly branding: Branding) {}

  /** A whole HTML document without scripts; undefined if there is no such page or mail. */
  async draw({ values, show, theme, locale }: WantedPreview): Promise<string | undefined> {
    const brand = this.branding.draft(values)
    const mail = mailFor(brand, show, theme, mailLanguageIn(locale) ?? 'en')
    if (mail !== undefined) return mail
    const state = PREVIEW_PAGES.some((page) => page === show) ? stateOf(show) : undefined
    if (!state) return undefined
    const html = await this.#pages.render(state, locale, brand)
    return html.replace(SCRIPTS, '').replace('<html ', `<html data-theme="${theme}" `)
  }
}

function mailFor(brand: Brand, show: string, theme: string, language: MailLanguage): string | undefined {
  if (!show.startsWith('mail:')) return undefined
  const kind = PREVIEW_MAILS.find((each) => show === `mail:${each}`)
  if (kind === undefined) return undefined
  const { html } = mailOf(kind, brand, language)
  // Which theme a mail is shown in, only whoever shows it knows.
  return html.replace(DARK_QUERY, theme === 'dark' ? '@media all' : '@media not all')
}

function mailOf(kind: (typeof PREVIEW_MAILS)[number], brand: Brand, language: MailLanguage): Mail {
  const addressee = { language, to: TO, name: ALICE.handle }
  switch (kind) {
    case 'trial':
      return trialMail(brand, TO, language)
    case 'welcome':
      return welcomeMail(brand, { ...addressee, link: { code: CODE, expiresAt: SOME_DAY } })
    default:
      if (isMatter(kind)) return standingMail(brand, { ...addressee, about: kind })
      return codeMail(brand, { ...addressee, purpose: kind, code: CODE, minutes: MINUTES })
  }
}

function isMatter(kind: string): kind is StandingMatter {
  return STANDING_MATTERS.some((matter) => matter === kind)
}

function stateOf(page: string): PageState | undefined {
  switch (page) {
    case 'sign-in':
      return {
        ...FORM,
        page,
        identifier: ALICE.handle,
        fixed: false,
        remember: true,
        links: { reset: '#', signUp: '#' },
      }
    case 'sign-up':
      return {
        ...FORM,
        page,
        domains: ['.example.com'],
        handle: '',
        email: '',
        inviteCode: '',
        inviteRequired: true,
        links: { signIn: '#' },
      }
    case 'choose-account':
      return {
        ...FORM,
        page,
        accounts: [ALICE, { ...ALICE, handle: 'bob.example.com', needsPassword: true }],
      }
    case 'consent':
      return {
        ...FORM,
        page,
        app: APP,
        account: ALICE,
        permissions: SAMPLE_PERMISSIONS,
        redirectHost: 'app.example.com',
      }
    case 'reset-password':
      return { ...FORM, page, step: 'request', links: { signIn: '#' } }
    case 'error':
      return { ...FORM, page, code: 'access_denied', message: 'The request was denied', requestId: 'a1b2c3' }
    default:
      return undefined
  }
}

const SAMPLE_PERMISSIONS = [
  { scope: 'atproto', required: true, exact: ['atproto'] },
  { scope: 'repo:app.bsky.feed.post', required: false, exact: ['repo:app.bsky.feed.post'] },
]
