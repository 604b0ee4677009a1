// An identity provider as organizations have one: oidc-provider in a process of its own, with switches for whatever can
// go wrong with one. `node oidc-idp.mjs <redirect URI>` prints a line of JSON when it listens; POST /control changes it.
import { createHmac, generateKeyPairSync, sign as signBytes } from 'node:crypto'
import { createServer } from 'node:http'
import Provider from 'oidc-provider'

const [redirectUri, backPath = ''] = process.argv.slice(2)
const CLIENT = { id: 'pds', secret: 'secret-of-the-pds' }

const newKey = (kid) => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const jwk = { ...privateKey.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' }
  return { privateKey, publicKey, jwk, kid }
}
let key = newKey('k1')
/** Who signs in, whether a page asks, and what goes wrong. */
let state = { user: { sub: 'alice' }, asks: false, faults: {} }

const b64 = (value) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')

function signed(claims, header = {}) {
  const head = { alg: 'RS256', kid: key.kid, ...header }
  const input = `${b64(head)}.${b64(claims)}`
  if (head.alg === 'none') return `${input}.`
  if (head.alg === 'HS256') {
    const secret = key.publicKey.export({ format: 'pem', type: 'spki' })
    return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`
  }
  return `${input}.${signBytes('sha256', Buffer.from(input), key.privateKey).toString('base64url')}`
}

/** The ID token, with what is wrong with it. */
function spoilt(idToken) {
  const claims = JSON.parse(Buffer.from(idToken.split('.')[1], 'base64url').toString())
  const { faults } = state
  if (faults.rotate) key = newKey(`k${Math.random()}`)
  const changed = { ...claims, ...faults.claims }
  for (const [name, value] of Object.entries(changed)) if (value === null) delete changed[name]
  if (faults.expired) Object.assign(changed, { iat: claims.iat - 7200, exp: claims.iat - 3600 })
  return signed(changed, faults.header)
}

const server = createServer()
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [redirectUri],
        ...(backPath && { post_logout_redirect_uris: [backPath] }),
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    jwks: { keys: [key.jwk] },
    cookies: { keys: ['cookies of the provider'] },
    scopes: ['openid', 'email', 'profile', 'groups'],
    claims: {
      openid: ['sub', 'sid', 'tid', 'oid'],
      email: ['email', 'email_verified'],
      profile: ['name', 'locale', 'preferred_username'],
      groups: ['groups', '_claim_names', 'hasgroups'],
      acr: null,
      amr: null,
      auth_time: null,
    },
    acrValues: ['mfa', 'pwd'],
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    findAccount: (_ctx, sub) => ({
      accountId: sub,
      claims: () => ({ ...state.user, sub }),
    }),
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({
        clientId: ctx.oidc.client.clientId,
        accountId: ctx.oidc.session.accountId,
      })
      grant.addOIDCScope('openid email profile groups')
      await grant.save()
      return grant
    },
  })
  provider.use(async (ctx, next) => {
    if (state.faults.down && ctx.path !== '/control') {
      ctx.status = 503
      return
    }
    if (ctx.path === '/jwks') {
      const { n, e } = key.jwk
      ctx.body = { keys: [{ kty: 'RSA', n, e, kid: key.kid, alg: 'RS256', use: 'sig' }] }
      return
    }
    if (ctx.path === '/control' && ctx.method === 'POST') {
      const pieces = []
      for await (const piece of ctx.req) pieces.push(piece)
      state = { ...state, faults: {}, ...JSON.parse(Buffer.concat(pieces).toString()) }
      ctx.body = {}
      return
    }
    if (ctx.path.startsWith('/interaction/')) return interact(ctx)
    if (ctx.path === '/session/end' && state.faults.insists && !ctx.query.id_token_hint) {
      ctx.status = 400
      ctx.body = { error: 'invalid_request', error_description: 'id_token_hint is required' }
      return
    }
    await next()
    if (ctx.path === '/token' && ctx.body?.id_token)
      ctx.body = { ...ctx.body, id_token: spoilt(ctx.body.id_token) }
    if (ctx.path === '/me' && state.faults.userinfoSub)
      ctx.body = { ...ctx.body, sub: state.faults.userinfoSub }
    if (ctx.path.startsWith('/auth') && state.faults.answer) {
      const location = ctx.response.get('location')
      if (!location.startsWith(redirectUri)) return
      const url = new URL(location)
      for (const [name, value] of Object.entries(state.faults.answer)) url.searchParams.set(name, value)
      ctx.set('location', url.href)
    }
  })

  async function interact(ctx) {
    if (state.asks && ctx.method === 'GET') {
      ctx.type = 'html'
      ctx.body = `<!doctype html><title>Example Corp</title><h1>Example Corp</h1>
        <form method="post"><button>Sign in as ${state.user.sub}</button></form>`
      return
    }
    const result = state.faults.cancels
      ? { error: 'access_denied', error_description: 'they did not want to' }
      : { login: { accountId: state.user.sub, acr: state.user.acr, amr: state.user.amr } }
    const to = await provider.interactionResult(ctx.req, ctx.res, result, { mergeWithLastSubmission: false })
    ctx.status = 303
    ctx.set('location', to)
  }

  server.on('request', provider.callback())
  process.stdout.write(`${JSON.stringify({ issuer })}\n`)
})
process.on('disconnect', () => process.exit(0))
