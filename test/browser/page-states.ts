import type {
  AppView,
  PageProblem,
  PasskeyView,
  PageState,
  PermissionView,
  MoveState,
  SetupState,
} from '../../src/oauth/page-state.js'

const CSRF = 'a-csrf-token'
const ACTION = '/post'

/** An application that anybody could have made; what it says of itself must not be shown. */
export const UNKNOWN_APP: AppView = {
  clientId: 'https://app.example.com/oauth/client-metadata.json',
  name: 'Totally Your Bank',
  logo: '/picture-of-an-unknown-app',
  uri: 'https://app.example.com/',
  trusted: false,
}
export const KNOWN_APP: AppView = {
  clientId: 'https://notes.example.org/client.json',
  name: 'Guild Notes',
  logo: '/branding/logo',
  uri: 'https://notes.example.org/',
  trusted: true,
}
export const LOOPBACK_APP: AppView = {
  clientId: 'http://localhost?redirect_uri=http%3A%2F%2F127.0.0.1%2F&scope=atproto%20transition%3Ageneric',
  trusted: false,
}

const ALICE = { did: 'did:plc:ewvi7nxzyoun6zhxrhs64oiz', handle: 'alice.example.com', needsPassword: false }
const form = { csrf: CSRF, action: ACTION, app: UNKNOWN_APP }

const PASSKEY: PasskeyView = {
  challenge: 'c2lnbiB0aGlz',
  rpId: '127.0.0.1',
  timeout: 300_000,
  userVerification: 'required',
  allowCredentials: [],
}
const signIn: PageState = {
  ...form,
  page: 'sign-in',
  identifier: '',
  fixed: false,
  remember: false,
  passkey: PASSKEY,
  links: { reset: '/reset', signUp: '/sign-up' },
}
const secondFactor: PageState = {
  ...form,
  page: 'second-factor',
  handle: 'alice.example.com',
  ways: ['totp', 'recovery-code'],
  trustDays: 30,
  links: { signIn: '/sign-in' },
}
const setup: SetupState = {
  page: 'sso-setup',
  csrf: CSRF,
  action: ACTION,
  step: 'fill',
  name: 'Example Corp',
  kind: 'oidc',
  until: '2026-12-24T18:00:00.000Z',
  checks: [],
  addresses: [
    { what: 'redirect', url: 'https://pds.example.com/sso/callback' },
    { what: 'signedOut', url: 'https://pds.example.com/account' },
  ],
  fields: { issuer: 'https://login.example.com', clientId: 'pds', metadataUrl: '' },
}
const move: MoveState = {
  ...{ page: 'move', csrf: CSRF, action: ACTION, step: 'start', account: 'ada.old.example' },
  ...{ server: 'old.example', until: '2026-12-24T18:00:00.000Z', domains: ['.example.com'] },
}
const moveUnderWay: MoveState = {
  ...{ ...move, step: 'underWay', newHandle: 'ada.example.com' },
  steps: [
    { name: 'account', state: 'done' },
    { name: 'repository', state: 'done' },
    { name: 'blobs', state: 'underWay' },
    { name: 'preferences', state: 'open' },
    { name: 'identity', state: 'open' },
    { name: 'activation', state: 'open' },
    { name: 'deactivation', state: 'open' },
  ],
  counts: { records: 1_204, blobsExpected: 310, blobsHere: 187 },
}
const chooseAccount: PageState = {
  ...form,
  page: 'choose-account',
  accounts: [
    ALICE,
    { did: 'did:web:bob.example.com', handle: 'bob.example.com', needsPassword: true },
    {
      did: 'did:plc:z72i7hdynmk6r22z27h6tvur',
      handle: 'a-member-with-quite-a-long-handle-indeed.people.example.com',
      needsPassword: false,
    },
  ],
}
const signUp: PageState = {
  ...form,
  page: 'sign-up',
  domains: ['.example.com'],
  handle: '',
  email: '',
  inviteCode: '',
  inviteRequired: true,
  links: { signIn: '/sign-in', terms: 'https://example.com/terms', privacy: 'https://example.com/privacy' },
}

