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

function standing(name: Standings, locked: boolean): Standing {
  const status = STATUSES[name]
  return {
    status,
    deactivatedAt: isOff(name) ? EARLIER : undefined,
    deleteAfter: undefined,
    takedownRef: status === 'suspended' || status === 'takendown' ? 'the case' : undefined,
    lockedAt: locked ? EARLIER : undefined,
  }
}

function nameOf(account: Standing): string {
  const off = account.deactivatedAt && account.status !== 'deactivated' ? '+off' : ''
  return `${account.status}${off}${account.lockedAt ? ', locked' : ''}`
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
  [false, true].flatMap((locked) =>
    KINDS.flatMap((kind) => ACTORS.map((actor) => [name, locked ? 'locked' : 'open', kind, actor] as const)),
  ),
)

describe('transition', () => {
  test('is tried in full', () => expect(MATRIX).toHaveLength(6 * 2 * 8 * 3))

  test.each(MATRIX)('%s, %s: %s by the %s', (name, lock, kind, actor) => {
    const locked = lock === 'locked'
    const account = standing(name, locked)
    const command = { kind } as StateCommand
    const act = () => transition(account, command, actor, NOW)
    if (!COMMANDS_OF[actor].includes(kind)) return expect(act).toThrow(/may not/)
    if (locked && actor === 'owner') return expect(act).toThrow(/locked/)
    const expected = EXPECTED[name][kind] ?? name
    if (expected === '!') return expect(act).toThrow(/taken down/)

    const made = act()
    const next = after(account, made)
    const staysLocked = kind === 'lock' || (locked && kind !== 'unlock')
    expect(nameOf(next)).toBe(`${expected}${staysLocked ? ', locked' : ''}`)
    // What others may see changed if, and only if, they are told.
    const isTold = made.announce !== 'nothing'
    const changed = publicStatus(next).status !== publicStatus(account).status
    expect(isTold).toBe(changed || kind === 'activate' || kind === 'announce')
    // Whatever may not have sessions has none.
    if (ACCOUNT_STATES[stateOf(next)].sessions === 'end' && stateOf(next) !== stateOf(account)) {
      expect(made.endsSessions || isOff(name) || kind === 'unlock').toBe(true)
    }

    const again = transition(next, command, actor, LATER)
    expect(again.change).toEqual({})
    expect(again.announce).toBe(kind === 'activate' || kind === 'announce' ? made.announce : 'nothing')
  })

  test('remembers until when a deactivated account is to be kept, and forgets it on activation', () => {
    const off = after(
      standing('active', false),
      transition(standing('active', false), { kind: 'deactivate', deleteAfter: LATER }, 'owner', NOW),
    )
    expect(off).toMatchObject({ status: 'deactivated', deactivatedAt: NOW, deleteAfter: LATER })
    const withoutEnd = transition(off, { kind: 'deactivate' }, 'owner', NOW)
    expect(withoutEnd).toEqual({ change: { deleteAfter: null }, announce: 'nothing', endsSessions: false })
    expect(transition(off, { kind: 'activate' }, 'owner', NOW).change).toMatchObject({ deleteAfter: null })
  })

  test('names the case of a sanction, or the time', () => {
    const ref = (command: StateCommand) =>
      transition(standing('active', false), command, 'administrator', NOW).change.takedownRef
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
