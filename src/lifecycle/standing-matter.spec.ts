import { standingMatter } from './standing-matter.js'

const NOW = new Date()

test('owners are told of what others make of their accounts', () => {
  expect(standingMatter('suspend', { status: 'suspended' }, 'administrator')).toBe('suspended')
  expect(standingMatter('takeDown', { status: 'takendown' }, 'administrator')).toBe('taken-down')
  expect(standingMatter('restore', { status: 'active' }, 'administrator')).toBe('restored')
  expect(standingMatter('lock', { lockedAt: NOW }, 'system')).toBe('locked')
  expect(standingMatter('unlock', { lockedAt: null }, 'administrator')).toBe('unlocked')
  expect(standingMatter('cancelOffboard', { offboardUntil: null }, 'administrator')).toBe('staying')
  expect(standingMatter('deactivate', { status: 'deactivated' }, 'administrator')).toBe('deactivated')
})

test('nothing is told of what changes nothing that they would notice', () => {
  expect(standingMatter('suspend', {}, 'administrator')).toBeUndefined()
  expect(standingMatter('suspend', { takedownRef: 'another' }, 'administrator')).toBeUndefined()
  expect(standingMatter('deactivate', { deleteAfter: NOW }, 'administrator')).toBeUndefined()
})

test('nothing is told of what they do themselves, nor of what is hosted elsewhere, nor twice of leaving', () => {
  expect(standingMatter('deactivate', { status: 'deactivated' }, 'owner')).toBeUndefined()
  expect(standingMatter('activate', { status: 'active' }, 'owner')).toBeUndefined()
  expect(standingMatter('deactivate', { status: 'deactivated' }, 'system')).toBeUndefined()
  expect(standingMatter('offboard', { offboardUntil: NOW, lockedAt: NOW }, 'administrator')).toBeUndefined()
})