const asked = (scope: string, more: Partial<PermissionView> = {}): PermissionView => ({
  scope,
  required: false,
  exact: [scope],
  ...more,
})
const ATPROTO = asked('atproto', { required: true })
const consent: PageState = {
  ...form,
  page: 'consent',
  account: ALICE,
  redirectHost: 'app.example.com',
  permissions: [
    ATPROTO,
    asked('include:com.example.calendar.basic?aud=did:web:calendar.example.com%23cal', {
      title: 'Calendar',
      details: 'Keep events, and say whether you come to those of others.',
      exact: [
        'repo?collection=com.example.calendar.event&collection=com.example.calendar.answer',
        'rpc:com.example.calendar.listEvents?aud=did:web:calendar.example.com%23cal',
      ],
    }),
    asked('repo:app.bsky.feed.post?action=create&action=delete'),
    asked('repo:app.bsky.actor.profile'),
    asked('blob:image/*'),
    asked('rpc:app.bsky.feed.getTimeline?aud=did:web:api.bsky.app%23bsky_appview'),
    asked('account:email'),
    asked('identity:handle'),
  ],
}
const broadConsent: PageState = {
  ...form,
  page: 'consent',
  app: LOOPBACK_APP,
  account: ALICE,
  redirectHost: '127.0.0.1',
  permissions: [
    ATPROTO,
    asked('transition:generic'),
    asked('transition:chat.bsky'),
    asked('transition:email'),
    asked('repo:*'),
    asked('blob:*/*'),
    asked('blob?accept=video/*&accept=text/vtt'),
    asked('rpc:*?aud=did:web:api.example.com%23svc'),
    asked('rpc:com.example.doSomething?aud=*'),
    asked('account:email?action=manage'),
    asked('account:repo?action=manage'),
    asked('account:status?action=manage'),
    asked('identity:*'),
    asked('include:com.example.unnamed'),
    asked('something:new'),
  ],
}
const error: PageState = {
  ...form,
  page: 'error',
  code: 'invalid_request',
  message: 'redirect_uri did not match any of the registered ones',
  returnUrl: 'https://app.example.com/',
  requestId: '0c9d6a3f2b1e',
}
const reset: PageState = {
  csrf: CSRF,
  action: ACTION,
  page: 'reset-password',
  step: 'request',
  links: { signIn: '/sign-in' },
}

const problem = (name: PageProblem) => ({ problem: name })

