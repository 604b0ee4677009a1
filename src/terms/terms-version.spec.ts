import { type TermsVersion, versionsFor, versionsThatDo } from './terms-version.js'

const NOW_MS = Date.UTC(2026, 5, 1)
const DAY_MS = 24 * 60 * 60 * 1000

/** @param day from which on it holds, from now */
function version(id: string, day: number, more: Partial<TermsVersion> = {}): TermsVersion {
  return {
    ...{
      id,
      domain: undefined,
      termsUrl: 'https://example.org/terms',
      privacyUrl: undefined,
      text: undefined,
    },
    ...{ digest: '', validFrom: new Date(NOW_MS + day * DAY_MS), asksAgain: false },
    ...{ createdBy: 'did:plc:owner', createdAt: new Date(NOW_MS) },
    ...more,
  }
}
const ids = (versions: readonly TermsVersion[]) => versions.map(({ id }) => id)

describe('versionsFor', () => {
  const press = { domain: 'press.example.org' }
  const all = [
    version('old', -9),
    version('new', -1),
    version('later', 1),
    version('press', -5, press),
    version('press-later', 1, press),
    version('org', -7, { domain: 'example.org' }),
  ]

  it.each<[string | undefined, string[]]>([
    [undefined, ['new', 'old']],
    ['ada.example.com', ['new', 'old']],
    ['ada.example.org', ['org']],
    ['ADA.press.Example.org', ['press']],
    ['ada.xpress.example.org', ['org']],
  ])('has those that hold for %s, the latest first', (handle, expected) => {
    expect(ids(versionsFor(all, handle, NOW_MS))).toEqual(expected)
  })

  it('knows which of two of the same time is the latest', () => {
    expect(ids(versionsFor([version('1', 0), version('2', 0)], undefined, NOW_MS))).toEqual(['2', '1'])
  })
})

describe('versionsThatDo', () => {
  const asking = { asksAgain: true }
  it.each<[string, TermsVersion[], string[]]>([
    ['there is none', [], []],
    ['nobody is asked again', [version('2', -1), version('1', -2)], []],
    ['the latest asks again', [version('2', -1, asking), version('1', -2, asking)], ['2']],
    ['one before asks again', [version('3', -1), version('2', -2, asking), version('1', -3)], ['3', '2']],
  ])('where %s', (_when, versions, expected) => {
    expect(ids(versionsThatDo(versions))).toEqual(expected)
  })
})
