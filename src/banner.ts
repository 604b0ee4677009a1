import { app, com } from '@guildhall/lexicon'

/** What somebody who has just started the server wants to know. */
export interface BannerFacts {
  publicUrl: string
  serviceName: string
  dataDirectory: string
  /** file that holds the administrator's password; undefined when the environment gives it */
  adminPasswordFile: string | undefined
  /** whether the PLC directory for development runs in this process */
  localPlcDirectory: boolean
  /** domain below which handles may be chosen, with its leading dot */
  handleDomain: string
  inviteRequired: boolean
  /** makes the first Owner; undefined if there is one */
  ownerLink: string | undefined
}

const { createAccount, createInviteCode, createSession, describeServer } = com.atproto.server
const JSON_TYPE = `-H 'content-type: application/json'`

/** A page for the terminal: where things are, and what to try next. Lines can be pasted into a shell. */
export function banner(facts: BannerFacts): string {
  const rows: [string, string][] = [
    ['address', facts.publicUrl],
    ['data', facts.dataDirectory],
    ['administrator', facts.adminPasswordFile ? `admin; password in ${facts.adminPasswordFile}` : 'admin'],
    ...(facts.localPlcDirectory
      ? ([['identities', 'PLC directory for development, in this process; not known to the network']] as [
          string,
          string,
        ][])
      : []),
  ]
  return [
    '',
    `  ${facts.serviceName} is up`,
    '',
    ...rows.map(([name, value]) => `  ${name.padEnd(15)}${value}`),
    '',
    ...(facts.ownerLink === undefined
      ? []
      : [
          '  Set it up in a browser; the link is good for an hour, and once:',
          '',
          `  ${facts.ownerLink}`,
          '',
        ]),
    '  Try:',
    '',
    ...examples(facts),
    '',
    '',
  ].join('\n')
}

function examples(facts: BannerFacts): string[] {
  const url = (nsid: string) => `${facts.publicUrl}/xrpc/${nsid}`
  const handle = `alice${facts.handleDomain}`
  const password = 'a-good-password'
  const account = { handle, email: 'alice@example.com', password }
  return [
    `curl ${url(describeServer.nsid)}`,
    ...(facts.inviteRequired ? inviteExample(facts, url(createInviteCode.nsid)) : []),
    `curl ${url(createAccount.nsid)} ${JSON_TYPE} -d '${withInvite(JSON.stringify(account), facts)}'`,
    `TOKEN=$(curl -s ${url(createSession.nsid)} ${JSON_TYPE} -d '${JSON.stringify({ identifier: handle, password })}' | sed 's/.*"accessJwt":"\\([^"]*\\)".*/\\1/')`,
    `curl ${url(com.atproto.repo.createRecord.nsid)} -H "authorization: Bearer $TOKEN" ${JSON_TYPE} -d '${record(handle)}'`,
  ]
}

function inviteExample({ adminPasswordFile }: BannerFacts, url: string): string[] {
  const password = adminPasswordFile ? `$(cat ${adminPasswordFile})` : '$PDS_ADMIN_PASSWORD'
  return [
    `CODE=$(curl -s -u "admin:${password}" ${url} ${JSON_TYPE} -d '{"useCount":1}' | sed 's/.*"code":"\\([^"]*\\)".*/\\1/')`,
  ]
}

/** The quotes end and begin again, so that the shell puts the code in. */
function withInvite(json: string, { inviteRequired }: BannerFacts): string {
  return inviteRequired ? `${json.slice(0, -1)},"inviteCode":"'$CODE'"}` : json
}

function record(repo: string): string {
  const text = JSON.stringify({
    repo,
    collection: app.bsky.feed.post.nsid,
    record: { text: 'Hello!', createdAt: '@now' },
  })
  return text.replace('@now', `'$(date -u +%Y-%m-%dT%H:%M:%SZ)'`)
}
