import type { LetterWords } from './letter-words.js'

const TELL_AT_ONCE = 'Wenn Sie nicht darum gebeten haben, sagen Sie es sofort den Betreibern des Dienstes.'
const CHANGE_PASSWORD =
  'Wenn Sie das nicht waren, ändern Sie sofort Ihr Passwort: Damit werden alle abgemeldet.'

const REMOVED = {
  totp: 'Sie haben eine Authenticator-App aus Ihrem Konto entfernt.',
  passkey: 'Sie haben einen Passkey aus Ihrem Konto entfernt.',
  passkeys: 'Sie haben alle Passkeys aus Ihrem Konto entfernt.',
}

const REMOVED_BY_SERVICE = {
  totp: 'Die Betreiber des Dienstes haben eine Authenticator-App aus Ihrem Konto entfernt.',
  passkey: 'Die Betreiber des Dienstes haben einen Passkey aus Ihrem Konto entfernt.',
  passkeys: 'Die Betreiber des Dienstes haben alle Passkeys aus Ihrem Konto entfernt.',
}

/** What letters say in German. */
export const GERMAN: LetterWords = {
  hello: (name) => `Guten Tag ${name},`,
  code: {
    goodFor: (minutes) => `Er gilt ${minutes} Minuten lang und nur einmal.`,
    of: {
      confirmEmail: {
        subject: 'Bestätigen Sie Ihre E-Mail-Adresse',
        does: 'Geben Sie diesen Code ein, um zu bestätigen, dass dies Ihre E-Mail-Adresse ist:',
        otherwise:
          'Wenn Sie ihn nicht angefordert haben, hat vielleicht jemand versehentlich Ihre Adresse angegeben: Ignorieren Sie diese Mail.',
      },
      updateEmail: {
        subject: 'Ändern Sie Ihre E-Mail-Adresse',
        does: 'Geben Sie diesen Code ein, um die E-Mail-Adresse Ihres Kontos zu ändern:',
        otherwise:
          'Wenn Sie ihn nicht angefordert haben, ist vielleicht jemand anderes unter Ihrem Namen angemeldet: Ändern Sie Ihr Passwort.',
      },
      resetPassword: {
        subject: 'Wählen Sie ein neues Passwort',
        does: 'Geben Sie diesen Code ein, um ein neues Passwort zu wählen:',
        otherwise:
          'Wenn Sie ihn nicht angefordert haben, ignorieren Sie diese Mail: Ihr Passwort bleibt, wie es ist.',
      },
      deleteAccount: {
        subject: 'Löschen Sie Ihr Konto',
        does: 'Geben Sie diesen Code ein, um Ihr Konto mit allem, was darin ist, für immer zu löschen:',
        otherwise:
          'Wenn Sie ihn nicht angefordert haben, ist vielleicht jemand anderes unter Ihrem Namen angemeldet: Ändern Sie Ihr Passwort.',
      },
      plcOperation: {
        subject: 'Ändern Sie Ihre Identität',
        does: 'Geben Sie diesen Code ein, um eine Änderung Ihrer Identität zuzulassen, etwa für den Umzug auf einen anderen Server:',
        otherwise:
          'Wenn Sie ihn nicht angefordert haben, behalten Sie den Code für sich und ändern Sie Ihr Passwort: Wer ihn hat, kann Ihre Identität übernehmen.',
      },
      signIn: {
        subject: 'Code zum Anmelden',
        does: 'Geben Sie diesen Code ein, um sich anzumelden:',
        otherwise: 'Wenn Sie sich nicht anmelden wollten, kennt jemand anderes Ihr Passwort: Ändern Sie es.',
      },
      linkIdentity: {
        subject: 'Verbinden Sie Ihre Organisation',
        does: 'Geben Sie diesen Code ein, um sich künftig mit Ihrer Organisation bei Ihrem Konto anzumelden:',
        otherwise:
          'Wenn Sie ihn nicht angefordert haben, behalten Sie den Code für sich: Wer ihn hat, kann sich bei Ihrem Konto anmelden.',
      },
    },
  },
  security: {
    circumstances: (time, place) => (place ? `Zeit: ${time}. Von: ${place}` : `Zeit: ${time}`),
    of: {
      'signed-in': () => ({
        subject: 'Neue Anmeldung bei Ihrem Konto',
        what: 'Jemand hat sich von einem Gerät oder Netz bei Ihrem Konto angemeldet, das bisher nicht benutzt wurde.',
        otherwise: CHANGE_PASSWORD,
      }),
      'app-allowed': ({ app }) => ({
        subject: 'Eine App darf für Sie handeln',
        what: `Sie haben einer App erlaubt, für Ihr Konto zu handeln: ${app}`,
        otherwise: `${CHANGE_PASSWORD} Nehmen Sie danach die Erlaubnis zurück.`,
      }),
      'app-password-made': ({ name }) => ({
        subject: 'Ein neues App-Passwort',
        what: `Für Ihr Konto wurde ein App-Passwort erstellt: ${name}`,
        otherwise: 'Wenn Sie das nicht waren, entfernen Sie das App-Passwort und ändern Sie Ihr Passwort.',
      }),
      'password-changed': () => ({
        subject: 'Ihr Passwort wurde geändert',
        what: 'Das Passwort Ihres Kontos wurde geändert. Alle Apps und Geräte wurden abgemeldet.',
        otherwise:
          'Wenn Sie das nicht waren, wählen Sie sofort mit „Passwort vergessen?“ ein neues, und sorgen Sie dafür, dass niemand sonst Ihre Mails liest.',
      }),
      'email-changed': ({ to, byService }) => ({
        subject: 'Ihre E-Mail-Adresse wurde geändert',
        what: byService
          ? `Die Betreiber des Dienstes haben Ihrem Konto eine andere E-Mail-Adresse gegeben: ${to}. Diese hier wird nicht mehr verwendet.`
          : `Ihr Konto hat jetzt eine andere E-Mail-Adresse: ${to}. Diese hier wird nicht mehr verwendet.`,
        otherwise: byService
          ? TELL_AT_ONCE
          : 'Wenn Sie das nicht waren, ändern Sie Ihr Passwort und bitten Sie die Betreiber des Dienstes um Hilfe.',
      }),
      'factor-added': ({ factor }) => ({
        subject: 'Ein neuer Nachweis, dass Sie es sind',
        what:
          factor === 'totp'
            ? 'Sie haben Ihrem Konto eine Authenticator-App hinzugefügt. Beim Anmelden wird danach gefragt.'
            : 'Sie haben Ihrem Konto einen Passkey hinzugefügt. Beim Anmelden wird danach gefragt.',
        otherwise: 'Wenn Sie das nicht waren, entfernen Sie ihn und ändern Sie Ihr Passwort.',
      }),
      'factor-removed': ({ factor, byService }) => ({
        subject: 'Ihr Konto ist weniger geschützt',
        what: (byService ? REMOVED_BY_SERVICE : REMOVED)[factor],
        otherwise: CHANGE_PASSWORD,
      }),
      'identity-linked': ({ name, byService }) => ({
        subject: 'Ein neuer Weg, sich bei Ihrem Konto anzumelden',
        what: byService
          ? `Die Betreiber des Dienstes haben Ihr Konto verknüpft: Man kann sich dort jetzt mit ${name} anmelden.`
          : `Bei Ihrem Konto kann man sich jetzt mit ${name} anmelden.`,
        otherwise: byService
          ? TELL_AT_ONCE
          : 'Wenn Sie das nicht waren, entfernen Sie diesen Weg und ändern Sie Ihr Passwort.',
      }),
      'identity-unlinked': ({ name, byService }) => ({
        subject: 'Ein Weg, sich bei Ihrem Konto anzumelden, wurde entfernt',
        what: byService
          ? `Die Betreiber des Dienstes haben eine Verknüpfung Ihres Kontos entfernt: Man kann sich dort nicht mehr mit ${name} anmelden.`
          : `Bei Ihrem Konto kann man sich nicht mehr mit ${name} anmelden.`,
        otherwise: byService ? TELL_AT_ONCE : CHANGE_PASSWORD,
      }),
      'factors-reset': () => ({
        subject: 'Ihre weiteren Nachweise wurden entfernt',
        what: 'Die Betreiber des Dienstes haben alle weiteren Nachweise Ihres Kontos entfernt: Zum Anmelden genügt das Passwort.',
        otherwise:
          'Fügen Sie neue hinzu. Wenn Sie nicht darum gebeten haben, ändern Sie Ihr Passwort und sagen Sie es den Betreibern des Dienstes.',
      }),
      'recovery-codes-low': ({ left }) => ({
        subject: 'Sie haben nur noch wenige Wiederherstellungscodes',
        what:
          left === 0
            ? 'Mit einem Wiederherstellungscode hat sich jemand bei Ihrem Konto angemeldet. Es war der letzte.'
            : left === 1
              ? 'Mit einem Wiederherstellungscode hat sich jemand bei Ihrem Konto angemeldet. Einer ist noch da.'
              : `Mit einem Wiederherstellungscode hat sich jemand bei Ihrem Konto angemeldet. ${left} sind noch da.`,
        otherwise: `Erstellen Sie neue Codes, bevor Sie sie brauchen. ${CHANGE_PASSWORD}`,
      }),
    },
  },
  invitation: {
    heading: 'Ihre Einladung',
    invited: (service) => `${service} lädt Sie ein, dort ein Konto zu haben.`,
    make: 'Konto anlegen',
    how: (host) =>
      `Der Link enthält Ihren Code. Wenn Sie lieber in einer App beginnen, öffnen Sie diese, wählen Sie, ein Konto anzulegen, und geben Sie als Server ${host} an. Tragen Sie diese E-Mail-Adresse und diesen Code ein:`,
    domain: (domain) => `Ihr Handle wird auf .${domain} enden.`,
    until: (day) => `Der Code gilt bis ${day}, einmal und nur mit dieser E-Mail-Adresse.`,
    otherwise: 'Wenn Sie das nicht erwartet haben, ignorieren Sie diese Mail: Ohne Sie geschieht nichts.',
  },
  welcome: {
    heading: 'Willkommen',
    made: (service, handle) => `Für Sie wurde ein Konto angelegt: ${service}. Ihr Handle ist ${handle}.`,
    choose: 'Passwort wählen',
    until: (day, portal) =>
      `Der Link gilt bis ${day} und nur einmal. Danach wählen Sie unter ${portal} mit „Passwort vergessen?“ ein Passwort.`,
    organization: (name) => `Sie melden sich mit ${name} an. Ein weiteres Passwort brauchen Sie nicht.`,
    signIn: 'Anmelden',
    inApp: (host) =>
      `Um das Konto in einer App zu benutzen, geben Sie dort ${host} als Server und Ihren Handle an.`,
    otherwise: 'Wenn Sie das nicht erwartet haben, fragen Sie die Betreiber des Dienstes.',
  },
  moving: {
    heading: 'Ihr Konto umziehen',
    invited: (service, from) =>
      `${service} lädt Sie ein, mit Ihrem Konto von ${from} umzuziehen. Ihre Identität, Ihre Beiträge und alle, die Ihnen folgen, ziehen mit.`,
    begin: 'Umzug beginnen',
    stays:
      'Sie brauchen Ihr Passwort beim alten Server. Es dient nur dazu, Sie dort anzumelden, und wird nicht aufbewahrt.',
    until: (day) => `Der Link gilt bis ${day}, und nur in dem Browser, in dem Sie ihn zuerst öffnen.`,
    otherwise: 'Wenn Sie nicht umziehen möchten, beachten Sie diese E-Mail nicht: Es ändert sich nichts.',
  },
  leaving: {
    heading: (days) =>
      days <= 1 ? 'Ihr Konto endet innerhalb eines Tages' : `Ihr Konto endet in ${days} Tagen`,
    ended: (service, time) =>
      `Ihre Zugehörigkeit zu ${service} hat geendet. Ihr Konto wird mit allem, was darin ist, gelöscht: ${time}.`,
    until: (portal) =>
      `Bis dahin können Sie sich unter ${portal} anmelden, und nur dort, um eine Kopie Ihrer Daten mitzunehmen oder mit Ihrem Konto auf einen anderen Server umzuziehen. Wenn Sie kein Passwort haben, wählen Sie dort eines mit „Passwort vergessen?“.`,
    otherwise: 'Wenn Sie das für einen Irrtum halten, fragen Sie die Betreiber des Dienstes.',
  },
  standing: {
    said: 'Dazu wird Ihnen geschrieben:',
    objection: (support) => `Wenn Sie das für einen Irrtum halten, sagen Sie es hier: ${support}`,
    of: {
      locked: {
        heading: 'Ihr Konto ist gesperrt',
        what: (service) =>
          `Ihr Konto wurde gesperrt: ${service}. Niemand kann sich dort anmelden. Was Sie veröffentlicht haben, bleibt, wo es ist.`,
      },
      unlocked: {
        heading: 'Ihr Konto ist entsperrt',
        what: (service) =>
          `Ihr Konto ist entsperrt: ${service}. Sie können sich wieder anmelden; Apps und Geräte müssen neu angemeldet werden.`,
      },
      suspended: {
        heading: 'Ihr Konto ist ausgesetzt',
        what: (service) =>
          `Ihr Konto wurde ausgesetzt: ${service}. Andere sehen es nicht, und es kann nichts damit veröffentlicht werden.`,
        next: (portal) =>
          `Sie können sich unter ${portal} weiterhin anmelden und mitnehmen, was Ihnen gehört.`,
      },
      'taken-down': {
        heading: 'Ihr Konto wurde entfernt',
        what: (service) =>
          `Ihr Konto wurde entfernt: ${service}. Andere sehen es nicht, und es kann nichts damit veröffentlicht werden.`,
      },
      restored: {
        heading: 'Ihr Konto ist wieder da',
        what: (service) => `Ihr Konto ist wieder da: ${service}. Andere sehen es wie zuvor.`,
      },
      deactivated: {
        heading: 'Ihr Konto ist deaktiviert',
        what: (service) =>
          `Ihr Konto wurde deaktiviert: ${service}. Andere sehen es nicht, bis es wieder aktiviert wird.`,
        next: (portal) => `Das können Sie selbst: Melden Sie sich unter ${portal} an.`,
      },
      staying: {
        heading: 'Ihr Konto bleibt',
        what: (service) => `Ihr Konto wird nun doch nicht gelöscht: ${service}.`,
      },
      deleted: {
        heading: 'Ihr Konto ist gelöscht',
        what: (service) =>
          `Ihr Konto ist mit allem, was darin war, gelöscht: ${service}. Dies ist der letzte Brief dazu.`,
      },
      approved: {
        heading: 'Sie können Ihr Konto haben',
        what: (service) => `Ihrem Wunsch nach einem Konto wurde zugestimmt: ${service}.`,
        next: (portal) =>
          `Melden Sie sich unter ${portal} noch einmal mit Ihrer Organisation an, dann wird es angelegt.`,
      },
      denied: {
        heading: 'Ihr Konto wurde abgelehnt',
        what: (service) => `Sie haben um ein Konto gebeten: ${service}. Der Wunsch wurde abgelehnt.`,
      },
      'export-ready': {
        heading: 'Was über Sie bekannt ist, wurde zusammengestellt',
        what: (service) =>
          `Alles, was über Ihr Konto bekannt ist, wurde für Sie zusammengestellt: ${service}. In den nächsten 24 Stunden kann es Ihnen übergeben werden.`,
      },
    },
  },
  alarm: {
    'leavers-stopped': ({ connectionId, connectionName, left }) => ({
      subject: `Zurzeit kann niemand ${connectionName} verlassen`,
      what: [
        `Innerhalb von Minuten wurden so viele Personen der Verbindung ${connectionName} deaktiviert: ${left}; weitere sollten folgen. Das sieht nach einem Fehler beim Identitätsanbieter aus. Deshalb wird niemand sonst deaktiviert, bis jemand aus der Administration entscheidet.`,
        `Wenn es beabsichtigt war, lassen Sie es in der Administration weitergehen, oder mit POST /admin/v1/sso/connections/${connectionId}/resume-leavers. Wenn nicht, ordnen Sie die Personen zuerst beim Anbieter wieder der Anwendung zu: Damit werden ihre Konten entsperrt.`,
      ],
    }),
    'owner-stays': ({ connectionName, did }) => ({
      subject: `${connectionName} wollte einen Owner aussperren`,
      what: [
        `Das Verzeichnis der Verbindung ${connectionName} sagt, dass ${did} nicht mehr dabei ist. Owner werden von Verzeichnissen nicht ausgesperrt, damit immer jemand da ist, der sich um den Dienst kümmert: Das Konto ist, wie es war.`,
        'Wenn die Person nicht mehr dabei ist, entziehen Sie ihr die Rolle in der Administration und sperren Sie das Konto.',
      ],
    }),
    'break-glass-used': ({ did }) => ({
      subject: `${did} hat sich mit dem Passwort angemeldet`,
      what: [
        `${did}, ein Owner, hat sich mit dem Passwort angemeldet, obwohl die Domain Single Sign-on verlangt. Owner dürfen das, falls der Anbieter nicht funktioniert.`,
        'Wenn Sie nicht wissen, warum, fragen Sie nach. Wenn es jemand anders war, sperren Sie das Konto in der Administration; das Audit zeigt, was getan wurde.',
      ],
    }),
    'owner-made': ({ did, by }) => ({
      subject: `${did} wurde auf dem Rechner selbst zum Owner gemacht`,
      what: [
        `${by} hat ${did} per Befehl zum Owner gemacht, auf dem Rechner, auf dem der Dienst läuft.`,
        'Wenn niemand von Ihnen davon weiß, entziehen Sie die Rolle in der Administration und klären Sie, wer Zugriff auf den Rechner hat.',
      ],
    }),
    'webhook-off': ({ host }) => ({
      subject: `Der Webhook bei ${host} ist abgeschaltet`,
      what: [
        `${host} hat geantwortet, dass es den Empfänger eines Webhooks nicht mehr gibt (410). Dorthin wird nichts mehr gesendet; was noch wartete, wurde nicht zugestellt.`,
        'Wenn das nicht stimmt, schalten Sie den Webhook in der Administration wieder ein und senden Sie erneut, was nicht zugestellt wurde.',
      ],
    }),
  },
  trial: {
    heading: 'Der Mailversand funktioniert',
    works: (service) => `${service} kann Mails an diese Adresse senden.`,
    why: 'Jemand, der den Dienst betreibt, hat diese Mail zur Probe angefordert. Es ist nichts zu tun.',
  },
}
