import { userInfo } from 'node:os'
import { orderOf } from './operator.js'

test('an order names who gives it, and why', () => {
  expect(orderOf({ actor: 'ada', reason: 'spam' })).toEqual({
    actor: 'administrator',
    agent: { type: 'command', id: 'ada' },
    reason: 'ada by command: spam',
  })
  const who = process.env['SUDO_USER'] ?? userInfo().username
  expect(orderOf({}).reason).toBe(`${who} by command`)
})
