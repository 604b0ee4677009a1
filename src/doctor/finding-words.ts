import { MAIL_ADVICE } from '../mail/index.js'

/**
 * What can be found, in words, by codes that stay while words change: whoever speaks another language has words of
 * their own for each. What stands in braces differs from one installation to the next.
 */
export const FOUND = {
  // of any check
  no_answer: 'no answer within {{seconds}} s',
  settings_wrong: 'the settings are wrong',
  unexpected: '{{message}}',
  url_answers: '{{url}} answers',
  url_status: '{{url}}: the server answered {{status}}',
  url_silent: '{{url}}: no answer in time',
  url_fails: '{{url}}: {{message}}',
  server_stopped: 'the server does not run',

  node: '{{version}}',
  node_too_old: '{{version}}; {{needed}} or newer is needed',
  machine: '{{memory}} GiB of memory, {{processors}} processors',
  signatures_native: 'made by native code',
  signatures_slow: 'made in JavaScript ({{backend}}), which is ten times slower',

  settings_good: 'can be read, all of them',
  setting_wrong: '{{message}}',
  setting_unknown: '{{variable}} is no setting of this release',

  disk: '{{place}}: {{free}} GiB free',
  disk_little: '{{place}}: {{free}} GiB free; that is little',
  disk_too_little: '{{place}}: {{free}} GiB free; that is too little',
  disk_full: '{{place}}: {{free}} GiB free: it is full',
  disk_unwritable: '{{place}} cannot be written to ({{error}})',

  secrets_good: '{{place}} is closed to others; what is given can not be guessed',
  secrets_to_come: 'what is missing is made at the first start',
  secret_open: 'others may read {{place}}',
  secret_short: '{{variable}} has {{length}} characters; that can be guessed',
  secret_not_random: '{{variable}} does not look random',

  port_free: '{{address}} is free',
  port_ours: 'this server listens on {{address}}',
  port_of_other_version: 'a server of version {{version}} listens on {{address}}',
  port_taken: 'another program, or a server that is not well, listens on port {{port}}',
  port_refused: 'one cannot listen on {{address}} ({{error}})',

  database: 'PostgreSQL at {{place}}, version {{version}}, {{latency}} ms away',
  database_fails: 'PostgreSQL at {{place}}: {{message}}',
  database_embedded: 'the embedded PostgreSQL, version {{version}}, {{latency}} ms away',
  database_embedded_fails: 'the embedded PostgreSQL: {{message}}',
  database_embedded_stopped: 'the embedded PostgreSQL does not run now; it starts with the server',
  database_setting_off: '{{setting}} is off: a power cut may destroy it',
  database_not_durable: 'the last writes may be lost in a power cut',
  database_connections: 'a node may want {{wanted}} connections; it has {{all}} in all',
  database_migrations: '{{waiting}} migrations wait',
  database_newer: 'it was migrated by a newer release ({{migrations}})',

  blobs_to_come: '{{place}} is made when the first blob arrives',
  blobs_on_disk: 'kept in, read from and removed from {{place}}',
  blobs_on_disk_fail: '{{place}}: {{problem}}',
  blobs_in_bucket: 'kept in, read from and removed from the bucket {{bucket}}',
  blobs_in_bucket_fail: 'the bucket {{bucket}}: {{problem}}',

  clock_right: 'as that of other servers',
  clock_ahead: '{{seconds}} s ahead of other servers',
  clock_behind: '{{seconds}} s behind other servers',
  clock_unknown: 'nobody told the time',

  dns_not_needed: 'a server on localhost needs none',
  dns_missing: '{{host}} leads nowhere',
  dns: '{{host}} is {{addresses}}',
  dns_handles: 'handles below {{domain}} lead here',
  dns_handles_missing: 'handles below {{domain}} lead nowhere',
  dns_handles_elsewhere: 'handles below {{domain}} lead to {{found}}, the service to {{addresses}}',

  tls_not_needed: 'the service is not reached by https',
  certificate: 'the certificate of {{host}}, by {{issuer}}, is good for {{days}} more days',
  certificate_bad: 'the certificate of {{host}} is not good ({{problem}}; for {{names}})',

  public_url_of_other: '{{url}} is {{did}}, not {{own}}',
  web_socket: '{{url}} can be subscribed to',

  plc_built_in: 'built into the server, for development',
  plc: '{{url}} answers, version {{version}}',
  app_view_unset: 'none is set (PDS_BSKY_APP_VIEW_URL)',
  app_view_status: '{{url}} answers {{status}}',

  relays_not_needed: 'a server on localhost has none',
  relays_unset: 'none is set: nobody is told of what is written here',
  relay: '{{relay}}: {{status}}',
  relay_behind: '{{relay}}: {{status}}, {{behind}} events behind',
  relay_status: '{{relay}} answers {{status}}',
  relay_ignorant: '{{relay}} does not know {{host}} yet',
  relay_bans: '{{relay}} has banned {{host}}',
  relay_ahead:
    '{{relay}} has seen number {{theirs}} of the stream, but this server is at {{own}} only: it ignores everything in between',
  relay_throttles: '{{relay}} throttles {{host}}',
  relay_cannot_reach: '{{relay}} could not reach {{host}}',
  relay_limits: '{{relay}} knows {{known}} of {{active}} active accounts: it limits hosts that are new to it',

  mail_not_needed: 'none is set; on localhost mails go to the log',
  mail_unset: 'no mail can be sent: no password can be reset, no address confirmed',
  mail: '{{host}} lets this server sign in',
  mail_taken: '{{host}} has taken a mail to {{address}}',
  mail_perhaps_open: 'encryption: {{message}}',
  mail_fails_at_name: 'name: {{message}}',
  mail_fails_at_connection: 'connection: {{message}}',
  mail_fails_at_greeting: 'greeting: {{message}}',
  mail_fails_at_encryption: 'encryption: {{message}}',
  'mail_fails_at_sign-in': 'sign-in: {{message}}',
  mail_fails_at_sender: 'sender: {{message}}',
  mail_fails_at_recipient: 'recipient: {{message}}',
  mail_fails_at_content: 'content: {{message}}',
} as const

