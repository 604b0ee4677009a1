import { Injectable } from '@nestjs/common'
import { Brand, Branding, type BrandValues, PageBundle } from '../../branding/index.js'
import { type MailLanguage, mailLanguageIn } from '../../mail/index.js'
import type { PageState } from '../../oauth/index.js'
import { sampleMail } from './sample-mails.js'

/** Pages that can be looked at, as somebody would see them. */
export const PREVIEW_PAGES = [
  'sign-in',
  'sign-up',
  'choose-account',
  'consent',
  'reset-password',
  'error',
] as const
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
/** Before the names of mails, in what is wanted. */
const MAIL = 'mail:'
const DARK_QUERY = '@media (prefers-color-scheme: dark)'

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
  const mail = show.startsWith(MAIL) ? sampleMail(show.slice(MAIL.length), brand, language) : undefined
  // Which theme a mail is shown in, only whoever shows it knows.
  return mail?.html.replace(DARK_QUERY, theme === 'dark' ? '@media all' : '@media not all')
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
