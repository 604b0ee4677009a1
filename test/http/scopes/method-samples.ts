import { type Need, NOTE, SET_METHOD, TIMELINE } from './scope-columns.js'

/** A call of a method, and what the specification wants of an application that makes it. */
export interface MethodSample {
  readonly nsid: string
  /** tells samples of one method apart */
  readonly what?: string
  readonly query?: Record<string, string>
  readonly input?: object
  readonly body?: { readonly type: string; readonly bytes: Uint8Array }
  readonly headers?: Record<string, string>
  /** `never`: only the owner may, by a session; all of them, where there are several */
  readonly needs: 'never' | readonly Need[]
  /** whether an answer shows that the call was allowed, where it is not refused otherwise */
  readonly isAllowed?: (json: Record<string, unknown>) => boolean
}

/** Who is called by way of this server. */
export interface Services {
  readonly appView: string
  readonly labeler: string
  readonly chat: string
  readonly notifier: string
}

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const BSKY_APP_VIEW = 'did:web:api.bsky.app#bsky_appview'
const NAMESPACE = 'com.example.reader.prefs'

/** Every method that an application may want to call as its member, with input that is well formed. */
export function methodSamples(did: string, services: Services): MethodSample[] {
  return [
    ...repoSamples(did),
    ...accountSamples(did),
    ...serverSamples(did, services),
    ...preferenceSamples(),
    ...passedSamples(did, services),
  ]
}

function repoSamples(did: string): MethodSample[] {
  const repo = 'com.atproto.repo'
  const record = { $type: NOTE, text: 'hello' }
  const write = (action: 'create' | 'update' | 'delete', collection = NOTE): Need => ({
    repo: collection,
    action,
  })
  const item = (kind: string, rkey: string) => ({
    $type: `${repo}.applyWrites#${kind}`,
    collection: NOTE,
    rkey,
    ...(kind !== 'delete' && { value: record }),
  })
  const other = 'com.example.other'
  return [
    {
      nsid: `${repo}.createRecord`,
      what: 'a note',
      input: { repo: did, collection: NOTE, record, validate: false },
      needs: [write('create')],
    },
    {
      nsid: `${repo}.createRecord`,
      what: 'something else',
      input: { repo: did, collection: other, record: { $type: other }, validate: false },
      needs: [write('create', other)],
    },
    {
      nsid: `${repo}.putRecord`,
      input: { repo: did, collection: NOTE, rkey: 'put', record, validate: false },
      needs: [write('create'), write('update')],
    },
    {
      nsid: `${repo}.deleteRecord`,
      input: { repo: did, collection: NOTE, rkey: 'none' },
      needs: [write('delete')],
    },
    {
      nsid: `${repo}.applyWrites`,
      what: 'two creations',
      input: { repo: did, writes: [item('create', 'a'), item('create', 'b')], validate: false },
      needs: [write('create')],
    },
    {
      nsid: `${repo}.applyWrites`,
      what: 'one of each',
      input: {
        repo: did,
        writes: ['create', 'update', 'delete'].map((kind) => item(kind, 'a')),
        validate: false,
      },
      needs: [write('create'), write('update'), write('delete')],
    },
    {
      nsid: `${repo}.uploadBlob`,
      what: 'a picture',
      body: { type: 'image/png', bytes: PNG },
      needs: [{ blob: 'image/png' }],
    },
    {
      nsid: `${repo}.uploadBlob`,
      what: 'a text',
      body: { type: 'text/plain', bytes: Buffer.from('hello') },
      needs: [{ blob: 'text/plain' }],
    },
    {
      nsid: `${repo}.importRepo`,
      body: { type: 'application/vnd.ipld.car', bytes: Buffer.from('no car') },
      needs: [{ account: 'repo', action: 'manage' }],
    },
    { nsid: `${repo}.listMissingBlobs`, needs: [] },
  ]
}

function accountSamples(did: string): MethodSample[] {
  const server = 'com.atproto.server'
  const identity = 'com.atproto.identity'
  const email = (action: 'read' | 'manage'): Need => ({ account: 'email', action })
  const whole: Need = { identity: '*' }
  return [
    { nsid: `${server}.getSession`, needs: [] },
    {
      nsid: `${server}.getSession`,
      what: 'with the address',
      needs: [email('read')],
      isAllowed: (json) => 'email' in json,
    },
    { nsid: `${server}.checkAccountStatus`, needs: [] },
    {
      nsid: `${server}.confirmEmail`,
      input: { email: 'nobody@example.com', token: 'AAAAA-AAAAA' },
      needs: [email('manage')],
    },
    { nsid: `${server}.requestEmailConfirmation`, needs: [email('manage')] },
    { nsid: `${server}.requestEmailUpdate`, needs: 'never' },
    { nsid: `${server}.updateEmail`, input: { email: 'nobody@example.com' }, needs: 'never' },
    { nsid: `${server}.activateAccount`, needs: 'never' },
    { nsid: `${server}.deactivateAccount`, input: {}, needs: 'never' },
    { nsid: `${server}.requestAccountDelete`, needs: 'never' },
    { nsid: `${server}.createAppPassword`, input: { name: 'app' }, needs: 'never' },
    { nsid: `${server}.listAppPasswords`, needs: 'never' },
    { nsid: `${server}.revokeAppPassword`, input: { name: 'app' }, needs: 'never' },
    { nsid: `${server}.getAccountInviteCodes`, needs: 'never' },
    { nsid: 'com.atproto.temp.checkSignupQueue', needs: 'never' },
    { nsid: `${identity}.getRecommendedDidCredentials`, needs: [] },
    {
      nsid: `${identity}.updateHandle`,
      input: { handle: 'no-name.invalid' },
      needs: [{ identity: 'handle' }],
    },
    { nsid: `${identity}.requestPlcOperationSignature`, needs: [whole] },
    { nsid: `${identity}.signPlcOperation`, input: { token: 'AAAAA-AAAAA' }, needs: [whole] },
    { nsid: `${identity}.submitPlcOperation`, input: { operation: { did } }, needs: [whole] },
  ]
}

