import type { SignedInAccount } from '../devices/devices.js'
import { needsSignIn, nextStep, type Situation } from './next-step.js'

const STARTED_MS = 1_000_000
const accountOf = (name: string, more: Partial<SignedInAccount> = {}): SignedInAccount => ({
  account: { did: `did:web:${name}.example`, handle: `${name}.example` } as SignedInAccount['account'],
  isStale: false,
  isRemembered: true,
  signedInAtMs: STARTED_MS - 1,
  provedAtMs: STARTED_MS - 1,
  provedBy: 'password',
  ...more,
})
const alice = accountOf('alice')
const bob = accountOf('bob')
const did = ({ account }: SignedInAccount) => account.did

const step = ({ prompts = [], ...more }: Partial<Omit<Situation, 'prompts'>> & { prompts?: string[] }) => {
  const none = {
    hint: undefined,
    accounts: [],
    owing: new Set<string>(),
    chosen: undefined,
    asked: undefined,
    startedMs: STARTED_MS,
  }
  const next = nextStep({ ...none, prompts: new Set(prompts), ...more })
  return 'account' in next ? `${next.page} of ${next.account.account.handle}` : next.page
}

test.each<[string, Parameters<typeof step>[0], string]>([
  ['nobody is signed in', {}, 'sign-in'],
  ['nobody is signed in, and an account is wanted', { prompts: ['create'] }, 'sign-up'],
  ['somebody is signed in', { accounts: [alice] }, 'choose-account'],
  ['several are signed in', { accounts: [alice, bob] }, 'choose-account'],
  ['one of several was chosen', { accounts: [alice, bob], chosen: did(bob) }, 'consent of bob.example'],
  [
    'one was chosen who has to agree to terms',
    { accounts: [alice, bob], chosen: did(bob), owing: new Set([did(bob)]) },
    'terms of bob.example',
  ],
  [
    'another one has to agree to terms',
    { accounts: [alice, bob], chosen: did(alice), owing: new Set([did(bob)]) },
    'consent of alice.example',
  ],
  [
    'it has to be proved anew who has to agree to terms',
    { accounts: [alice], chosen: did(alice), prompts: ['login'], owing: new Set([did(alice)]) },
    'sign-in',
  ],
  ['somebody was chosen who is not there', { accounts: [alice], chosen: did(bob) }, 'choose-account'],
  ['the one who is named is there', { accounts: [alice, bob], hint: did(bob) }, 'consent of bob.example'],
  [
    'whoever has the handle is there',
    { accounts: [alice], hint: 'alice.example' },
    'consent of alice.example',
  ],
  ['the one who is named is not there', { accounts: [alice], hint: did(bob) }, 'sign-in'],
  [
    'another one is chosen than is named',
    { accounts: [alice, bob], hint: did(bob), chosen: did(alice) },
    'sign-in',
  ],
  ['a choice is wanted', { accounts: [alice], prompts: ['select_account'] }, 'choose-account'],
  [
    'a choice is wanted and was made',
    { accounts: [alice], prompts: ['select_account'], chosen: did(alice) },
    'consent of alice.example',
  ],
  ['it was long ago', { accounts: [accountOf('alice', { isStale: true })], chosen: did(alice) }, 'sign-in'],
  ['it has to be proved anew', { accounts: [alice], chosen: did(alice), prompts: ['login'] }, 'sign-in'],
  [
    'it was proved anew',
    { accounts: [accountOf('alice', { signedInAtMs: STARTED_MS })], chosen: did(alice), prompts: ['login'] },
    'consent of alice.example',
  ],
  [
    'a page is asked for',
    { accounts: [alice], chosen: did(alice), asked: 'reset-password' },
    'reset-password',
  ],
])('if %s', (_when, situation, expected) => {
  expect(step(situation)).toBe(expected)
})

test('a sign-in that was long ago has to be proved anew, whatever is wanted', () => {
  const situation = { prompts: new Set<string>(), startedMs: STARTED_MS }
  expect(needsSignIn(accountOf('alice', { isStale: true }), situation)).toBe(true)
  expect(needsSignIn(alice, situation)).toBe(false)
})
