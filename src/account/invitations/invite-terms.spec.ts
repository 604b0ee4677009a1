import { type InviteTerms, parseEmailPattern, termProblem } from './invite-terms.js'

const SOMEBODY = { email: 'ada@example.org', handleDomain: 'people.example' }

describe('parseEmailPattern', () => {
  test.each([
    ['ada@example.org', 'ada@example.org'],
    [' Ada@Example.ORG ', 'ada@example.org'],
    ['*@example.org', '*@example.org'],
    ['ada.*@*.example.org', 'ada.*@*.example.org'],
    ['a+b@bücher.example', 'a+b@bücher.example'],
  ])('%s is %s', (text, pattern) => {
    expect(parseEmailPattern(text)).toBe(pattern)
  })

  test.each([
    '',
    '*',
    'example.org',
    '@example.org',
    'a@',
    'a@b@example.org',
    'a b@example.org',
    '*@*',
    '*@ex*ample.org',
    '*@*.*.org',
    '*a*b*@example.org',
    'a\\@example.org',
    'a\0@example.org',
    `${'a'.repeat(65)}@example.org`,
    `a@${'b'.repeat(260)}.org`,
  ])('%j is none', (text) => {
    expect(parseEmailPattern(text)).toBeUndefined()
  })
})

describe('termProblem', () => {
  test.each<InviteTerms>([
    {},
    { emailPattern: 'ada@example.org' },
    { emailPattern: '*@example.org' },
    { emailPattern: 'a*a@example.org' },
    { handleDomain: 'people.example' },
    { emailPattern: '*@example.org', handleDomain: 'people.example', accountClass: 'team' },
  ])('%j lets somebody in', (terms) => {
    expect(termProblem(terms, SOMEBODY)).toBeUndefined()
  })

  test.each([
    [{ emailPattern: 'bob@example.org' }, 'another email address'],
    [{ emailPattern: 'ad@example.org' }, 'another email address'],
    [{ emailPattern: '*@example.com' }, 'another email address'],
    [{ emailPattern: '*@example.orgs' }, 'another email address'],
    [{ emailPattern: '*@*.example.org' }, 'another email address'],
    [{ emailPattern: '*@exampleXorg' }, 'another email address'],
    [{ handleDomain: 'example' }, 'handles that end in .example'],
  ] as const)('%j keeps them out', (terms, problem) => {
    expect(termProblem(terms, SOMEBODY)).toContain(problem)
  })

  test('takes what stands in a pattern for what it is', () => {
    const terms = { emailPattern: parseEmailPattern('a.b+c*@example.org') }
    expect(termProblem(terms, { ...SOMEBODY, email: 'a.b+c9@example.org' })).toBeUndefined()
    expect(termProblem(terms, { ...SOMEBODY, email: 'axb+c9@example.org' })).toBeDefined()
    expect(termProblem(terms, { ...SOMEBODY, email: 'a.b+c@x@example.org' })).toBeDefined()
  })

  test('knows addresses below a domain', () => {
    const terms = { emailPattern: '*@*.example.org' }
    expect(termProblem(terms, { ...SOMEBODY, email: 'ada@hr.example.org' })).toBeUndefined()
  })

  test('keeps handles of elsewhere out where there is a domain', () => {
    expect(
      termProblem({ handleDomain: 'people.example' }, { ...SOMEBODY, handleDomain: undefined }),
    ).toBeDefined()
  })
})
