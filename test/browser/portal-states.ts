import type { PortalFrame, PortalProblem } from '../../src/portal/portal-frame.js'
import type { PortalState } from '../../src/portal/portal-state.js'
import { KNOWN_APP, LOOPBACK_APP, UNKNOWN_APP } from './page-states.js'

const ROOT = '/account/did:plc:ewvi7nxzyoun6zhxrhs64oiz'
const MORNING = '2026-11-02T08:15:00.000Z'
const EVENING = '2026-11-27T21:40:00.000Z'
const LATER = '2027-02-01T00:00:00.000Z'

const frame = (): PortalFrame => ({
  csrf: 'a-csrf-token',
  action: '/post',
  root: ROOT,
  member: {
    did: 'did:plc:ewvi7nxzyoun6zhxrhs64oiz',
    handle: 'alice.example.com',
    isActive: true,
    isSanctioned: false,
    hasOthers: false,
  },
})
const asleep: PortalFrame = {
  ...frame(),
  member: {
    did: 'did:web:a-member-with-quite-a-long-handle-indeed.people.example.com',
    handle: 'a-member-with-quite-a-long-handle-indeed.people.example.com',
    isActive: false,
    isSanctioned: false,
    deleteAfter: LATER,
    hasOthers: true,
  },
}
const problem = (name: PortalProblem) => ({ problem: name })
const permission = (scope: string, required = false) => ({ scope, required, exact: [scope] })

const here = { ip: '203.0.113.7', browser: 'Firefox', system: 'Linux' }
const phone = { ip: '2001:db8:85a3:8d3:1319:8a2e:370:7348', browser: 'Safari', system: 'iPhone' }
const session = {
  id: 's1',
  createdAt: MORNING,
  usedAt: EVENING,
  expiresAt: LATER,
  place: here,
  permissions: [
    permission('atproto', true),
    permission('repo:app.bsky.feed.post'),
    permission('blob:image/*'),
    permission('rpc:app.bsky.feed.getTimeline?aud=did:web:api.bsky.app%23bsky_appview'),
  ],
}
const overview: PortalState = {
  ...frame(),
  page: 'overview',
  email: { address: 'alice@example.com', isConfirmed: true },
  createdAt: MORNING,
  storage: { bytes: 734_003_200, count: 1_284, quotaBytes: 1_073_741_824 },
  attention: [],
}
const devices: PortalState = {
  ...frame(),
  page: 'devices',
  browsers: [
    { id: 'b1', place: here, isHere: true, isRemembered: true, signedInAt: MORNING, seenAt: EVENING },
    { id: 'b2', place: phone, isHere: false, isRemembered: false, signedInAt: MORNING, seenAt: MORNING },
  ],
  sessions: [
    {
      id: 'l1',
      place: { browser: 'okhttp', ip: '198.51.100.9' },
      openedAt: MORNING,
      usedAt: EVENING,
      appPassword: 'Phone',
    },
    { id: 'l2', place: {}, openedAt: MORNING, usedAt: EVENING },
  ],
}
const email: PortalState = {
  ...frame(),
  page: 'email',
  email: 'alice@example.com',
  isConfirmed: true,
  isFactor: false,
  wanted: '',
  language: 'fr',
  languages: ['en', 'de', 'es', 'fr', 'ja', 'pt', 'ar'],
}
const handle: PortalState = {
  ...frame(),
  page: 'handle',
  domains: ['.example.com', '.people.example.com'],
  wanted: '',
}
const domain = {
  handle: 'alice.org',
  txtName: '_atproto.alice.org',
  txtValue: 'did=did:plc:ewvi7nxzyoun6zhxrhs64oiz',
  url: 'https://alice.org/.well-known/atproto-did',
  found: 'nothing',
} as const
const data: PortalState = {
  ...frame(),
  page: 'data',
  repo: { action: '/post', count: 48_213 },
  blobs: [{ action: '/post?1', count: 1_284, bytes: 734_003_200 }],
  deletionsDays: [30, 90],
}
const remove: PortalState = { ...frame(), page: 'delete', isCodeSent: false, email: 'alice@example.com' }
const passwords: PortalState = {
  ...frame(),
  page: 'app-passwords',
  passwords: [
    { name: 'Phone', isPrivileged: true, createdAt: MORNING, usedAt: EVENING },
    {
      name: 'A bridge with a very long name that somebody has typed',
      isPrivileged: false,
      createdAt: MORNING,
      expiresAt: LATER,
    },
  ],
}
const fresh: PortalState = {
  ...frame(),
  page: 'new-app-password',
  name: '',
  lifetimesDays: [7, 30, 90, 365],
  isEndless: true,
}

