/**
 * First labels that nobody may take under a service domain: names by which people expect to reach the service
 * itself or its staff, host names with a technical meaning, and names that invite impersonation.
 * An administrator may still assign them, and settings add names and take some away.
 */
const PROTOCOL = `
  at atp atproto atprotocol bluesky bsky bskyapp did didplc plc pds relay bgs appview feedgen firehose labeler lexicon
  lexicons nsid ozone repo xrpc guildhall handle handles identity jetstream tid`

const TECHNICAL = `
  admin administrator administration api apis app apps application applications assets auth authenticate
  authentication authorization authorize autoconfig autodiscover avatar avatars backup backups beta blob blobs
  broadcasthost bucket cache cdn cert certs client clients cluster code config configuration connect console cpanel
  cron css dashboard data database databases debug default demo deploy dev developer developers development
  devops dhcp dmz dns dns0 dns1 dns2 dns3 docker docs domain domains download downloads edge email emails embed endpoint
  endpoints error errors example export exports file files font fonts ftp ftps gateway git graph graphql grpc
  health healthcheck hook hooks host hostmaster hosting html http httpd https icon icons image images imap imap4 img imgs
  import inbound index info internal intranet ip ipv4 ipv6 irc isatap javascript job jobs js json jwks kubernetes ldap
  link links live load localdomain localhost log logs mail mail1 mail2 mailer mailerdaemon maintenance master media
  message messages metrics mirror mob mobile monitor monitoring mx mx1 mx2 mysql name nameserver net network networks
  nginx node nodes noc none ns ns0 ns1 ns2 ns3 ns4 ntp null oauth oidc online openid outbound owner p2p page pages
  password passwords payload photo photos php ping pop pop3 portal post postgres postgresql postmaster prod
  production proxy public push query queue random raw redis register registration release remote robot robots root rss
  s3 saml sandbox scim script scripts sdk search secure security server servers service services session sessions sftp
  shell signin signout signup sitemap smtp socket source spec sql ssh ssl sso staging stat static statistics stats status
  storage stream stylesheet stylesheets subdomain svn sync sys sysadmin sysadmins sysop system systems tcp telnet
  template templates test tester testing tests time tls token tokens tool tools trace traffic tunnel udp update updates
  upload uploads uptime url user username users usenet util utils uucp video videos void vpn web webdav webhook webhooks
  webmail webmaster webserver website websites websocket whois wiki worker workers wpad ws wss www www1 www2 www3 wwww
  xml xmpp`

const SERVICE = `
  about abuse access account accounts activate activity ads advertise advertising affiliate affiliates alert alerts
  all analytics announcement announcements anonymous anybody anyone appeal appeals archive archives article articles
  ask audit award awards ban banned billing blog blogs board bot bots business buy careers cart catalog category ceo
  changelog chat checkout chief comment comments commerce community compliance conduct contact contacts contribute
  contributor contributors cookie cookies copyright corp corporate create credit customer customers cto cfo coo ciso
  deactivate delete delivery directory discover discuss discussion dmca donate donation donations edit editor
  editorial enterprise event events everybody everyone executive explore family faq faqs favorite feature featured
  features feed feedback feeds finance follow followers following forgot forum forums founder founders free friend
  friends fund gallery general gift group groups guest guests guide guidelines help helpdesk home homepage hr human
  impressum imprint inbox insights invite invites invitation invitations invoice invoices issue issues join keys kids
  label labels language languages law lawyer leader learn legal library license licenses list lists login logout
  logoff logon magazine main manage management manager managers map maps market marketing marketplace me member members
  membership mention mentions moderation moderator moderators mod mods my myaccount myself new news newsletter newsroom
  noreply nobody notice notification notifications notify offer official op operator operators order orders
  organization organizations partner partners pay payment payments people permission permissions person policies
  policy popular postmaster premium press preview pricing privacy private product products profile profiles
  project projects promo promotion purchase recover recovery refund refunds report reports request research reset
  review reviews reward rewards sale sales save schedule secretary settings setup share shop signature site sites
  social spam sponsor sponsors staff store stories story subscribe subscriber subscribers subscription
  subscriptions suggestion suggestions superadmin superuser support survey suspend takedown task tasks team teams
  term terms timeline topic topics tos trademark transaction transparency trending trial trust trustandsafety safety
  undefined unknown unsubscribe upgrade verification verified verify vip volunteer wallet warning warranty
  welcome you your yourself`

/** All of them, without hyphens. */
export const RESERVED_NAMES: ReadonlySet<string> = new Set(
  `${PROTOCOL} ${TECHNICAL} ${SERVICE}`.trim().split(/\s+/).map(reservedForm),
)

/** How names are compared with those that are kept back: hyphens make no difference. */
export function reservedForm(label: string): string {
  return label.toLowerCase().replaceAll('-', '')
}
