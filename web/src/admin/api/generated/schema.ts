// Made of docs/admin-api/openapi.json by `npm run generate`; do not edit.

export interface paths {
  '/admin/v1/me': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Says who asks, and what they may do */
    get: operations['getMe']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/roles': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Lists roles and permissions */
    get: operations['listRoles']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/role-assignments': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Lists who has which role */
    get: operations['listRoleAssignments']
    put?: never
    /** Gives a member a role */
    post: operations['assignRole']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/role-assignments/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post?: never
    /** Takes a role away */
    delete: operations['revokeRole']
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/tokens': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Lists tokens */
    get: operations['listTokens']
    put?: never
    /** Makes a token; its secret is shown once */
    post: operations['createToken']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/tokens/{id}/rotate': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Gives a token another secret */
    post: operations['rotateToken']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/tokens/{id}/revoke': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Makes a token good for nothing */
    post: operations['revokeToken']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/accounts': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Lists accounts, or looks for some */
    get: operations['listAccounts']
    put?: never
    /** Makes an account */
    post: operations['createAccount']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/accounts/{did}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Shows an account */
    get: operations['getAccount']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    /** Changes one thing of an account */
    patch: operations['updateAccount']
    trace?: never
  }
  '/admin/v1/accounts/{did}/lock': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Keeps the member out; what is public stays public */
    post: operations['lockAccount']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/accounts/{did}/unlock': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Lets the member in again */
    post: operations['unlockAccount']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/accounts/{did}/suspend': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Hides the account for a time */
    post: operations['suspendAccount']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/accounts/{did}/unsuspend': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Shows a suspended account again */
    post: operations['unsuspendAccount']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/accounts/{did}/takedown': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Takes the account down */
    post: operations['takeDownAccount']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/accounts/{did}/restore': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Lifts a takedown or suspension */
    post: operations['restoreAccount']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/accounts/{did}/activate': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Activates the account, if its identity points here */
    post: operations['activateAccount']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/accounts/{did}/deactivate': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Deactivates the account */
    post: operations['deactivateAccount']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/accounts/{did}/delete': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Deletes the account for good */
    post: operations['deleteAccount']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/accounts/{did}/sessions': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Lists sessions of the member */
    get: operations['listAccountSessions']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/accounts/{did}/app-passwords': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Lists app passwords of the member */
    get: operations['listAccountAppPasswords']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/accounts/{did}/invites': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Lists invite codes of the member, and who invited them */
    get: operations['listAccountInvites']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/accounts/{did}/history': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Shows what was done to the state of the account */
    get: operations['getAccountHistory']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/accounts/{did}/repo-stats': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Shows how much of the repository is here */
    get: operations['getAccountRepoStats']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/accounts/{did}/blobs': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Shows how much the member stores */
    get: operations['getAccountBlobs']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/accounts/{did}/identity': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Shows what the PLC directory has of the account */
    get: operations['getAccountIdentity']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/accounts/{did}/reset-password-link': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Sends the member a code for a new password; nobody else sees it */
    post: operations['sendPasswordReset']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/accounts/{did}/resend-verification': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Sends the member a code that confirms their address */
    post: operations['resendVerification']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/accounts/{did}/send-email': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Writes a letter to the member */
    post: operations['sendAccountEmail']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/accounts/{did}/sessions/revoke-all': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Ends all sessions of the member */
    post: operations['revokeAccountSessions']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/accounts/{did}/app-passwords/{name}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post?: never
    /** Takes an app password back, and ends its sessions */
    delete: operations['revokeAccountAppPassword']
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/reports': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Lists reports, open ones unless others are asked for */
    get: operations['listReports']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/reports/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Shows a report */
    get: operations['getReport']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/reports/{id}/resolve': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Settles a report; what is done about it is another request */
    post: operations['resolveReport']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/firehose': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Shows the event stream and who reads it */
    get: operations['getFirehose']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/crawlers': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Lists relays, and how asking them went */
    get: operations['listCrawlers']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/crawlers/request-crawl': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Asks all relays to come, as soon as they may be asked */
    post: operations['requestCrawl']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/crawlers/{host}/status': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Asks a relay what it knows of this server */
    get: operations['getCrawlerStatus']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/queues': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Lists queues of background work */
    get: operations['listQueues']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/queues/{queue}/jobs': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Lists work of a queue, failed work by default */
    get: operations['listJobs']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/queues/{queue}/jobs/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Shows a piece of work */
    get: operations['getJob']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/queues/{queue}/jobs/{id}/cancel': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Takes work away that nobody has begun */
    post: operations['cancelJob']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/queues/{queue}/jobs/{id}/retry': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Does failed work again */
    post: operations['retryJob']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/settings': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Lists settings, with their values and sources */
    get: operations['listSettings']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/domains': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Lists domains of handles */
    get: operations['listDomains']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/branding': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Shows what the organization looks like */
    get: operations['getBranding']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/invites': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Lists invite codes and who used them */
    get: operations['listInvites']
    put?: never
    /** Makes invite codes */
    post: operations['createInvites']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/invites/{code}/revoke': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Switches a code off; who has used it stays */
    post: operations['revokeInvite']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/sso/connections': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Lists connections */
    get: operations['listConnections']
    put?: never
    /** Makes a connection, which is a draft */
    post: operations['createConnection']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/sso/connections/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Shows a connection */
    get: operations['getConnection']
    put?: never
    post?: never
    /** Removes a connection that nobody has an account by */
    delete: operations['removeConnection']
    options?: never
    head?: never
    /** Changes a connection */
    patch: operations['updateConnection']
    trace?: never
  }
  '/admin/v1/sso/connections/{id}/enable': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Lets members sign in with a connection */
    post: operations['enableConnection']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/sso/connections/{id}/disable': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Lets nobody sign in with a connection any more */
    post: operations['disableConnection']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/sso/connections/{id}/rotate-secret': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Keeps another secret that the provider has given */
    post: operations['rotateConnectionSecret']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/sso/connections/{id}/metadata': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Shows what the provider has to be told of this server */
    get: operations['getConnectionMetadata']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/sso/connections/{id}/test': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Begins a sign-in that tries a connection */
    post: operations['testConnection']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/sso/connections/{id}/health': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Looks whether a connection works, now */
    post: operations['checkConnection']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/sso/connections/{id}/traces': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Lists what became of sign-ins, the latest first */
    get: operations['listConnectionTraces']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/sso/registrations': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Lists those who wait for an account */
    get: operations['listRegistrations']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/sso/registrations/{id}/approve': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Lets somebody have an account */
    post: operations['approveRegistration']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/sso/registrations/{id}/deny': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Lets somebody have no account */
    post: operations['denyRegistration']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/sso/accounts/{did}/identities': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Lists with which people of organizations one can sign in to an account */
    get: operations['listIdentities']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/sso/accounts/{did}/identities/unlink': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Ends a link, also the last */
    post: operations['unlinkIdentity']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/sso/exceptions': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Lists who may use the password though single sign-on is required */
    get: operations['listExceptions']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/sso/exceptions/{did}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    /** Lets somebody use the password for a while though single sign-on is required */
    put: operations['grantException']
    post?: never
    /** Ends an exception */
    delete: operations['revokeException']
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/audit': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Looks through the audit */
    get: operations['listAudit']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/audit/export': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Exports the audit, an entry in a line, the oldest first */
    get: operations['exportAudit']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/audit/verify': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Looks for entries that were altered, removed or put elsewhere */
    get: operations['verifyAudit']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/overview': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Shows the service at a glance */
    get: operations['getOverview']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/v1/measures': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Gives what charts are drawn of */
    get: operations['listMeasures']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
}
export type webhooks = Record<string, never>
export interface components {
  schemas: {
    /**
     * @description The highest role.
     * @enum {string}
     */
    RoleId: 'owner' | 'admin' | 'identity-admin' | 'help-desk' | 'moderator' | 'operator' | 'auditor'
    /** @enum {string} */
    Permission:
      | 'accounts.view'
      | 'accounts.contact'
      | 'accounts.create'
      | 'accounts.edit'
      | 'accounts.lock'
      | 'accounts.suspend'
      | 'accounts.takedown'
      | 'accounts.activate'
      | 'accounts.delete'
      | 'accounts.recover'
      | 'accounts.write'
      | 'accounts.password'
      | 'accounts.keys'
      | 'sessions.view'
      | 'sessions.revoke'
      | 'invites.view'
      | 'invites.create'
      | 'invites.revoke'
      | 'reports.view'
      | 'reports.resolve'
      | 'domains.view'
      | 'connections.view'
      | 'connections.manage'
      | 'branding.view'
      | 'settings.view'
      | 'crawlers.view'
      | 'crawlers.request'
      | 'jobs.view'
      | 'jobs.manage'
      | 'measures.view'
      | 'roles.view'
      | 'roles.assign'
      | 'tokens.view'
      | 'tokens.manage'
      | 'audit.view'
      | 'audit.export'
    Grant: {
      permission: components['schemas']['Permission']
      /** @description Domains of handles for whose accounts it is allowed; absent: for all. */
      domains?: string[]
    }
    Me: {
      /** @enum {string} */
      type: 'member' | 'password' | 'token'
      /** @description DID of a member, id of a token. */
      id?: string
      /** @description Handle of a member. */
      handle?: string
      /** @description The highest role. */
      role?: components['schemas']['RoleId']
      /** @description Nobody does anything to administrators whose priority is as high as their own. */
      priority: number
      grants: components['schemas']['Grant'][]
      /**
       * Format: date-time
       * @description Of a session: until then what needs a fresh sign-in is done without another one.
       */
      freshUntil?: string
    }
    FieldError: {
      /** @description Where: a JSON pointer into the body, or the name of a parameter. */
      at: string
      message: string
    }
    Problem: {
      /** @description urn:guildhall:problem: and the code. */
      type: string
      title: string
      status: number
      /** @description Stays the same, whatever the words are. See x-problem-codes. */
      code: string
      detail?: string
      errors?: components['schemas']['FieldError'][]
      requestId?: string
    }
    Role: {
      id: components['schemas']['RoleId']
      name: string
      help: string
      priority: number
      permissions: components['schemas']['Permission'][]
      /** @description Whether whoever asks may give it to everybody. */
      assignable: boolean
    }
    PermissionFacts: {
      id: components['schemas']['Permission']
      help: string
      /**
       * @description accounts: it may be for the accounts of one domain.
       * @enum {string}
       */
      scope: 'accounts' | 'service'
      /** @description Whether no token ever has it. */
      peopleOnly: boolean
    }
    Roles: {
      data: components['schemas']['Role'][]
      permissions: components['schemas']['PermissionFacts'][]
    }
    RoleAssignment: {
      /** Format: uuid */
      id: string
      did: string
      handle?: string
      role: components['schemas']['RoleId']
      /** @description For accounts whose handles are below it; absent: everywhere. */
      domain?: string
      /** Format: date-time */
      expiresAt?: string
      /** @description DID of whoever gave it; absent: whoever had the password. */
      grantedBy?: string
      /** Format: date-time */
      grantedAt: string
    }
    Page: {
      /** @description page[after] of the next page; absent on the last one. */
      next?: string
      /** @description page[before] of the page before; absent on the first one. */
      prev?: string
      /** @description How many entries a page has at most. */
      size: number
    }
    RoleAssignmentList: {
      data: components['schemas']['RoleAssignment'][]
      page: components['schemas']['Page']
      /** @description How many there are in all, if it was asked for. */
      count?: number
    }
    NewAssignmentDto: {
      /** @description DID of an account of this server. */
      did: string
      role: components['schemas']['RoleId']
      /**
       * @description For accounts whose handles are below it.
       * @example press.example.org
       */
      domain?: string
      /** Format: date-time */
      expiresAt?: string
    }
    Token: {
      /** Format: uuid */
      id: string
      name: string
      permissions: components['schemas']['Permission'][]
      /** @description Addresses and networks that it is taken from; none: all. */
      ipAllow: string[]
      /** @description DID of whoever made it; absent: whoever had the password. */
      createdBy?: string
      /** Format: date-time */
      createdAt: string
      /** Format: date-time */
      expiresAt: string
      /** Format: date-time */
      revokedAt?: string
      /** Format: date-time */
      usedAt?: string
      usedIp?: string
    }
    TokenList: {
      data: components['schemas']['Token'][]
      page: components['schemas']['Page']
      /** @description How many there are in all, if it was asked for. */
      count?: number
    }
    NewTokenDto: {
      name: string
      permissions: components['schemas']['Permission'][]
      /**
       * Format: date-time
       * @description Within 365 days.
       */
      expiresAt: string
      /**
       * @example [
       *       "192.0.2.0/24"
       *     ]
       */
      ipAllow?: string[]
    }
    IssuedToken: {
      /** Format: uuid */
      id: string
      name: string
      permissions: components['schemas']['Permission'][]
      /** @description Addresses and networks that it is taken from; none: all. */
      ipAllow: string[]
      /** @description DID of whoever made it; absent: whoever had the password. */
      createdBy?: string
      /** Format: date-time */
      createdAt: string
      /** Format: date-time */
      expiresAt: string
      /** Format: date-time */
      revokedAt?: string
      /** Format: date-time */
      usedAt?: string
      usedIp?: string
      /**
       * @description The token itself. It is not shown again.
       * @example pdsadm_…
       */
      secret: string
    }
    RotationDto: {
      /**
       * @description Seconds for which the former one stays good.
       * @default 0
       */
      overlapSeconds: number
    }
    Account: {
      did: string
      /** @description Absent when it had to be given up. */
      handle?: string
      /** @description Shown in part to whoever has no permission accounts.contact. */
      email?: string
      /** Format: date-time */
      emailConfirmedAt?: string
      /** Format: date-time */
      createdAt: string
      /**
       * @description Where the account stands, in one word: a lock shows over everything else.
       * @enum {string}
       */
      state: 'active' | 'locked' | 'deactivated' | 'suspended' | 'takendown' | 'deleted'
      /** @enum {string} */
      status: 'active' | 'deactivated' | 'suspended' | 'takendown' | 'deleted'
      /** @description Names the case for which it was taken down or suspended. */
      takedownRef?: string
      /** Format: date-time */
      lockedAt?: string
      /** Format: date-time */
      deactivatedAt?: string
      /** Format: date-time */
      deleteAfter?: string
      /** @description Whether the member may not earn invite codes. */
      invitesDisabled: boolean
      /** @description Whether signing in takes a code sent by mail as well. */
      emailAuthFactor: boolean
    }
    AccountList: {
      data: components['schemas']['Account'][]
      page: components['schemas']['Page']
      /** @description How many there are in all, if it was asked for. */
      count?: number
    }
    NewAccountDto: {
      /** @example alice.example.org */
      handle: string
      /** @example alice@example.org */
      email: string
      /** @description Absent: nobody knows one; the member chooses one by a code that is sent to the address. */
      password?: string
    }
    AccountPatchDto: {
      handle?: string
      /** @description It is not confirmed then. */
      email?: string
      /** @description Whether the member may earn invite codes. */
      invitesDisabled?: boolean
    }
    OrderDto: {
      /** @description Why, for the audit and the history of the account. */
      reason?: string
    }
    SanctionDto: {
      /** @description Why, for the audit and the history of the account. */
      reason?: string
      /** @description Names the case. */
      ref?: string
    }
    DeactivationDto: {
      /** @description Why, for the audit and the history of the account. */
      reason?: string
      /** Format: date-time */
      deleteAfter?: string
    }
    Session: {
      id: string
      /**
       * @description What it was opened with.
       * @enum {string}
       */
      kind: 'password' | 'app password' | 'application'
      /** @description Of the app password, or the id of the application. */
      name?: string
      /** Format: date-time */
      openedAt: string
      /** Format: date-time */
      usedAt: string
      /** Format: date-time */
      expiresAt: string
    }
    Sessions: {
      data: components['schemas']['Session'][]
    }
    AppPassword: {
      name: string
      privileged: boolean
      /** Format: date-time */
      createdAt: string
      /** Format: date-time */
      expiresAt?: string
      /** Format: date-time */
      lastUsedAt?: string
    }
    AppPasswords: {
      data: components['schemas']['AppPassword'][]
    }
    InviteUse: {
      /** @description DID of the account that was made. */
      usedBy: string
      /** Format: date-time */
      usedAt: string
    }
    Invite: {
      code: string
      /** @description How often it may be used in all. */
      available: number
      disabled: boolean
      /** @description DID of the member whose code it is, or admin. */
      forAccount: string
      /** @description DID of whoever made it, or admin. */
      createdBy: string
      /** Format: date-time */
      createdAt: string
      uses: components['schemas']['InviteUse'][]
    }
    InvitesOfMember: {
      data: components['schemas']['Invite'][]
      invitedBy?: components['schemas']['Invite']
    }
    HistoryEntry: {
      /** Format: date-time */
      at: string
      command: string
      /** @enum {string} */
      actor: 'owner' | 'administrator' | 'system'
      reason?: string
      formerState: string
      state: string
    }
    History: {
      data: components['schemas']['HistoryEntry'][]
    }
    RepoStats: {
      activated: boolean
      /** @description Whether the identity points here, with the right key. */
      validDid: boolean
      repoCommit: string
      repoRev: string
      repoBlocks: number
      indexedRecords: number
      expectedBlobs: number
      importedBlobs: number
    }
    BlobAmount: {
      bytes: number
      count: number
    }
    BlobUsage: {
      stored: components['schemas']['BlobAmount']
      /** @description Uploads since midnight (UTC). */
      today: components['schemas']['BlobAmount']
      /** @description Most that may be stored (bytes); absent: any amount. */
      quotaBytes?: number
    }
    IdentityState: {
      /** @description Public keys that may change the identity, the highest first. */
      rotationKeys: string[]
      /** @description Names, as URIs: at://handle. */
      alsoKnownAs: string[]
      /** @description Public keys by name. */
      verificationMethods: {
        [key: string]: string
      }
      services: {
        [key: string]: unknown
      }
    }
    LetterDto: {
      subject: string
      /** @description The letter, in HTML. */
      html: string
      reason?: string
    }
    ReportResolution: {
      actor: string
      reason: string
      /** Format: date-time */
      at: string
    }
    Report: {
      id: number
      /** @enum {string} */
      state: 'open' | 'resolved'
      /** @description DID; absent when the account was deleted. */
      reporter?: string
      reasonType: string
      reason?: string
      /** @description An account, a record, or something else. */
      subject: {
        [key: string]: unknown
      }
      /** Format: date-time */
      createdAt: string
      /** @enum {string} */
      forwarding: 'none' | 'waiting' | 'sent' | 'refused' | 'failed'
      /** @description The service that it was sent on to. */
      forwardTo?: string
      resolution?: components['schemas']['ReportResolution']
    }
    ReportList: {
      data: components['schemas']['Report'][]
      page: components['schemas']['Page']
      /** @description How many there are in all, if it was asked for. */
      count?: number
    }
    NewResolutionDto: {
      /** @description What was decided, and why. */
      reason: string
    }
    FirehoseReader: {
      ip: string
      userAgent?: string
      /** Format: date-time */
      since: string
      /** @description Number of the last event that it was sent. */
      position?: number
      /** @description Events that it is behind. */
      lag?: number
    }
    Firehose: {
      /** @description Number of the latest event. */
      head: number
      /** @description Number of the latest event that is not kept any more. */
      pruned: number
      /** @description Those who read it from this node. */
      subscribers: components['schemas']['FirehoseReader'][]
    }
    Crawler: {
      url: string
      host: string
      /** @description Failures since it was last asked with success. */
      failures: number
      /** Format: date-time */
      askedAt?: string
      /** Format: date-time */
      succeededAt?: string
      /**
       * Format: date-time
       * @description When it may be asked again.
       */
      dueAt?: string
      error?: string
    }
    Crawlers: {
      data: components['schemas']['Crawler'][]
    }
    HostStatus: {
      /** @description In the words of the relay: active, throttled, banned. */
      status?: string
      /** @description Number of the last event that it has taken. */
      seq?: number
      /** @description Number of the last event here. */
      head: number
      /** @description Events that it is behind. */
      lag?: number
      accountCount?: number
    }
    JobCounts: {
      waiting: number
      active: number
      delayed: number
      failed: number
    }
    Queue: {
      name: string
      counts: components['schemas']['JobCounts']
    }
    Queues: {
      data: components['schemas']['Queue'][]
    }
    Job: {
      queue: string
      id: string
      name: string
      /** @enum {string} */
      state: 'waiting' | 'active' | 'delayed' | 'failed'
      attempts: number
      /** Format: date-time */
      createdAt: string
      /** Format: date-time */
      startedAt?: string
      /** Format: date-time */
      finishedAt?: string
      /** @description Why it failed. */
      failure?: string
    }
    Jobs: {
      data: components['schemas']['Job'][]
    }
    Setting: {
      /** @description The feature that it belongs to. */
      section: string
      name: string
      /** @description The variable of the environment. */
      env: string
      kind: string
      help: string
      /** @description Whether its value is never shown. */
      secret: boolean
      value?: string
      default?: string
      /** @enum {string} */
      source: 'environment' | 'default' | 'derived' | 'unset'
      /** @description Whether the environment sets it, so that it is changed there only. */
      pinned: boolean
    }
    Settings: {
      data: components['schemas']['Setting'][]
    }
    Domain: {
      /** @description Without a leading dot. */
      domain: string
      /** @description Whether the environment sets it, so that it is changed there only. */
      pinned: boolean
    }
    Domains: {
      data: components['schemas']['Domain'][]
    }
    Branding: {
      serviceName: string
      logoUrl?: string
      /** @description Path of the logo on this server. */
      logoPath?: string
      homeUrl?: string
      supportUrl?: string
      privacyPolicyUrl?: string
      termsOfServiceUrl?: string
      /** @description Path of the style sheet with the colours of both themes. */
      sheetPath: string
      /** @description Path of the icon. */
      iconPath: string
    }
    InviteList: {
      data: components['schemas']['Invite'][]
      page: components['schemas']['Page']
      /** @description How many there are in all, if it was asked for. */
      count?: number
    }
    NewInvitesDto: {
      /**
       * @description How many codes.
       * @default 1
       */
      count: number
      /**
       * @description How often each may be used.
       * @default 1
       */
      uses: number
      /** @description DIDs of members whose codes they are to be; absent: nobody. */
      forAccounts?: string[]
    }
    InvitesOfAccount: {
      /** @description DID, or admin. */
      account: string
      codes: string[]
    }
    MadeInvites: {
      data: components['schemas']['InvitesOfAccount'][]
    }
    HealthCheck: {
      name: string
      ok: boolean
      message: string
      /** Format: date-time */
      expiresAt?: Record<string, never>
    }
    ConnectionHealth: {
      /** Format: date-time */
      at: string
      ok: boolean
      checks: components['schemas']['HealthCheck'][]
    }
    Connection: {
      /** Format: uuid */
      id: string
      name: string
      /** @enum {string} */
      kind: 'oidc' | 'saml'
      /** @enum {string} */
      status: 'draft' | 'enabled' | 'disabled'
      issuer: string
      /** @description What the protocol needs. Of OpenID Connect: clientId, clientAuth, scopes, responseMode, sendLoginHint, userinfo. */
      settings: {
        [key: string]: unknown
      }
      /** @description What is wanted of people: domains, mapping, admission, provisioning, roles, leaving. Any part; the rest stays, or is as by default. */
      policy: {
        [key: string]: unknown
      }
      /**
       * @description What may change it.
       * @enum {string}
       */
      managedBy: 'api' | 'file'
      health?: components['schemas']['ConnectionHealth']
      /** Format: date-time */
      createdAt: string
      /** Format: date-time */
      updatedAt: string
    }
    Connections: {
      data: components['schemas']['Connection'][]
    }
    NewConnection: {
      /** @description What members see. */
      name?: string
      /** @description Of OpenID Connect, or the entity id of SAML. */
      issuer?: string
      /** @description What the protocol needs. Of OpenID Connect: clientId, clientAuth, scopes, responseMode, sendLoginHint, userinfo. */
      settings?: {
        [key: string]: unknown
      }
      /** @description What is wanted of people: domains, mapping, admission, provisioning, roles, leaving. Any part; the rest stays, or is as by default. */
      policy?: {
        [key: string]: unknown
      }
      /**
       * @default oidc
       * @enum {string}
       */
      kind: 'oidc' | 'saml'
      /** @description Secret of the client; it is never shown again. */
      secret?: string
    }
    ConnectionPatch: {
      /** @description What members see. */
      name?: string
      /** @description Of OpenID Connect, or the entity id of SAML. */
      issuer?: string
      /** @description What the protocol needs. Of OpenID Connect: clientId, clientAuth, scopes, responseMode, sendLoginHint, userinfo. */
      settings?: {
        [key: string]: unknown
      }
      /** @description What is wanted of people: domains, mapping, admission, provisioning, roles, leaving. Any part; the rest stays, or is as by default. */
      policy?: {
        [key: string]: unknown
      }
    }
    ConnectionSecret: {
      secret: string
    }
    ConnectionMetadata: {
      /** Format: uri */
      redirectUri: string
      /**
       * Format: uri
       * @description Where it sends browsers whose session it has ended.
       */
      postLogoutRedirectUri: string
    }
    ConnectionTest: {
      /**
       * Format: uri
       * @description To be opened in a browser within ten minutes. What comes of it is in the traces.
       */
      url: string
    }
    SsoTrace: {
      /**
       * Format: uuid
       * @description Members are shown it when something fails.
       */
      id: string
      /** Format: date-time */
      at: string
      /** @enum {string} */
      purpose: 'request' | 'pages' | 'link' | 'test'
      /** @enum {string} */
      outcome: 'done' | 'failed'
      /** @description Of a failure. */
      code?: string
      /** @description What exactly was wrong, and what the provider has said. */
      details: {
        [key: string]: unknown
      }
    }
    SsoTraceList: {
      data: components['schemas']['SsoTrace'][]
      page: components['schemas']['Page']
      /** @description How many there are in all, if it was asked for. */
      count?: number
    }
    Registration: {
      /** Format: uuid */
      id: string
      /** Format: uuid */
      connection: string
      subject: string
      name?: Record<string, never>
      email?: Record<string, never>
      /** @description The handle that was asked for. */
      handle?: Record<string, never>
      /** Format: date-time */
      createdAt: string
    }
    Registrations: {
      data: components['schemas']['Registration'][]
    }
    ExternalIdentity: {
      /** Format: uuid */
      connection: string
      subject: string
      issuer: string
      email?: Record<string, never>
      /** @description creation, member, directory, or who of the administrators. */
      linkedBy: string
      /** Format: date-time */
      linkedAt: string
      /** Format: date-time */
      lastLoginAt?: Record<string, never>
    }
    ExternalIdentities: {
      data: components['schemas']['ExternalIdentity'][]
    }
    IdentityKey: {
      /** Format: uuid */
      connection: string
      subject: string
    }
    PasswordException: {
      did: string
      reason: string
      /** Format: date-time */
      expiresAt: string
    }
    PasswordExceptions: {
      data: components['schemas']['PasswordException'][]
    }
    NewPasswordException: {
      reason: string
      /**
       * Format: date-time
       * @description Within 90 days.
       */
      expiresAt: string
    }
    AuditActor: {
      /** @enum {string} */
      type: 'member' | 'password' | 'token' | 'service' | 'command' | 'system'
      id?: string
      role?: string
      /** @description In whose name a token acts. */
      onBehalfOf?: string
      ip?: string
      userAgent?: string
    }
    AuditTarget: {
      type: string
      id: string
    }
    AuditEntry: {
      /** @description Its place in the chain. There are no gaps. */
      seq: number
      /** Format: date-time */
      at: string
      /** @example account.lock */
      action: string
      /** @enum {string} */
      outcome: 'done' | 'denied'
      actor: components['schemas']['AuditActor']
      target?: components['schemas']['AuditTarget']
      requestId?: string
      reason?: string
      /** @description What was changed, as it was. */
      before?: {
        [key: string]: unknown
      }
      /** @description What was changed, as it is now. */
      after?: {
        [key: string]: unknown
      }
      /** @description SHA-256 of the entry before, in hexadecimal. */
      previousHash: string
      /** @description SHA-256 of this entry, in hexadecimal. */
      hash: string
    }
    AuditEntryList: {
      data: components['schemas']['AuditEntry'][]
      page: components['schemas']['Page']
      /** @description How many there are in all, if it was asked for. */
      count?: number
    }
    AuditProblem: {
      /** @description Number of the entry or checkpoint. */
      seq: number
      /** @enum {string} */
      problem:
        | 'entry altered'
        | 'entries missing'
        | 'chain broken'
        | 'end missing'
        | 'checkpoint differs'
        | 'checkpoint forged'
    }
    AuditFindings: {
      /** @description Whether everything is as it was written. */
      isSound: boolean
      /** @description Number of the first entry that is kept; 0: there is none. */
      from: number
      /** @description Number of the last entry; 0: there is none. */
      to: number
      entries: number
      /** @description Signed checkpoints that were compared. */
      checkpoints: number
      /** @description Digest of the last entry, in hexadecimal. Keep it elsewhere to compare it later. */
      head: string
      problems: components['schemas']['AuditProblem'][]
    }
    AccountCounts: {
      total: number
      /** @description Public, and not locked. */
      active: number
      locked: number
      deactivated: number
      suspended: number
      takendown: number
      /** @description Made within the last seven days. */
      createdLately: number
    }
    FirehoseSummary: {
      /** @description Number of the latest event. */
      head: number
    }
    Attention: {
      /** @example open_reports */
      code: string
      /** @enum {string} */
      severity: 'info' | 'warning' | 'error'
      message: string
      count?: number
    }
    Overview: {
      serviceName: string
      hostname: string
      version: string
      accounts: components['schemas']['AccountCounts']
      firehose: components['schemas']['FirehoseSummary']
      /** @description Reports that moderators have still to look at. */
      openReports: number
      /** @description What needs attention, the gravest first. */
      attention: components['schemas']['Attention'][]
    }
    /** @enum {string} */
    MeasureKey:
      | 'accounts.total'
      | 'accounts.active'
      | 'accounts.locked'
      | 'accounts.suspended'
      | 'reports.open'
      | 'jobs.waiting'
      | 'jobs.failed'
      | 'firehose.events'
      | 'xrpc.requests'
      | 'xrpc.errors'
      | 'http.rateLimited'
    MeasurePoint: {
      /**
       * Format: date-time
       * @description When the bucket begins.
       */
      at: string
      value: number
    }
    Measure: {
      key: components['schemas']['MeasureKey']
      /**
       * @description gauge: how much there is; counter: how often it happened.
       * @enum {string}
       */
      kind: 'gauge' | 'counter'
      help: string
      /** @description Of a counter: how often in all; of a gauge: the latest value. */
      total: number
      /** @description The same of the time of equal length before. */
      previousTotal: number
      /** @description Buckets in which something was measured. */
      data: components['schemas']['MeasurePoint'][]
    }
    Measures: {
      /** @enum {string} */
      bucket: 'minute' | 'hour' | 'day'
      /** Format: date-time */
      from: string
      /** Format: date-time */
      to: string
      data: components['schemas']['Measure'][]
    }
  }
  responses: never
  parameters: never
  requestBodies: never
  headers: never
  pathItems: never
}
export type $defs = Record<string, never>
export interface operations {
  getMe: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Me']
        }
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  listRoles: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Roles']
        }
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  listRoleAssignments: {
    parameters: {
      query?: {
        /** @description Entries of a page. */
        'page[size]'?: number
        /** @description Cursor: the page that follows it. */
        'page[after]'?: string
        /** @description Cursor: the page that ends before it. */
        'page[before]'?: string
        /** @description Order. */
        sort?: '-grantedAt' | 'grantedAt'
        /** @description Whether to count. */
        count?: 'true' | 'false' | 'only'
        /** @description Filter. */
        'filter[role]'?:
          'owner' | 'admin' | 'identity-admin' | 'help-desk' | 'moderator' | 'operator' | 'auditor'
        /** @description Filter. */
        'filter[did]'?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['RoleAssignmentList']
        }
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  assignRole: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['NewAssignmentDto']
      }
    }
    responses: {
      /** @description Done. */
      201: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['RoleAssignment']
        }
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  revokeRole: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done; nothing to say. */
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  listTokens: {
    parameters: {
      query?: {
        /** @description Entries of a page. */
        'page[size]'?: number
        /** @description Cursor: the page that follows it. */
        'page[after]'?: string
        /** @description Cursor: the page that ends before it. */
        'page[before]'?: string
        /** @description Order. */
        sort?: '-createdAt' | 'createdAt'
        /** @description Whether to count. */
        count?: 'true' | 'false' | 'only'
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['TokenList']
        }
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  createToken: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['NewTokenDto']
      }
    }
    responses: {
      /** @description Done. */
      201: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['IssuedToken']
        }
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  rotateToken: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['RotationDto']
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['IssuedToken']
        }
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  revokeToken: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done; nothing to say. */
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  listAccounts: {
    parameters: {
      query?: {
        /** @description Entries of a page. */
        'page[size]'?: number
        /** @description Cursor: the page that follows it. */
        'page[after]'?: string
        /** @description Cursor: the page that ends before it. */
        'page[before]'?: string
        /** @description Order. */
        sort?: '-createdAt' | 'createdAt' | 'handle' | '-handle' | 'email' | '-email'
        /** @description Whether to count. */
        count?: 'true' | 'false' | 'only'
        /** @description Filter. */
        'filter[state]'?: 'active' | 'locked' | 'deactivated' | 'suspended' | 'takendown'
        /** @description Filter. */
        'filter[domain]'?: string
        /** @description Filter. */
        'filter[emailConfirmed]'?: 'true' | 'false'
        /** @description Filter. */
        'filter[createdAfter]'?: string
        /** @description Filter. */
        'filter[createdBefore]'?: string
        /** @description Part of a handle or address, or the beginning of a DID. */
        q?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['AccountList']
        }
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  createAccount: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['NewAccountDto']
      }
    }
    responses: {
      /** @description Done. */
      201: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Account']
        }
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  getAccount: {
    parameters: {
      query?: never
      header?: never
      path: {
        did: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Account']
        }
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  updateAccount: {
    parameters: {
      query?: never
      header?: {
        /** @description The ETag that was seen. */
        'If-Match'?: string
      }
      path: {
        did: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['AccountPatchDto']
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Account']
        }
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  lockAccount: {
    parameters: {
      query?: never
      header?: never
      path: {
        did: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['OrderDto']
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Account']
        }
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  unlockAccount: {
    parameters: {
      query?: never
      header?: never
      path: {
        did: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['OrderDto']
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Account']
        }
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  suspendAccount: {
    parameters: {
      query?: never
      header?: never
      path: {
        did: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['SanctionDto']
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Account']
        }
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  unsuspendAccount: {
    parameters: {
      query?: never
      header?: never
      path: {
        did: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['OrderDto']
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Account']
        }
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  takeDownAccount: {
    parameters: {
      query?: never
      header?: never
      path: {
        did: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['SanctionDto']
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Account']
        }
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  restoreAccount: {
    parameters: {
      query?: never
      header?: never
      path: {
        did: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['OrderDto']
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Account']
        }
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  activateAccount: {
    parameters: {
      query?: never
      header?: never
      path: {
        did: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['OrderDto']
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Account']
        }
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  deactivateAccount: {
    parameters: {
      query?: never
      header?: never
      path: {
        did: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['DeactivationDto']
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Account']
        }
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  deleteAccount: {
    parameters: {
      query?: never
      header?: never
      path: {
        did: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['OrderDto']
      }
    }
    responses: {
      /** @description Done; nothing to say. */
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  listAccountSessions: {
    parameters: {
      query?: never
      header?: never
      path: {
        did: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Sessions']
        }
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  listAccountAppPasswords: {
    parameters: {
      query?: never
      header?: never
      path: {
        did: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['AppPasswords']
        }
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  listAccountInvites: {
    parameters: {
      query?: never
      header?: never
      path: {
        did: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['InvitesOfMember']
        }
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  getAccountHistory: {
    parameters: {
      query?: never
      header?: never
      path: {
        did: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['History']
        }
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  getAccountRepoStats: {
    parameters: {
      query?: never
      header?: never
      path: {
        did: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['RepoStats']
        }
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  getAccountBlobs: {
    parameters: {
      query?: never
      header?: never
      path: {
        did: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['BlobUsage']
        }
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  getAccountIdentity: {
    parameters: {
      query?: never
      header?: never
      path: {
        did: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['IdentityState']
        }
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  sendPasswordReset: {
    parameters: {
      query?: never
      header?: never
      path: {
        did: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done; nothing to say. */
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  resendVerification: {
    parameters: {
      query?: never
      header?: never
      path: {
        did: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done; nothing to say. */
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  sendAccountEmail: {
    parameters: {
      query?: never
      header?: never
      path: {
        did: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['LetterDto']
      }
    }
    responses: {
      /** @description Done; nothing to say. */
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  revokeAccountSessions: {
    parameters: {
      query?: never
      header?: never
      path: {
        did: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['OrderDto']
      }
    }
    responses: {
      /** @description Done; nothing to say. */
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  revokeAccountAppPassword: {
    parameters: {
      query?: never
      header?: never
      path: {
        did: string
        name: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done; nothing to say. */
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  listReports: {
    parameters: {
      query?: {
        /** @description Entries of a page. */
        'page[size]'?: number
        /** @description Cursor: the page that follows it. */
        'page[after]'?: string
        /** @description Cursor: the page that ends before it. */
        'page[before]'?: string
        /** @description Order. */
        sort?: '-createdAt' | 'createdAt'
        /** @description Whether to count. */
        count?: 'true' | 'false' | 'only'
        /** @description Filter. */
        'filter[state]'?: 'open' | 'resolved'
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ReportList']
        }
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  getReport: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Report']
        }
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  resolveReport: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['NewResolutionDto']
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Report']
        }
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  getFirehose: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Firehose']
        }
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  listCrawlers: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Crawlers']
        }
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  requestCrawl: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done; nothing to say. */
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  getCrawlerStatus: {
    parameters: {
      query?: never
      header?: never
      path: {
        host: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['HostStatus']
        }
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  listQueues: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Queues']
        }
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  listJobs: {
    parameters: {
      query?: {
        state?: 'waiting' | 'active' | 'delayed' | 'failed'
      }
      header?: never
      path: {
        queue: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Jobs']
        }
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  getJob: {
    parameters: {
      query?: never
      header?: never
      path: {
        queue: string
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Job']
        }
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  cancelJob: {
    parameters: {
      query?: never
      header?: never
      path: {
        queue: string
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done; nothing to say. */
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  retryJob: {
    parameters: {
      query?: never
      header?: never
      path: {
        queue: string
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done; nothing to say. */
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  listSettings: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Settings']
        }
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  listDomains: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Domains']
        }
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  getBranding: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Branding']
        }
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  listInvites: {
    parameters: {
      query?: {
        /** @description Entries of a page. */
        'page[size]'?: number
        /** @description Cursor: the page that follows it. */
        'page[after]'?: string
        /** @description Cursor: the page that ends before it. */
        'page[before]'?: string
        /** @description Order. */
        sort?: '-createdAt' | 'createdAt'
        /** @description Whether to count. */
        count?: 'true' | 'false' | 'only'
        /** @description Filter. */
        'filter[disabled]'?: 'true' | 'false'
        /** @description Filter. */
        'filter[forAccount]'?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['InviteList']
        }
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  createInvites: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['NewInvitesDto']
      }
    }
    responses: {
      /** @description Done. */
      201: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['MadeInvites']
        }
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  revokeInvite: {
    parameters: {
      query?: never
      header?: never
      path: {
        code: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done; nothing to say. */
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  listConnections: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Connections']
        }
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  createConnection: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['NewConnection']
      }
    }
    responses: {
      /** @description Done. */
      201: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Connection']
        }
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  getConnection: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Connection']
        }
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  removeConnection: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done; nothing to say. */
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  updateConnection: {
    parameters: {
      query?: never
      header?: {
        /** @description The ETag that was seen. */
        'If-Match'?: string
      }
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['ConnectionPatch']
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Connection']
        }
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  enableConnection: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Connection']
        }
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  disableConnection: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Connection']
        }
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  rotateConnectionSecret: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['ConnectionSecret']
      }
    }
    responses: {
      /** @description Done; nothing to say. */
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  getConnectionMetadata: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ConnectionMetadata']
        }
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  testConnection: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ConnectionTest']
        }
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  checkConnection: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ConnectionHealth']
        }
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  listConnectionTraces: {
    parameters: {
      query?: {
        /** @description Entries of a page. */
        'page[size]'?: number
        /** @description Cursor: the page that follows it. */
        'page[after]'?: string
        /** @description Cursor: the page that ends before it. */
        'page[before]'?: string
        /** @description Order. */
        sort?: '-at' | 'at'
        /** @description Whether to count. */
        count?: 'true' | 'false' | 'only'
        /** @description Filter. */
        'filter[outcome]'?: 'done' | 'failed'
      }
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['SsoTraceList']
        }
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  listRegistrations: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Registrations']
        }
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  approveRegistration: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done; nothing to say. */
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  denyRegistration: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done; nothing to say. */
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  listIdentities: {
    parameters: {
      query?: never
      header?: never
      path: {
        did: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ExternalIdentities']
        }
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  unlinkIdentity: {
    parameters: {
      query?: never
      header?: never
      path: {
        did: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['IdentityKey']
      }
    }
    responses: {
      /** @description Done; nothing to say. */
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  listExceptions: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['PasswordExceptions']
        }
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  grantException: {
    parameters: {
      query?: never
      header?: never
      path: {
        did: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['NewPasswordException']
      }
    }
    responses: {
      /** @description Done; nothing to say. */
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  revokeException: {
    parameters: {
      query?: never
      header?: never
      path: {
        did: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done; nothing to say. */
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  listAudit: {
    parameters: {
      query?: {
        /** @description Entries of a page. */
        'page[size]'?: number
        /** @description Cursor: the page that follows it. */
        'page[after]'?: string
        /** @description Cursor: the page that ends before it. */
        'page[before]'?: string
        /** @description Order. */
        sort?: '-seq' | 'seq'
        /** @description Whether to count. */
        count?: 'true' | 'false' | 'only'
        /** @description Filter. */
        'filter[actor]'?: string
        /** @description Filter. */
        'filter[action]'?: string
        /** @description Filter. */
        'filter[target]'?: string
        /** @description Filter. */
        'filter[outcome]'?: 'done' | 'denied'
        /** @description Filter. */
        'filter[requestId]'?: string
        /** @description Filter. */
        'filter[from]'?: string
        /** @description Filter. */
        'filter[to]'?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['AuditEntryList']
        }
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  exportAudit: {
    parameters: {
      query?: {
        /** @description Entries of a page. */
        'page[size]'?: number
        /** @description Cursor: the page that follows it. */
        'page[after]'?: string
        /** @description Cursor: the page that ends before it. */
        'page[before]'?: string
        /** @description Order. */
        sort?: '-seq' | 'seq'
        /** @description Whether to count. */
        count?: 'true' | 'false' | 'only'
        /** @description Filter. */
        'filter[actor]'?: string
        /** @description Filter. */
        'filter[action]'?: string
        /** @description Filter. */
        'filter[target]'?: string
        /** @description Filter. */
        'filter[outcome]'?: 'done' | 'denied'
        /** @description Filter. */
        'filter[requestId]'?: string
        /** @description Filter. */
        'filter[from]'?: string
        /** @description Filter. */
        'filter[to]'?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/x-ndjson': components['schemas']['AuditEntry']
        }
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/x-ndjson': components['schemas']['Problem']
        }
      }
    }
  }
  verifyAudit: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['AuditFindings']
        }
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  getOverview: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Overview']
        }
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
  listMeasures: {
    parameters: {
      query?: {
        to?: string
        from?: string
        bucket?: 'minute' | 'hour' | 'day'
        /** @description Names with commas between them; absent: all. */
        keys?: unknown
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Measures']
        }
      }
      /** @description Refused. */
      default: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Problem']
        }
      }
    }
  }
}
