import { Grants } from '../../roles/index.js'
import { factsView } from './account-facts.js'

describe('facts of a member', () => {
  const known = { note: 'Rings on Mondays.', tags: ['press'], class: 'team' } as const
  const view = (...held: Parameters<typeof Grants.of>[0]) =>
    factsView(known, 'alice.press.example.org', Grants.of(held))

  it.each(['help-desk', 'moderator', 'auditor'])('have the note for %s', (role) => {
    expect(view({ role })).toEqual({ class: 'team', note: 'Rings on Mondays.', tags: ['press'] })
  })

  it('have no note for those who see accounts and nothing personal, or whose role ends elsewhere', () => {
    const domain = 'lab.example.org'
    for (const held of [{ role: 'operator' }, { role: 'help-desk', domain }])
      expect(view(held)).toEqual({ class: 'team', tags: ['press'] })
  })
})
