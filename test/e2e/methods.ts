import type { Method } from './bad-requests.js'

const POSTS = 'app.bsky.feed.post'
const CREATED_AT = '2026-01-02T03:04:05.678Z'
const POST = { $type: POSTS, text: 'hello', createdAt: CREATED_AT }
/** Well formed and of nothing that is here. */
const CID = 'bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a'
const BODY_BYTES_MAX = 1_000_000

const BAD_COLLECTIONS = [
  '',
  'posts',
  'app.bsky',
  'not a collection',
  'app..bsky.feed',
  'app.bsky.feed.post/x',
  '9.a.b',
]
const BAD_KEYS = ['.', '..', 'a/b', 'a b', 'ü', 'x'.repeat(513), 'a\u0000b', '#a', '@a']
const BAD_REPOS = ['', 'did:', 'did:plc', 'nobody', 'not a handle', 'x'.repeat(300), 'nobody-here.test']
const BAD_DIDS = ['did:', 'did:plc', 'nobody', 'not a did', 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa']
const BAD_LIMITS = ['abc', '0', '-1', '1.5', '100000', '1e1', '0x10']
const BAD_CURSORS = ['a\u0000b', 'nonsense']
const BAD_CIDS = ['', 'cid', 'bafy', `${CID}x`, 'QmZ4tDuvesekSs4qM5ZBKpXiZGun7S2CYtEZRB3DYXkjGx!']

const nested = (depth: number): unknown => (depth === 0 ? 1 : { n: nested(depth - 1) })
const BAD_RECORDS: unknown[] = [
  { $type: 'app.bsky.feed.like', text: 'hello', createdAt: CREATED_AT },
  { $type: 5, text: 'hello', createdAt: CREATED_AT },
  { $type: POSTS, text: 'hello' },
  { $type: POSTS, text: 7, createdAt: CREATED_AT },
  { $type: POSTS, text: 'x'.repeat(3_001), createdAt: CREATED_AT },
  { $type: POSTS, text: 'hello', createdAt: 'yesterday' },
  { ...POST, extra: 1.5 },
  { ...POST, extra: 1e300 },
  { ...POST, extra: 2 ** 53 },
  { ...POST, extra: '\ud800' },
  { ...POST, ['\udc00']: 1 },
  { ...POST, extra: { $link: 'not a cid' } },
  { ...POST, extra: { $link: 5 } },
  { ...POST, extra: { $bytes: '!!' } },
  { ...POST, extra: { $bytes: 'aGVsbG8', more: 1 } },
  { ...POST, extra: nested(1_000) },
  JSON.parse(`{"$type":"${POSTS}","text":"hello","createdAt":"${CREATED_AT}","extra":{"__proto__":{"a":1}}}`),
]

/** What writes have in common. Writing to the repository of another is a matter of rights: 403 is as right as 400. */
const WRITE = {
  verb: 'POST',
  auth: 'account',
  statuses: [400, 403],
  errors: [
    'InvalidSwap',
    'InvalidRecord',
    'RecordNotFound',
    'RepoNotFound',
    'AccountNotFound',
    'BlobNotFound',
  ],
} satisfies Partial<Method>

/** Every method this server answers itself, with input that would be accepted. @param did an account that is here */
export function methods(did: string): Method[] {
  return [...serverMethods(did), ...repoMethods(did), ...syncMethods(did), ...hostMethods()]
}

function serverMethods(did: string): Method[] {
  const server = 'com.atproto.server'
  return [
    { nsid: `${server}.describeServer`, verb: 'GET', auth: 'none' },
    {
      nsid: `${server}.createAccount`,
      verb: 'POST',
      auth: 'none',
      valid: { handle: 'newcomer.test', email: 'newcomer@example.com', password: 'a good password' },
      required: ['handle'],
      wrong: {
        handle: [
          '',
          'newcomer',
          'new comer.test',
          'n.test',
          'a.b.test',
          'newcomer.invalid',
          'newcomer.example.com',
          'ü.test',
          `${'x'.repeat(260)}.test`,
        ],
        email: ['', 'newcomer', 'a@', '@example.com', 'a b@example.com', `${'x'.repeat(1_000)}@example.com`],
        password: ['', 'x'.repeat(10_000)],
        did: ['did:', 'nobody'],
        plcOp: ['text', 7],
      },
      errors: [
        'InvalidHandle',
        'InvalidPassword',
        'UnsupportedDomain',
        'HandleNotAvailable',
        'IncompatibleDidDoc',
        'UnresolvableDid',
        'AuthMissing',
      ],
    },
    {
      nsid: `${server}.createSession`,
      verb: 'POST',
      auth: 'none',
      valid: { identifier: 'nobody-here.test', password: 'a good password' },
      required: ['identifier', 'password'],
    },
    { nsid: `${server}.getSession`, verb: 'GET', auth: 'account' },
    { nsid: `${server}.refreshSession`, verb: 'POST', auth: 'refresh' },
    { nsid: `${server}.deleteSession`, verb: 'POST', auth: 'refresh' },
    {
      nsid: `${server}.createAppPassword`,
      verb: 'POST',
      auth: 'account',
      valid: { name: 'app', privileged: false },
      required: ['name'],
      wrong: { name: ['', 'x'.repeat(10_000)] },
    },
    { nsid: `${server}.listAppPasswords`, verb: 'GET', auth: 'account' },
    {
      nsid: `${server}.revokeAppPassword`,
      verb: 'POST',
      auth: 'account',
      valid: { name: 'none' },
      required: ['name'],
    },
    {
      nsid: `${server}.createInviteCode`,
      verb: 'POST',
      auth: 'admin',
      valid: { useCount: 1 },
      required: ['useCount'],
      wrong: { useCount: [1.5, 1e300], forAccount: ['nobody', 'did:'] },
    },
    {
      nsid: 'com.atproto.identity.resolveHandle',
      verb: 'GET',
      auth: 'none',
      valid: { handle: 'nobody-here.test' },
      required: ['handle'],
      wrong: { handle: ['nobody', 'no body.test', '.test', did, 'nobody-here.test'] },
      errors: ['HandleNotFound'],
    },
  ]
}

function repoMethods(did: string): Method[] {
  const repo = 'com.atproto.repo'
  const record = { repo: did, collection: POSTS, rkey: 'bad-input', record: POST }
  const bad = { repo: BAD_REPOS, collection: BAD_COLLECTIONS, rkey: BAD_KEYS, record: BAD_RECORDS }
  const swaps = { swapCommit: [...BAD_CIDS, CID], swapRecord: [...BAD_CIDS, CID] }
  const create = { $type: `${repo}.applyWrites#create`, collection: POSTS, rkey: 'batch', value: POST }
  return [
    {
      nsid: `${repo}.createRecord`,
      ...WRITE,
      valid: record,
      required: ['repo', 'collection', 'record'],
      wrong: { ...bad, validate: ['yes'], swapCommit: swaps.swapCommit },
      bodyBytesMax: BODY_BYTES_MAX,
    },
    {
      nsid: `${repo}.putRecord`,
      ...WRITE,
      valid: record,
      required: ['repo', 'collection', 'rkey', 'record'],
      wrong: { ...bad, ...swaps, validate: ['yes'] },
      bodyBytesMax: BODY_BYTES_MAX,
    },
    {
      nsid: `${repo}.deleteRecord`,
      ...WRITE,
      valid: { repo: did, collection: POSTS, rkey: 'bad-input' },
      required: ['repo', 'collection', 'rkey'],
      wrong: {
        repo: BAD_REPOS,
        collection: BAD_COLLECTIONS,
        rkey: BAD_KEYS,
        swapCommit: BAD_CIDS,
        swapRecord: BAD_CIDS,
      },
    },
    {
      nsid: `${repo}.applyWrites`,
      ...WRITE,
      valid: { repo: did, writes: [create] },
      required: ['repo', 'writes'],
      wrong: {
        repo: BAD_REPOS,
        swapCommit: swaps.swapCommit,
        writes: [
          [{}],
          [1],
          [{ ...create, $type: `${repo}.applyWrites#replace` }],
          [{ ...create, $type: undefined }],
          [create, create],
          [create, { ...create, rkey: 'other', value: { $type: POSTS } }],
          [create, { ...create, $type: `${repo}.applyWrites#update`, rkey: 'missing' }],
          [create, { $type: `${repo}.applyWrites#delete`, collection: POSTS, rkey: 'missing' }],
          Array.from({ length: 201 }, (_, index) => ({ ...create, rkey: `r${index}` })),
          ...BAD_COLLECTIONS.map((collection) => [create, { ...create, rkey: 'other', collection }]),
          ...BAD_KEYS.map((rkey) => [create, { ...create, rkey }]),
          ...BAD_RECORDS.map((value) => [create, { ...create, rkey: 'other', value }]),
        ],
      },
      bodyBytesMax: BODY_BYTES_MAX,
    },
    {
      nsid: `${repo}.describeRepo`,
      verb: 'GET',
      auth: 'none',
      valid: { repo: did },
      required: ['repo'],
      wrong: { repo: BAD_REPOS.filter(Boolean) },
      errors: ['RepoNotFound'],
    },
    {
      nsid: `${repo}.getRecord`,
      verb: 'GET',
      auth: 'none',
      valid: { repo: did, collection: POSTS, rkey: 'self' },
      required: ['repo', 'collection', 'rkey'],
      wrong: {
        repo: BAD_REPOS.filter(Boolean),
        collection: BAD_COLLECTIONS.filter(Boolean),
        rkey: BAD_KEYS,
        cid: BAD_CIDS.filter(Boolean),
      },
      errors: ['RecordNotFound', 'RepoNotFound'],
    },
    {
      nsid: `${repo}.listRecords`,
      verb: 'GET',
      auth: 'none',
      valid: { repo: did, collection: POSTS },
      required: ['repo', 'collection'],
      wrong: {
        repo: BAD_REPOS.filter(Boolean),
        collection: BAD_COLLECTIONS.filter(Boolean),
        limit: BAD_LIMITS,
        reverse: ['maybe', '2'],
      },
      errors: ['RepoNotFound'],
    },
  ]
}

function syncMethods(did: string): Method[] {
  const sync = 'com.atproto.sync'
  const get = (name: string, more: Partial<Method>): Method => ({
    nsid: `${sync}.${name}`,
    verb: 'GET',
    auth: 'none',
    errors: ['RepoNotFound', 'BlockNotFound', 'RecordNotFound'],
    ...more,
  })
  const wrong = { did: BAD_DIDS }
  return [
    get('getRepo', {
      valid: { did },
      required: ['did'],
      wrong: { ...wrong, since: ['not a rev', 'a\u0000b'] },
    }),
    get('getLatestCommit', { valid: { did }, required: ['did'], wrong }),
    get('getRepoStatus', { valid: { did }, required: ['did'], wrong }),
    get('getRecord', {
      valid: { did, collection: POSTS, rkey: 'self' },
      required: ['did', 'collection', 'rkey'],
      wrong: { ...wrong, collection: BAD_COLLECTIONS.filter(Boolean), rkey: BAD_KEYS },
    }),
    get('getBlocks', {
      valid: { did, cids: CID },
      required: ['did', 'cids'],
      wrong: { ...wrong, cids: BAD_CIDS.filter(Boolean) },
    }),
    get('listRepos', { valid: {}, wrong: { limit: BAD_LIMITS, cursor: BAD_CURSORS } }),
    get('listReposByCollection', {
      valid: { collection: POSTS },
      required: ['collection'],
      wrong: { collection: BAD_COLLECTIONS.filter(Boolean), limit: BAD_LIMITS, cursor: BAD_CURSORS },
    }),
    get('listBlobs', {
      valid: { did },
      required: ['did'],
      wrong: { ...wrong, since: ['nonsense'], limit: BAD_LIMITS, cursor: BAD_CURSORS },
    }),
    get('getHead', { valid: { did }, required: ['did'], wrong }),
    get('getCheckout', { valid: { did }, required: ['did'], wrong }),
  ]
}

function hostMethods(): Method[] {
  const sync = 'com.atproto.sync'
  const BAD_HOSTS = ['elsewhere.example', 'http://localhost', 'a\u0000b', 'x'.repeat(10_000)]
  return [
    {
      nsid: `${sync}.getHostStatus`,
      verb: 'GET',
      auth: 'none',
      valid: { hostname: 'localhost' },
      required: ['hostname'],
      wrong: { hostname: BAD_HOSTS },
      errors: ['HostNotFound'],
    },
    { nsid: `${sync}.listHosts`, verb: 'GET', auth: 'none', valid: {}, wrong: { limit: BAD_LIMITS } },
    {
      nsid: `${sync}.requestCrawl`,
      verb: 'POST',
      auth: 'none',
      valid: { hostname: 'localhost' },
      required: ['hostname'],
      wrong: { hostname: BAD_HOSTS },
    },
    {
      nsid: 'com.atproto.lexicon.resolveLexicon',
      verb: 'GET',
      auth: 'none',
      valid: { nsid: POSTS },
      required: ['nsid'],
      wrong: { nsid: BAD_COLLECTIONS.filter(Boolean) },
      errors: ['LexiconNotFound'],
    },
  ]
}
