import { ModerationConfig } from './moderation.config.js'
import { OzoneLinks } from './ozone-links.js'

const DID = 'did:plc:ewvi7nxzyoun6zhxrhs64oiz'

describe('links to Ozone', () => {
  const to = (subject: object, ozoneUrl: string | undefined = 'https://ozone.example') =>
    new OzoneLinks({ ozoneUrl } as ModerationConfig).to({ reasonType: 'a.b.c#d', subject: { ...subject } })

  it.each([
    ['an account', { did: DID }, `/repositories/${DID}`],
    ['a record', { uri: `at://${DID}/a.b.c/d:e` }, `/repositories/${DID}/a.b.c/d:e`],
    ['a repository', { uri: `at://${DID}` }, `/repositories/${DID}`],
    ['a record that can be none', { uri: `at://${DID}/a.b.c/../x?y` }, `/repositories/${DID}`],
  ])('lead to %s', (_name, subject, path) => {
    expect(to(subject)).toBe(`https://ozone.example${path}`)
  })

  it('are not there for what has no DID, or where there is no Ozone', () => {
    expect(to({ uri: 'at://alice.test/a.b.c/d' })).toBeUndefined()
    expect(to({ messageId: 'm' })).toBeUndefined()
    expect(
      new OzoneLinks({} as ModerationConfig).to({ reasonType: 'a', subject: { did: DID } }),
    ).toBeUndefined()
  })
})
