// An application in a browser, with the published client; the test calls what it puts on `globalThis.app`.
import { BrowserOAuthClient } from '@atproto/oauth-client-browser'

const { clientId, pdsUrl, plcDirectoryUrl, responseMode } = await (await fetch('/settings.json')).json()
const options = { clientId, plcDirectoryUrl, responseMode, handleResolver: pdsUrl, allowHttp: true }
const client = await BrowserOAuthClient.load(options)

const told = (error) => ({ error: String(error.message), code: error.params?.get('error') ?? error.error })

/** What became of the request from which the browser comes back, or of the session that was there. */
const begun = client.init(false).then((found) => ({ sub: found?.session.sub, state: found?.state }), told)

async function call(sub, path, init) {
  const session = await client.restore(sub, false)
  const answer = await session.fetchHandler(path, init)
  return { status: answer.status, json: await answer.json() }
}

async function refresh(sub) {
  const session = await client.restore(sub, true)
  return (await session.getTokenInfo(false)).scope
}

const signIn = (input, more) => client.signInRedirect(input, more).catch(told)

globalThis.app = { begun, call, refresh, signIn, revoke: (sub) => client.revoke(sub) }