/** Every page in every state that looks different, by a name for it. */
export const PAGE_STATES: Readonly<Record<string, PageState>> = {
  'sign-in': signIn,
  'sign-in-known-app': { ...signIn, app: KNOWN_APP },
  'sign-in-without-app': { ...signIn, app: undefined, links: {} },
  'sign-in-wrong': { ...signIn, identifier: 'alice.example.com', ...problem('wrong-credentials') },
  'sign-in-fixed': {
    ...signIn,
    identifier: 'alice.example.com',
    fixed: true,
    remember: true,
    links: { ...signIn.links, choose: '/choose' },
    ...problem('wrong-account'),
  },
  'second-factor-app': secondFactor,
  'second-factor-passkey': {
    ...secondFactor,
    app: KNOWN_APP,
    ways: ['passkey', 'recovery-code'],
    passkey: PASSKEY,
    trustDays: 0,
    ...problem('passkey-failed'),
  },
  'second-factor-any': {
    ...secondFactor,
    app: undefined,
    ways: ['totp', 'passkey', 'recovery-code'],
    passkey: PASSKEY,
    ...problem('wrong-code'),
  },
  'second-factor-mail': { ...secondFactor, ways: ['email'] },
  'sign-in-expired': { ...signIn, ...problem('sign-in-expired') },
  'choose-account': chooseAccount,
  'choose-account-without-app': { ...chooseAccount, app: undefined },
  'sign-up': signUp,
  welcome: {
    ...{
      page: 'welcome',
      csrf: CSRF,
      action: ACTION,
      organization: 'Example Corp',
      domains: ['.example.com'],
    },
    ...{ handle: 'ada.example.com', email: 'ada@corp.example', needsApproval: false, links: {} },
    linking: { address: 'ada@corp.example', isSent: true },
  },
  'setup-begin': { ...setup, step: 'begin', token: 'a-token' },
  'setup-oidc': {
    ...setup,
    checks: [{ ok: true, message: 'discovery' }],
    isComplete: true,
    hasSecret: true,
    result: {
      ok: true,
      claims: [
        { name: 'sub', value: '00u1a2b3c4' },
        { name: 'groups', value: '["staff","editors"]' },
      ],
    },
  },
  'setup-saml': {
    ...setup,
    kind: 'saml',
    checks: [{ ok: false, message: 'The metadata cannot be read: no such host.' }],
    addresses: [
      { what: 'entityId', url: 'https://pds.example.com/sso/saml/0190aaaa/metadata' },
      { what: 'consumer', url: 'https://pds.example.com/sso/saml/0190aaaa/acs' },
      { what: 'singleLogout', url: 'https://pds.example.com/sso/saml/0190aaaa/logout' },
    ],
    isComplete: true,
    result: { ok: false, detail: 'it was meant for nobody', claims: [] },
  },
  'setup-done': { ...setup, step: 'done' },
  'move-begin': { ...move, step: 'begin', token: 'a-token' },
  'move-start': {
    ...move,
    fields: { handle: 'ada.example.com', email: 'ada@example.com' },
    links: { terms: 'https://example.com/terms', privacy: 'https://example.com/privacy' },
  },
  'move-start-wrong': {
    ...move,
    newHandle: 'ada.family.example',
    message: 'The blob bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku has 6000000 bytes.',
    trouble: 'code-sent',
  },
  'move-under-way': moveUnderWay,
  'move-start-organization': {
    ...{ ...move, newHandle: 'ada.example.com', fields: { handle: '', email: '' } },
    awaited: { name: 'Example Corp', isSure: true },
  },
  'move-start-maybe': {
    ...{ ...move, fields: { handle: 'ada.example.com', email: '' } },
    awaited: { name: 'Example Corp', isSure: false },
  },
  'move-organization': {
    ...moveUnderWay,
    step: 'organization',
    organization: { name: 'Example Corp', href: '#' },
  },
  'move-organization-early': { ...moveUnderWay, organization: { name: 'Example Corp', href: '#' } },
  'move-done-organization': { ...moveUnderWay, step: 'done', signInWith: 'Example Corp' },
  'move-code': { ...moveUnderWay, step: 'code' },
  'move-again': { ...moveUnderWay, step: 'again', trouble: 'wrong-credentials' },
  'move-document': {
    ...moveUnderWay,
    step: 'document',
    message:
      '{\n  "verificationMethods": { "atproto": "did:key:zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme" }\n}',
  },
  'move-failed': { ...moveUnderWay, step: 'failed', message: 'old.example: connect ECONNREFUSED' },
  'move-done': { ...moveUnderWay, step: 'done' },
  'move-over': { ...move, step: 'over' },
  'sign-up-wrong': {
    ...signUp,
    domains: ['.example.com', '.people.example.com'],
    handle: 'alice.people.example.com',
    email: 'alice@example.com',
    inviteCode: 'pds-example-com-abcde-fghij',
    inviteRequired: false,
    links: { signIn: '/sign-in', terms: 'https://example.com/terms' },
    ...problem('handle-taken'),
  },
  terms: {
    ...form,
    page: 'terms',
    account: ALICE,
    links: { terms: 'https://example.com/terms/2', privacy: 'https://example.com/privacy' },
  },
  'terms-not-agreed': {
    ...form,
    page: 'terms',
    app: KNOWN_APP,
    account: ALICE,
    links: { terms: 'https://example.com/terms/2' },
    ...problem('terms-not-agreed'),
  },
  'sign-up-domains': {
    ...signUp,
    domains: ['.example.com', '.people.example.com'],
    ofDomains: [{ domain: '.people.example.com', links: { terms: 'https://people.example.com/terms' } }],
    ...problem('sign-up-limit'),
  },
  consent,
  'consent-broad': broadConsent,
  'consent-only-sign-in': { ...consent, app: KNOWN_APP, permissions: [ATPROTO] },
  error,
  'error-expired': {
    ...error,
    app: undefined,
    code: 'session_not_found',
    message: 'interaction session not found',
    returnUrl: undefined,
  },
  'reset-request': reset,
  'reset-confirm': { ...reset, step: 'confirm', identifier: 'alice@example.com' },
  'reset-wrong': { ...reset, step: 'confirm', ...problem('expired-code') },
  'reset-done': { ...reset, step: 'done' },
  'first-password': { ...reset, step: 'first', handle: 'alice.example.com' },
  'first-password-over': { ...reset, ...problem('link-over') },
  'first-password-done': { ...reset, step: 'begun' },
}
