import { patchOperations, wholeResource } from './patch-operations.js'
import { ScimLibrary } from './scim-library.js'
import { type ScimResource, UserPatch } from './user-patch.js'

const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const patch = (...Operations: unknown[]) => ({ schemas: [PATCH], Operations })

const ADA: ScimResource = {
  userName: 'ada@example.org',
  externalId: 'e1',
  active: true,
  displayName: 'Ada',
  emails: [{ value: 'ada@example.org', type: 'work', primary: true }],
}

/** Bodies as directories send them, and what is left of Ada afterwards. */
const RECORDED: readonly (readonly [string, object, Record<string, unknown>])[] = [
  [
    'Okta: deactivation without a path',
    patch({ op: 'replace', value: { active: false } }),
    { active: false },
  ],
  [
    'Okta: several without a path',
    patch({ op: 'replace', value: { active: true, displayName: 'A.' } }),
    { displayName: 'A.' },
  ],
  ['Entra: Replace and "False"', patch({ op: 'Replace', path: 'active', value: 'False' }), { active: false }],
  ['Entra: "True" without a path', patch({ op: 'Replace', value: { active: 'True' } }), { active: true }],
  [
    'Entra: a single value in a list',
    patch({ op: 'Add', path: 'nickName', value: [{ value: 'Babs' }] }),
    { nickName: 'Babs' },
  ],
  [
    'Entra: an address by filter',
    patch({ op: 'Replace', path: 'emails[type eq "work"].value', value: 'lovelace@example.org' }),
    { emails: [{ value: 'lovelace@example.org', type: 'work', primary: true }] },
  ],
  [
    'Entra: Add by a filter that finds nothing',
    patch({ op: 'Add', path: 'phoneNumbers[type eq "mobile"].value', value: '+1' }),
    { phoneNumbers: [{ type: 'mobile', value: '+1' }] },
  ],
  [
    'Entra: Add by a filter with a text for true',
    patch({ op: 'Add', path: 'roles[primary eq "True"].value', value: 'admin' }),
    { roles: [{ primary: true, value: 'admin' }] },
  ],
  [
    'Entra: a dotted name without a path',
    patch({ op: 'Add', value: { 'name.givenName': 'Ada' } }),
    { name: { givenName: 'Ada' } },
  ],
  [
    'Entra: an attribute of the extension',
    patch({ op: 'Add', path: `${ENTERPRISE}:department`, value: 'Maths' }),
    { [ENTERPRISE]: { department: 'Maths' } },
  ],
  [
    'Entra: a manager as a text',
    patch({ op: 'Add', path: `${ENTERPRISE}:manager`, value: 'm1' }),
    { [ENTERPRISE]: { manager: { value: 'm1' } } },
  ],
  [
    'Entra: the core schema in the path',
    patch({ op: 'replace', path: 'urn:ietf:params:scim:schemas:core:2.0:User:displayName', value: 'B' }),
    { displayName: 'B' },
  ],
  ['Entra: another id', patch({ op: 'Replace', path: 'externalId', value: 'e2' }), { externalId: 'e2' }],
  ['Google: suspension', patch({ op: 'replace', path: 'active', value: false }), { active: false }],
  [
    'Google: an address that replaces all',
    patch({ op: 'replace', path: 'emails', value: [{ value: 'a@b.org', type: 'work', primary: 'true' }] }),
    { emails: [{ value: 'a@b.org', type: 'work', primary: true }] },
  ],
  [
    'Keycloak: lower case, with schemas and id',
    patch({ op: 'replace', value: { id: 'x', schemas: [], active: false } }),
    { active: false },
  ],
  [
    'Keycloak: operations in lower case',
    { operations: [{ op: 'replace', path: 'active', value: 'false' }] },
    { active: false },
  ],
  [
    'nothing for an attribute',
    patch({ op: 'replace', path: 'displayName', value: null }),
    { displayName: undefined },
  ],
  ['remove', patch({ op: 'Remove', path: 'displayName' }), { displayName: undefined }],
  ['no change', patch({ op: 'replace', path: 'displayName', value: 'Ada' }), {}],
]

describe('patches', () => {
  const patches = new UserPatch(new ScimLibrary())

  test.each(RECORDED)('%s', async (_what, body, expected) => {
    const {
      schemas: _schemas,
      meta: _meta,
      id: _id,
      ...left
    } = await patches.apply(ADA, patchOperations(body))
    expect(left).toEqual(JSON.parse(JSON.stringify({ ...ADA, ...expected })))
  })

  test.each<[string, unknown, string]>([
    ['nothing', undefined, 'invalidSyntax'],
    ['no operations', { Operations: [] }, 'invalidSyntax'],
    ['an operation that is none', patch('replace'), 'invalidSyntax'],
    ['another verb', patch({ op: 'move', path: 'active', value: true }), 'invalidSyntax'],
    ['remove without a path', patch({ op: 'remove' }), 'noTarget'],
    ['add without a value', patch({ op: 'add', path: 'title' }), 'invalidValue'],
    ['a value that is no object, without a path', patch({ op: 'add', value: 'x' }), 'invalidValue'],
    ['a path that is no text', patch({ op: 'add', path: 1, value: 'x' }), 'invalidPath'],
    // Looking for the ends of so many filters takes minutes.
    ['a path without end', patch({ op: 'add', path: '['.repeat(900_000), value: 'x' }), 'invalidPath'],
    ['a name without end', patch({ op: 'add', value: { ['['.repeat(900_000)]: 'x' } }), 'invalidPath'],
    [
      'more than can be meant',
      patch(...Array<object>(1001).fill({ op: 'add', path: 'title', value: 'x' })),
      'tooMany',
    ],
  ])('%s: refused', (_what, body, scimType) => {
    expect(() => patchOperations(body)).toThrow(expect.objectContaining({ scimType }))
  })

  test.each<[string, object]>([
    ['an attribute that there is not', patch({ op: 'replace', path: 'shoeSize', value: 42 })],
    ['a word where true or false belongs', patch({ op: 'replace', path: 'active', value: 'maybe' })],
    ['what all objects have', patch({ op: 'add', path: '__proto__.polluted', value: 'x' })],
    ['what makes objects', patch({ op: 'replace', path: 'constructor.prototype', value: { polluted: 'x' } })],
    ['what all objects have, by name', patch({ op: 'add', value: JSON.parse('{"__proto__": {"a": 1}}') })],
    ['an extension that nobody knows', patch({ op: 'add', path: 'urn:example:2.0:User:shoe', value: 1 })],
    ['a filter that is not closed', patch({ op: 'add', path: 'emails[type eq "work".value', value: 'x' })],
    [
      'a later one of several',
      patch({ op: 'replace', path: 'title', value: 'x' }, { op: 'add', path: 'none', value: 1 }),
    ],
  ])('%s: nothing changes', async (_what, body) => {
    await expect(patches.apply(ADA, patchOperations(body))).rejects.toMatchObject({ kind: 'invalid' })
  })

  test('of whole resources: texts for true and false, and nothing', () => {
    expect(wholeResource({ active: 'True', title: null, emails: [{ primary: 'false' }] })).toEqual({
      active: true,
      emails: [{ primary: false }],
    })
  })
})