const PASSKEY = { challenge: 'AAAA', userVerification: 'required', allowCredentials: [] } as const
const security: PortalState = {
  ...frame(),
  page: 'security',
  totpSince: MORNING,
  passkeys: [
    { id: 'p1', name: 'Safari on iPhone', addedAt: MORNING, usedAt: EVENING, isSynced: true },
    {
      id: 'p2',
      name: 'A key of metal that lies in a drawer most of the time',
      addedAt: MORNING,
      isSynced: false,
    },
  ],
  recoveryCodesLeft: 7,
  earlier: '17',
  events: [
    { kind: 'signed-in-new', at: EVENING, place: phone },
    { kind: 'signed-in', at: EVENING, place: here },
    { kind: 'factor-failed', at: EVENING, place: here },
    { kind: 'app-allowed', at: EVENING, place: here, name: 'app.example.com' },
    { kind: 'app-password-made', at: MORNING, place: here, name: 'Phone' },
    { kind: 'app-password-first-used', at: MORNING, place: { browser: 'okhttp' }, name: 'Phone' },
    { kind: 'app-password-removed', at: MORNING, place: here, name: 'Phone' },
    { kind: 'password-changed', at: MORNING, place: here },
    { kind: 'email-changed', at: MORNING, place: here },
    { kind: 'handle-changed', at: MORNING, place: here, name: 'alice.example.com' },
    { kind: 'factor-added', at: MORNING, place: here, name: 'Safari on iPhone' },
    { kind: 'factor-removed', at: MORNING, place: here },
    { kind: 'recovery-codes-renewed', at: MORNING, place: here },
    { kind: 'recovery-code-used', at: MORNING, place: {} },
    { kind: 'session-revoked', at: MORNING, place: here },
    { kind: 'signed-out-everywhere', at: MORNING, place: here },
  ],
}
const QR =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path fill="#fff" d="M0 0h8v8H0z"/><path d="M1 1h3v3H1z"/></svg>'
const CODES = Array.from({ length: 10 }, (_, index) => `abcd${index}-efgh${index}`)