function serverSamples(did: string, { appView, labeler }: Services): MethodSample[] {
  const nsid = 'com.atproto.server.getServiceAuth'
  const createReport = 'com.atproto.moderation.createReport'
  return [
    {
      nsid,
      what: 'for the timeline at the app view',
      query: { aud: appView, lxm: TIMELINE },
      needs: [{ rpc: TIMELINE, aud: appView }],
    },
    {
      nsid,
      what: 'for everything at the app view',
      query: { aud: appView },
      needs: [{ rpc: '*', aud: appView }],
    },
    {
      nsid,
      what: 'for chats',
      query: { aud: 'did:web:chat.example#bsky_chat', lxm: 'chat.bsky.convo.listConvos' },
      needs: [{ rpc: 'chat.bsky.convo.listConvos', aud: 'did:web:chat.example#bsky_chat' }],
    },
    {
      nsid: createReport,
      input: {
        reasonType: 'com.atproto.moderation.defs#reasonSpam',
        subject: { $type: 'com.atproto.admin.defs#repoRef', did },
      },
      needs: [{ rpc: createReport, aud: labeler }],
    },
  ]
}

function preferenceSamples(): MethodSample[] {
  const actor = 'app.bsky.actor'
  const preference = 'alt.guildhall.preference'
  const may = (action: 'read' | 'write', namespace = NAMESPACE): Need => ({ preference: namespace, action })
  const values = [{ $type: `${NAMESPACE}#theme`, dark: true }]
  return [
    { nsid: `${actor}.getPreferences`, needs: [{ rpc: `${actor}.getPreferences`, aud: BSKY_APP_VIEW }] },
    {
      nsid: `${actor}.putPreferences`,
      input: { preferences: [] },
      needs: [{ rpc: `${actor}.putPreferences`, aud: BSKY_APP_VIEW }],
    },
    { nsid: `${preference}.listNamespaces`, needs: [may('read', '*')] },
    { nsid: `${preference}.getNamespace`, query: { namespace: NAMESPACE }, needs: [may('read')] },
    {
      nsid: `${preference}.putNamespace`,
      input: { namespace: NAMESPACE, values, validate: false },
      needs: [may('write')],
    },
    { nsid: `${preference}.deleteNamespace`, input: { namespace: NAMESPACE }, needs: [may('write')] },
    { nsid: `${preference}.exportPreferences`, needs: [may('read', '*')] },
    {
      nsid: `${preference}.importPreferences`,
      body: { type: 'application/jsonl', bytes: Buffer.from('no preferences') },
      needs: [may('write', '*')],
    },
  ]
}

function passedSamples(did: string, { appView, chat, notifier }: Services): MethodSample[] {
  const toAppView = (nsid: string, query: Record<string, string> = {}): MethodSample => ({
    nsid,
    query,
    needs: [{ rpc: nsid, aud: appView }],
  })
  const push = (name: string): MethodSample => {
    const nsid = `app.bsky.notification.${name}`
    const input = { serviceDid: notifier.split('#')[0], token: 'a', platform: 'ios', appId: 'app' }
    return { nsid, input, needs: [{ rpc: nsid, aud: notifier }] }
  }
  const actor = 'app.bsky.actor'
  const feed = 'app.bsky.feed'
  const getFeed = `${feed}.getFeed`
  const listConvos = 'chat.bsky.convo.listConvos'
  return [
    toAppView(TIMELINE),
    toAppView(`${feed}.getAuthorFeed`, { actor: did }),
    toAppView(`${feed}.getActorLikes`, { actor: did }),
    toAppView(`${feed}.getPostThread`, { uri: `at://${did}/app.bsky.feed.post/a` }),
    toAppView(`${actor}.getProfile`, { actor: did }),
    toAppView(`${actor}.getProfiles`, { actors: did }),
    {
      nsid: getFeed,
      query: { feed: `at://${did}/app.bsky.feed.generator/a` },
      needs: [
        { rpc: getFeed, aud: appView },
        { rpc: `${feed}.getFeedSkeleton`, aud: appView },
      ],
    },
    push('registerPush'),
    push('unregisterPush'),
    { ...toAppView('app.bsky.graph.getFollows', { actor: did }), what: 'passed on' },
    { ...toAppView(SET_METHOD), what: 'passed on' },
    {
      nsid: listConvos,
      what: 'passed on',
      headers: { 'atproto-proxy': chat },
      needs: [{ rpc: listConvos, aud: chat }],
    },
  ]
}
