import {
  type AccountState,
  ACCOUNT_STATES,
  type AccountStatus,
  publicStatus,
  stateOf,
} from '../account/index.js'
import { type Actor, COMMANDS_OF, type StateCommand } from './state-command.js'
import { type Standing, transition } from './transition.js'

const NOW = new Date('2026-01-01T00:00:00Z')
const EARLIER = new Date('2025-01-01T00:00:00Z')
const LATER = new Date('2027-01-01T00:00:00Z')
const BEFORE = new Date('2024-12-01T00:00:00Z')
const DAY_MS = 24 * 60 * 60 * 1000
const DAYS = 30

/** Every standing an account that is hosted here can have. */
type Standings = 'active' | 'deactivated' | 'suspended' | 'suspended+off' | 'takendown' | 'takendown+off'
const STATUSES: Record<Standings, AccountStatus> = {
  active: 'active',
  deactivated: 'deactivated',
  suspended: 'suspended',
  'suspended+off': 'suspended',
  takendown: 'takendown',
  'takendown+off': 'takendown',
}
const isOff = (name: string) => name === 'deactivated' || name.endsWith('+off')

/** Whether it is locked, its owner is to leave, or both, in either order. */
const LOCKS = ['open', 'locked', 'leaving', 'leaving and locked'] as const
type Lock = (typeof LOCKS)[number]

function standing(name: Standings, lock: Lock = 'open'): Standing {
  const status = STATUSES[name]
  return {
    status,
    deactivatedAt: isOff(name) ? EARLIER : undefined,
    deleteAfter: undefined,
    suspendedUntil: undefined,
    takedownRef: status === 'suspended' || status === 'takendown' ? 'the case' : undefined,
    lockedAt: { open: undefined, locked: EARLIER, leaving: BEFORE, 'leaving and locked': EARLIER }[lock],
    ...(lock.startsWith('leaving')
      ? { offboardedAt: BEFORE, offboardUntil: new Date(BEFORE.getTime() + DAYS * DAY_MS) }
      : { offboardedAt: undefined, offboardUntil: undefined }),
  }
}

function nameOf(account: Standing): string {
  const off = account.deactivatedAt && account.status !== 'deactivated' ? '+off' : ''
  return `${account.status}${off}, ${lockOf(account)}`
}

function lockOf(account: Standing): Lock {
  if (!account.offboardedAt) return account.lockedAt ? 'locked' : 'open'
  return stateOf(account) === 'offboarding' ? 'leaving' : 'leaving and locked'
}

/** What commands make of locks. */
const LOCKED: Partial<Record<Kind, Partial<Record<Lock, Lock>>>> = {
  lock: { open: 'locked', leaving: 'leaving and locked' },
  unlock: { locked: 'open', 'leaving and locked': 'leaving' },
  offboard: { open: 'leaving', locked: 'leaving and locked' },
  cancelOffboard: { leaving: 'open', 'leaving and locked': 'locked' },
}

const after = (account: Standing, { change }: ReturnType<typeof transition>): Standing => {
  const given = Object.entries(change).map(([field, value]) => [field, value ?? undefined])
  return { ...account, ...(Object.fromEntries(given) as Partial<Standing>) }
}

type Kind = StateCommand['kind']
const KINDS: Kind[] = [
  'activate',
  'deactivate',
  'suspend',
  'takeDown',
  'restore',
  'lock',
  'unlock',
  'offboard',
  'cancelOffboard',
  'announce',
]

/** What each command makes of each standing; `!` says that it is refused. */
const EXPECTED: Record<Standings, Partial<Record<Kind, Standings | '!'>>> = {
  active: { deactivate: 'deactivated', suspend: 'suspended', takeDown: 'takendown' },
  deactivated: { activate: 'active', suspend: 'suspended+off', takeDown: 'takendown+off' },
  suspended: { activate: '!', deactivate: 'suspended+off', takeDown: 'takendown', restore: 'active' },
  'suspended+off': { activate: '!', takeDown: 'takendown+off', restore: 'deactivated' },
  takendown: { activate: '!', deactivate: 'takendown+off', suspend: 'suspended', restore: 'active' },
  'takendown+off': { activate: '!', suspend: 'suspended+off', restore: 'deactivated' },
}

const ACTORS = Object.keys(COMMANDS_OF) as Actor[]
const MATRIX = (Object.keys(STATUSES) as Standings[]).flatMap((name) =>
  LOCKS.flatMap((lock) => KINDS.flatMap((kind) => ACTORS.map((actor) => [name, lock, kind, actor] as const))),
)

