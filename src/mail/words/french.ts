import type { LetterWords } from './letter-words.js'

const TELL_AT_ONCE = 'Si vous ne l’avez pas demandé, prévenez immédiatement les responsables du service.'
const CHANGE_PASSWORD =
  'Si ce n’était pas vous, changez votre mot de passe sans attendre : toutes les connexions seront fermées.'

const REMOVED = {
  totp: 'Vous avez retiré une application d’authentification de votre compte.',
  passkey: 'Vous avez retiré une clé d’accès de votre compte.',
  passkeys: 'Vous avez retiré toutes les clés d’accès de votre compte.',
}

const REMOVED_BY_SERVICE = {
  totp: 'Les responsables du service ont retiré une application d’authentification de votre compte.',
  passkey: 'Les responsables du service ont retiré une clé d’accès de votre compte.',
  passkeys: 'Les responsables du service ont retiré toutes les clés d’accès de votre compte.',
}

/** What letters say in French. */
export const FRENCH: LetterWords = {
  hello: (name) => `Bonjour ${name},`,
  code: {
    goodFor: (minutes) => `Il est valable ${minutes} minutes, et une seule fois.`,
    of: {
      confirmEmail: {
        subject: 'Confirmez votre adresse e-mail',
        does: 'Pour confirmer que cette adresse e-mail est la vôtre, saisissez ce code :',
        otherwise:
          'Si vous ne l’avez pas demandé, quelqu’un a peut-être donné votre adresse par erreur : ignorez ce message.',
      },
      updateEmail: {
        subject: 'Changez votre adresse e-mail',
        does: 'Pour changer l’adresse e-mail de votre compte, saisissez ce code :',
        otherwise:
          'Si vous ne l’avez pas demandé, quelqu’un d’autre est peut-être connecté à votre compte : changez votre mot de passe.',
      },
      resetPassword: {
        subject: 'Choisissez un nouveau mot de passe',
        does: 'Pour choisir un nouveau mot de passe, saisissez ce code :',
        otherwise: 'Si vous ne l’avez pas demandé, ignorez ce message : votre mot de passe reste le même.',
      },
      deleteAccount: {
        subject: 'Supprimez votre compte',
        does: 'Pour supprimer définitivement votre compte et tout son contenu, saisissez ce code :',
        otherwise:
          'Si vous ne l’avez pas demandé, quelqu’un d’autre est peut-être connecté à votre compte : changez votre mot de passe.',
      },
      plcOperation: {
        subject: 'Changez votre identité',
        does: 'Pour permettre un changement de votre identité, par exemple pour passer à un autre serveur, saisissez ce code :',
        otherwise:
          'Si vous ne l’avez pas demandé, gardez ce code pour vous et changez votre mot de passe : quiconque l’a peut prendre votre identité.',
      },
      signIn: {
        subject: 'Code de connexion',
        does: 'Pour vous connecter, saisissez ce code :',
        otherwise:
          'Si vous n’avez pas essayé de vous connecter, quelqu’un d’autre connaît votre mot de passe : changez-le.',
      },
      linkIdentity: {
        subject: 'Associez votre organisation',
        does: 'Pour vous connecter désormais à votre compte avec votre organisation, saisissez ce code :',
        otherwise:
          'Si vous ne l’avez pas demandé, gardez ce code pour vous : quiconque l’a peut se connecter à votre compte.',
      },
    },
  },
  security: {
    circumstances: (time, place) => (place ? `Date : ${time}. Depuis : ${place}` : `Date : ${time}`),
    of: {
      'signed-in': () => ({
        subject: 'Nouvelle connexion à votre compte',
        what: 'Quelqu’un s’est connecté à votre compte depuis un appareil ou un réseau qui n’avait pas encore été utilisé.',
        otherwise: CHANGE_PASSWORD,
      }),
      'app-allowed': ({ app }) => ({
        subject: 'Une application peut agir pour vous',
        what: `Vous avez autorisé une application à agir pour votre compte : ${app}`,
        otherwise: `${CHANGE_PASSWORD} Retirez ensuite l’autorisation.`,
      }),
      'app-password-made': ({ name }) => ({
        subject: 'Un nouveau mot de passe d’application',
        what: `Un mot de passe d’application a été créé pour votre compte : ${name}`,
        otherwise:
          'Si ce n’était pas vous, retirez le mot de passe d’application et changez votre mot de passe.',
      }),
      'password-changed': () => ({
        subject: 'Votre mot de passe a été changé',
        what: 'Le mot de passe de votre compte a été changé. Toutes les applications et tous les appareils ont été déconnectés.',
        otherwise:
          'Si ce n’était pas vous, choisissez-en un autre sans attendre avec « Mot de passe oublié ? », et veillez à ce que personne d’autre ne lise votre courrier.',
      }),
      'email-changed': ({ to, byService }) => ({
        subject: 'Votre adresse e-mail a été changée',
        what: byService
          ? `Les responsables du service ont donné une autre adresse e-mail à votre compte : ${to}. Celle-ci n’est plus utilisée.`
          : `Votre compte a maintenant une autre adresse e-mail : ${to}. Celle-ci n’est plus utilisée.`,
        otherwise: byService
          ? TELL_AT_ONCE
          : 'Si ce n’était pas vous, changez votre mot de passe et demandez de l’aide aux responsables du service.',
      }),
      'factor-added': ({ factor }) => ({
        subject: 'Une nouvelle façon de prouver que c’est vous',
        what:
          factor === 'totp'
            ? 'Vous avez ajouté une application d’authentification à votre compte. Elle sera demandée à la connexion.'
            : 'Vous avez ajouté une clé d’accès à votre compte. Elle sera demandée à la connexion.',
        otherwise: 'Si ce n’était pas vous, retirez-la et changez votre mot de passe.',
      }),
      'factor-removed': ({ factor, byService }) => ({
        subject: 'Votre compte est moins protégé',
        what: (byService ? REMOVED_BY_SERVICE : REMOVED)[factor],
        otherwise: CHANGE_PASSWORD,
      }),
      'identity-linked': ({ name, byService }) => ({
        subject: 'Une nouvelle façon de se connecter à votre compte',
        what: byService
          ? `Les responsables du service ont lié votre compte : on peut maintenant s’y connecter avec ${name}.`
          : `On peut maintenant se connecter à votre compte avec ${name}.`,
        otherwise: byService
          ? TELL_AT_ONCE
          : 'Si ce n’était pas vous, retirez cette façon de se connecter et changez votre mot de passe.',
      }),
      'identity-unlinked': ({ name, byService }) => ({
        subject: 'Une façon de se connecter à votre compte a été retirée',
        what: byService
          ? `Les responsables du service ont retiré un lien de votre compte : on ne peut plus s’y connecter avec ${name}.`
          : `On ne peut plus se connecter à votre compte avec ${name}.`,
        otherwise: byService ? TELL_AT_ONCE : CHANGE_PASSWORD,
      }),
      'factors-reset': () => ({
        subject: 'Vos seconds facteurs ont été retirés',
        what: 'Les responsables du service ont retiré tous les seconds facteurs de votre compte : le mot de passe suffit pour se connecter.',
        otherwise:
          'Ajoutez-en de nouveaux. Si vous ne l’avez pas demandé, changez votre mot de passe et prévenez les responsables du service.',
      }),
      'recovery-codes-low': ({ left }) => ({
        subject: 'Il vous reste peu de codes de secours',
        what:
          left === 0
            ? 'Un code de secours a servi à se connecter à votre compte. C’était le dernier.'
            : left === 1
              ? 'Un code de secours a servi à se connecter à votre compte. Il en reste un.'
              : `Un code de secours a servi à se connecter à votre compte. Il en reste ${left}.`,
        otherwise: `Créez de nouveaux codes avant d’en avoir besoin. ${CHANGE_PASSWORD}`,
      }),
    },
  },
  invitation: {
    heading: 'Votre invitation',
    invited: (service) => `${service} vous invite à y avoir un compte.`,
    make: 'Créer votre compte',
    how: (host) =>
      `Le lien contient votre code. Si vous préférez commencer dans une application, ouvrez-la, choisissez de créer un compte et indiquez ${host} comme serveur. Saisissez cette adresse e-mail et ce code :`,
    domain: (domain) => `Votre identifiant se terminera par .${domain}.`,
    until: (day) =>
      `Le code est valable jusqu’au ${day}, une seule fois, et avec cette adresse e-mail uniquement.`,
    otherwise: 'Si vous n’attendiez pas cela, ignorez ce message : rien ne se fait sans vous.',
  },
  welcome: {
    heading: 'Bienvenue',
    made: (service, handle) => `${service} a créé un compte pour vous. Votre identifiant est ${handle}.`,
    choose: 'Choisir votre mot de passe',
    until: (day, portal) =>
      `Le lien est valable jusqu’au ${day}, et une seule fois. Ensuite, choisissez un mot de passe sur ${portal} avec « Mot de passe oublié ? ».`,
    organization: (name) => `Vous vous connectez avec ${name}. Aucun autre mot de passe n’est nécessaire.`,
    signIn: 'Se connecter',
    inApp: (host) =>
      `Pour l’utiliser dans une application, indiquez ${host} comme serveur, et votre identifiant.`,
    otherwise: 'Si vous n’attendiez pas cela, adressez-vous aux responsables du service.',
  },
  moving: {
    heading: 'Déménager votre compte',
    invited: (service, from) =>
      `${service} vous invite à déménager votre compte depuis ${from}. Votre identité, vos publications et vos abonnés vous suivent.`,
    begin: 'Commencer le déménagement',
    stays:
      'Il vous faut votre mot de passe de l’ancien serveur. Il sert à vous y connecter et n’est pas conservé.',
    until: (day) => `Le lien est valable jusqu’au ${day}, dans le navigateur où vous l’ouvrez en premier.`,
    otherwise: 'Si vous ne souhaitez pas déménager, ignorez ce message : rien ne change.',
  },
  leaving: {
    heading: (days) =>
      days <= 1 ? 'Votre compte prend fin dans moins d’un jour' : `Votre compte prend fin dans ${days} jours`,
    ended: (service, time) =>
      `Vous ne faites plus partie de ${service}. Votre compte et tout son contenu seront supprimés à cette date : ${time}.`,
    until: (portal) =>
      `D’ici là, vous pouvez vous connecter à ${portal}, et là seulement, pour emporter une copie de ce qui est à vous ou pour transférer votre compte vers un autre serveur. Si vous n’avez pas de mot de passe, choisissez-en un là avec « Mot de passe oublié ? ».`,
    otherwise: 'Si vous pensez que c’est une erreur, adressez-vous aux responsables du service.',
  },
  standing: {
    said: 'Voici ce qui vous est écrit à ce sujet :',
    objection: (support) => `Si vous pensez que c’est une erreur, dites-le ici : ${support}`,
    of: {
      locked: {
        heading: 'Votre compte est bloqué',
        what: (service) =>
          `${service} a bloqué votre compte : personne ne peut s’y connecter. Ce que vous avez publié reste en place.`,
      },
      unlocked: {
        heading: 'Votre compte est débloqué',
        what: (service) =>
          `Votre compte chez ${service} est débloqué. Vous pouvez de nouveau vous connecter ; les applications et les appareils doivent être reconnectés.`,
      },
      suspended: {
        heading: 'Votre compte est suspendu',
        what: (service) =>
          `${service} a suspendu votre compte : les autres ne le voient pas, et il ne permet plus de rien publier.`,
        next: (portal) => `Vous pouvez toujours vous connecter à ${portal} et emporter ce qui est à vous.`,
      },
      'taken-down': {
        heading: 'Votre compte a été retiré',
        what: (service) =>
          `${service} a retiré votre compte : les autres ne le voient pas, et il ne permet plus de rien publier.`,
      },
      restored: {
        heading: 'Votre compte est de retour',
        what: (service) => `Votre compte chez ${service} est de retour : les autres le voient comme avant.`,
      },
      deactivated: {
        heading: 'Votre compte est désactivé',
        what: (service) =>
          `${service} a désactivé votre compte : les autres ne le voient pas tant qu’il n’est pas réactivé.`,
        next: (portal) => `Vous pouvez le faire vous-même : connectez-vous à ${portal}.`,
      },
      staying: {
        heading: 'Votre compte reste',
        what: (service) => `Votre compte chez ${service} ne sera finalement pas supprimé.`,
      },
      deleted: {
        heading: 'Votre compte est supprimé',
        what: (service) =>
          `Votre compte chez ${service} est supprimé avec tout son contenu. Ceci est le dernier message à son sujet.`,
      },
      approved: {
        heading: 'Vous pouvez avoir votre compte',
        what: (service) => `${service} accepte que vous ayez un compte.`,
        next: (portal) =>
          `Connectez-vous encore une fois avec votre organisation à ${portal}, et il sera créé.`,
      },
      denied: {
        heading: 'Votre compte a été refusé',
        what: (service) => `Vous avez demandé un compte chez ${service}. La demande a été refusée.`,
      },
      'export-ready': {
        heading: 'Ce que l’on sait de vous a été rassemblé',
        what: (service) =>
          `Tout ce que ${service} sait de votre compte a été rassemblé pour vous. Cela peut vous être remis dans les prochaines 24 heures.`,
      },
    },
  },
  alarm: {
    'leavers-stopped': ({ connectionId, connectionName, left }) => ({
      subject: `Pour l’instant, personne ne peut quitter ${connectionName}`,
      what: [
        `En quelques minutes, des personnes de la connexion ${connectionName} ont été désactivées (${left}), et d’autres allaient suivre. Cela ressemble à une erreur du fournisseur d’identité : personne d’autre n’est désactivé tant qu’un administrateur n’a pas décidé.`,
        `Si c’était voulu, laissez continuer dans l’administration, ou avec POST /admin/v1/sso/connections/${connectionId}/resume-leavers. Sinon, remettez d’abord ces personnes dans l’application chez le fournisseur : leurs comptes seront ainsi débloqués.`,
      ],
    }),
    'owner-stays': ({ connectionName, did }) => ({
      subject: `${connectionName} voulait exclure un Owner`,
      what: [
        `L’annuaire de la connexion ${connectionName} indique que ${did} est parti. Les annuaires n’excluent pas les Owner, pour qu’il reste toujours quelqu’un qui s’occupe du service : le compte est tel qu’il était.`,
        'Si cette personne est partie, retirez-lui le rôle dans l’administration et bloquez le compte.',
      ],
    }),
    'break-glass-used': ({ did }) => ({
      subject: `${did} s’est connecté avec le mot de passe`,
      what: [
        `${did}, qui est Owner, s’est connecté avec le mot de passe alors que son domaine exige l’authentification unique. Les Owner le peuvent, pour le cas où le fournisseur ne fonctionne pas.`,
        'Si vous ne savez pas pourquoi, demandez-lui. Si ce n’était pas cette personne, bloquez le compte dans l’administration ; l’audit montre ce qui a été fait.',
      ],
    }),
    'owner-made': ({ did, by }) => ({
      subject: `${did} a été nommé Owner sur la machine elle-même`,
      what: [
        `${by} a nommé ${did} Owner par une commande, sur la machine où fonctionne le service.`,
        'Si personne parmi vous n’est au courant, retirez le rôle dans l’administration et cherchez qui a accès à la machine.',
      ],
    }),
    'webhook-off': ({ host }) => ({
      subject: `Le webhook de ${host} est désactivé`,
      what: [
        `${host} a répondu que le destinataire d’un webhook n’existe plus (410). Plus rien n’y est envoyé ; ce qui attendait n’a pas été remis.`,
        'Si ce n’est pas le cas, réactivez le webhook dans l’administration et envoyez de nouveau ce qui n’a pas été remis.',
      ],
    }),
  },
  trial: {
    heading: 'Le courrier fonctionne',
    works: (service) => `${service} peut envoyer du courrier à cette adresse.`,
    why: 'Un responsable du service a demandé ce message pour essayer. Vous n’avez rien à faire.',
  },
}
