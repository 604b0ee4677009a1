// Made of docs/admin-api/openapi.json by `npm run generate`; do not edit.

export interface paths {
    "/admin/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Says who asks, and what they may do */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/me/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs a member out of the browser in which they administer */
        post: operations["signOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/account-names": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Says what accounts are called */
        get: operations["listAccountNames"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists roles and permissions */
        get: operations["listRoles"];
        put?: never;
        /** Makes a role that ranks below the own one and allows no more */
        post: operations["createRole"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/roles/{role}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows a role that the organization has made itself */
        get: operations["getRole"];
        put?: never;
        post?: never;
        /** Does away with a role that nobody has */
        delete: operations["deleteRole"];
        options?: never;
        head?: never;
        /** Changes a role that the organization has made itself, for everybody who has it */
        patch: operations["updateRole"];
        trace?: never;
    };
    "/admin/v1/role-assignments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists who has which role */
        get: operations["listRoleAssignments"];
        put?: never;
        /** Gives a member a role */
        post: operations["assignRole"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/role-assignments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Takes a role away */
        delete: operations["revokeRole"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists tokens */
        get: operations["listTokens"];
        put?: never;
        /** Makes a token; its secret is shown once */
        post: operations["createToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/tokens/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives a token another secret */
        post: operations["rotateToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/tokens/{id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a token good for nothing */
        post: operations["revokeToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists accounts, or looks for some */
        get: operations["listAccounts"];
        put?: never;
        /** Makes an account */
        post: operations["createAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{did}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows an account */
        get: operations["getAccount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes one thing of an account */
        patch: operations["updateAccount"];
        trace?: never;
    };
    "/admin/v1/accounts/{did}/facts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows what the organization knows of the member */
        get: operations["getAccountFacts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{did}/class": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Says what kind of account it is */
        patch: operations["updateAccountClass"];
        trace?: never;
    };
    "/admin/v1/accounts/{did}/note": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Writes a note about the account, which the member does not see */
        patch: operations["updateAccountNote"];
        trace?: never;
    };
    "/admin/v1/accounts/{did}/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Marks the account with tags */
        patch: operations["updateAccountTags"];
        trace?: never;
    };
    "/admin/v1/accounts/{did}/quota": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Says how much the member may store */
        patch: operations["updateAccountQuota"];
        trace?: never;
    };
    "/admin/v1/accounts/{did}/lock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keeps the member out; what is public stays public */
        post: operations["lockAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{did}/unlock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets the member in again */
        post: operations["unlockAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{did}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hides the account for a time */
        post: operations["suspendAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{did}/unsuspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Shows a suspended account again */
        post: operations["unsuspendAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{did}/takedown": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes the account down */
        post: operations["takeDownAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{did}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lifts a takedown or suspension */
        post: operations["restoreAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{did}/activate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Activates the account, if its identity points here */
        post: operations["activateAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{did}/deactivate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Deactivates the account */
        post: operations["deactivateAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/reasons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists reasons that are given often, with what members read of them */
        get: operations["listReasons"];
        /** Puts another list of reasons in the place of the present one */
        put: operations["putReasons"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{did}/offboard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives a member who leaves some time to take along what is theirs; then the account is deleted */
        post: operations["offboardAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{did}/cancel-offboard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets a member stay after all */
        post: operations["cancelOffboarding"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{did}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists sessions of the member */
        get: operations["listAccountSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{did}/app-passwords": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists app passwords of the member */
        get: operations["listAccountAppPasswords"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{did}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows what was done to the state of the account */
        get: operations["getAccountHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{did}/repo-stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows how much of the repository is here */
        get: operations["getAccountRepoStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{did}/blobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows how much the member stores */
        get: operations["getAccountBlobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{did}/identity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows what the PLC directory has of the account */
        get: operations["getAccountIdentity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{did}/reset-password-link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends the member a code for a new password; nobody else sees it */
        post: operations["sendPasswordReset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{did}/resend-welcome": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends the member once more how they sign in: a link to choose a password, or with whom */
        post: operations["resendWelcome"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{did}/recovery-link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a code for a new password to a new address of the member; the former one is told */
        post: operations["sendRecovery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{did}/resend-verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends the member a code that confirms their address */
        post: operations["resendVerification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{did}/send-email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Writes a letter to the member */
        post: operations["sendAccountEmail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{did}/sessions/revoke-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends all sessions of the member */
        post: operations["revokeAccountSessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{did}/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends one session of the member; its tokens are refused from now on */
        delete: operations["endAccountSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{did}/app-passwords/revoke-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes all app passwords back, and ends their sessions */
        post: operations["revokeAccountAppPasswords"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{did}/app-passwords/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Takes an app password back, and ends its sessions */
        delete: operations["revokeAccountAppPassword"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{did}/blob-list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists blobs of the member, also those that were taken down */
        get: operations["listAccountBlobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{did}/blobs/{cid}/takedown": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a blob down */
        post: operations["takeDownBlob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{did}/blobs/{cid}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Shows a blob again that was taken down */
        post: operations["restoreBlob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{did}/invites": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists invite codes of the member, and who invited them */
        get: operations["listAccountInvites"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{did}/plc-log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows all that was ever done to the identity */
        get: operations["getAccountPlcLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{did}/relay-status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Asks the relays of this server what they know of the repository */
        get: operations["getAccountRelayStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{did}/records/{collection}/{rkey}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows a record of the member with its files, also one that was taken down */
        get: operations["getRecord"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{did}/records/{collection}/{rkey}/takedown": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a record down */
        post: operations["takeDownRecord"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{did}/records/{collection}/{rkey}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Shows a record again that was taken down */
        post: operations["restoreRecord"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{did}/oauth-grants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists applications that act for the member */
        get: operations["listAccountGrants"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{did}/oauth-grants/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Sends an application away: what it was given is good for nothing any more */
        delete: operations["endAccountGrant"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{did}/oauth-grants/revoke-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends all applications away: each has to ask the member anew */
        post: operations["endAccountGrants"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{did}/factors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows what the member has besides the password */
        get: operations["getAccountFactors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{did}/passkeys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Removes a passkey; the member is told */
        delete: operations["deleteAccountPasskey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{did}/passkeys/revoke-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Removes all passkeys; the member is told */
        post: operations["deleteAccountPasskeys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{did}/reset-mfa": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Removes all second factors: the password is enough then; the member is told */
        post: operations["resetAccountFactors"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{did}/delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Deletes the account for good */
        post: operations["deleteAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{did}/signing-key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a key that was reserved here the signing key of the account */
        post: operations["changeSigningKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists holds */
        get: operations["listHolds"];
        put?: never;
        /** Holds accounts, all or none: neither they nor what is in them is deleted from now on */
        post: operations["placeHolds"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/holds/{id}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begins another archive of the account, as it is now */
        post: operations["archiveHold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/holds/{id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Releases a hold; with the last one of an account, what was kept because of it goes */
        post: operations["releaseHold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists exports, and archives of accounts that are held */
        get: operations["listExports"];
        put?: never;
        /** Begins to export all that is known of a member */
        post: operations["createExport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/exports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows an export */
        get: operations["getExport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/exports/{id}/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Downloads an export, once within a day; archives of holds as often as one likes */
        get: operations["downloadExport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/bulk/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes and changes accounts as a file has them; new members are sent how they get in */
        post: operations["importAccounts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/bulk/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Does the same to many accounts; each takes the permission that it takes alone */
        post: operations["orderMany"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/bulk/migrations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Invites the people of a file to move their accounts here; takes invites.create as well */
        post: operations["inviteToMigrate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists bulk jobs */
        get: operations["listBulkJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/bulk/{job}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows a bulk job and how far it is */
        get: operations["getBulkJob"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/bulk/{job}/rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists rows of a bulk job, and what became of them */
        get: operations["listBulkRows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/bulk/{job}/results.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All rows of a bulk job and what became of them, as CSV */
        get: operations["getBulkResults"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All accounts of a filter, as CSV, the oldest first */
        get: operations["exportAccounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists what waits for a second person, and what became of it */
        get: operations["listApprovals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/approvals/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Agrees to what somebody else has asked for; it is done at once */
        post: operations["approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/approvals/{id}/deny": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuses what somebody has asked for; whoever asked takes it back by that */
        post: operations["deny"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists reports: all, those in a state, those about an account or a record */
        get: operations["listReports"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/reports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows a report */
        get: operations["getReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/reports/{id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Settles a report; what is done about it is another request */
        post: operations["resolveReport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists long work that was asked for */
        get: operations["listLongJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows long work: how far it is, its log, what came of it */
        get: operations["getLongJob"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/jobs/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells of long work by server-sent events: job and line */
        get: operations["watchLongJob"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/jobs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends long work that was not begun, and asks work that was to stop */
        post: operations["cancelLongJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/jobs/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Does long work again that has failed or was cancelled; takes what it takes to begin such work, too */
        post: operations["retryLongJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists webhooks */
        get: operations["listWebhooks"];
        put?: never;
        /** Makes a webhook; its secret is shown once */
        post: operations["createWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/webhooks/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists events that webhooks can be told of */
        get: operations["listWebhookEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows a webhook */
        get: operations["getWebhook"];
        put?: never;
        post?: never;
        /** Removes a webhook and all that it was told */
        delete: operations["deleteWebhook"];
        options?: never;
        head?: never;
        /** Changes a webhook, switches it off or on */
        patch: operations["updateWebhook"];
        trace?: never;
    };
    "/admin/v1/webhooks/{id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives a webhook another secret */
        post: operations["rotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/webhooks/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists what a webhook was told, and what waits */
        get: operations["listWebhookDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/webhooks/{id}/deliveries/{delivery}/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tells a webhook once more */
        post: operations["redeliverWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/webhooks/{id}/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tells a webhook once more of all that was given up since a time */
        post: operations["redeliverDead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/webhooks/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a webhook an event that means nothing */
        post: operations["testWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/retention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows how long which data are kept */
        get: operations["getRetention"];
        /** Says how long data are kept; of the audit, with audit.manage only */
        put: operations["putRetention"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/retention/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets data go whose time is over; with dryRun it is only told how much that is (200) */
        post: operations["runRetention"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/backups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists backups, and shows when they are made */
        get: operations["listBackups"];
        put?: never;
        /** Makes a backup */
        post: operations["createBackup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/backups/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Restores the newest backup into a scratch directory, and checks all of it */
        post: operations["verifyBackup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists settings, with their values and sources */
        get: operations["listSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/settings/{group}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows settings that can be changed at run time */
        get: operations["getSettingGroup"];
        /** Changes settings at run time, on all nodes */
        put: operations["updateSettingGroup"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/mail/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a mail to try whether mail arrives */
        post: operations["testMail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/branding/assets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a picture for looks; what is in it besides the picture is left out */
        post: operations["uploadBrandAsset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/branding/contrast": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Measures how well colours stand out that are not in use yet */
        get: operations["measureContrast"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/branding/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Draws a page or mail in looks that are not in use yet (HTML) */
        get: operations["previewBranding"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/branding": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows what the organization looks like */
        get: operations["getBranding"];
        /** Changes what the organization looks like, on all nodes */
        put: operations["updateBranding"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/branding/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists former looks */
        get: operations["listBrandingVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/branding/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Goes back to a former look */
        post: operations["rollBackBranding"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/branding/{domain}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows what a domain of handles looks like */
        get: operations["getDomainBranding"];
        /** Changes what a domain of handles looks like; without values, like the whole */
        put: operations["updateDomainBranding"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/invites": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists invite codes and who used them */
        get: operations["listInvites"];
        put?: never;
        /** Makes invite codes */
        post: operations["createInvites"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/invites/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Counts invite codes by what became of them */
        get: operations["countInvites"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/invites/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows an invite code and who used it */
        get: operations["getInvite"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/invites/send": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Invites people by mail, each with a code of their own */
        post: operations["sendInvites"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/invites/{code}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends an open invitation again */
        post: operations["resendInvite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/invites/{code}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Switches a code off; who has used it stays */
        post: operations["revokeInvite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sso/connections/{id}/scim-tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists tokens of a directory */
        get: operations["listScimTokens"];
        put?: never;
        /** Makes a token of a directory; its secret is shown once */
        post: operations["createScimToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sso/connections/{id}/scim-tokens/{token}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives a token of a directory another secret */
        post: operations["rotateScimToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sso/connections/{id}/scim-tokens/{token}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a token of a directory good for nothing */
        post: operations["revokeScimToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sso/connections/{id}/leavers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows whether people of a connection may leave */
        get: operations["showLeavers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sso/connections/{id}/resume-leavers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets people of a connection leave again, after too many did at once */
        post: operations["resumeLeavers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sso/scim-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists what directories have asked for, and what became of it */
        get: operations["listScimEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sso/connections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists connections */
        get: operations["listConnections"];
        put?: never;
        /** Makes a connection, which is a draft */
        post: operations["createConnection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sso/connections/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows a connection */
        get: operations["getConnection"];
        put?: never;
        post?: never;
        /** Removes a connection that nobody has an account by */
        delete: operations["removeConnection"];
        options?: never;
        head?: never;
        /** Changes a connection */
        patch: operations["updateConnection"];
        trace?: never;
    };
    "/admin/v1/sso/connections/{id}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets members sign in with a connection */
        post: operations["enableConnection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sso/connections/{id}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets nobody sign in with a connection any more */
        post: operations["disableConnection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sso/connections/{id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keeps another secret that the provider has given */
        post: operations["rotateConnectionSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sso/connections/{id}/metadata": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows what the provider has to be told of this server */
        get: operations["getConnectionMetadata"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sso/connections/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begins a sign-in that tries a connection */
        post: operations["testConnection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sso/connections/{id}/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Looks whether a connection works, now */
        post: operations["checkConnection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sso/connections/{id}/policy/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says whose roles, quota and access would change if the rules were others */
        post: operations["previewPolicy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sso/connections/{id}/traces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists what became of sign-ins, the latest first */
        get: operations["listConnectionTraces"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sso/registrations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists those who wait for an account */
        get: operations["listRegistrations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sso/registrations/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets somebody have an account */
        post: operations["approveRegistration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sso/registrations/{id}/deny": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets somebody have no account */
        post: operations["denyRegistration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sso/exceptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists who may use the password though single sign-on is required */
        get: operations["listExceptions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sso/exceptions/{did}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Lets somebody use the password for a while though single sign-on is required */
        put: operations["grantException"];
        post?: never;
        /** Ends an exception */
        delete: operations["revokeException"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/identities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists which people of organizations have which accounts */
        get: operations["listAllIdentities"];
        put?: never;
        /** Links a person of an organization to an account; the member is told */
        post: operations["linkIdentity"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/identities/lookup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Says which account a person of an organization has */
        get: operations["lookUpIdentity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/identities/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends a link, also the last of an account; the member is told */
        delete: operations["removeIdentity"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{did}/identities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists with which people of organizations one can sign in to an account */
        get: operations["listIdentities"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{did}/identities/unlink": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends a link, also the last; the member is told */
        post: operations["unlinkIdentity"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sso/connections/{id}/saml": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows what this server and a provider of SAML know of each other */
        get: operations["getSamlConnection"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sso/connections/{id}/saml/metadata": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes metadata of a provider; a connection without an issuer has that of the metadata from then on */
        post: operations["putSamlMetadata"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sso/connections/{id}/saml/metadata/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reads metadata of a provider where it publishes them; they say the issuer, as above */
        post: operations["refreshSamlMetadata"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sso/connections/{id}/saml/certificates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes the next certificate of this server; the provider learns of it by our metadata */
        post: operations["addSamlCertificate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sso/connections/{id}/saml/certificates/use": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs with the next certificate from now on */
        post: operations["useSamlCertificate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sso/setup-links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists links by which connections are filled in, the latest first */
        get: operations["listSetupLinks"];
        put?: never;
        /** Makes a link by which somebody without an account fills in a connection; it is shown once */
        post: operations["createSetupLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sso/setup-links/{id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a link good for nothing */
        post: operations["revokeSetupLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/firehose": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows the event stream and who reads it */
        get: operations["getFirehose"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/crawlers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists relays, and how asking them went */
        get: operations["listCrawlers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/crawlers/withheld-accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists accounts that relays do not pass on */
        get: operations["listWithheldAccounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/crawlers/request-crawl": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks all relays to come, as soon as they may be asked */
        post: operations["requestCrawl"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/crawlers/{host}/request-crawl": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks one relay to come, as soon as it may be asked */
        post: operations["requestCrawlOf"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/crawlers/{host}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Asks a relay what it knows of this server */
        get: operations["getCrawlerStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/queues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists queues of background work */
        get: operations["listQueues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/queues/{queue}/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists work of a queue, failed work by default */
        get: operations["listJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/queues/{queue}/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows a piece of work */
        get: operations["getJob"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/queues/{queue}/jobs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes work away that nobody has begun */
        post: operations["cancelJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/queues/{queue}/jobs/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Does failed work again */
        post: operations["retryJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/housekeeping": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists what the server does by itself every so often, and how it went */
        get: operations["listHousekeeping"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/doctor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Looks whether the installation has what it needs, and says what to do where it has not */
        get: operations["getDiagnosis"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/plc/operations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists operations on identities, as far as this server keeps them */
        get: operations["listPlcOperations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/plc/operations/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes up at once all operations that have failed so far */
        post: operations["retryPlcOperations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/plc/{did}/rotate-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives the identity the present rotation key of this server for its former ones, and the recovery key that is configured; with dryRun it is only told */
        post: operations["rotatePlcKeys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/plc/{did}/change-endpoint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets the identity name this server by its present address; with dryRun it is only told */
        post: operations["changePlcEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/plc/{did}/recover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes the identity what it was before an operation, without the key that signed that, for 72 hours; with dryRun it is only told */
        post: operations["recoverPlcIdentity"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/plc/change-endpoint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets the identities of all accounts, or those of a filter, name this server by its present address; takes accounts.bulk as well */
        post: operations["changePlcEndpoints"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/migrations/invited": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists moves to here that people were invited to */
        get: operations["listInvited"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/migrations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists accounts that move here or have moved away, by what is known without asking anybody */
        get: operations["listMigrations"];
        put?: never;
        /** Invites people to move their accounts here, or lets a member leave (which takes accounts.offboard) */
        post: operations["createMigrations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/migrations/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a move up again that has failed, where it stopped */
        post: operations["retryMigration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/migrations/{id}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends another link to somebody who moves here; the former one leads nowhere any more */
        post: operations["resendMigration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/migrations/{id}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a move back while the account is at home at the old server; or an invitation */
        post: operations["rollBackMigration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/migrations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows how far an account is that moves, by its DID, after its identity was asked about; or a move that somebody was invited to, by its id */
        get: operations["getMigration"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/domains": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists domains of handles */
        get: operations["listDomains"];
        put?: never;
        /** Adds a domain, which is used once it is verified */
        post: operations["createDomain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/domains/{domain}/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Looks whose a domain is and whether it leads here, and uses it if all is well */
        post: operations["verifyDomain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/domains/{domain}/handle-policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Says what holds for handles below a domain; with dryRun it is only told which would be refused of those that there are */
        put: operations["updateHandlePolicy"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/domains/{domain}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Removes a domain on which nobody has a handle */
        delete: operations["deleteDomain"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/domains/{domain}/terms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Says where terms and privacy policy of a domain are: a part of its branding */
        put: operations["updateDomainTerms"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/domains/{domain}/enforcement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Says whether people of a domain have to sign in with their organization: a part of a connection */
        put: operations["updateDomainEnforcement"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/handles/reserved": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows names that are kept back everywhere */
        get: operations["getReservedNames"];
        /** Says which names are kept back everywhere; with dryRun it is only told which handles would be refused */
        put: operations["updateReservedNames"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/handles/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Says whether a handle could be given out */
        get: operations["checkHandle"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/handles/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tries a template for handles on people */
        post: operations["previewHandles"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/handles/former": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists handles that are kept for whoever has given them up */
        get: operations["listFormerHandles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/handles/former/{handle}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Lets others have a handle that somebody has given up */
        delete: operations["releaseHandle"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/terms-versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists versions of the terms */
        get: operations["listTermsVersions"];
        put?: never;
        /** Makes another version of the terms, which never changes */
        post: operations["createTermsVersion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/terms-acceptances": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists who has agreed to which terms */
        get: operations["listTermsAcceptances"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Looks through the audit */
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/audit/actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Names all actions that the audit has entries of */
        get: operations["listAuditActions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Exports the audit, an entry in a line, the oldest first */
        get: operations["exportAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/audit/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Looks for entries that were altered, removed or put elsewhere, among the newest or from a number on */
        get: operations["verifyAudit"];
        put?: never;
        /** Looks for such entries among all that are kept, in the background; its result is an AuditFindings */
        post: operations["verifyWholeAudit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows the service at a glance */
        get: operations["getOverview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/overview/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows whether that is there which the service depends on */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/measures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives what charts are drawn of */
        get: operations["listMeasures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/measures/methods": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the methods that were called most, and how long calls took */
        get: operations["listTopMethods"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @enum {string} */
        Permission: "accounts.view" | "accounts.contact" | "accounts.create" | "accounts.edit" | "accounts.note" | "accounts.quota" | "accounts.lock" | "accounts.offboard" | "accounts.suspend" | "accounts.takedown" | "accounts.activate" | "accounts.delete" | "accounts.recover" | "accounts.factors" | "accounts.write" | "accounts.password" | "accounts.keys" | "accounts.bulk" | "accounts.export" | "holds.view" | "holds.place" | "holds.release" | "approvals.view" | "approvals.decide" | "sessions.view" | "sessions.revoke" | "invites.view" | "invites.create" | "invites.revoke" | "reports.view" | "reports.resolve" | "directories.view" | "directories.manage" | "domains.view" | "connections.view" | "connections.manage" | "domains.manage" | "handles.override" | "branding.view" | "branding.edit" | "settings.view" | "settings.edit" | "crawlers.view" | "crawlers.request" | "jobs.view" | "jobs.manage" | "backups.view" | "backups.manage" | "doctor.view" | "webhooks.view" | "webhooks.manage" | "retention.view" | "retention.manage" | "measures.view" | "roles.view" | "roles.assign" | "roles.manage" | "tokens.view" | "tokens.manage" | "audit.manage" | "audit.view" | "audit.export";
        Grant: {
            permission: components["schemas"]["Permission"];
            /** @description Domains of handles for whose accounts it is allowed; absent: for all. */
            domains?: string[];
        };
        ProofWay: {
            /** @description Of the organization. */
            name: string;
            /** @description Leads to its identity provider and back: a path on this server, or an address of the host of members’ pages. */
            href: string;
        };
        Me: {
            /** @enum {string} */
            type: "member" | "password" | "token";
            /** @description DID of a member, id of a token. */
            id?: string;
            /** @description Handle of a member. */
            handle?: string;
            /** @description The id of the highest role. */
            role?: string;
            /** @description Nobody does anything to administrators whose priority is as high as their own. */
            priority: number;
            grants: components["schemas"]["Grant"][];
            /**
             * Format: date-time
             * @description Of a session: until then what needs a fresh sign-in is done without another one.
             */
            freshUntil?: string;
            /** @description Of a member: organizations whose identity providers can ask them anew who they are. */
            proofWays?: components["schemas"]["ProofWay"][];
        };
        FieldError: {
            /** @description Where: a JSON pointer into the body, or the name of a parameter. */
            at: string;
            message: string;
        };
        Problem: {
            /** @description urn:guildhall:problem: and the code. */
            type: string;
            title: string;
            status: number;
            /** @description Stays the same, whatever the words are. See x-problem-codes. */
            code: string;
            detail?: string;
            errors?: components["schemas"]["FieldError"][];
            requestId?: string;
        };
        SignedOut: {
            /** @description Signs them out at the provider of their organization: a path on this server, or an address of the host of members’ pages. */
            href?: string;
        };
        AccountName: {
            did: string;
            handle: string;
        };
        AccountNames: {
            /** @description Without those that are gone, have no handle, or are out of reach. */
            data: components["schemas"]["AccountName"][];
        };
        /** @enum {string} */
        RoleId: "owner" | "admin" | "identity-admin" | "help-desk" | "moderator" | "operator" | "auditor";
        Role: {
            id: components["schemas"]["RoleId"];
            name: string;
            help: string;
            priority: number;
            permissions: components["schemas"]["Permission"][];
            /** @description Whether whoever asks may give it to everybody. */
            assignable: boolean;
        };
        CustomRole: {
            id: string;
            name: string;
            help: string;
            priority: number;
            permissions: components["schemas"]["Permission"][];
            /** @description Whether whoever asks may give it to everybody. */
            assignable: boolean;
            /** @description Whether whoever asks may change it. */
            changeable: boolean;
            /** @description DID of whoever made it, or password. */
            createdBy: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            changedAt: string;
        };
        PermissionFacts: {
            id: components["schemas"]["Permission"];
            help: string;
            /**
             * @description accounts: it may be for the accounts of one domain.
             * @enum {string}
             */
            scope: "accounts" | "service";
            /** @description Whether no token ever has it. */
            peopleOnly: boolean;
        };
        Roles: {
            data: components["schemas"]["Role"][];
            /** @description Those that the organization has made itself. */
            custom: components["schemas"]["CustomRole"][];
            permissions: components["schemas"]["PermissionFacts"][];
        };
        NewRoleDto: {
            /**
             * @description Lower case, for programs.
             * @example press-desk
             */
            id: string;
            name: string;
            /** @default  */
            help: string;
            /** @description Below the own one. */
            priority: number;
            permissions: components["schemas"]["Permission"][];
        };
        RolePatchDto: {
            name?: string;
            help?: string;
            /** @description Below the own one. */
            priority?: number;
            permissions?: components["schemas"]["Permission"][];
        };
        RoleAssignment: {
            /** Format: uuid */
            id: string;
            did: string;
            handle?: string;
            /** @description The id of a role. */
            role: string;
            /** @description For accounts whose handles are below it; absent: everywhere. */
            domain?: string;
            /** Format: date-time */
            expiresAt?: string;
            /** @description DID of whoever gave it; absent: whoever had the password. */
            grantedBy?: string;
            /** Format: date-time */
            grantedAt: string;
        };
        Page: {
            /** @description page[after] of the next page; absent on the last one. */
            next?: string;
            /** @description page[before] of the page before; absent on the first one. */
            prev?: string;
            /** @description How many entries a page has at most. */
            size: number;
        };
        RoleAssignmentList: {
            data: components["schemas"]["RoleAssignment"][];
            page: components["schemas"]["Page"];
            /** @description How many there are in all, if it was asked for. Lists of what happened are counted up to 100,000. */
            count?: number;
        };
        NewAssignmentDto: {
            /** @description DID of an account of this server. */
            did: string;
            /** @description The id of a role. */
            role: string;
            /**
             * @description For accounts whose handles are below it.
             * @example press.example.org
             */
            domain?: string;
            /** Format: date-time */
            expiresAt?: string;
        };
        Token: {
            /** Format: uuid */
            id: string;
            name: string;
            permissions: components["schemas"]["Permission"][];
            /** @description It is for accounts whose handles are below it; absent: as far as its maker. */
            domain?: string;
            /** @description Addresses and networks that it is taken from; none: all. */
            ipAllow: string[];
            /** @description DID of whoever made it; absent: whoever had the password. */
            createdBy?: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string;
            /** Format: date-time */
            revokedAt?: string;
            /** Format: date-time */
            usedAt?: string;
            usedIp?: string;
        };
        TokenList: {
            data: components["schemas"]["Token"][];
            page: components["schemas"]["Page"];
            /** @description How many there are in all, if it was asked for. Lists of what happened are counted up to 100,000. */
            count?: number;
        };
        NewTokenDto: {
            name: string;
            permissions: components["schemas"]["Permission"][];
            /**
             * @description For accounts whose handles are below it: then it has permissions about accounts only. Whoever has a role for domains has to say one of them.
             * @example press.example.org
             */
            domain?: string;
            /**
             * Format: date-time
             * @description Within 365 days.
             */
            expiresAt: string;
            /**
             * @example [
             *       "192.0.2.0/24"
             *     ]
             */
            ipAllow?: string[];
        };
        IssuedToken: {
            /** Format: uuid */
            id: string;
            name: string;
            permissions: components["schemas"]["Permission"][];
            /** @description It is for accounts whose handles are below it; absent: as far as its maker. */
            domain?: string;
            /** @description Addresses and networks that it is taken from; none: all. */
            ipAllow: string[];
            /** @description DID of whoever made it; absent: whoever had the password. */
            createdBy?: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string;
            /** Format: date-time */
            revokedAt?: string;
            /** Format: date-time */
            usedAt?: string;
            usedIp?: string;
            /**
             * @description The token itself. It is not shown again.
             * @example pdsadm_…
             */
            secret: string;
        };
        RotationDto: {
            /**
             * @description Seconds for which the former one stays good.
             * @default 0
             */
            overlapSeconds: number;
        };
        Account: {
            /** @description In lists: the domain on which the handle was given out, if it is one of the service. */
            domain?: string;
            /**
             * @description In lists: what kind of account it is.
             * @enum {string}
             */
            class?: "personal" | "institutional" | "team" | "service";
            /** @description In lists, for whoever has the permission roles.view: ids of the roles that the member has. */
            roles?: string[];
            /**
             * @description In lists, for whoever has the permission sessions.view: the best of what signing in takes besides the password.
             * @enum {string}
             */
            secondFactor?: "passkey" | "totp" | "email" | "none";
            did: string;
            /** @description Absent when it had to be given up. */
            handle?: string;
            /** @description Shown in part to whoever has no permission accounts.contact. */
            email?: string;
            /** Format: date-time */
            emailConfirmedAt?: string;
            /** Format: date-time */
            createdAt: string;
            /**
             * @description Where the account stands, in one word: a lock shows over everything else.
             * @enum {string}
             */
            state: "active" | "locked" | "offboarding" | "deactivated" | "suspended" | "takendown" | "deleted";
            /** @enum {string} */
            status: "active" | "deactivated" | "suspended" | "takendown" | "deleted";
            /** @description Names the case for which it was taken down or suspended. */
            takedownRef?: string;
            /**
             * Format: date-time
             * @description When its suspension ends by itself.
             */
            suspendedUntil?: string;
            /** Format: date-time */
            lockedAt?: string;
            /**
             * Format: date-time
             * @description When it is deleted because its owner has left.
             */
            offboardUntil?: string;
            /** Format: date-time */
            deactivatedAt?: string;
            /** Format: date-time */
            deleteAfter?: string;
            /**
             * Format: date-time
             * @description When a session of theirs last began or went on, for whoever has the permission sessions.view; of one account, or in lists of them. Absent: never.
             */
            lastSeenAt?: string;
            /**
             * @description Of letters to the member; absent: as the organization or the service has it.
             * @enum {string}
             */
            language?: "en" | "de" | "es" | "fr" | "ja" | "pt" | "ar";
            /** @description Whether the member may not earn invite codes. */
            invitesDisabled: boolean;
            /** @description Whether signing in takes a code sent by mail as well. */
            emailAuthFactor: boolean;
        };
        AccountList: {
            data: components["schemas"]["Account"][];
            page: components["schemas"]["Page"];
            /** @description How many there are in all, if it was asked for. Lists of what happened are counted up to 100,000. */
            count?: number;
        };
        NewAccountDto: {
            /** @example alice.example.org */
            handle: string;
            /** @example alice@example.org */
            email: string;
            /** @description Absent: nobody knows one; the member chooses one by a code that is sent to the address. */
            password?: string;
        };
        AccountPatchDto: {
            handle?: string;
            /** @description It is not confirmed then. */
            email?: string;
            /**
             * @description Of letters to the member. Null: as the organization or the service has it.
             * @enum {string|null}
             */
            language?: "en" | "de" | "es" | "fr" | "ja" | "pt" | "ar" | null;
            /** @description Whether the member may earn invite codes. */
            invitesDisabled?: boolean;
        };
        MemberFacts: {
            /** @description As the directory of the organization has it. */
            externalId?: string;
            /** @enum {string} */
            class?: "personal" | "institutional" | "team" | "service";
            displayName?: string;
            /** @description A language tag. */
            locale?: string;
            /** @description What administrators have written; shown with accounts.note or accounts.contact. */
            note?: string;
            /** @description In small letters, in order. */
            tags: string[];
            /** @description How much the member may store; absent: as groups or the settings say. */
            quotaBytes?: number;
        };
        AccountClassDto: {
            /**
             * @description Null: nothing is known of it.
             * @enum {string|null}
             */
            class: "personal" | "institutional" | "team" | "service" | null;
        };
        AccountNoteDto: {
            /** @description Null takes it away. */
            note: string | null;
        };
        AccountTagsDto: {
            /**
             * @description All tags of the account: letters and digits of any script, and . _ : - after the first.
             * @example [
             *       "press",
             *       "board:2026"
             *     ]
             */
            tags: string[];
        };
        AccountQuotaDto: {
            /** @description Null: as groups or the settings say. */
            quotaBytes: number | null;
        };
        ToldOrderDto: {
            /** @description Why, for the audit and the history of the account. */
            reason?: string;
            /** @description Whether the member gets a letter; absent: they do. */
            tell?: boolean;
            /** @description What the letter says besides; the reason is not in it. Empty lines part paragraphs. */
            text?: string;
        };
        SuspensionDto: {
            /** @description Why, for the audit and the history of the account. */
            reason?: string;
            /** @description Whether the member gets a letter; absent: they do. */
            tell?: boolean;
            /** @description What the letter says besides; the reason is not in it. Empty lines part paragraphs. */
            text?: string;
            /** @description Names the case. */
            ref?: string;
            /**
             * Format: date-time
             * @description When it ends by itself; absent: when somebody ends it. Ordered again, the last one counts.
             */
            until?: string;
        };
        SanctionDto: {
            /** @description Why, for the audit and the history of the account. */
            reason?: string;
            /** @description Whether the member gets a letter; absent: they do. */
            tell?: boolean;
            /** @description What the letter says besides; the reason is not in it. Empty lines part paragraphs. */
            text?: string;
            /** @description Names the case. */
            ref?: string;
        };
        ReasonTemplate: {
            /** @example Spam */
            name: string;
            /** @description Empty lines part paragraphs. */
            text: string;
        };
        ReasonTemplates: {
            data: components["schemas"]["ReasonTemplate"][];
        };
        OffboardingDto: {
            /** @description Why, for the audit and the history of the account. */
            reason?: string;
            /**
             * @description Days, from the first time that this is ordered, until the account is deleted. Where less than 7 are left by that, it takes accounts.delete as well, and a second person as deleting it does.
             * @default 30
             */
            days: number;
        };
        AuditTarget: {
            type: string;
            id: string;
        };
        Approval: {
            /** Format: uuid */
            id: string;
            /** @example account.delete */
            action: string;
            target: components["schemas"]["AuditTarget"];
            reason?: string;
            /** @enum {string} */
            state: "pending" | "approved" | "denied" | "expired";
            /** @description DID of whoever asked for it, or password. */
            requestedBy: string;
            /** Format: date-time */
            requestedAt: string;
            /** Format: date-time */
            expiresAt: string;
            /** @description DID of whoever decided. */
            decidedBy?: string;
            /** Format: date-time */
            decidedAt?: string;
            decisionReason?: string;
        };
        Session: {
            id: string;
            /**
             * @description What it was opened with.
             * @enum {string}
             */
            kind: "password" | "app password" | "application";
            /** @description Of the app password, or the id of the application. */
            name?: string;
            /** Format: date-time */
            openedAt: string;
            /** Format: date-time */
            usedAt: string;
            /** Format: date-time */
            expiresAt: string;
        };
        Sessions: {
            data: components["schemas"]["Session"][];
        };
        AppPassword: {
            name: string;
            privileged: boolean;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt?: string;
            /** Format: date-time */
            lastUsedAt?: string;
        };
        AppPasswords: {
            data: components["schemas"]["AppPassword"][];
        };
        HistoryEntry: {
            /** Format: date-time */
            at: string;
            command: string;
            /** @enum {string} */
            actor: "owner" | "administrator" | "system";
            reason?: string;
            formerState: string;
            state: string;
        };
        History: {
            data: components["schemas"]["HistoryEntry"][];
        };
        RepoStats: {
            activated: boolean;
            /** @description Whether the identity points here, with the right key. */
            validDid: boolean;
            repoCommit: string;
            repoRev: string;
            repoBlocks: number;
            indexedRecords: number;
            expectedBlobs: number;
            importedBlobs: number;
        };
        BlobAmount: {
            bytes: number;
            count: number;
        };
        BlobUsage: {
            stored: components["schemas"]["BlobAmount"];
            /** @description Uploads since midnight (UTC). */
            today: components["schemas"]["BlobAmount"];
            /** @description Most that may be stored (bytes); absent: any amount. */
            quotaBytes?: number;
        };
        IdentityState: {
            /** @description Public keys that may change the identity, the highest first. */
            rotationKeys: string[];
            /** @description Names, as URIs: at://handle. */
            alsoKnownAs: string[];
            /** @description Public keys by name. */
            verificationMethods: {
                [key: string]: string;
            };
            services: {
                [key: string]: unknown;
            };
        };
        RecoveryDto: {
            /** @description Where the member reads mail, as you have made sure. It is the address of the account from then on. */
            email: string;
            /** @description How the member was recognized, for the audit. */
            reason: string;
            /** @description Whether second factors are removed as well; takes accounts.factors. */
            resetFactors?: boolean;
        };
        LetterDto: {
            subject: string;
            /** @description The letter, in HTML. */
            html: string;
            reason?: string;
        };
        OrderDto: {
            /** @description Why, for the audit and the history of the account. */
            reason?: string;
        };
        ModeratedBlob: {
            cid: string;
            mimeType: string;
            /** @description Bytes. */
            size: number;
            /** Format: date-time */
            createdAt: string;
            /** @description Names the case for which it was taken down. */
            takedownRef?: string;
            /** @description URIs of up to five records that refer to it. */
            usedBy: string[];
        };
        ModeratedBlobList: {
            data: components["schemas"]["ModeratedBlob"][];
            page: components["schemas"]["Page"];
            /** @description How many there are in all, if it was asked for. Lists of what happened are counted up to 100,000. */
            count?: number;
        };
        InviteMaker: {
            /**
             * @description How they had proved who they are.
             * @enum {string}
             */
            type: "member" | "password" | "token" | "service" | "command" | "connection" | "setup-link" | "system";
            /** @description DID of a member or service, id of a token, user of a command. */
            id?: string;
        };
        InviteUse: {
            /** @description DID of the account that was made. */
            usedBy: string;
            /** Format: date-time */
            usedAt: string;
            /** @description True while the role that goes with the code waits until they have confirmed the address. */
            roleAwaited?: boolean;
        };
        InvitePrefill: {
            /** @description The whole handle, of a domain on which members choose theirs. Whoever signs up may take another one. */
            handle: string;
        };
        Invite: {
            /** @description One that gives a role is shown in part, with … at its end, to whoever may not give that role. */
            code: string;
            /** @description How often it may be used in all. */
            available: number;
            disabled: boolean;
            /** @description DID of the member whose code it is, or admin. */
            forAccount: string;
            /** @description DID of the member who earned it, or admin. */
            createdBy: string;
            /** @description The administrator who made it; absent where a member earned it, or it is old. */
            maker?: components["schemas"]["InviteMaker"];
            /** Format: date-time */
            createdAt: string;
            uses: components["schemas"]["InviteUse"][];
            /**
             * @description Where it stands. One that is used has no uses left.
             * @enum {string}
             */
            state: "open" | "used" | "expired" | "revoked";
            /**
             * Format: date-time
             * @description From when on it is good for nothing.
             */
            expiresAt?: string;
            /** @description The address that may use it, or a pattern of those that may; shown in part to whoever has no permission accounts.contact. */
            emailPattern?: string;
            /** @description The domain that handles must have which are made with it. */
            handleDomain?: string;
            /** @description What is filled in where its link leads. */
            prefill?: components["schemas"]["InvitePrefill"];
            /**
             * @description What kind of account is made with it.
             * @enum {string}
             */
            accountClass?: "personal" | "institutional" | "team" | "service";
            /** @description The id of the role that is given with it. */
            role?: string;
            /** @description For accounts whose handles are below it; absent: everywhere. */
            roleDomain?: string;
            /** @description Whom it is sent to; shown in part to whoever has no permission accounts.contact. */
            sentTo?: string;
            /**
             * Format: date-time
             * @description When it was last sent; absent with `sentTo`: it did not go.
             */
            sentAt?: string;
        };
        InvitesOfMember: {
            data: components["schemas"]["Invite"][];
            invitedBy?: components["schemas"]["Invite"];
        };
        PlcLogEntry: {
            cid: string;
            /** Format: date-time */
            createdAt: string;
            /** @description Whether a key that ranks higher has taken it back. */
            nullified: boolean;
            operation: {
                [key: string]: unknown;
            };
        };
        PlcLog: {
            data: components["schemas"]["PlcLogEntry"][];
        };
        RelayedRepo: {
            host: string;
            active?: boolean;
            /** @description Why it is not active, in the words of the relay, such as throttled. */
            status?: string;
            /** @description The revision that the relay has. */
            rev?: string;
            /** @description Whether that is the revision here. */
            isCurrent?: boolean;
            /** @description Why it does not say. */
            problem?: string;
        };
        RelayStatus: {
            /** @description The revision here. */
            rev?: string;
            data: components["schemas"]["RelayedRepo"][];
        };
        ModeratedRecord: {
            uri: string;
            cid: string;
            /** @description The record itself. */
            value: {
                [key: string]: unknown;
            };
            /** @description Names the case for which it was taken down. */
            takedownRef?: string;
            /** @description Files that it refers to, at most 100. */
            blobs: components["schemas"]["ModeratedBlob"][];
        };
        OauthGrant: {
            id: string;
            /** @description Of the application: where its description is. */
            clientId: string;
            /** @description Of an application that the operator vouches for. */
            name?: string;
            /** @description What it may do. */
            scopes: string[];
            /** Format: date-time */
            openedAt: string;
            /** Format: date-time */
            usedAt: string;
            /** Format: date-time */
            expiresAt: string;
            /** @description Where it was allowed. */
            ip?: string;
            /** @description Where it was allowed. */
            userAgent?: string;
        };
        OauthGrants: {
            data: components["schemas"]["OauthGrant"][];
        };
        Passkey: {
            id: string;
            /** @description What the member calls it. */
            name: string;
            /** Format: date-time */
            addedAt: string;
            /** Format: date-time */
            lastUsedAt?: string;
            /** @description Whether it is on several devices. */
            isSynced: boolean;
        };
        SecondFactors: {
            passkeys: components["schemas"]["Passkey"][];
            /**
             * Format: date-time
             * @description Since when codes of an app are asked for; absent: they are not.
             */
            totpAddedAt?: string;
            /** @description Codes on paper that are still good. */
            recoveryCodesLeft: number;
        };
        SigningKeyDto: {
            /** @description Why, for the audit and the history of the account. */
            reason?: string;
            /**
             * @description did:key of a key that was reserved here.
             * @example did:key:zQ3sh…
             */
            signingKey: string;
        };
        Hold: {
            /** Format: uuid */
            id: string;
            did: string;
            reason: string;
            /**
             * Format: date-time
             * @description When somebody is to look whether it is still needed. It does not end by itself.
             */
            reviewAt?: string;
            /** @description A DID, the id of a token, or password. */
            placedBy: string;
            /** Format: date-time */
            placedAt: string;
            releasedBy?: string;
            /** Format: date-time */
            releasedAt?: string;
            releaseReason?: string;
        };
        HoldList: {
            data: components["schemas"]["Hold"][];
            page: components["schemas"]["Page"];
            /** @description How many there are in all, if it was asked for. Lists of what happened are counted up to 100,000. */
            count?: number;
        };
        NewHoldsDto: {
            /** @description DIDs. */
            subjects: string[];
            reason: string;
            /** Format: date-time */
            reviewAt?: string;
        };
        PlacedHolds: {
            data: components["schemas"]["Hold"][];
        };
        JobProgress: {
            done: number;
            /** @description Absent as long as nobody knows. */
            total?: number;
            /**
             * @description What is counted.
             * @example rows
             */
            unit: string;
        };
        LongJob: {
            /** Format: uuid */
            id: string;
            /** @example backup.make */
            kind: string;
            /** @enum {string} */
            state: "waiting" | "active" | "done" | "failed" | "cancelled";
            progress: components["schemas"]["JobProgress"];
            /** @description Whether it is to stop as soon as it can. */
            cancelWanted: boolean;
            /** @description Who asked for it. */
            requestedBy?: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            startedAt?: string;
            /** Format: date-time */
            endedAt?: string;
            /** @description What came of it. */
            result?: {
                [key: string]: unknown;
            };
            /** @description Why it failed. */
            failure?: string;
        };
        Export: {
            /**
             * Format: uuid
             * @description That of the job that makes it.
             */
            id: string;
            did: string;
            /** @enum {string} */
            kind: "export" | "hold";
            /**
             * Format: uuid
             * @description The hold that it belongs to.
             */
            hold?: string;
            include: ("repo" | "blobs" | "account" | "identity" | "preferences" | "sessions" | "consents" | "audit")[];
            /** @description A DID, the id of a token, or password. */
            requestedBy: string;
            /** Format: date-time */
            createdAt: string;
            /** @description Whether it can be downloaded now. */
            available: boolean;
            /** @description Sealed, in bytes. */
            size?: number;
            /** Format: date-time */
            madeAt?: string;
            /**
             * Format: date-time
             * @description Until when it can be downloaded.
             */
            expiresAt?: string;
            /** Format: date-time */
            downloadedAt?: string;
        };
        ExportList: {
            data: components["schemas"]["Export"][];
            page: components["schemas"]["Page"];
            /** @description How many there are in all, if it was asked for. Lists of what happened are counted up to 100,000. */
            count?: number;
        };
        NewExportDto: {
            did: string;
            /** @description Absent: all of it. */
            include?: ("repo" | "blobs" | "account" | "identity" | "preferences" | "sessions" | "consents" | "audit")[];
            /** @description Whether the member gets a letter when it is ready; absent: they do. */
            tell?: boolean;
        };
        RowTemplate: {
            template: string;
            /** @description Without a leading dot. */
            domain: string;
        };
        BulkProgress: {
            done: number;
            total: number;
            unit: string;
        };
        BulkJob: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "accounts" | "orders" | "identities" | "migrations";
            /** @enum {string} */
            mode?: "create" | "update" | "upsert" | "skip";
            /** @description How handles are made for rows that have none. */
            handles?: components["schemas"]["RowTemplate"];
            /** @enum {string} */
            verb?: "lock" | "unlock" | "suspend" | "unsuspend" | "takedown" | "restore" | "deactivate" | "activate" | "end-sessions" | "reset-password" | "offboard" | "cancel-offboard" | "set-class" | "add-tags" | "remove-tags" | "set-quota" | "delete";
            /**
             * @description Of identities.
             * @enum {string}
             */
            change?: "changeEndpoint";
            /**
             * @description Of migrations: that of the letters.
             * @enum {string}
             */
            language?: "en" | "de" | "es" | "fr" | "ja" | "pt" | "ar";
            /** @description Of offboard: days until the accounts are deleted. */
            days?: number;
            /**
             * @description Of set-class.
             * @enum {string|null}
             */
            class?: "personal" | "institutional" | "team" | "service" | null;
            /** @description Of add-tags and remove-tags. */
            tags?: string[];
            /** @description Of set-quota. */
            quotaBytes?: number | null;
            /** @description Whether nothing is changed; outcomes say what would be. */
            dryRun: boolean;
            reason?: string;
            /** @description Whether members are told of orders; absent: they are. */
            tell?: boolean;
            /** @description What they are told besides. */
            text?: string;
            /**
             * @description That of the job of this id.
             * @enum {string}
             */
            state: "waiting" | "active" | "done" | "failed" | "cancelled";
            progress: components["schemas"]["BulkProgress"];
            /** @description How many rows there are of each outcome so far. */
            outcomes: {
                [key: string]: number;
            };
            /** @description A DID, the id of a token, or password. */
            createdBy: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            endedAt?: string;
            failure?: string;
        };
        BulkOrdersDto: {
            /** @description Why, for the audit and the history of the account. */
            reason?: string;
            /** @description Whether the member gets a letter; absent: they do. */
            tell?: boolean;
            /** @description What the letter says besides; the reason is not in it. Empty lines part paragraphs. */
            text?: string;
            /** @enum {string} */
            verb: "lock" | "unlock" | "suspend" | "unsuspend" | "takedown" | "restore" | "deactivate" | "activate" | "end-sessions" | "reset-password" | "offboard" | "cancel-offboard" | "set-class" | "add-tags" | "remove-tags" | "set-quota" | "delete";
            dids: string[];
            /** @default false */
            dryRun: boolean;
            /** @description Of offboard: days until the accounts are deleted; 30 if nothing is said. */
            days?: number;
            /**
             * @description Of set-class. Null: nothing is known of it.
             * @enum {string|null}
             */
            class?: "personal" | "institutional" | "team" | "service" | null;
            /** @description Of add-tags and remove-tags. */
            tags?: string[];
            /** @description Of set-quota. Null: as groups or the settings say. */
            quotaBytes?: number | null;
        };
        BulkJobList: {
            data: components["schemas"]["BulkJob"][];
            page: components["schemas"]["Page"];
            /** @description How many there are in all, if it was asked for. Lists of what happened are counted up to 100,000. */
            count?: number;
        };
        BulkRow: {
            /** @description From 1, in the order of the file. */
            number: number;
            input: {
                [key: string]: string;
            };
            /** @enum {string} */
            state: "waiting" | "made" | "done";
            /**
             * @description create, update and order: of a dry run, what would be done.
             * @enum {string}
             */
            outcome?: "create" | "created" | "update" | "updated" | "unchanged" | "skipped" | "order" | "ordered" | "failed";
            did?: string;
            /** @description What changes, or why it failed. */
            detail?: string;
            /** @description The handle that was made for a row without one; of a dry run, that it would get. */
            handle?: string;
        };
        BulkRowList: {
            data: components["schemas"]["BulkRow"][];
            page: components["schemas"]["Page"];
            /** @description How many there are in all, if it was asked for. Lists of what happened are counted up to 100,000. */
            count?: number;
        };
        ApprovalList: {
            data: components["schemas"]["Approval"][];
            page: components["schemas"]["Page"];
            /** @description How many there are in all, if it was asked for. Lists of what happened are counted up to 100,000. */
            count?: number;
        };
        ReportResolution: {
            actor: string;
            reason: string;
            /** Format: date-time */
            at: string;
        };
        Report: {
            id: number;
            /** @enum {string} */
            state: "open" | "resolved";
            /** @description DID; absent when the account was deleted. */
            reporter?: string;
            reasonType: string;
            reason?: string;
            /** @description An account, a record, or something else. */
            subject: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            createdAt: string;
            /** @enum {string} */
            forwarding: "none" | "waiting" | "sent" | "refused" | "failed";
            /** @description The service that it was sent on to. */
            forwardTo?: string;
            /** @description The page of what was reported in the Ozone of the moderators. */
            ozoneUrl?: string;
            resolution?: components["schemas"]["ReportResolution"];
        };
        ReportList: {
            data: components["schemas"]["Report"][];
            page: components["schemas"]["Page"];
            /** @description How many there are in all, if it was asked for. Lists of what happened are counted up to 100,000. */
            count?: number;
        };
        NewResolutionDto: {
            /** @description What was decided, and why. */
            reason: string;
        };
        LongJobList: {
            data: components["schemas"]["LongJob"][];
            page: components["schemas"]["Page"];
            /** @description How many there are in all, if it was asked for. Lists of what happened are counted up to 100,000. */
            count?: number;
        };
        JobLine: {
            no: number;
            /** Format: date-time */
            at: string;
            text: string;
        };
        LongJobDetails: {
            /** Format: uuid */
            id: string;
            /** @example backup.make */
            kind: string;
            /** @enum {string} */
            state: "waiting" | "active" | "done" | "failed" | "cancelled";
            progress: components["schemas"]["JobProgress"];
            /** @description Whether it is to stop as soon as it can. */
            cancelWanted: boolean;
            /** @description Who asked for it. */
            requestedBy?: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            startedAt?: string;
            /** Format: date-time */
            endedAt?: string;
            /** @description What came of it. */
            result?: {
                [key: string]: unknown;
            };
            /** @description Why it failed. */
            failure?: string;
            logs: components["schemas"]["JobLine"][];
        };
        /** @enum {string} */
        WebhookEvent: "account.created" | "account.updated" | "account.locked" | "account.suspended" | "account.takendown" | "account.offboarding" | "account.deleted" | "account.throttled" | "identity.linked" | "identity.unlinked" | "session.created" | "session.revoked" | "sso.login_failed" | "sso.connection_failing" | "sso.connection_expiring" | "scim.user_provisioned" | "scim.user_updated" | "scim.user_deprovisioned" | "invite.created" | "invite.used" | "report.created" | "job.failed" | "backup.succeeded" | "backup.failed" | "relay.lag" | "relay.throttled" | "relay.banned" | "relay.unreachable" | "plc.submitted" | "plc.failed" | "plc.nullified" | "handle.unresolvable" | "security.break_glass_used" | "webhook.test";
        Webhook: {
            /** Format: uuid */
            id: string;
            /** @description Whole only for those who may manage webhooks: others see where it leads, `https://example.com/…`. */
            url: string;
            description: string;
            events: components["schemas"]["WebhookEvent"][];
            /** @description Whether it is told what is personal: handles, addresses. */
            personal: boolean;
            enabled: boolean;
            /** @description Why it was switched off. */
            disabledReason?: string;
            /** Format: date-time */
            disabledAt?: string;
            /** @description Deliveries that have failed since the last one that went well. */
            failures: number;
            /** Format: date-time */
            createdAt: string;
        };
        Webhooks: {
            data: components["schemas"]["Webhook"][];
        };
        WebhookEventHelp: {
            type: components["schemas"]["WebhookEvent"];
            help: string;
        };
        WebhookEvents: {
            data: components["schemas"]["WebhookEventHelp"][];
        };
        NewWebhook: {
            /**
             * Format: uri
             * @description https; it must lead to a public address.
             */
            url: string;
            events: components["schemas"]["WebhookEvent"][];
            /** @default  */
            description: string;
            /**
             * @description Whether it is told what is personal.
             * @default false
             */
            personal: boolean;
        };
        NewWebhookAnswer: {
            /** Format: uuid */
            id: string;
            /** @description Whole only for those who may manage webhooks: others see where it leads, `https://example.com/…`. */
            url: string;
            description: string;
            events: components["schemas"]["WebhookEvent"][];
            /** @description Whether it is told what is personal: handles, addresses. */
            personal: boolean;
            enabled: boolean;
            /** @description Why it was switched off. */
            disabledReason?: string;
            /** Format: date-time */
            disabledAt?: string;
            /** @description Deliveries that have failed since the last one that went well. */
            failures: number;
            /** Format: date-time */
            createdAt: string;
            /**
             * @description What its messages are signed with. It is not shown again.
             * @example whsec_…
             */
            secret: string;
        };
        WebhookPatch: {
            /**
             * Format: uri
             * @description https; it must lead to a public address.
             */
            url?: string;
            events?: components["schemas"]["WebhookEvent"][];
            /** @default  */
            description: string;
            /**
             * @description Whether it is told what is personal.
             * @default false
             */
            personal: boolean;
            /** @description false: it is told of nothing until it is switched on. */
            enabled?: boolean;
        };
        WebhookSecretRotation: {
            /**
             * @description Seconds for which messages are signed with the former one as well.
             * @default 0
             */
            overlapSeconds: number;
        };
        WebhookDelivery: {
            /**
             * Format: uuid
             * @description The header webhook-id of its messages.
             */
            id: string;
            type: components["schemas"]["WebhookEvent"];
            /** @enum {string} */
            state: "waiting" | "delivered" | "dead";
            attempts: number;
            /** Format: date-time */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it is tried again.
             */
            dueAt?: string;
            /** Format: date-time */
            attemptedAt?: string;
            /** Format: date-time */
            endedAt?: string;
            /** @description What the receiver answered with, the last time. */
            status?: number;
            /** @description Why it failed, the last time. */
            error?: string;
        };
        DeliveryList: {
            data: components["schemas"]["WebhookDelivery"][];
            page: components["schemas"]["Page"];
            /** @description How many there are in all, if it was asked for. Lists of what happened are counted up to 100,000. */
            count?: number;
        };
        WebhookRedelivery: {
            /**
             * Format: date-time
             * @description Those that were given up since then.
             */
            since: string;
        };
        WebhookRedeliveries: {
            /** @description How many wait again. */
            deliveries: number;
        };
        WebhookDeliveryOrder: {
            /** Format: uuid */
            id: string;
        };
        RetentionRule: {
            /** @example webhook-deliveries */
            dataClass: string;
            help: string;
            /** @description 0: for ever. */
            days: number;
            /** @description Without a setting; 0: for ever. */
            default: number;
            /** @description Whether the environment sets it, so that it is changed there only. */
            pinned: boolean;
            /** @description The variable of the environment. */
            env?: string;
            /** @description Days that it is kept at least, unless for ever. */
            min?: number;
        };
        RetentionRules: {
            data: components["schemas"]["RetentionRule"][];
        };
        RetentionWish: {
            dataClass: string;
            /** @description 0: for ever. */
            days: number;
        };
        RetentionWishes: {
            data: components["schemas"]["RetentionWish"][];
        };
        RetentionOrder: {
            /**
             * @description Only tells what would go.
             * @default false
             */
            dryRun: boolean;
        };
        RetentionStep: {
            dataClass: string;
            /**
             * Format: date-time
             * @description What is older goes.
             */
            before: string;
            count: number;
        };
        RetentionPlan: {
            /**
             * Format: uuid
             * @description The job; absent if nothing is to be done.
             */
            id?: string;
            steps: components["schemas"]["RetentionStep"][];
        };
        BackupSchedule: {
            /** @description Milliseconds from one backup to the next. */
            intervalMs?: number;
            /** @description Hour of the day (UTC) at which a backup is made. */
            hour?: number;
            /** @description Milliseconds from one drill to the next. */
            drillIntervalMs?: number;
            /** @description How many backups are kept. */
            keep: number;
        };
        BackupRun: {
            backup?: string;
            /** Format: date-time */
            startedAt: string;
            /** Format: date-time */
            endedAt: string;
            succeeded: boolean;
            /** @description Without its blobs. */
            bytes?: number;
            note?: string;
        };
        Backup: {
            /** @description It begins with the time at which it was made. */
            id: string;
            /** @description Without its blobs. */
            bytes: number;
            /** @description false: it is being made, or was never finished. */
            complete: boolean;
        };
        Backups: {
            /** @description Whether it is set where backups go, and what encrypts them. */
            configured: boolean;
            /** @description Where they are. */
            place?: string;
            schedule: components["schemas"]["BackupSchedule"];
            lastBackup?: components["schemas"]["BackupRun"];
            /** @description The last one that was made. */
            lastGoodBackup?: components["schemas"]["BackupRun"];
            lastDrill?: components["schemas"]["BackupRun"];
            /** @description What would be lost now: milliseconds since the last good backup began. */
            recoveryPointMs?: number;
            /** @description How long the last drill took that went well (ms). */
            recoveryTimeMs?: number;
            /** @description The newest first. */
            data: components["schemas"]["Backup"][];
            /** @description Why they could not be listed. */
            problem?: string;
        };
        /**
         * @description In which it may be changed at run time; absent: in the environment, with a restart.
         * @enum {string}
         */
        SettingGroupName: "sign-up" | "uploads" | "protection" | "mails" | "contact";
        Setting: {
            /** @description The feature that it belongs to. */
            section: string;
            name: string;
            /** @description The variable of the environment. */
            env: string;
            kind: string;
            help: string;
            /** @description Whether its value is never shown. */
            secret: boolean;
            value?: string;
            default?: string;
            /** @enum {string} */
            source: "environment" | "database" | "default" | "derived" | "unset";
            /** @description Whether the environment sets it, so that it is changed there only. */
            pinned: boolean;
            /** @description In which it may be changed at run time; absent: in the environment, with a restart. */
            group?: components["schemas"]["SettingGroupName"];
        };
        Settings: {
            data: components["schemas"]["Setting"][];
        };
        SettingGroup: {
            group: components["schemas"]["SettingGroupName"];
            /** @description How often it was changed. */
            version: number;
            data: components["schemas"]["Setting"][];
        };
        SettingGroupValuesDto: {
            /** @description By the names of the variables. Whatever is missing, null or empty has its default again; what the environment sets cannot be named. */
            values: {
                [key: string]: string | number | boolean | null;
            };
        };
        NewMailTrialDto: {
            to: string;
        };
        MailStep: {
            /** @enum {string} */
            step: "name" | "connection" | "greeting" | "encryption" | "sign-in" | "sender" | "recipient" | "content";
            /** @enum {string} */
            outcome: "done" | "failed" | "warning";
            /** @description What was found, in words. */
            detail: string;
            /** @description What to do about it. */
            advice?: string;
            /** @description The same, by a name that stays while words change. */
            adviceCode?: string;
        };
        MailTrial: {
            /** @description Whether the mail server has taken it. */
            isTaken: boolean;
            steps: components["schemas"]["MailStep"][];
        };
        NewAssetDto: {
            /** @description SVG, PNG or WebP, as base64. */
            file: string;
        };
        BrandAsset: {
            /** @description Its name. */
            digest: string;
            /** @description On this server. */
            path: string;
            type: string;
            bytes: number;
            width?: number;
            height?: number;
        };
        ContrastMeasure: {
            /** @enum {string} */
            colour: "primary" | "error" | "warning" | "info" | "success";
            /**
             * @description What it is on.
             * @enum {string}
             */
            on: "page" | "card" | "notice";
            /** @description As WCAG measures it, 1 to 21. */
            ratio: number;
            /** @description That it has to be at least. */
            wanted: number;
            isEnough: boolean;
        };
        ContrastMeasures: {
            data: components["schemas"]["ContrastMeasure"][];
        };
        BrandValues: {
            /** @description Terms of the service. */
            termsOfServiceUrl?: string;
            /** @description Privacy policy. */
            privacyPolicyUrl?: string;
            /** @description Name of the service as people see it. */
            serviceName?: string;
            /** @description Home page. */
            homeUrl?: string;
            /** @description Where members find help. */
            supportUrl?: string;
            /** @description Colour of buttons and links: #rgb, #rrggbb or rgb(r, g, b). */
            primaryColor?: string;
            /** @description Colour of errors: #rgb, #rrggbb or rgb(r, g, b). */
            errorColor?: string;
            /** @description Colour of warnings: #rgb, #rrggbb or rgb(r, g, b). */
            warningColor?: string;
            /** @description Colour of hints: #rgb, #rrggbb or rgb(r, g, b). */
            infoColor?: string;
            /** @description Colour of good news: #rgb, #rrggbb or rgb(r, g, b). */
            successColor?: string;
            /** @description Logo: the digest of a picture that was uploaded. */
            logo?: string;
            /** @description Picture behind pages in the light theme: the digest of a picture that was uploaded. */
            backgroundLight?: string;
            /** @description Picture behind pages in the dark theme: the digest of a picture that was uploaded. */
            backgroundDark?: string;
            /** @description Last words of pages and mails, such as an imprint. */
            footer?: string;
            /** @description Name of whoever sends mails. */
            mailName?: string;
            /** @description Where answers to mails go. */
            mailReplyTo?: string;
        };
        Branding: {
            /** @description Absent: the whole. */
            domain?: string;
            /** @description How often it was changed. */
            version: number;
            /** @description What was said here. */
            values: components["schemas"]["BrandValues"];
            /** @description What holds, wherever it comes from. */
            effective: components["schemas"]["BrandValues"];
            /** @description What the environment sets, so that it is changed there only. */
            pinned: ("serviceName" | "homeUrl" | "supportUrl" | "privacyPolicyUrl" | "termsOfServiceUrl" | "primaryColor" | "errorColor" | "warningColor" | "infoColor" | "successColor" | "logo" | "backgroundLight" | "backgroundDark")[];
            contrast: components["schemas"]["ContrastMeasure"][];
            serviceName: string;
            /** @description Path of the logo on this server. */
            logoPath?: string;
            /** @description Path of the style sheet with the colours of both themes. */
            sheetPath: string;
            /** @description Path of the icon. */
            iconPath: string;
        };
        BrandingVersion: {
            version: number;
            values: components["schemas"]["BrandValues"];
            /** Format: date-time */
            madeAt: string;
            /** @description DID of whoever made it, or what else the audit calls them. */
            madeBy?: string;
        };
        BrandingVersions: {
            data: components["schemas"]["BrandingVersion"][];
        };
        RollbackDto: {
            version: number;
            /** @description Of handles; absent: the whole. */
            domain?: string;
        };
        InviteList: {
            data: components["schemas"]["Invite"][];
            page: components["schemas"]["Page"];
            /** @description How many there are in all, if it was asked for. Lists of what happened are counted up to 100,000. */
            count?: number;
        };
        InviteCounts: {
            /** @description Were sent by mail, whatever became of them. */
            sent: number;
            /** @description Can be used. */
            open: number;
            /** @description Have no uses left. */
            used: number;
            expired: number;
            revoked: number;
        };
        NewInvitesDto: {
            /**
             * Format: date-time
             * @description From when on they are good for nothing.
             */
            expiresAt?: string;
            /** @description One of the domains of handles here, without a leading dot. */
            handleDomain?: string;
            /** @description What is filled in where the link of the code leads. Such a code is one, and good once. */
            prefill?: components["schemas"]["InvitePrefill"];
            /**
             * @description What kind of account is made.
             * @enum {string}
             */
            accountClass?: "personal" | "institutional" | "team" | "service";
            /** @description The id of a role that is given when whoever used the code has confirmed the address, by whoever may give it, who must have shown lately that it is them; never that of Owner. Such a code is one, good once, and for one address. */
            role?: string;
            /** @description Gives the role for accounts whose handles are below it. */
            roleDomain?: string;
            /**
             * @description Only this address may use them, or those that match: * stands for any characters before the @, and in front of a domain for all below it.
             * @example *@example.org
             */
            emailPattern?: string;
            /**
             * @description How many codes.
             * @default 1
             */
            count: number;
            /**
             * @description How often each may be used.
             * @default 1
             */
            uses: number;
            /** @description DIDs of members whose codes they are to be; absent: nobody. */
            forAccounts?: string[];
        };
        InvitesOfAccount: {
            /** @description DID, or admin. */
            account: string;
            codes: string[];
            /** @description Pages on which one signs up with each code, in their order. */
            links: string[];
        };
        MadeInvites: {
            data: components["schemas"]["InvitesOfAccount"][];
        };
        NewInvitationsDto: {
            /**
             * Format: date-time
             * @description From when on they are good for nothing.
             */
            expiresAt?: string;
            /** @description One of the domains of handles here, without a leading dot. */
            handleDomain?: string;
            /** @description What is filled in where the link of the code leads. Such a code is one, and good once. */
            prefill?: components["schemas"]["InvitePrefill"];
            /**
             * @description What kind of account is made.
             * @enum {string}
             */
            accountClass?: "personal" | "institutional" | "team" | "service";
            /** @description The id of a role that is given when whoever used the code has confirmed the address, by whoever may give it, who must have shown lately that it is them; never that of Owner. Such a code is one, good once, and for one address. */
            role?: string;
            /** @description Gives the role for accounts whose handles are below it. */
            roleDomain?: string;
            /** @description Each is sent a code that is good once, and for this address only; for 14 days if nothing is said. */
            emails: string[];
            /**
             * @description Of the letters.
             * @default en
             * @enum {string}
             */
            language: "en" | "de" | "es" | "fr" | "ja" | "pt" | "ar";
        };
        Invitation: {
            email: string;
            /**
             * @description It was written to, belongs to a member, or has an invitation that is open.
             * @enum {string}
             */
            outcome: "sent" | "member" | "invited";
            /** @description The code that was sent. */
            code?: string;
        };
        Invitations: {
            data: components["schemas"]["Invitation"][];
        };
        ScimToken: {
            /** Format: uuid */
            id: string;
            name: string;
            /** @description DID of whoever made it; absent: whoever had the password. */
            createdBy?: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string;
            /** Format: date-time */
            revokedAt?: string;
            /** Format: date-time */
            usedAt?: string;
            usedIp?: string;
        };
        ScimTokens: {
            data: components["schemas"]["ScimToken"][];
            /** @description Where the directory sends its requests to. */
            baseUrl: string;
        };
        NewScimTokenDto: {
            name: string;
            /**
             * Format: date-time
             * @description Within 365 days.
             */
            expiresAt: string;
        };
        IssuedScimToken: {
            /** Format: uuid */
            id: string;
            name: string;
            /** @description DID of whoever made it; absent: whoever had the password. */
            createdBy?: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string;
            /** Format: date-time */
            revokedAt?: string;
            /** Format: date-time */
            usedAt?: string;
            usedIp?: string;
            /**
             * @description The token itself. It is not shown again.
             * @example pdsscim_…
             */
            secret: string;
        };
        ScimRotationDto: {
            /**
             * @description Seconds for which the former one stays good.
             * @default 0
             */
            overlapSeconds: number;
        };
        Leavers: {
            /**
             * Format: date-time
             * @description Since when nobody may leave; absent: people may.
             */
            stoppedAt?: string;
            /**
             * Format: date-time
             * @description When an administrator has let people leave again.
             */
            resumedAt?: string;
            /** @description How many may leave without being counted. */
            passes: number;
        };
        ResumeLeaversDto: {
            /**
             * @description How many may leave without being counted, where it was no mistake.
             * @default 0
             */
            passes: number;
            reason?: string;
        };
        ScimEvent: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            connectionId: string;
            /** Format: date-time */
            at: string;
            /**
             * @description What was done; of what was refused, the request.
             * @example user.leave
             */
            action: string;
            /** @enum {string} */
            outcome: "done" | "refused";
            /** @description Of a person or group. */
            resourceId?: string;
            /** @description userName of a person, or the name of a group. */
            name?: string;
            /** @description DID of the account, where there is one. */
            did?: string;
            /** @description Why it was refused. */
            detail?: string;
        };
        ScimEventList: {
            data: components["schemas"]["ScimEvent"][];
            page: components["schemas"]["Page"];
            /** @description How many there are in all, if it was asked for. Lists of what happened are counted up to 100,000. */
            count?: number;
        };
        HealthCheck: {
            name: string;
            ok: boolean;
            message: string;
            /** Format: date-time */
            expiresAt?: string;
        };
        ConnectionHealth: {
            /** Format: date-time */
            at: string;
            ok: boolean;
            checks: components["schemas"]["HealthCheck"][];
        };
        Connection: {
            /** Format: uuid */
            id: string;
            name: string;
            /** @enum {string} */
            kind: "oidc" | "saml";
            /** @enum {string} */
            status: "draft" | "enabled" | "disabled";
            /** @description Of SAML: empty until the metadata of the provider were given or read. */
            issuer: string;
            /** @description What the protocol needs. Of OpenID Connect: clientId, clientAuth, scopes, responseMode, sendLoginHint, userinfo. Of SAML: metadataUrl, nameIdFormat, subjectAttribute, signedResponse, encryption, idpInitiated. */
            settings: {
                [key: string]: unknown;
            };
            /** @description What is wanted of people: domains, mapping, admission, stepUp, provisioning, roles, quotas, leaving. Any part; the rest stays, or is as by default. */
            policy: {
                [key: string]: unknown;
            };
            /**
             * @description What may change it.
             * @enum {string}
             */
            managedBy: "api" | "file";
            health?: components["schemas"]["ConnectionHealth"];
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        Connections: {
            data: components["schemas"]["Connection"][];
        };
        NewConnection: {
            /** @description What members see. */
            name?: string;
            /** @description Of OpenID Connect. Of SAML the entity id of the provider: absent or empty, its metadata say it when they are given or read. */
            issuer?: string;
            /** @description What the protocol needs. Of OpenID Connect: clientId, clientAuth, scopes, responseMode, sendLoginHint, userinfo. Of SAML: metadataUrl, nameIdFormat, subjectAttribute, signedResponse, encryption, idpInitiated. */
            settings?: {
                [key: string]: unknown;
            };
            /** @description What is wanted of people: domains, mapping, admission, stepUp, provisioning, roles, quotas, leaving. Any part; the rest stays, or is as by default. */
            policy?: {
                [key: string]: unknown;
            };
            /**
             * @default oidc
             * @enum {string}
             */
            kind: "oidc" | "saml";
            /** @description Secret of the client; it is never shown again. */
            secret?: string;
        };
        ConnectionPatch: {
            /** @description What members see. */
            name?: string;
            /** @description Of OpenID Connect. Of SAML the entity id of the provider: absent or empty, its metadata say it when they are given or read. */
            issuer?: string;
            /** @description What the protocol needs. Of OpenID Connect: clientId, clientAuth, scopes, responseMode, sendLoginHint, userinfo. Of SAML: metadataUrl, nameIdFormat, subjectAttribute, signedResponse, encryption, idpInitiated. */
            settings?: {
                [key: string]: unknown;
            };
            /** @description What is wanted of people: domains, mapping, admission, stepUp, provisioning, roles, quotas, leaving. Any part; the rest stays, or is as by default. */
            policy?: {
                [key: string]: unknown;
            };
        };
        ConnectionSecret: {
            secret: string;
        };
        ConnectionMetadata: {
            /** Format: uri */
            redirectUri: string;
            /**
             * Format: uri
             * @description Where it sends browsers whose session it has ended.
             */
            postLogoutRedirectUri: string;
        };
        ConnectionTest: {
            /**
             * Format: uri
             * @description To be opened in a browser within ten minutes. What comes of it is in the traces.
             */
            url: string;
        };
        PolicyTrialDto: {
            /** @description Any part of a policy; what is absent is as it is now. */
            policy: {
                [key: string]: unknown;
            };
        };
        GroupRole: {
            role: string;
            /** @description Of handles; absent: everywhere. */
            domain?: string;
        };
        PolicyChange: {
            did: string;
            handle?: string;
            /** @description Roles of groups that they have now. */
            before: components["schemas"]["GroupRole"][];
            /** @description Roles of groups that they would have. */
            after: components["schemas"]["GroupRole"][];
            /** @description What their groups let them store now (bytes); absent: no group says so. */
            quotaBefore?: number;
            /** @description What they would let them store (bytes). */
            quotaAfter?: number;
            /** @description Domain below which somebody new in their groups would get a handle, where theirs is below another one. They keep theirs. */
            handleDomain?: string;
            /** @description Why they would not be let in the next time. */
            refused?: string;
        };
        PolicyPreview: {
            /** @description At most a thousand. */
            data: components["schemas"]["PolicyChange"][];
            /** @description People of the connection who have accounts. */
            looked: number;
            /** @description How many would change, also of those that are not named. */
            changed: number;
            /** @description How many have a handle below another domain than their groups say. */
            otherHandles: number;
        };
        SsoTrace: {
            /**
             * Format: uuid
             * @description Members are shown it when something fails.
             */
            id: string;
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            purpose: "request" | "pages" | "link" | "move" | "test";
            /** @enum {string} */
            outcome: "done" | "failed";
            /** @description Of a failure. */
            code?: string;
            /** @description What exactly was wrong, and what the provider has said. */
            details: {
                [key: string]: unknown;
            };
        };
        SsoTraceList: {
            data: components["schemas"]["SsoTrace"][];
            page: components["schemas"]["Page"];
            /** @description How many there are in all, if it was asked for. Lists of what happened are counted up to 100,000. */
            count?: number;
        };
        Registration: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            connection: string;
            subject: string;
            name?: string;
            email?: string;
            /** @description The handle that was asked for. */
            handle?: string;
            /** Format: date-time */
            createdAt: string;
        };
        Registrations: {
            data: components["schemas"]["Registration"][];
        };
        PasswordException: {
            did: string;
            reason: string;
            /** Format: date-time */
            expiresAt: string;
            /** @description For If-Match, when it is put in the place of another one. */
            tag: string;
        };
        PasswordExceptions: {
            data: components["schemas"]["PasswordException"][];
        };
        NewPasswordException: {
            reason: string;
            /**
             * Format: date-time
             * @description Within 90 days.
             */
            expiresAt: string;
        };
        FoundIdentity: {
            /**
             * Format: uuid
             * @description Of the link.
             */
            id: string;
            /** Format: uuid */
            connection: string;
            subject: string;
            issuer: string;
            /** @description As the provider has said it last; shown in part to whoever has no permission accounts.contact. */
            email?: string;
            /** @description creation, member, directory, or who of the administrators. */
            linkedBy: string;
            /** Format: date-time */
            linkedAt: string;
            /** Format: date-time */
            lastLoginAt?: string;
            /** @description Of the account. */
            did: string;
        };
        FoundIdentityList: {
            data: components["schemas"]["FoundIdentity"][];
            page: components["schemas"]["Page"];
            /** @description How many there are in all, if it was asked for. Lists of what happened are counted up to 100,000. */
            count?: number;
        };
        NewIdentity: {
            /** Format: uuid */
            connection: string;
            subject: string;
            /** @description Of the account. */
            did: string;
            /** @description By what you know that both are theirs. */
            reason: string;
        };
        ExternalIdentity: {
            /**
             * Format: uuid
             * @description Of the link.
             */
            id: string;
            /** Format: uuid */
            connection: string;
            subject: string;
            issuer: string;
            /** @description As the provider has said it last; shown in part to whoever has no permission accounts.contact. */
            email?: string;
            /** @description creation, member, directory, or who of the administrators. */
            linkedBy: string;
            /** Format: date-time */
            linkedAt: string;
            /** Format: date-time */
            lastLoginAt?: string;
        };
        ExternalIdentities: {
            data: components["schemas"]["ExternalIdentity"][];
        };
        IdentityKey: {
            /** Format: uuid */
            connection: string;
            subject: string;
        };
        SamlOwnCertificate: {
            subject: string;
            /** @description SHA-256. */
            fingerprint: string;
            /** Format: date-time */
            expiresAt: string;
            /** @enum {string} */
            state: "next" | "current" | "former";
            pem: string;
        };
        SamlCertificate: {
            subject: string;
            /** @description SHA-256. */
            fingerprint: string;
            /** Format: date-time */
            expiresAt: string;
        };
        SamlProvider: {
            entityId: string;
            signOnUrl: string;
            logoutUrl?: string;
            certificates: components["schemas"]["SamlCertificate"][];
            /**
             * @description Where its metadata came from.
             * @enum {string}
             */
            source: "upload" | "url";
            /** Format: date-time */
            readAt: string;
            /** @description Why they could not be read anew. */
            problem?: string;
            /** Format: date-time */
            validUntil?: string;
        };
        SamlConnection: {
            /** @description Name of this server for the provider, and the address of its metadata. */
            entityId: string;
            /** @description Where the provider sends browsers (Assertion Consumer Service). */
            consumerUrl: string;
            /** @description Where it tells logouts (Single Logout Service). */
            logoutUrl: string;
            certificates: components["schemas"]["SamlOwnCertificate"][];
            provider?: components["schemas"]["SamlProvider"];
        };
        SamlMetadata: {
            /** @description XML. */
            xml: string;
        };
        SetupLink: {
            /** Format: uuid */
            id: string;
            /** @description What members will see of the connection. */
            name: string;
            /** @enum {string} */
            kind: "oidc" | "saml";
            /** @enum {string} */
            state: "new" | "opened" | "submitted" | "revoked" | "expired";
            /**
             * Format: uuid
             * @description The draft that has come of it so far.
             */
            connection?: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string;
            /** Format: date-time */
            openedAt?: string;
            /** Format: date-time */
            submittedAt?: string;
            /** Format: date-time */
            revokedAt?: string;
        };
        SetupLinks: {
            data: components["schemas"]["SetupLink"][];
        };
        ConnectionToSetUp: {
            /** @description What members will see. */
            name: string;
            /** @enum {string} */
            kind: "oidc" | "saml";
        };
        NewSetupLink: {
            connectionDraft: components["schemas"]["ConnectionToSetUp"];
            /**
             * Format: date-time
             * @description Within 30 days.
             */
            expiresAt: string;
        };
        MadeSetupLink: {
            /** Format: uuid */
            id: string;
            /** @description What members will see of the connection. */
            name: string;
            /** @enum {string} */
            kind: "oidc" | "saml";
            /** @enum {string} */
            state: "new" | "opened" | "submitted" | "revoked" | "expired";
            /**
             * Format: uuid
             * @description The draft that has come of it so far.
             */
            connection?: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string;
            /** Format: date-time */
            openedAt?: string;
            /** Format: date-time */
            submittedAt?: string;
            /** Format: date-time */
            revokedAt?: string;
            /** @description The link itself. It is not shown again. */
            url: string;
        };
        FirehoseReader: {
            ip: string;
            userAgent?: string;
            /** Format: date-time */
            since: string;
            /** @description Number of the last event that it was sent. */
            position?: number;
            /** @description Events that it is behind. */
            lag?: number;
            /** @description Bytes that it was sent. */
            bytes: number;
            /** @description Of the last quarter of a minute. */
            bytesPerSecond: number;
        };
        Firehose: {
            /** @description Number of the latest event. */
            head: number;
            /** @description Number of the latest event that is not kept any more. */
            pruned: number;
            /**
             * Format: date-time
             * @description When the oldest event that is kept was numbered.
             */
            oldestAt?: string;
            /** @description How long events are kept (ms). */
            retentionMs: number;
            /** @description Those who read it from any node, as of a quarter of a minute ago. */
            subscribers: components["schemas"]["FirehoseReader"][];
        };
        Crawler: {
            url: string;
            host: string;
            /** @description Failures since it was last asked with success. */
            failures: number;
            /** Format: date-time */
            askedAt?: string;
            /** Format: date-time */
            succeededAt?: string;
            /**
             * Format: date-time
             * @description When it may be asked again.
             */
            dueAt?: string;
            error?: string;
            /**
             * Format: date-time
             * @description When it was last asked what it knows.
             */
            checkedAt?: string;
            /** @description What it said then that this server is. */
            status?: string;
            /** @description Events that it was behind then. */
            lag?: number;
            /**
             * @description What is wrong; absent: nothing is.
             * @enum {string}
             */
            trouble?: "banned" | "throttled" | "behind" | "unreachable";
            /** Format: date-time */
            troubleSince?: string;
        };
        Crawlers: {
            data: components["schemas"]["Crawler"][];
        };
        WithheldAccount: {
            did: string;
            /** @description Of the relay. */
            host: string;
            /** @description Why, in the words of the relay, such as throttled. */
            status: string;
            /** Format: date-time */
            foundAt: string;
        };
        WithheldAccounts: {
            data: components["schemas"]["WithheldAccount"][];
            /** @description How many accounts some relay does not pass on. */
            count: number;
        };
        HostStatus: {
            /** @description In the words of the relay: active, throttled, banned. */
            status?: string;
            /** @description Number of the last event that it has taken. */
            seq?: number;
            /** @description Number of the last event here. */
            head: number;
            /** @description Events that it is behind. */
            lag?: number;
            accountCount?: number;
        };
        JobCounts: {
            waiting: number;
            active: number;
            delayed: number;
            failed: number;
        };
        Queue: {
            name: string;
            counts: components["schemas"]["JobCounts"];
            /** @description How long the oldest has waited that could be done (ms); 0: none waits. */
            oldestAgeMs: number;
        };
        Queues: {
            data: components["schemas"]["Queue"][];
        };
        Job: {
            queue: string;
            id: string;
            name: string;
            /** @enum {string} */
            state: "waiting" | "active" | "delayed" | "failed";
            attempts: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            startedAt?: string;
            /** Format: date-time */
            finishedAt?: string;
            /** @description Why it failed. */
            failure?: string;
            /** @description What it was given, without secrets and long texts. */
            payload: {
                [key: string]: unknown;
            };
        };
        Jobs: {
            data: components["schemas"]["Job"][];
        };
        HousekeepingRun: {
            /** Format: date-time */
            startedAt: string;
            /** Format: date-time */
            endedAt: string;
            succeeded: boolean;
            /** @description Why it failed. */
            failure?: string;
        };
        HousekeepingTask: {
            /** @example expired credentials */
            name: string;
            /** @description Milliseconds from one time to the next. */
            everyMs: number;
            /** @description Absent: it was not done yet. */
            lastRun?: components["schemas"]["HousekeepingRun"];
        };
        Housekeeping: {
            data: components["schemas"]["HousekeepingTask"][];
        };
        Finding: {
            /**
             * @description What was looked at.
             * @example mail
             */
            check: string;
            /** @enum {string} */
            outcome: "ok" | "warning" | "failed" | "skipped";
            /** @description What was found, in words. */
            detail: string;
            /** @description What to do about it; commands stand on lines of their own. */
            fix?: string;
            /**
             * @description What was found, by a name that stays while words change.
             * @example mail_unset
             */
            code: string;
            /**
             * @description What to do about it, in the same way; absent where commands say it all.
             * @example mail_set
             */
            fixCode?: string;
            /** @description The part of fix that can be pasted. */
            commands?: string;
            /** @description What the words for both codes are about: names, addresses, amounts. */
            values: {
                [key: string]: string;
            };
        };
        Diagnosis: {
            /**
             * Format: date-time
             * @description It is looked again a minute later at the earliest.
             */
            at: string;
            /** @description Whether nothing failed. */
            well: boolean;
            data: components["schemas"]["Finding"][];
        };
        PlcRefusal: {
            /** @description Of its answer (HTTP); absent when there was none. */
            status?: number;
            /** @description What it said, or what kept it from answering. */
            message?: string;
        };
        PlcOperation: {
            id: string;
            did: string;
            /**
             * @description Makes the identity, gives it a handle or a signing key, changes it otherwise, or ends it.
             * @enum {string}
             */
            kind: "create" | "handle" | "signing-key" | "change" | "end";
            /** @description That the identity is to have, or has then. */
            handle?: string;
            /**
             * @description Under way; not taken by the directory in its time, and tried again every minute; refused by it, and given up; or in the directory, where that is the one built in.
             * @enum {string}
             */
            state: "pending" | "failed" | "refused" | "published";
            /** @description Whether somebody with a higher key has overruled it. */
            isOverruled: boolean;
            /** @description Why it was not taken the last time. It goes once the directory takes one on this identity. */
            refusal?: components["schemas"]["PlcRefusal"];
            /**
             * Format: date-time
             * @description When it was begun, refused or published.
             */
            at: string;
        };
        PlcOperationList: {
            data: components["schemas"]["PlcOperation"][];
            page: components["schemas"]["Page"];
            /** @description How many there are in all, if it was asked for. Lists of what happened are counted up to 100,000. */
            count?: number;
        };
        IdentityRepair: {
            /** @description Why, for the audit. Needed unless it is only to be told. */
            reason?: string;
            /** @description Whether it is only to be told what would be done. */
            dryRun?: boolean;
        };
        IdentityChange: {
            did: string;
            /** @description Absent: it was ended. */
            before?: components["schemas"]["IdentityState"];
            after: components["schemas"]["IdentityState"];
            /** @description Public half of the key of this server that signs, as did:key. */
            signedBy: string;
            /** @description False: it is as it should be already, and no operation is sent. */
            isChanged: boolean;
        };
        IdentityRecovery: {
            /** @description Why, for the audit. Needed unless it is only to be told. */
            reason?: string;
            /** @description Whether it is only to be told what would be done. */
            dryRun?: boolean;
            /** @description CID of the operation, as in the log of the account. */
            operation: string;
        };
        IdentityRepairs: {
            /** @description Why, for the audit. Needed unless it is only to be told. */
            reason?: string;
            /** @description Whether it is only to be told what would be done. */
            dryRun?: boolean;
            /** @description Filters of the list of accounts, such as domain, by their names; absent: all accounts. */
            filter?: {
                [key: string]: string;
            };
        };
        MigrationStep: {
            /**
             * @description The account is here (or was deactivated), the repository, its blobs and the preferences have come, the identity points here (or away), the account is active, and deactivated at the old server. Preferences and the old server are known of moves that this server carries out.
             * @enum {string}
             */
            name: "account" | "repository" | "blobs" | "preferences" | "identity" | "activation" | "deactivation";
            /** @enum {string} */
            state: "done" | "underWay" | "open" | "unknown";
        };
        GuidedMigration: {
            /** Format: uuid */
            id: string;
            did: string;
            /** @description The handle at the old server. */
            handle?: string;
            /** @description The handle here, once it is known. */
            newHandle?: string;
            /** @description In part, unless whoever asks has the permission accounts.contact. */
            email?: string;
            /** @description The old server. */
            pds: string;
            /** @enum {string} */
            state: "invited" | "underWay" | "waiting" | "failed" | "done" | "rolledBack" | "expired";
            /**
             * @description What is waited for: the code that the old server has mailed, the DID document of the member, or that they sign in at the old server again.
             * @enum {string}
             */
            waitsFor?: "code" | "document" | "signIn" | "organization";
            /** @description Why it failed, or what is to be published. */
            problem?: string;
            steps: components["schemas"]["MigrationStep"][];
            /** Format: date-time */
            createdAt: string;
            /**
             * Format: date-time
             * @description When the link, or a move that waits, is over.
             */
            expiresAt: string;
            /** Format: date-time */
            changedAt: string;
        };
        GuidedMigrationList: {
            data: components["schemas"]["GuidedMigration"][];
            page: components["schemas"]["Page"];
            /** @description How many there are in all, if it was asked for. Lists of what happened are counted up to 100,000. */
            count?: number;
        };
        WantedMigration: {
            /** @description A DID or a handle. */
            account: string;
            /** @description To which the link is sent; without it, the link is in the answer. */
            email?: string;
            /** @description The handle here. Without it a domain of the member stays, and others choose one. */
            handle?: string;
        };
        NewMigrations: {
            /** @description Why, for the audit and the history of the account. */
            reason?: string;
            /**
             * @description in: people are invited to move here. out: the account begins to leave, as with accounts/{did}/offboard, and takes what that takes.
             * @enum {string}
             */
            direction: "in" | "out";
            /** @description Of the direction out: one. */
            accounts?: components["schemas"]["WantedMigration"][];
            /** @description More of them: CSV with the columns account, email, handle. */
            csv?: string;
            /** @description Says what is in the way, and invites nobody. */
            dryRun?: boolean;
            /**
             * @description Of the letters.
             * @default en
             * @enum {string}
             */
            language: "en" | "de" | "es" | "fr" | "ja" | "pt" | "ar";
            /** @description Of the direction out: days until the account is deleted; 30 if nothing is said. */
            days?: number;
        };
        MadeMigration: {
            /** @description As it was named. */
            account: string;
            did?: string;
            /** @description The handle that it has. */
            handle?: string;
            /** @description The handle here; absent where it is to be chosen. */
            newHandle?: string;
            /** @description The server that it is on. */
            pds?: string;
            /** @description The organization with which they will sign in here, where that takes the place of a password. */
            organization?: string;
            /**
             * Format: uuid
             * @description Of the invitation.
             */
            id?: string;
            /** @description The link, where it was sent to nobody. It is not shown again. */
            url?: string;
            /**
             * @description What is in the way: no such account; it is here; its server does not answer; it is invited; it is named twice; the handle, or the address.
             * @enum {string}
             */
            problem?: "unknown" | "here" | "unreachable" | "invited" | "twice" | "handle" | "email";
            detail?: string;
        };
        MadeMigrations: {
            data: components["schemas"]["MadeMigration"][];
        };
        ResentMigration: {
            invitation: components["schemas"]["GuidedMigration"];
            /** @description The link, where it was sent to nobody. It is not shown again. */
            url?: string;
        };
        Rollback: {
            /** @description Why, for the audit. */
            reason: string;
        };
        Migration: {
            did: string;
            handle?: string;
            /**
             * @description out: the account was active here and is deactivated, and its identity is not known to point here.
             * @enum {string}
             */
            direction: "in" | "out";
            /**
             * Format: date-time
             * @description When the account came about here, or since when it is deactivated.
             */
            since: string;
            /**
             * Format: date-time
             * @description When the account goes by itself.
             */
            deleteAfter?: string;
            /** @description The server that the identity points to; absent where that is not known. */
            pds?: string;
            steps: components["schemas"]["MigrationStep"][];
        };
        MigrationList: {
            data: components["schemas"]["Migration"][];
            page: components["schemas"]["Page"];
            /** @description How many there are in all, if it was asked for. Lists of what happened are counted up to 100,000. */
            count?: number;
        };
        MigrationProgress: {
            records: number;
            /** @description Blobs that records refer to. */
            blobsExpected: number;
            /** @description Blobs that are here. */
            blobsHere: number;
        };
        MigrationDetails: {
            did: string;
            handle?: string;
            /**
             * @description out: the account was active here and is deactivated, and its identity is not known to point here.
             * @enum {string}
             */
            direction: "in" | "out";
            /**
             * Format: date-time
             * @description When the account came about here, or since when it is deactivated.
             */
            since: string;
            /**
             * Format: date-time
             * @description When the account goes by itself.
             */
            deleteAfter?: string;
            /** @description The server that the identity points to; absent where that is not known. */
            pds?: string;
            steps: components["schemas"]["MigrationStep"][];
            progress: components["schemas"]["MigrationProgress"];
            /** @description Where this server carries the move out; shown to whoever may see invites. */
            invitation?: components["schemas"]["GuidedMigration"];
        };
        DomainRecord: {
            /** @enum {string} */
            type: "TXT" | "A" | "AAAA" | "CNAME";
            name: string;
            value: string;
        };
        ReservedNames: {
            add: string[];
            remove: string[];
        };
        HandlePolicy: {
            /** @description Fewest characters of a name. */
            lengthMin?: number;
            /** @description Most characters of a name. */
            lengthMax?: number;
            /** @description Most names in front of the domain. */
            labelsMax?: number;
            reserved?: components["schemas"]["ReservedNames"];
            /**
             * @description Who chooses handles.
             * @enum {string}
             */
            chosenBy?: "members" | "new-members" | "administrators";
        };
        RefusedHandle: {
            /** @description DID of the account that has it. */
            did: string;
            handle: string;
            /** @description Why: a code, such as HandleNotAvailable. */
            code: string;
            detail: string;
            /** @description Whether it would not be refused as things are. */
            isNew: boolean;
        };
        HandlePolicyPlan: {
            /** @description Handles that were looked at. */
            checked: number;
            /** @description Of them, those that nobody would get any more. */
            refused: number;
            /** @description Of these, those that somebody would get as things are. */
            newlyRefused: number;
            /** @description In the order of the alphabet; not more than 200. */
            handles: components["schemas"]["RefusedHandle"][];
        };
        Domain: {
            /** @description Without a leading dot. */
            domain: string;
            /** @enum {string} */
            source: "environment" | "default" | "database";
            /** @description Whether the environment sets it, so that it is changed there only. */
            pinned: boolean;
            /** @description Whether handles are given out; those that were added are verified first. */
            isInUse: boolean;
            /** Format: date-time */
            addedAt?: string;
            /** Format: date-time */
            verifiedAt?: string;
            /** @description Proves whose domain it is. */
            proof?: components["schemas"]["DomainRecord"];
            policy: components["schemas"]["HandlePolicy"];
            /** @description Whether PDS_HANDLE_RULES sets lengths and names, so that they are changed there only. */
            rulesPinned: boolean;
            /** @description Fewest characters of a name, in effect. */
            lengthMin?: number;
            /** @description Most characters of a name, in effect. */
            lengthMax?: number;
            /** @description Where a policy is only tried: what it would make of the handles that there are. */
            plan?: components["schemas"]["HandlePolicyPlan"];
        };
        Domains: {
            data: components["schemas"]["Domain"][];
        };
        NewDomainDto: {
            /** @example people.example.org */
            domain: string;
        };
        DomainFinding: {
            /** @enum {string} */
            what: "ownership" | "address" | "certificate";
            /** @enum {string} */
            state: "ok" | "missing" | "wrong" | "skipped";
            /** @description As they have to stand in the zone; of addresses, one is enough. */
            records: components["schemas"]["DomainRecord"][];
            /** @description What was found instead. */
            found: string[];
        };
        DomainCheck: {
            domain: components["schemas"]["Domain"];
            findings: components["schemas"]["DomainFinding"][];
        };
        DomainTerms: {
            /** @description Terms of the service. */
            termsOfServiceUrl?: string;
            /** @description Privacy policy. */
            privacyPolicyUrl?: string;
        };
        DomainEnforcement: {
            /**
             * Format: uuid
             * @description With which they sign in; may be left out where one connection names the domain already.
             */
            connection?: string;
            /**
             * @description Whether it is the domain of their addresses or of their handles.
             * @default handle
             * @enum {string}
             */
            of: "email" | "handle";
            /**
             * @description required: the password of the account is good for nothing; preferred: single sign-on comes first.
             * @enum {string}
             */
            enforcement: "required" | "preferred" | "optional";
            /**
             * @description Whether applications may have passwords of their own.
             * @default allow
             * @enum {string}
             */
            appPasswords: "allow" | "deny";
            /** @description How many days these are good at most. */
            appPasswordDays?: number;
        };
        HandleDecision: {
            /** @description As it would be, in lower case. */
            handle: string;
            isFree: boolean;
            /** @description Why it is not: a code, such as HandleNotAvailable. */
            code?: string;
            detail?: string;
        };
        HandlePreviewDto: {
            /** @example {{ email | localpart | ascii | slug }} */
            template: string;
            claims: {
                [key: string]: unknown;
            }[];
            /** @description Of the handles, unless the template makes whole ones; absent: the first one. */
            domain?: string;
        };
        HandleDecisions: {
            data: components["schemas"]["HandleDecision"][];
        };
        FormerHandle: {
            handle: string;
            /** @description Who had it, and may have it again. */
            did: string;
            /** Format: date-time */
            givenUpAt: string;
            /**
             * Format: date-time
             * @description From then on anybody may have it.
             */
            keptUntil: string;
        };
        FormerHandleList: {
            data: components["schemas"]["FormerHandle"][];
            page: components["schemas"]["Page"];
            /** @description How many there are in all, if it was asked for. Lists of what happened are counted up to 100,000. */
            count?: number;
        };
        TermsVersion: {
            /** Format: uuid */
            id: string;
            domain?: string;
            termsOfServiceUrl?: string;
            privacyPolicyUrl?: string;
            text?: string;
            /** @description SHA-256 of addresses and text, in hexadecimal. */
            digest: string;
            /** Format: date-time */
            validFrom: string;
            asksAgain: boolean;
            /** @description Whether it is the one that holds now. */
            current: boolean;
            /** @description How many have agreed to it. */
            agreed: number;
            /** @description For how many members it holds, or would. */
            members: number;
            createdBy: string;
            /** Format: date-time */
            createdAt: string;
        };
        TermsVersions: {
            data: components["schemas"]["TermsVersion"][];
        };
        NewTermsVersion: {
            /**
             * @description Of handles; absent: for whoever has no domain with terms of its own.
             * @example press.example.org
             */
            domain?: string;
            /**
             * Format: uri
             * @description Where the terms are; either this, or text.
             */
            termsOfServiceUrl?: string;
            /**
             * Format: uri
             * @description Absent: that of the service, or of the domain.
             */
            privacyPolicyUrl?: string;
            /** @description The terms themselves, which this server then shows to everybody. */
            text?: string;
            /**
             * Format: date-time
             * @description Absent: at once. Not earlier than now.
             */
            validFrom?: string;
            /** @description Whether members who have agreed to an earlier version are asked again. */
            asksAgain: boolean;
        };
        TermsAcceptance: {
            did: string;
            handle?: string;
            /** @description Id of a version; or digest of the addresses that held where there was none. */
            version: string;
            /** Format: date-time */
            at: string;
            /**
             * @description On which way they came to it.
             * @enum {string}
             */
            via: "sign-up" | "organization" | "move" | "sign-in" | "api" | "administration";
            /** @description False where nobody could be asked: the account was made by a program. */
            asked: boolean;
            /** @description The language that the browser prefers. */
            locale?: string;
            ip?: string;
        };
        TermsAcceptanceList: {
            data: components["schemas"]["TermsAcceptance"][];
            page: components["schemas"]["Page"];
            /** @description How many there are in all, if it was asked for. Lists of what happened are counted up to 100,000. */
            count?: number;
        };
        AuditActor: {
            /** @enum {string} */
            type: "member" | "password" | "token" | "service" | "command" | "connection" | "setup-link" | "system";
            id?: string;
            role?: string;
            /** @description In whose name a token acts. */
            onBehalfOf?: string;
            /** @description The browser of a member, the same for all that is done in it; nobody can sign in with it. */
            sessionId?: string;
            /** @description Who wanted it, where that took two people: whoever asked, then whoever agreed. */
            approvals?: string[];
            ip?: string;
            userAgent?: string;
            /** @description What the case is called in another system (header X-Ticket). */
            ticket?: string;
        };
        AuditEntry: {
            /** @description Its place in the chain. There are no gaps. */
            seq: number;
            /** Format: date-time */
            at: string;
            /** @example account.lock */
            action: string;
            /** @enum {string} */
            outcome: "done" | "denied";
            actor: components["schemas"]["AuditActor"];
            target?: components["schemas"]["AuditTarget"];
            requestId?: string;
            reason?: string;
            /** @description What was changed, as it was. */
            before?: {
                [key: string]: unknown;
            };
            /** @description What was changed, as it is now. */
            after?: {
                [key: string]: unknown;
            };
            /** @description SHA-256 of the entry before, in hexadecimal. */
            previousHash: string;
            /** @description SHA-256 of this entry, in hexadecimal. */
            hash: string;
        };
        AuditEntryList: {
            data: components["schemas"]["AuditEntry"][];
            page: components["schemas"]["Page"];
            /** @description How many there are in all, if it was asked for. Lists of what happened are counted up to 100,000. */
            count?: number;
        };
        AuditActions: {
            /** @description In their order. */
            data: string[];
        };
        AuditProblem: {
            /** @description Number of the entry or checkpoint. */
            seq: number;
            /** @enum {string} */
            problem: "entry altered" | "entries missing" | "chain broken" | "end missing" | "checkpoint differs" | "checkpoint forged";
        };
        AuditVerification: {
            /** @description Whether everything is as it was written. */
            isSound: boolean;
            /** @description Whether all that is kept was looked at. */
            isWhole?: boolean;
            /** @description Number of the first entry that was looked at; 0: there is none. */
            from: number;
            /** @description Number of the last entry that was looked at; 0: there is none. */
            to: number;
            entries: number;
            /** @description Signed checkpoints that were compared. */
            checkpoints: number;
            /** @description Digest of the last of these, in hexadecimal. Keep it elsewhere to compare it later. */
            head: string;
            problems: components["schemas"]["AuditProblem"][];
            /**
             * Format: uuid
             * @description The job that did so.
             */
            id: string;
            /** Format: date-time */
            endedAt: string;
        };
        AuditFindings: {
            /** @description Whether everything is as it was written. */
            isSound: boolean;
            /** @description Whether all that is kept was looked at. */
            isWhole?: boolean;
            /** @description Number of the first entry that was looked at; 0: there is none. */
            from: number;
            /** @description Number of the last entry that was looked at; 0: there is none. */
            to: number;
            entries: number;
            /** @description Signed checkpoints that were compared. */
            checkpoints: number;
            /** @description Digest of the last of these, in hexadecimal. Keep it elsewhere to compare it later. */
            head: string;
            problems: components["schemas"]["AuditProblem"][];
            /** @description The last time that all was gone through; absent: it was not, or too long ago to be kept. */
            last?: components["schemas"]["AuditVerification"];
        };
        AccountCounts: {
            total: number;
            /** @description Public, and not locked. */
            active: number;
            locked: number;
            deactivated: number;
            suspended: number;
            takendown: number;
            /** @description Made within the last seven days. */
            createdLately: number;
        };
        FirehoseSummary: {
            /** @description Number of the latest event. */
            head: number;
        };
        Attention: {
            /** @example open_reports */
            code: string;
            /** @enum {string} */
            severity: "info" | "warning" | "error";
            /** @description In English, for those who do not know the code. */
            message: string;
            /** @description How many there are of it. */
            count?: number;
            /** @description What it is about: depends on the code, and goes with it into the words for people. */
            params?: {
                [key: string]: string;
            };
        };
        Overview: {
            serviceName: string;
            hostname: string;
            version: string;
            accounts: components["schemas"]["AccountCounts"];
            firehose: components["schemas"]["FirehoseSummary"];
            /** @description Reports that moderators have still to look at. */
            openReports: number;
            /** @description What needs attention, the gravest first. */
            attention: components["schemas"]["Attention"][];
        };
        HealthPart: {
            /** @example database */
            part: string;
            /**
             * @description quiet: nothing was asked of it within a quarter of an hour; unset: there is none.
             * @enum {string}
             */
            state: "ok" | "problem" | "quiet" | "unset";
            /** @description What is wrong, in a word, or with which of them. */
            detail?: string;
        };
        Health: {
            data: components["schemas"]["HealthPart"][];
        };
        /** @enum {string} */
        MeasureKey: "accounts.total" | "accounts.active" | "accounts.locked" | "accounts.suspended" | "accounts.created" | "accounts.throttled" | "signin.success" | "signin.failure" | "signin.sso" | "oauth.grants" | "reports.open" | "repo.writes" | "blob.count" | "blob.bytes" | "xrpc.requests" | "xrpc.clientErrors" | "xrpc.errors" | "xrpc.latencyP50" | "xrpc.latencyP95" | "xrpc.latencyP99" | "http.rateLimited" | "firehose.events" | "firehose.bytes" | "firehose.subscribers" | "firehose.lagMax" | "relay.lag" | "plc.requests" | "plc.failures" | "jobs.waiting" | "jobs.oldestAge" | "jobs.failed" | "email.sent" | "email.failed" | "backup.ageSeconds" | "process.cpu" | "process.memory" | "process.eventLoopDelay";
        MeasurePoint: {
            /**
             * Format: date-time
             * @description When the bucket begins.
             */
            at: string;
            value: number;
        };
        Measure: {
            key: components["schemas"]["MeasureKey"];
            /**
             * @description gauge: how much there is; counter: how often it happened.
             * @enum {string}
             */
            kind: "gauge" | "counter";
            /**
             * @description share: of 1.
             * @enum {string}
             */
            unit: "count" | "bytes" | "seconds" | "share";
            /**
             * @description What it is about: charts stand together by it.
             * @enum {string}
             */
            group: "people" | "content" | "calls" | "network" | "background" | "process";
            help: string;
            /** @description Of a counter: how often in all; of a gauge: the latest value. */
            total: number;
            /** @description The same of the time of equal length before. */
            previousTotal: number;
            /** @description Buckets in which something was measured. */
            data: components["schemas"]["MeasurePoint"][];
        };
        Measures: {
            /** @enum {string} */
            bucket: "minute" | "hour" | "day";
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
            data: components["schemas"]["Measure"][];
        };
        MethodCalls: {
            /** @description Its NSID. */
            method: string;
            requests: number;
            /** @description Those that were refused (4xx). */
            clientErrors: number;
            /** @description Those that failed because of the server (5xx). */
            serverErrors: number;
            /** @description Half of the calls took no longer (s). */
            p50: number;
            /** @description 95 of 100 calls took no longer (s). */
            p95: number;
            /** @description 99 of 100 calls took no longer (s). */
            p99: number;
        };
        TopMethods: {
            data: components["schemas"]["MethodCalls"][];
        };
    };
    responses: never;
    parameters: {
        /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
        IdempotencyKey: string;
    };
    requestBodies: never;
    headers: {
        /** @description Requests that may be made in a window of time. */
        "RateLimit-Limit": number;
        /** @description Requests that are left of them. */
        "RateLimit-Remaining": number;
        /** @description When the window ends, in seconds since the epoch. */
        "RateLimit-Reset": number;
        /** @description The limit and, after w=, the seconds of its window. */
        "RateLimit-Policy": string;
        /** @description With 429 and 503: in how many seconds to try again. */
        "Retry-After": number;
        /** @description true where the answer is that of an earlier request with this Idempotency-Key. */
        "Idempotency-Replayed": string;
        /** @description The tag of what is shown, for If-Match. */
        ETag: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedOut"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAccountNames: {
        parameters: {
            query: {
                /** @description Up to 200, with commas between them. */
                did: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountNames"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRoles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Roles"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createRole: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRoleDto"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomRole"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRole: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                role: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomRole"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteRole: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was seen. */
                "If-Match"?: string;
            };
            path: {
                role: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateRole: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was seen. */
                "If-Match"?: string;
            };
            path: {
                role: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RolePatchDto"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomRole"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRoleAssignments: {
        parameters: {
            query?: {
                /** @description Entries of a page. */
                "page[size]"?: number;
                /** @description Cursor: the page that follows it. */
                "page[after]"?: string;
                /** @description Cursor: the page that ends before it. */
                "page[before]"?: string;
                /** @description Order. */
                sort?: "-grantedAt" | "grantedAt";
                /** @description Whether to count. */
                count?: "true" | "false" | "only";
                /** @description Filter. */
                "filter[role]"?: string;
                /** @description Filter. */
                "filter[did]"?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoleAssignmentList"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    assignRole: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAssignmentDto"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoleAssignment"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeRole: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTokens: {
        parameters: {
            query?: {
                /** @description Entries of a page. */
                "page[size]"?: number;
                /** @description Cursor: the page that follows it. */
                "page[after]"?: string;
                /** @description Cursor: the page that ends before it. */
                "page[before]"?: string;
                /** @description Order. */
                sort?: "-createdAt" | "createdAt";
                /** @description Whether to count. */
                count?: "true" | "false" | "only";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenList"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createToken: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTokenDto"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssuedToken"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rotateToken: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RotationDto"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssuedToken"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeToken: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAccounts: {
        parameters: {
            query?: {
                /** @description Entries of a page. */
                "page[size]"?: number;
                /** @description Cursor: the page that follows it. */
                "page[after]"?: string;
                /** @description Cursor: the page that ends before it. */
                "page[before]"?: string;
                /** @description Order. */
                sort?: "-createdAt" | "createdAt" | "handle" | "-handle" | "email" | "-email";
                /** @description Whether to count. */
                count?: "true" | "false" | "only";
                /** @description Filter. */
                "filter[state]"?: "active" | "locked" | "offboarding" | "deactivated" | "suspended" | "takendown";
                /** @description Filter. */
                "filter[domain]"?: string;
                /** @description Filter. */
                "filter[emailConfirmed]"?: "true" | "false";
                /** @description Filter. */
                "filter[createdAfter]"?: string;
                /** @description Filter. */
                "filter[createdBefore]"?: string;
                /** @description Filter. */
                "filter[class]"?: "personal" | "institutional" | "team" | "service";
                /** @description Filter. */
                "filter[tag]"?: string;
                /** @description Filter. */
                "filter[role]"?: string;
                /** @description Filter. */
                "filter[connection]"?: string;
                /** @description Filter. */
                "filter[lastSeenAfter]"?: string;
                /** @description Filter. */
                "filter[lastSeenBefore]"?: string;
                /** @description Filter. */
                "filter[hasMfa]"?: "true" | "false";
                /** @description Filter. */
                "filter[throttled]"?: "true" | "false";
                /** @description Part of a handle, or of an address that one may see whole, or the beginning of a DID. */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountList"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createAccount: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAccountDto"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateAccount: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was seen. */
                "If-Match"?: string;
            };
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountPatchDto"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAccountFacts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberFacts"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateAccountClass: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the facts that were seen. */
                "If-Match"?: string;
            };
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountClassDto"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberFacts"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateAccountNote: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the facts that were seen. */
                "If-Match"?: string;
            };
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountNoteDto"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberFacts"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateAccountTags: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the facts that were seen. */
                "If-Match"?: string;
            };
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountTagsDto"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberFacts"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateAccountQuota: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the facts that were seen. */
                "If-Match"?: string;
            };
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountQuotaDto"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberFacts"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    lockAccount: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ToldOrderDto"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    unlockAccount: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ToldOrderDto"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    suspendAccount: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SuspensionDto"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    unsuspendAccount: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ToldOrderDto"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    takeDownAccount: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SanctionDto"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    restoreAccount: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ToldOrderDto"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    activateAccount: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ToldOrderDto"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deactivateAccount: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ToldOrderDto"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listReasons: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReasonTemplates"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putReasons: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was seen. */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonTemplates"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReasonTemplates"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    offboardAccount: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OffboardingDto"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description Nothing is done yet: a second person has to agree. */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelOffboarding: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ToldOrderDto"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAccountSessions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sessions"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAccountAppPasswords: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppPasswords"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAccountHistory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["History"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAccountRepoStats: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepoStats"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAccountBlobs: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BlobUsage"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAccountIdentity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentityState"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sendPasswordReset: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resendWelcome: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sendRecovery: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecoveryDto"];
            };
        };
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resendVerification: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sendAccountEmail: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LetterDto"];
            };
        };
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeAccountSessions: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderDto"];
            };
        };
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endAccountSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                did: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeAccountAppPasswords: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderDto"];
            };
        };
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeAccountAppPassword: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                did: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAccountBlobs: {
        parameters: {
            query?: {
                /** @description Entries of a page. */
                "page[size]"?: number;
                /** @description Cursor: the page that follows it. */
                "page[after]"?: string;
                /** @description Cursor: the page that ends before it. */
                "page[before]"?: string;
                /** @description Order. */
                sort?: "cid" | "-cid";
                /** @description Whether to count. */
                count?: "true" | "false" | "only";
                /** @description Filter. */
                "filter[takendown]"?: "true" | "false";
            };
            header?: never;
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModeratedBlobList"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    takeDownBlob: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                did: string;
                cid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SanctionDto"];
            };
        };
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    restoreBlob: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                did: string;
                cid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderDto"];
            };
        };
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAccountInvites: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitesOfMember"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAccountPlcLog: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlcLog"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAccountRelayStatus: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayStatus"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRecord: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                did: string;
                rkey: string;
                collection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModeratedRecord"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    takeDownRecord: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                did: string;
                rkey: string;
                collection: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SanctionDto"];
            };
        };
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    restoreRecord: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                did: string;
                rkey: string;
                collection: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderDto"];
            };
        };
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAccountGrants: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OauthGrants"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endAccountGrant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                did: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endAccountGrants: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderDto"];
            };
        };
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAccountFactors: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecondFactors"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteAccountPasskey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                did: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteAccountPasskeys: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderDto"];
            };
        };
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resetAccountFactors: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderDto"];
            };
        };
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteAccount: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ToldOrderDto"];
            };
        };
        responses: {
            /** @description Nothing is done yet: a second person has to agree. */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeSigningKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SigningKeyDto"];
            };
        };
        responses: {
            /** @description Nothing is done yet: a second person has to agree. */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listHolds: {
        parameters: {
            query?: {
                /** @description Entries of a page. */
                "page[size]"?: number;
                /** @description Cursor: the page that follows it. */
                "page[after]"?: string;
                /** @description Cursor: the page that ends before it. */
                "page[before]"?: string;
                /** @description Order. */
                sort?: "-placedAt" | "placedAt";
                /** @description Whether to count. */
                count?: "true" | "false" | "only";
                /** @description Filter. */
                "filter[did]"?: string;
                /** @description Filter. */
                "filter[released]"?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HoldList"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    placeHolds: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewHoldsDto"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlacedHolds"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    archiveHold: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LongJob"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    releaseHold: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderDto"];
            };
        };
        responses: {
            /** @description Nothing is done yet: a second person has to agree. */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listExports: {
        parameters: {
            query?: {
                /** @description Entries of a page. */
                "page[size]"?: number;
                /** @description Cursor: the page that follows it. */
                "page[after]"?: string;
                /** @description Cursor: the page that ends before it. */
                "page[before]"?: string;
                /** @description Order. */
                sort?: "-createdAt" | "createdAt";
                /** @description Whether to count. */
                count?: "true" | "false" | "only";
                /** @description Filter. */
                "filter[did]"?: string;
                /** @description Filter. */
                "filter[kind]"?: "export" | "hold";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportList"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createExport: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewExportDto"];
            };
        };
        responses: {
            /** @description Done. */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LongJob"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getExport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Export"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    downloadExport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/x-tar": string;
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/x-tar": components["schemas"]["Problem"];
                };
            };
        };
    };
    importAccounts: {
        parameters: {
            query?: {
                dryRun?: "true" | "false";
                reason?: string;
                /** @description Of rows whose account is there: create: they fail; skip: they are left; update and upsert: it is changed. Of others: update: they fail; else they are made. */
                mode?: "create" | "update" | "upsert" | "skip";
                /** @description Makes handles for new accounts whose row has none: a template over the columns of the row, and `given` and `family`, the first and the last word of displayName. Where somebody has the handle, a number is put behind it. */
                handleTemplate?: string;
                /** @description Of these handles, unless the template makes whole ones; absent: the first domain. */
                handleDomain?: string;
            };
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description Columns: email, handle, displayName, class, role (the id or name of one, also of your own), externalId, locale. No passwords. */
        requestBody: {
            content: {
                "text/csv": string;
                "application/x-ndjson": string;
            };
        };
        responses: {
            /** @description Done. */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkJob"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    orderMany: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BulkOrdersDto"];
            };
        };
        responses: {
            /**
             * @description Done.
             *
             *     Nothing is done yet: a second person has to agree.
             */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inviteToMigrate: {
        parameters: {
            query?: {
                dryRun?: "true" | "false";
                reason?: string;
                /** @description Of the letters. */
                language?: "en" | "de" | "es" | "fr" | "ja" | "pt" | "ar";
            };
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description Columns: account (a DID or a handle), email, handle. */
        requestBody: {
            content: {
                "text/csv": string;
            };
        };
        responses: {
            /** @description Done. */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkJob"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listBulkJobs: {
        parameters: {
            query?: {
                /** @description Entries of a page. */
                "page[size]"?: number;
                /** @description Cursor: the page that follows it. */
                "page[after]"?: string;
                /** @description Cursor: the page that ends before it. */
                "page[before]"?: string;
                /** @description Order. */
                sort?: "-createdAt" | "createdAt";
                /** @description Whether to count. */
                count?: "true" | "false" | "only";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkJobList"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getBulkJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkJob"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listBulkRows: {
        parameters: {
            query?: {
                /** @description Entries of a page. */
                "page[size]"?: number;
                /** @description Cursor: the page that follows it. */
                "page[after]"?: string;
                /** @description Cursor: the page that ends before it. */
                "page[before]"?: string;
                /** @description Order. */
                sort?: "number" | "-number";
                /** @description Whether to count. */
                count?: "true" | "false" | "only";
                /** @description Filter. */
                "filter[outcome]"?: "create" | "created" | "update" | "updated" | "unchanged" | "skipped" | "order" | "ordered" | "failed";
            };
            header?: never;
            path: {
                job: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkRowList"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getBulkResults: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportAccounts: {
        parameters: {
            query?: {
                /** @description Entries of a page. */
                "page[size]"?: number;
                /** @description Cursor: the page that follows it. */
                "page[after]"?: string;
                /** @description Cursor: the page that ends before it. */
                "page[before]"?: string;
                /** @description Order. */
                sort?: "-createdAt" | "createdAt" | "handle" | "-handle" | "email" | "-email";
                /** @description Whether to count. */
                count?: "true" | "false" | "only";
                /** @description Filter. */
                "filter[state]"?: "active" | "locked" | "offboarding" | "deactivated" | "suspended" | "takendown";
                /** @description Filter. */
                "filter[domain]"?: string;
                /** @description Filter. */
                "filter[emailConfirmed]"?: "true" | "false";
                /** @description Filter. */
                "filter[createdAfter]"?: string;
                /** @description Filter. */
                "filter[createdBefore]"?: string;
                /** @description Filter. */
                "filter[class]"?: "personal" | "institutional" | "team" | "service";
                /** @description Filter. */
                "filter[tag]"?: string;
                /** @description Filter. */
                "filter[role]"?: string;
                /** @description Filter. */
                "filter[connection]"?: string;
                /** @description Filter. */
                "filter[lastSeenAfter]"?: string;
                /** @description Filter. */
                "filter[lastSeenBefore]"?: string;
                /** @description Filter. */
                "filter[hasMfa]"?: "true" | "false";
                /** @description Filter. */
                "filter[throttled]"?: "true" | "false";
                /** @description Part of a handle, or of an address that one may see whole, or the beginning of a DID. */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": components["schemas"]["Problem"];
                };
            };
        };
    };
    listApprovals: {
        parameters: {
            query?: {
                /** @description Entries of a page. */
                "page[size]"?: number;
                /** @description Cursor: the page that follows it. */
                "page[after]"?: string;
                /** @description Cursor: the page that ends before it. */
                "page[before]"?: string;
                /** @description Order. */
                sort?: "-requestedAt" | "requestedAt";
                /** @description Whether to count. */
                count?: "true" | "false" | "only";
                /** @description Filter. */
                "filter[state]"?: "pending" | "approved" | "denied" | "expired";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalList"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approve: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderDto"];
            };
        };
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deny: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderDto"];
            };
        };
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listReports: {
        parameters: {
            query?: {
                /** @description Entries of a page. */
                "page[size]"?: number;
                /** @description Cursor: the page that follows it. */
                "page[after]"?: string;
                /** @description Cursor: the page that ends before it. */
                "page[before]"?: string;
                /** @description Order. */
                sort?: "-createdAt" | "createdAt";
                /** @description Whether to count. */
                count?: "true" | "false" | "only";
                /** @description Filter. */
                "filter[state]"?: "open" | "resolved";
                /** @description Filter. */
                "filter[subject]"?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportList"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Report"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resolveReport: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewResolutionDto"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Report"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listLongJobs: {
        parameters: {
            query?: {
                /** @description Entries of a page. */
                "page[size]"?: number;
                /** @description Cursor: the page that follows it. */
                "page[after]"?: string;
                /** @description Cursor: the page that ends before it. */
                "page[before]"?: string;
                /** @description Order. */
                sort?: "-createdAt" | "createdAt";
                /** @description Whether to count. */
                count?: "true" | "false" | "only";
                /** @description Filter. */
                "filter[kind]"?: string;
                /** @description Filter. */
                "filter[state]"?: "waiting" | "active" | "done" | "failed" | "cancelled";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LongJobList"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLongJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LongJobDetails"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    watchLongJob: {
        parameters: {
            query?: never;
            header: {
                "last-event-id": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["LongJob"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelLongJob: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LongJob"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    retryLongJob: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LongJob"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listWebhooks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhooks"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewWebhook"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewWebhookAnswer"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listWebhookEvents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEvents"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was seen. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookPatch"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookSecretRotation"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewWebhookAnswer"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listWebhookDeliveries: {
        parameters: {
            query?: {
                /** @description Entries of a page. */
                "page[size]"?: number;
                /** @description Cursor: the page that follows it. */
                "page[after]"?: string;
                /** @description Cursor: the page that ends before it. */
                "page[before]"?: string;
                /** @description Order. */
                sort?: "-createdAt" | "createdAt";
                /** @description Whether to count. */
                count?: "true" | "false" | "only";
                /** @description Filter. */
                "filter[state]"?: "waiting" | "delivered" | "dead";
                /** @description Filter. */
                "filter[type]"?: "account.created" | "account.updated" | "account.locked" | "account.suspended" | "account.takendown" | "account.offboarding" | "account.deleted" | "account.throttled" | "identity.linked" | "identity.unlinked" | "session.created" | "session.revoked" | "sso.login_failed" | "sso.connection_failing" | "sso.connection_expiring" | "scim.user_provisioned" | "scim.user_updated" | "scim.user_deprovisioned" | "invite.created" | "invite.used" | "report.created" | "job.failed" | "backup.succeeded" | "backup.failed" | "relay.lag" | "relay.throttled" | "relay.banned" | "relay.unreachable" | "plc.submitted" | "plc.failed" | "plc.nullified" | "handle.unresolvable" | "security.break_glass_used" | "webhook.test";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryList"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    redeliverWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: string;
                delivery: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    redeliverDead: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookRedelivery"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookRedeliveries"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    testWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveryOrder"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRetention: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetentionRules"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putRetention: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was seen. */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RetentionWishes"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetentionRules"];
                };
            };
            /** @description Nothing is done yet: a second person has to agree. */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    runRetention: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RetentionOrder"];
            };
        };
        responses: {
            /** @description Done. */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetentionPlan"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listBackups: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Backups"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createBackup: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LongJob"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    verifyBackup: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LongJob"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSettingGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                group: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingGroup"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateSettingGroup: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was seen. */
                "If-Match"?: string;
            };
            path: {
                group: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettingGroupValuesDto"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingGroup"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    testMail: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewMailTrialDto"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MailTrial"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    uploadBrandAsset: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAssetDto"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BrandAsset"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    measureContrast: {
        parameters: {
            query?: {
                /** @description BrandValues as JSON in base64url. */
                draft?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContrastMeasures"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    previewBranding: {
        parameters: {
            query: {
                /** @description The language, as in Accept-Language. */
                locale?: string;
                /** @description The theme. */
                theme?: "light" | "dark";
                /** @description The page or mail. */
                show: "sign-in" | "sign-up" | "choose-account" | "consent" | "reset-password" | "error" | "mail:trial" | "mail:invitation" | "mail:move" | "mail:welcome" | "mail:welcome-organization" | "mail:confirmEmail" | "mail:updateEmail" | "mail:resetPassword" | "mail:deleteAccount" | "mail:plcOperation" | "mail:signIn" | "mail:linkIdentity" | "mail:locked" | "mail:unlocked" | "mail:suspended" | "mail:taken-down" | "mail:restored" | "mail:deactivated" | "mail:staying" | "mail:deleted" | "mail:approved" | "mail:denied" | "mail:export-ready" | "mail:leaving" | "mail:signed-in" | "mail:app-allowed" | "mail:app-password-made" | "mail:password-changed" | "mail:email-changed" | "mail:factor-added" | "mail:factor-removed" | "mail:identity-linked" | "mail:identity-unlinked" | "mail:factors-reset" | "mail:recovery-codes-low" | "mail:leavers-stopped" | "mail:owner-stays" | "mail:break-glass-used" | "mail:owner-made" | "mail:webhook-off";
                /** @description BrandValues as JSON in base64url. */
                draft?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; nothing to say. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getBranding: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Branding"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateBranding: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was seen. */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BrandValues"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Branding"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listBrandingVersions: {
        parameters: {
            query?: {
                domain?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BrandingVersions"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rollBackBranding: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RollbackDto"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Branding"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDomainBranding: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                domain: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Branding"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateDomainBranding: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was seen. */
                "If-Match"?: string;
            };
            path: {
                domain: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BrandValues"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Branding"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listInvites: {
        parameters: {
            query?: {
                /** @description Entries of a page. */
                "page[size]"?: number;
                /** @description Cursor: the page that follows it. */
                "page[after]"?: string;
                /** @description Cursor: the page that ends before it. */
                "page[before]"?: string;
                /** @description Order. */
                sort?: "-createdAt" | "createdAt";
                /** @description Whether to count. */
                count?: "true" | "false" | "only";
                /** @description Filter. */
                "filter[state]"?: "open" | "used" | "expired" | "revoked";
                /** @description Filter. */
                "filter[disabled]"?: "true" | "false";
                /** @description Filter. */
                "filter[forAccount]"?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InviteList"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createInvites: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewInvitesDto"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeInvites"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    countInvites: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InviteCounts"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getInvite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invite"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sendInvites: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewInvitationsDto"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invitations"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resendInvite: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeInvite: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listScimTokens: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScimTokens"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createScimToken: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewScimTokenDto"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssuedScimToken"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rotateScimToken: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: string;
                token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScimRotationDto"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssuedScimToken"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeScimToken: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: string;
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    showLeavers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Leavers"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resumeLeavers: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResumeLeaversDto"];
            };
        };
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listScimEvents: {
        parameters: {
            query?: {
                /** @description Entries of a page. */
                "page[size]"?: number;
                /** @description Cursor: the page that follows it. */
                "page[after]"?: string;
                /** @description Cursor: the page that ends before it. */
                "page[before]"?: string;
                /** @description Order. */
                sort?: "-at" | "at";
                /** @description Whether to count. */
                count?: "true" | "false" | "only";
                /** @description Filter. */
                "filter[connection]"?: string;
                /** @description Filter. */
                "filter[outcome]"?: "done" | "refused";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScimEventList"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listConnections: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connections"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createConnection: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewConnection"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateConnection: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was seen. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConnectionPatch"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    enableConnection: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    disableConnection: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rotateConnectionSecret: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConnectionSecret"];
            };
        };
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getConnectionMetadata: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionMetadata"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    testConnection: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionTest"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    checkConnection: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionHealth"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    previewPolicy: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PolicyTrialDto"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyPreview"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listConnectionTraces: {
        parameters: {
            query?: {
                /** @description Entries of a page. */
                "page[size]"?: number;
                /** @description Cursor: the page that follows it. */
                "page[after]"?: string;
                /** @description Cursor: the page that ends before it. */
                "page[before]"?: string;
                /** @description Order. */
                sort?: "-at" | "at";
                /** @description Whether to count. */
                count?: "true" | "false" | "only";
                /** @description Filter. */
                "filter[outcome]"?: "done" | "failed";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SsoTraceList"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRegistrations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Registrations"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approveRegistration: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ToldOrderDto"];
            };
        };
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    denyRegistration: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ToldOrderDto"];
            };
        };
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listExceptions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasswordExceptions"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    grantException: {
        parameters: {
            query?: never;
            header?: {
                /** @description The tag of the exception that was seen. */
                "If-Match"?: string;
            };
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPasswordException"];
            };
        };
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeException: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAllIdentities: {
        parameters: {
            query?: {
                /** @description Entries of a page. */
                "page[size]"?: number;
                /** @description Cursor: the page that follows it. */
                "page[after]"?: string;
                /** @description Cursor: the page that ends before it. */
                "page[before]"?: string;
                /** @description Order. */
                sort?: "-linkedAt" | "linkedAt";
                /** @description Whether to count. */
                count?: "true" | "false" | "only";
                /** @description Filter. */
                "filter[connection]"?: string;
                /** @description Filter. */
                "filter[did]"?: string;
                /** @description Filter. */
                "filter[subject]"?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoundIdentityList"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    linkIdentity: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewIdentity"];
            };
        };
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    lookUpIdentity: {
        parameters: {
            query: {
                connection: string;
                subject: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoundIdentity"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeIdentity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listIdentities: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExternalIdentities"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    unlinkIdentity: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IdentityKey"];
            };
        };
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSamlConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SamlConnection"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putSamlMetadata: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SamlMetadata"];
            };
        };
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    refreshSamlMetadata: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addSamlCertificate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    useSamlCertificate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSetupLinks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SetupLinks"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createSetupLink: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSetupLink"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeSetupLink"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeSetupLink: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getFirehose: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Firehose"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCrawlers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Crawlers"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listWithheldAccounts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WithheldAccounts"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    requestCrawl: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    requestCrawlOf: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                host: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCrawlerStatus: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                host: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostStatus"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listQueues: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Queues"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listJobs: {
        parameters: {
            query?: {
                state?: "waiting" | "active" | "delayed" | "failed";
            };
            header?: never;
            path: {
                queue: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Jobs"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                queue: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelJob: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                queue: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    retryJob: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                queue: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listHousekeeping: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Housekeeping"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDiagnosis: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Diagnosis"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPlcOperations: {
        parameters: {
            query?: {
                /** @description Entries of a page. */
                "page[size]"?: number;
                /** @description Cursor: the page that follows it. */
                "page[after]"?: string;
                /** @description Cursor: the page that ends before it. */
                "page[before]"?: string;
                /** @description Order. */
                sort?: "-at" | "at";
                /** @description Whether to count. */
                count?: "true" | "false" | "only";
                /** @description Filter. */
                "filter[state]"?: "pending" | "failed" | "refused" | "published";
                /** @description Filter. */
                "filter[did]"?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlcOperationList"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    retryPlcOperations: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rotatePlcKeys: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IdentityRepair"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentityChange"];
                };
            };
            /** @description Nothing is done yet: a second person has to agree. */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changePlcEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IdentityRepair"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentityChange"];
                };
            };
            /** @description Nothing is done yet: a second person has to agree. */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    recoverPlcIdentity: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IdentityRecovery"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentityChange"];
                };
            };
            /** @description Nothing is done yet: a second person has to agree. */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changePlcEndpoints: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IdentityRepairs"];
            };
        };
        responses: {
            /**
             * @description Done.
             *
             *     Nothing is done yet: a second person has to agree.
             */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listInvited: {
        parameters: {
            query?: {
                /** @description Entries of a page. */
                "page[size]"?: number;
                /** @description Cursor: the page that follows it. */
                "page[after]"?: string;
                /** @description Cursor: the page that ends before it. */
                "page[before]"?: string;
                /** @description Order. */
                sort?: "-createdAt" | "createdAt";
                /** @description Whether to count. */
                count?: "true" | "false" | "only";
                /** @description Filter. */
                "filter[state]"?: "invited" | "underWay" | "waiting" | "failed" | "done" | "rolledBack" | "expired";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GuidedMigrationList"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMigrations: {
        parameters: {
            query?: {
                /** @description Entries of a page. */
                "page[size]"?: number;
                /** @description Cursor: the page that follows it. */
                "page[after]"?: string;
                /** @description Cursor: the page that ends before it. */
                "page[before]"?: string;
                /** @description Order. */
                sort?: "-createdAt" | "createdAt";
                /** @description Whether to count. */
                count?: "true" | "false" | "only";
                /** @description Filter. */
                "filter[direction]"?: "in" | "out";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MigrationList"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createMigrations: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewMigrations"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeMigrations"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    retryMigration: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GuidedMigration"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resendMigration: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResentMigration"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rollBackMigration: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Rollback"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GuidedMigration"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMigration: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MigrationDetails"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDomains: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Domains"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createDomain: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewDomainDto"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Domain"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    verifyDomain: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                domain: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DomainCheck"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateHandlePolicy: {
        parameters: {
            query?: {
                /** @description true: nothing is changed. */
                dryRun?: "true" | "false";
            };
            header?: {
                /** @description The ETag of the list that was seen. */
                "If-Match"?: string;
            };
            path: {
                domain: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HandlePolicy"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Domain"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteDomain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                domain: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateDomainTerms: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the branding that was seen. */
                "If-Match"?: string;
            };
            path: {
                domain: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DomainTerms"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DomainTerms"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateDomainEnforcement: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the connection that was seen. */
                "If-Match"?: string;
            };
            path: {
                domain: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DomainEnforcement"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DomainEnforcement"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReservedNames: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReservedNames"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateReservedNames: {
        parameters: {
            query?: {
                /** @description true: nothing is changed. */
                dryRun?: "true" | "false";
            };
            header?: {
                /** @description The ETag that was seen. */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReservedNames"];
            };
        };
        responses: {
            /** @description With dryRun: what that would make of the handles that there are. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandlePolicyPlan"];
                };
            };
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    checkHandle: {
        parameters: {
            query: {
                handle: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandleDecision"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    previewHandles: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HandlePreviewDto"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandleDecisions"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listFormerHandles: {
        parameters: {
            query?: {
                /** @description Entries of a page. */
                "page[size]"?: number;
                /** @description Cursor: the page that follows it. */
                "page[after]"?: string;
                /** @description Cursor: the page that ends before it. */
                "page[before]"?: string;
                /** @description Order. */
                sort?: "handle" | "-handle";
                /** @description Whether to count. */
                count?: "true" | "false" | "only";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FormerHandleList"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    releaseHandle: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                handle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; nothing to say. */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTermsVersions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TermsVersions"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createTermsVersion: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTermsVersion"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TermsVersion"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTermsAcceptances: {
        parameters: {
            query?: {
                /** @description Entries of a page. */
                "page[size]"?: number;
                /** @description Cursor: the page that follows it. */
                "page[after]"?: string;
                /** @description Cursor: the page that ends before it. */
                "page[before]"?: string;
                /** @description Order. */
                sort?: "-at" | "at";
                /** @description Whether to count. */
                count?: "true" | "false" | "only";
                /** @description Filter. */
                "filter[version]"?: string;
                /** @description Filter. */
                "filter[did]"?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TermsAcceptanceList"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAudit: {
        parameters: {
            query?: {
                /** @description Entries of a page. */
                "page[size]"?: number;
                /** @description Cursor: the page that follows it. */
                "page[after]"?: string;
                /** @description Cursor: the page that ends before it. */
                "page[before]"?: string;
                /** @description Order. */
                sort?: "-seq" | "seq";
                /** @description Whether to count. */
                count?: "true" | "false" | "only";
                /** @description Filter. */
                "filter[actor]"?: string;
                /** @description Filter. */
                "filter[actorType]"?: "member" | "password" | "token" | "service" | "command" | "connection" | "setup-link" | "system";
                /** @description Filter. */
                "filter[onBehalfOf]"?: string;
                /** @description Filter. */
                "filter[action]"?: string;
                /** @description Filter. */
                "filter[target]"?: string;
                /** @description Filter. */
                "filter[outcome]"?: "done" | "denied";
                /** @description Filter. */
                "filter[requestId]"?: string;
                /** @description Filter. */
                "filter[from]"?: string;
                /** @description Filter. */
                "filter[to]"?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditEntryList"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAuditActions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditActions"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportAudit: {
        parameters: {
            query?: {
                /** @description Entries of a page. */
                "page[size]"?: number;
                /** @description Cursor: the page that follows it. */
                "page[after]"?: string;
                /** @description Cursor: the page that ends before it. */
                "page[before]"?: string;
                /** @description Order. */
                sort?: "-seq" | "seq";
                /** @description Whether to count. */
                count?: "true" | "false" | "only";
                /** @description Filter. */
                "filter[actor]"?: string;
                /** @description Filter. */
                "filter[actorType]"?: "member" | "password" | "token" | "service" | "command" | "connection" | "setup-link" | "system";
                /** @description Filter. */
                "filter[onBehalfOf]"?: string;
                /** @description Filter. */
                "filter[action]"?: string;
                /** @description Filter. */
                "filter[target]"?: string;
                /** @description Filter. */
                "filter[outcome]"?: "done" | "denied";
                /** @description Filter. */
                "filter[requestId]"?: string;
                /** @description Filter. */
                "filter[from]"?: string;
                /** @description Filter. */
                "filter[to]"?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": components["schemas"]["AuditEntry"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": components["schemas"]["Problem"];
                };
            };
        };
    };
    verifyAudit: {
        parameters: {
            query?: {
                /** @description Number of the first one; absent: the newest are gone through. */
                from?: number;
                /** @description How many at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditFindings"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    verifyWholeAudit: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            202: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LongJob"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOverview: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Overview"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMeasures: {
        parameters: {
            query?: {
                to?: string;
                from?: string;
                bucket?: "minute" | "hour" | "day";
                /** @description Those of one group. */
                group?: "people" | "content" | "calls" | "network" | "background" | "process";
                /** @description Names with commas between them; absent: all. */
                keys?: unknown;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Measures"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTopMethods: {
        parameters: {
            query?: {
                to?: string;
                from?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TopMethods"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
