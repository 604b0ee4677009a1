import type { LetterWords } from './letter-words.js'

const TELL_AT_ONCE = 'If you did not ask for it, tell whoever runs the service at once.'
const CHANGE_PASSWORD = 'If it was not you, change your password at once: that signs everybody out.'

const REMOVED = {
  totp: 'You have removed an authenticator app from your account.',
  passkey: 'You have removed a passkey from your account.',
  passkeys: 'You have removed all passkeys from your account.',
}

const REMOVED_BY_SERVICE = {
  totp: 'Whoever runs the service has removed an authenticator app from your account.',
  passkey: 'Whoever runs the service has removed a passkey from your account.',
  passkeys: 'Whoever runs the service has removed all passkeys from your account.',
}

/** What letters say in English. */
export const ENGLISH: LetterWords = {
  hello: (name) => `Hello ${name},`,
  code: {
    goodFor: (minutes) => `It is good for ${minutes} minutes, and once.`,
    of: {
      confirmEmail: {
        subject: 'Confirm your email address',
        does: 'To confirm that this is your email address, enter this code:',
        otherwise:
          'If you did not ask for it, somebody may have given your address by mistake: ignore this mail.',
      },
      updateEmail: {
        subject: 'Change your email address',
        does: 'To change the email address of your account, enter this code:',
        otherwise: 'If you did not ask for it, somebody else may be signed in as you: change your password.',
      },
      resetPassword: {
        subject: 'Reset your password',
        does: 'To choose a new password, enter this code:',
        otherwise: 'If you did not ask for it, ignore this mail: your password stays as it is.',
      },
      deleteAccount: {
        subject: 'Delete your account',
        does: 'To delete your account with everything in it, for ever, enter this code:',
        otherwise: 'If you did not ask for it, somebody else may be signed in as you: change your password.',
      },
      plcOperation: {
        subject: 'Change your identity',
        does: 'To let your identity be changed, for example to move to another server, enter this code:',
        otherwise:
          'If you did not ask for it, keep the code to yourself and change your password: whoever has it can take your identity.',
      },
      signIn: {
        subject: 'Sign-in code',
        does: 'To sign in, enter this code:',
        otherwise: 'If you did not try to sign in, somebody else knows your password: change it.',
      },
      linkIdentity: {
        subject: 'Link your organization',
        does: 'To sign in to your account with your organization from now on, enter this code:',
        otherwise:
          'If you did not ask for it, keep the code to yourself: whoever has it can sign in to your account.',
      },
    },
  },
  security: {
    circumstances: (time, place) => (place ? `Time: ${time}. From: ${place}` : `Time: ${time}`),
    of: {
      'signed-in': () => ({
        subject: 'New sign-in to your account',
        what: 'Somebody has signed in to your account from a device or network that was not used before.',
        otherwise: CHANGE_PASSWORD,
      }),
      'app-allowed': ({ app }) => ({
        subject: 'An app may act for you',
        what: `You have allowed an app to act for your account: ${app}`,
        otherwise: `${CHANGE_PASSWORD} Then take the permission back.`,
      }),
      'app-password-made': ({ name }) => ({
        subject: 'A new app password',
        what: `An app password was made for your account: ${name}`,
        otherwise: 'If it was not you, remove the app password and change your password.',
      }),
      'password-changed': () => ({
        subject: 'Your password was changed',
        what: 'The password of your account was changed. All apps and devices were signed out.',
        otherwise:
          'If it was not you, choose a new password with "Forgot your password?" at once, and see to it that nobody else reads your mail.',
      }),
      'email-changed': ({ to, byService }) => ({
        subject: 'Your email address was changed',
        what: byService
          ? `Whoever runs the service has given your account another email address: ${to}. This one is not used any more.`
          : `Your account has another email address now: ${to}. This one is not used any more.`,
        otherwise: byService
          ? TELL_AT_ONCE
          : 'If it was not you, change your password and ask whoever runs the service for help.',
      }),
      'factor-added': ({ factor }) => ({
        subject: 'A new way to prove that it is you',
        what:
          factor === 'totp'
            ? 'You have added an authenticator app to your account. It is asked for when you sign in.'
            : 'You have added a passkey to your account. It is asked for when you sign in.',
        otherwise: 'If it was not you, remove it and change your password.',
      }),
      'factor-removed': ({ factor, byService }) => ({
        subject: 'Your account is protected by less',
        what: (byService ? REMOVED_BY_SERVICE : REMOVED)[factor],
        otherwise: CHANGE_PASSWORD,
      }),
      'identity-linked': ({ name, byService }) => ({
        subject: 'A new way to sign in to your account',
        what: byService
          ? `Whoever runs the service has linked your account: one can now sign in to it with ${name}.`
          : `One can now sign in to your account with ${name}.`,
        otherwise: byService
          ? TELL_AT_ONCE
          : 'If it was not you, remove this way to sign in and change your password.',
      }),
      'identity-unlinked': ({ name, byService }) => ({
        subject: 'A way to sign in to your account was removed',
        what: byService
          ? `Whoever runs the service has removed a link of your account: one can no longer sign in to it with ${name}.`
          : `One can no longer sign in to your account with ${name}.`,
        otherwise: byService ? TELL_AT_ONCE : CHANGE_PASSWORD,
      }),
      'factors-reset': () => ({
        subject: 'Your second factors were removed',
        what: 'Whoever runs the service has removed all second factors of your account: the password is enough to sign in.',
        otherwise:
          'Add new ones. If you did not ask for it, change your password and tell whoever runs the service.',
      }),
      'recovery-codes-low': ({ left }) => ({
        subject: 'You have few recovery codes left',
        what:
          left === 0
            ? 'A recovery code was used to sign in to your account. It was the last one.'
            : left === 1
              ? 'A recovery code was used to sign in to your account. One is left.'
              : `A recovery code was used to sign in to your account. ${left} are left.`,
        otherwise: `Make new codes before you need them. ${CHANGE_PASSWORD}`,
      }),
    },
  },
  invitation: {
    heading: 'Your invitation',
    invited: (service) => `${service} invites you to have an account there.`,
    make: 'Make your account',
    how: (host) =>
      `The link has your code. If you would rather begin in an app, open it, choose to create an account, and give ${host} as its server. Enter this email address and this code:`,
    domain: (domain) => `Your handle will end in .${domain}.`,
    until: (day) => `The code is good until ${day}, once, and with this email address only.`,
    otherwise: 'If you did not expect this, ignore this mail: nothing happens without you.',
  },
  welcome: {
    heading: 'Welcome',
    made: (service, handle) => `${service} has made an account for you. Your handle is ${handle}.`,
    choose: 'Choose your password',
    until: (day, portal) =>
      `The link is good until ${day}, and once. After that, choose a password at ${portal} with "Forgot your password?".`,
    organization: (name) => `You sign in with ${name}. You need no other password.`,
    signIn: 'Sign in',
    inApp: (host) => `To use it in an app, give ${host} as the server, and your handle.`,
    otherwise: 'If you did not expect this, ask whoever runs the service.',
  },
  moving: {
    heading: 'Move your account',
    invited: (service, from) =>
      `${service} invites you to move your account from ${from}. Your identity, your posts and your followers move along.`,
    begin: 'Begin the move',
    stays:
      'You need the password that you have at the old server. It is used there to sign you in and is not kept.',
    until: (day) => `The link is good until ${day}, in the browser in which you open it first.`,
    otherwise: 'If you do not want to move, ignore this mail: nothing changes.',
  },
  leaving: {
    heading: (days) => (days <= 1 ? 'Your account ends within a day' : `Your account ends in ${days} days`),
    ended: (service, time) =>
      `Your place at ${service} has ended. Your account with everything in it will be deleted on ${time}.`,
    until: (portal) =>
      `Until then you can sign in at ${portal}, and only there, to take a copy of what is yours or to move your account to another server. If you have no password, choose one there with "Forgot your password?".`,
    otherwise: 'If you think that this is a mistake, ask whoever runs the service.',
  },
  standing: {
    said: 'Whoever decided it writes:',
    objection: (support) => `If you think that this is a mistake, say so here: ${support}`,
    of: {
      locked: {
        heading: 'Your account is locked',
        what: (service) =>
          `${service} has locked your account: nobody can sign in to it. What you have published stays where it is.`,
      },
      unlocked: {
        heading: 'Your account is unlocked',
        what: (service) =>
          `Your account at ${service} is unlocked. You can sign in again; apps and devices have to be signed in anew.`,
      },
      suspended: {
        heading: 'Your account is suspended',
        what: (service) =>
          `${service} has suspended your account: others do not see it, and nothing can be published with it.`,
        next: (portal) => `You can still sign in at ${portal}, and take along what is yours.`,
      },
      'taken-down': {
        heading: 'Your account was taken down',
        what: (service) =>
          `${service} has taken your account down: others do not see it, and nothing can be published with it.`,
      },
      restored: {
        heading: 'Your account is there again',
        what: (service) => `Your account at ${service} is there again: others see it as before.`,
      },
      deactivated: {
        heading: 'Your account is deactivated',
        what: (service) =>
          `${service} has deactivated your account: others do not see it until it is activated again.`,
        next: (portal) => `You can do that yourself: sign in at ${portal}.`,
      },
      staying: {
        heading: 'Your account stays',
        what: (service) => `Your account at ${service} will not be deleted after all.`,
      },
      deleted: {
        heading: 'Your account is deleted',
        what: (service) =>
          `Your account at ${service} is deleted, with everything in it. This is the last letter about it.`,
      },
      approved: {
        heading: 'You can have your account',
        what: (service) => `${service} agrees that you have an account.`,
        next: (portal) => `Sign in with your organization once more at ${portal}, and it is made.`,
      },
      denied: {
        heading: 'Your account was declined',
        what: (service) => `You have asked for an account at ${service}. It was declined.`,
      },
      'export-ready': {
        heading: 'What is known of you was put together',
        what: (service) =>
          `All that ${service} knows of your account was put together for you. It can be handed to you within the next 24 hours.`,
      },
    },
  },
  alarm: {
    'leavers-stopped': ({ connectionId, connectionName, left }) => ({
      subject: `Nobody can leave ${connectionName} just now`,
      what: [
        `${left} people of the connection ${connectionName} were deactivated within minutes, and more were to follow. That looks like a mistake at the identity provider, so that nobody else is deactivated until an administrator decides.`,
        `If it was meant, let it go on in the administration, or with POST /admin/v1/sso/connections/${connectionId}/resume-leavers. If it was not, put the people back into the application at the provider first: their accounts are unlocked by that.`,
      ],
    }),
    'owner-stays': ({ connectionName, did }) => ({
      subject: `${connectionName} wanted to keep an Owner out`,
      what: [
        `The directory of the connection ${connectionName} says that ${did} has left. Owners are not kept out by directories, so that nobody is left without anybody to look after the service: the account is as it was.`,
        'If they have left, take the role away from them in the administration, and lock the account.',
      ],
    }),
    'break-glass-used': ({ did }) => ({
      subject: `${did} has signed in with the password`,
      what: [
        `${did}, an Owner, has signed in with the password, though their domain demands single sign-on. Owners may do so for when the provider does not work.`,
        'If you do not know why, ask them. If it was not them, lock the account in the administration; the audit shows what was done.',
      ],
    }),
    'owner-made': ({ did, by }) => ({
      subject: `${did} was made an Owner on the machine itself`,
      what: [
        `${by} has made ${did} an Owner by command, on the machine on which the service runs.`,
        'If nobody of you knows of it, take the role away in the administration, and look into who has the machine in their hands.',
      ],
    }),
    'webhook-off': ({ host }) => ({
      subject: `The webhook at ${host} is switched off`,
      what: [
        `${host} has answered that the receiver of a webhook is gone for good (410). Nothing is sent there any more; what had waited was not delivered.`,
        'If that is not so, switch the webhook on in the administration and send again what was not delivered.',
      ],
    }),
  },
  trial: {
    heading: 'Mail works',
    works: (service) => `${service} can send mail to this address.`,
    why: 'Somebody who runs the service asked for this mail to try it. Nothing has to be done.',
  },
}