describe('transition', () => {
  test('is tried in full', () => expect(MATRIX).toHaveLength(6 * 4 * 10 * 3))

  test.each(MATRIX)('%s, %s: %s by the %s', (name, lock, kind, actor) => {
    const account = standing(name, lock)
    const command = { kind, ...(kind === 'offboard' && { days: DAYS }) } as StateCommand
    const act = () => transition(account, command, actor, NOW)
    if (!COMMANDS_OF[actor].includes(kind)) return expect(act).toThrow(/may not/)
    const mayPutAway = lock === 'leaving' && kind === 'deactivate'
    if (lock !== 'open' && actor === 'owner' && !mayPutAway) return expect(act).toThrow(/locked/)
    const expected = EXPECTED[name][kind] ?? name
    if (expected === '!') return expect(act).toThrow(/taken down/)

    const made = act()
    const next = after(account, made)
    expect(nameOf(next)).toBe(
      `${nameOf(standing(expected)).replace(', open', '')}, ${LOCKED[kind]?.[lock] ?? lock}`,
    )
    // What others may see changed if, and only if, they are told.
    const isTold = made.announce !== 'nothing'
    const changed = publicStatus(next).status !== publicStatus(account).status
    expect(isTold).toBe(changed || kind === 'activate' || kind === 'announce')
    // Whatever may not have sessions has none.
    if (ACCOUNT_STATES[stateOf(next)].sessions === 'end' && stateOf(next) !== stateOf(account)) {
      expect(made.endsSessions || isOff(name) || kind === 'unlock' || kind === 'cancelOffboard').toBe(true)
    }

    const again = transition(next, command, actor, LATER)
    expect(again.change).toEqual({})
    expect(again.announce).toBe(kind === 'activate' || kind === 'announce' ? made.announce : 'nothing')
  })

  test('remembers until when a deactivated account is to be kept, and forgets it on activation', () => {
    const off = after(
      standing('active'),
      transition(standing('active'), { kind: 'deactivate', deleteAfter: LATER }, 'owner', NOW),
    )
    expect(off).toMatchObject({ status: 'deactivated', deactivatedAt: NOW, deleteAfter: LATER })
    const withoutEnd = transition(off, { kind: 'deactivate' }, 'owner', NOW)
    expect(withoutEnd).toEqual({ change: { deleteAfter: null }, announce: 'nothing', endsSessions: false })
    expect(transition(off, { kind: 'activate' }, 'owner', NOW).change).toMatchObject({ deleteAfter: null })
  })

  test('gives the days from the first order on, and forgets them when they are taken back', () => {
    const order = (account: Standing, days: number, at: Date) =>
      after(account, transition(account, { kind: 'offboard', days }, 'administrator', at))
    const leaving = order(standing('active'), 30, NOW)
    expect(leaving).toMatchObject({ lockedAt: NOW, offboardedAt: NOW })
    expect(leaving.offboardUntil).toEqual(new Date(NOW.getTime() + 30 * DAY_MS))
    expect(order(leaving, 60, LATER).offboardUntil).toEqual(new Date(NOW.getTime() + 60 * DAY_MS))
    const stays = transition(leaving, { kind: 'cancelOffboard' }, 'administrator', LATER).change
    expect(stays).toMatchObject({ lockedAt: null, offboardedAt: null, offboardUntil: null })
  })

  test('keeps until when an account is suspended as it was said the last time, and while it is suspended only', () => {
    const order = (account: Standing, command: StateCommand) =>
      after(account, transition(account, command, 'administrator', NOW))
    const [sooner, later] = [LATER, new Date(LATER.getTime() + DAY_MS)]
    const timed = order(standing('active'), { kind: 'suspend', until: sooner })
    expect(timed).toMatchObject({
      status: 'suspended',
      suspendedUntil: sooner,
      takedownRef: NOW.toISOString(),
    })
    expect(transition(timed, { kind: 'suspend', until: sooner }, 'administrator', NOW).change).toEqual({})
    const longer = transition(timed, { kind: 'suspend', until: later }, 'administrator', NOW)
    expect([longer.change, longer.announce]).toEqual([{ suspendedUntil: later }, 'nothing'])
    for (const command of [{ kind: 'suspend' }, { kind: 'takeDown' }, { kind: 'restore' }] as const)
      expect(order(timed, command).suspendedUntil).toBeUndefined()
    expect(order(timed, { kind: 'lock' }).suspendedUntil).toEqual(sooner)
    expect(() => order(standing('active'), { kind: 'suspend', until: NOW })).toThrow('in the future')
  })

  test('names the case of a sanction, or the time', () => {
    const ref = (command: StateCommand) =>
      transition(standing('active'), command, 'administrator', NOW).change.takedownRef
    expect(ref({ kind: 'takeDown', ref: 'case 1' })).toBe('case 1')
    expect(ref({ kind: 'suspend' })).toBe(NOW.toISOString())
  })

  test.each(Object.keys(ACCOUNT_STATES) as AccountState[])(
    'the state %s has rules for everything',
    (state) => {
      expect(Object.keys(ACCOUNT_STATES[state]).sort()).toEqual(Object.keys(ACCOUNT_STATES.active).sort())
    },
  )
})