/** What to do about it, in the same way; commands are not among the words. */
export const FIXES = {
  swallowed:
    'Something on the way swallows packets: look at firewalls between this machine and what was asked.',
  look_at_message: 'Look at the message; it was not expected here.',

  newer_node: 'Install a newer one, 24 for instance: https://nodejs.org/en/download',
  more_memory: 'Give the machine at least 0.5 GiB of memory.',
  native_signatures:
    'Install with optional dependencies, on a platform for which there are such, or with a compiler:',

  set_as_taken: 'Set it to what it takes:',
  slip_of_the_pen: 'Look for a slip of the pen:',

  make_room: 'Make room there:',
  make_room_or_look: 'Make room, or look what takes it:',
  mounted_read_only: 'The file system is mounted read-only:',
  give_to_user: 'Give it to the user of the server:',

  close_to_others: 'Close it to them:',
  set_random: 'Set a random one:',
  make_random: 'Make a random one for a new installation (of an old one, accounts depend on it):',

  port_in_use: 'Look which, end it, or set another PDS_PORT:',
  port_of_root: 'Ports below 1024 belong to root: set a higher PDS_PORT, behind a proxy.',
  address_of_machine: 'PDS_BIND_ADDRESS must be an address of this machine:',

  database_upgrade: 'Upgrade it to PostgreSQL 15 or newer.',
  database_nearer: 'Every write waits for it several times: put it nearer to this machine.',
  database_wait_for_disk: 'Set PDS_DATABASE_SYNCHRONOUS_COMMIT=on.',
  database_raise_connections: 'Raise it, for every node of the service, and restart PostgreSQL:',
  database_start_migrates: 'They are applied when the server starts.',
  database_newer_release: 'Bring this node up to the release of the others.',
  database_password:
    'User or password are wrong. Characters such as @ : / in PDS_DATABASE_URL are written %40 %3A %2F.',
  database_let_in: 'The server does not let this user in from here: look at pg_hba.conf.',
  database_make: 'There is no such database:',
  database_full: 'All connections are taken: raise max_connections, or lower PDS_DATABASE_POOL_SIZE.',
  database_wait: 'It is starting or recovering: wait, and look at its log.',
  database_closed: 'Nothing listens there: look at host and port of PDS_DATABASE_URL, and start PostgreSQL.',
  database_host: 'There is no such host: look at PDS_DATABASE_URL.',
  database_no_names: 'No name server answers: look at /etc/resolv.conf.',
  database_by_hand: 'Try the same by hand:',

  bucket_make: 'Make the bucket, or name another:',
  bucket_rights:
    'Look at PDS_BLOBSTORE_S3_ACCESS_KEY_ID and its secret; they need s3:PutObject, GetObject, DeleteObject and ListBucket.',
  bucket_region: 'Set PDS_BLOBSTORE_S3_REGION to the region of the bucket.',
  bucket_room: 'Make room in the bucket, or raise its quota.',
  bucket_way: 'Look at PDS_BLOBSTORE_S3_ENDPOINT and at the way there:',
  blobs_place: 'Look at owner, rights and room of the place where blobs are kept.',

  clock_by_network: 'Let the clock be set by the network:',

  dns_record: 'Add a record to the zone, with the public address of this machine:',
  dns_wildcard: 'Add a wildcard to the zone:',
  dns_one_place: 'Unless a proxy stands there, let both lead to one place:',

  tls_listen: 'Let a proxy with a certificate listen there, and open the port in the firewall:',
  certificate_renew: 'It should have been renewed by now: look at the log of the proxy in front.',
  certificate_expired: 'It has expired: look why it was not renewed, in the log of the proxy in front.',
  certificate_unsigned: 'It is signed by nobody: let the proxy in front get one of an authority (ACME).',
  certificate_of_others: 'It is for other names: let the proxy in front get one for this name.',
  certificate_chain:
    'The proxy in front does not send the certificates in between: configure the full chain.',
  certificate_look: 'Look at the certificate in the proxy in front.',

  proxy_to_this: 'Look which server the proxy in front passes requests to:',
  proxy_and_server: 'Start the server and the proxy in front, and open the port in the firewall:',
  proxy_to_port:
    'The proxy in front answers, not the server: let it pass requests to port {{port}} of this machine.',
  proxy_web_socket:
    'Relays read the stream of events by WebSocket: let the proxy in front pass them on.\nCaddy does so by itself. nginx, in the location:',

  reach_plc: 'Without it no account can be made or moved. Let this machine reach it (PDS_DID_PLC_URL):',
  reach_app_view: 'Let this machine reach it, or look at its status page:',

  relay_name: 'Name one, if the network is to see what is written here:',
  relay_ask: 'Ask whoever runs it:',
  relay_reach: 'Let this machine reach it:',
  relay_invite: 'Ask it to come; WebSocket and TLS must work for that:',
  relay_restored:
    'The database is older than what was announced, as after a restore. Numbers must go on past it:',
  relay_mend: 'Mend public URL, TLS and WebSocket first.',
  relay_write:
    'Write to whoever runs {{relayHost}}, with the name of this server and how many accounts it has.',
  relay_wait: 'Wait; if it does not catch up, mend public URL and WebSocket.',

  mail_set: 'Set both:',
  ...MAIL_ADVICE,
} as const