/** Every page of the account portal in every state that looks different, by a name for it. */
export const PORTAL_STATES: Readonly<Record<string, PortalState>> = {
  'account-overview': overview,
  'account-overview-attention': {
    ...overview,
    email: undefined,
    storage: { bytes: 0, count: 0 },
    attention: ['handle-broken', 'no-email', 'no-second-factor'],
  },
  'account-overview-asleep': {
    ...overview,
    ...asleep,
    done: 'deactivated',
    attention: ['email-unconfirmed'],
  },
  'account-apps': {
    ...frame(),
    page: 'apps',
    apps: [
      { app: KNOWN_APP, sessions: [session, { ...session, id: 's2', place: phone }] },
      { app: UNKNOWN_APP, sessions: [{ ...session, id: 's3', place: {} }] },
      {
        app: LOOPBACK_APP,
        sessions: [
          {
            ...session,
            id: 's4',
            permissions: [permission('atproto', true), permission('transition:generic')],
          },
        ],
      },
    ],
  },
  'account-apps-none': { ...frame(), page: 'apps', apps: [], done: 'app-removed' },
  'account-devices': devices,
  'account-devices-only-here': {
    ...devices,
    browsers: devices.browsers.slice(0, 1),
    sessions: [],
    done: 'others-ended',
  },
  'account-app-passwords': passwords,
  'account-app-passwords-none': { ...passwords, passwords: [], done: 'app-password-removed' },
  'account-new-app-password': fresh,
  'account-new-app-password-wrong': { ...fresh, name: 'Phone', isEndless: false, ...problem('name-taken') },
  'account-new-app-password-made': {
    ...fresh,
    made: { name: 'Phone', isPrivileged: false, createdAt: EVENING, secret: 'abcd-efgh-ijkl-mnop' },
  },
  'account-email': email,
  'account-email-unconfirmed': { ...email, isConfirmed: false, step: 'confirm', done: 'code-sent' },
  'account-email-change': { ...email, step: 'change', wanted: 'bob@example.com', ...problem('email-taken') },
  'account-email-factor': { ...email, isFactor: true, step: 'factor', ...problem('wrong-code') },
  'account-email-none': { ...email, email: undefined, isConfirmed: false },
  'account-password': { ...frame(), page: 'password' },
  'account-password-wrong': { ...frame(), page: 'password', ...problem('wrong-password') },
  'account-handle': { ...handle, done: 'handle-changed' },
  'account-handle-taken': { ...handle, wanted: 'bob.example.com', ...problem('handle-taken') },
  'account-handle-domain': { ...handle, domain },
  'account-handle-domain-found': { ...handle, domains: [], domain: { ...domain, found: 'this-account' } },
  'account-security': security,
  'account-security-none': {
    ...security,
    totpSince: undefined,
    passkeys: [],
    recoveryCodesLeft: undefined,
    events: [],
    earlier: undefined,
    done: 'factor-removed',
  },
  'account-new-totp': {
    ...frame(),
    page: 'new-totp',
    qr: QR,
    secret: 'JBSWY3DPEHPK3PXP',
    uri: 'otpauth://totp/alice.example.com?secret=JBSWY3DPEHPK3PXP',
    ...problem('wrong-code'),
  },
  'account-new-passkey': {
    ...frame(),
    page: 'new-passkey',
    name: '',
    creation: {},
    ...problem('passkey-failed'),
  },
  'account-recovery-codes': { ...frame(), page: 'recovery-codes', codes: CODES },
  'account-data': data,
  'account-data-much': {
    ...data,
    ...asleep,
    blobs: [
      { action: '/post?1', count: 100_000, bytes: 61_734_003_200 },
      { action: '/post?2', count: 312, bytes: 1_200 },
    ],
  },
  'account-data-sanctioned': {
    ...data,
    member: { ...data.member, isActive: false, isSanctioned: true, suspendedUntil: LATER },
  },
  'account-data-none': { ...data, repo: { action: '/post', count: 0 }, blobs: [], done: 'reactivated' },
  'account-delete': remove,
  'account-delete-code': { ...remove, isCodeSent: true, ...problem('not-sure') },
  'account-delete-no-email': { ...remove, email: undefined },
  'account-move': {
    ...frame(),
    page: 'move',
    isPlc: true,
    isCodeSent: true,
    email: 'alice@example.com',
    credentials: JSON.stringify(
      { alsoKnownAs: ['at://alice.example.com'], rotationKeys: ['did:key:zQ3sh'] },
      null,
      2,
    ),
    done: 'code-sent',
  },
  'account-move-web': { ...asleep, page: 'move', isPlc: false, isCodeSent: false, credentials: '{}' },
  'account-confirm': { ...frame(), page: 'confirm', passkey: PASSKEY },
  'account-confirm-code': {
    ...frame(),
    page: 'confirm',
    second: ['totp', 'recovery-code'],
    ...problem('wrong-code'),
  },
  'account-confirm-second': {
    ...frame(),
    page: 'confirm',
    passkey: PASSKEY,
    second: ['passkey', 'recovery-code'],
  },
  'account-confirm-mail': { ...frame(), page: 'confirm', second: ['email'], ...problem('passkey-failed') },
  'account-farewell': { page: 'farewell' },
  'account-signed-out': {
    page: 'signed-out',
    organization: { name: 'Example Corp', href: '/sso/sign-out?ticket=ticket' },
  },
  'account-refused': {
    page: 'refused',
    reason: 'form',
    message: 'The form does not come from a page of this server.',
    home: '/account',
  },
  'account-refused-host': {
    page: 'refused',
    reason: 'host',
    message: 'This page is at https://pds.example.com',
    home: 'https://pds.example.com/account',
  },
}
