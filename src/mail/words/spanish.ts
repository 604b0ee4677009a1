import type { LetterWords } from './letter-words.js'

const TELL_AT_ONCE = 'Si no lo ha pedido, avise cuanto antes a quien gestiona el servicio.'
const CHANGE_PASSWORD =
  'Si no ha sido usted, cambie su contraseña cuanto antes: así se cierran todas las sesiones.'

const REMOVED = {
  totp: 'Ha quitado una aplicación de autenticación de su cuenta.',
  passkey: 'Ha quitado una llave de acceso de su cuenta.',
  passkeys: 'Ha quitado todas las llaves de acceso de su cuenta.',
}

const REMOVED_BY_SERVICE = {
  totp: 'Quien gestiona el servicio ha quitado una aplicación de autenticación de su cuenta.',
  passkey: 'Quien gestiona el servicio ha quitado una llave de acceso de su cuenta.',
  passkeys: 'Quien gestiona el servicio ha quitado todas las llaves de acceso de su cuenta.',
}

/** What letters say in Spanish. */
export const SPANISH: LetterWords = {
  hello: (name) => `Hola, ${name}:`,
  code: {
    goodFor: (minutes) => `Vale durante ${minutes} minutos y una sola vez.`,
    of: {
      confirmEmail: {
        subject: 'Confirme su dirección de correo',
        does: 'Para confirmar que esta es su dirección de correo, introduzca este código:',
        otherwise:
          'Si no lo ha pedido, puede que alguien haya dado su dirección por error: no haga caso de este mensaje.',
      },
      updateEmail: {
        subject: 'Cambie su dirección de correo',
        does: 'Para cambiar la dirección de correo de su cuenta, introduzca este código:',
        otherwise:
          'Si no lo ha pedido, puede que otra persona haya iniciado sesión en su cuenta: cambie su contraseña.',
      },
      resetPassword: {
        subject: 'Elija una contraseña nueva',
        does: 'Para elegir una contraseña nueva, introduzca este código:',
        otherwise: 'Si no lo ha pedido, no haga caso de este mensaje: su contraseña sigue siendo la misma.',
      },
      deleteAccount: {
        subject: 'Elimine su cuenta',
        does: 'Para eliminar para siempre su cuenta con todo su contenido, introduzca este código:',
        otherwise:
          'Si no lo ha pedido, puede que otra persona haya iniciado sesión en su cuenta: cambie su contraseña.',
      },
      plcOperation: {
        subject: 'Cambie su identidad',
        does: 'Para permitir que su identidad cambie, por ejemplo al trasladarse a otro servidor, introduzca este código:',
        otherwise:
          'Si no lo ha pedido, no dé el código a nadie y cambie su contraseña: quien lo tenga puede quitarle su identidad.',
      },
      signIn: {
        subject: 'Código para iniciar sesión',
        does: 'Para iniciar sesión, introduzca este código:',
        otherwise: 'Si no ha intentado iniciar sesión, otra persona conoce su contraseña: cámbiela.',
      },
      linkIdentity: {
        subject: 'Vincule su organización',
        does: 'Para iniciar sesión en su cuenta con su organización a partir de ahora, introduzca este código:',
        otherwise:
          'Si no lo ha pedido, no dé el código a nadie: quien lo tenga puede iniciar sesión en su cuenta.',
      },
    },
  },
  security: {
    circumstances: (time, place) => (place ? `Fecha: ${time}. Desde: ${place}` : `Fecha: ${time}`),
    of: {
      'signed-in': () => ({
        subject: 'Nuevo inicio de sesión en su cuenta',
        what: 'Alguien ha iniciado sesión en su cuenta desde un dispositivo o una red que no se había usado antes.',
        otherwise: CHANGE_PASSWORD,
      }),
      'app-allowed': ({ app }) => ({
        subject: 'Una aplicación puede actuar por usted',
        what: `Ha permitido a una aplicación actuar en nombre de su cuenta: ${app}`,
        otherwise: `${CHANGE_PASSWORD} Después, retire el permiso.`,
      }),
      'app-password-made': ({ name }) => ({
        subject: 'Una nueva contraseña de aplicación',
        what: `Se ha creado una contraseña de aplicación para su cuenta: ${name}`,
        otherwise: 'Si no ha sido usted, quite la contraseña de aplicación y cambie su contraseña.',
      }),
      'password-changed': () => ({
        subject: 'Su contraseña ha cambiado',
        what: 'Se ha cambiado la contraseña de su cuenta. Se ha cerrado la sesión en todas las aplicaciones y dispositivos.',
        otherwise:
          'Si no ha sido usted, elija cuanto antes una nueva en la página de inicio de sesión, donde se pregunta si la ha olvidado, y asegúrese de que nadie más lee su correo.',
      }),
      'email-changed': ({ to, byService }) => ({
        subject: 'Su dirección de correo ha cambiado',
        what: byService
          ? `Quien gestiona el servicio ha dado a su cuenta otra dirección de correo: ${to}. Esta ya no se usa.`
          : `Su cuenta tiene ahora otra dirección de correo: ${to}. Esta ya no se usa.`,
        otherwise: byService
          ? TELL_AT_ONCE
          : 'Si no ha sido usted, cambie su contraseña y pida ayuda a quien gestiona el servicio.',
      }),
      'factor-added': ({ factor }) => ({
        subject: 'Una nueva forma de demostrar que es usted',
        what:
          factor === 'totp'
            ? 'Ha añadido una aplicación de autenticación a su cuenta. Se le pedirá al iniciar sesión.'
            : 'Ha añadido una llave de acceso a su cuenta. Se le pedirá al iniciar sesión.',
        otherwise: 'Si no ha sido usted, quítela y cambie su contraseña.',
      }),
      'factor-removed': ({ factor, byService }) => ({
        subject: 'Su cuenta está menos protegida',
        what: (byService ? REMOVED_BY_SERVICE : REMOVED)[factor],
        otherwise: CHANGE_PASSWORD,
      }),
      'identity-linked': ({ name, byService }) => ({
        subject: 'Una nueva forma de iniciar sesión en su cuenta',
        what: byService
          ? `Quien gestiona el servicio ha vinculado su cuenta: ahora se puede iniciar sesión en ella con ${name}.`
          : `Ahora se puede iniciar sesión en su cuenta con ${name}.`,
        otherwise: byService
          ? TELL_AT_ONCE
          : 'Si no ha sido usted, quite esta forma de iniciar sesión y cambie su contraseña.',
      }),
      'identity-unlinked': ({ name, byService }) => ({
        subject: 'Se ha quitado una forma de iniciar sesión en su cuenta',
        what: byService
          ? `Quien gestiona el servicio ha quitado un vínculo de su cuenta: ya no se puede iniciar sesión en ella con ${name}.`
          : `Ya no se puede iniciar sesión en su cuenta con ${name}.`,
        otherwise: byService ? TELL_AT_ONCE : CHANGE_PASSWORD,
      }),
      'factors-reset': () => ({
        subject: 'Se han quitado sus segundos factores',
        what: 'Quien gestiona el servicio ha quitado todos los segundos factores de su cuenta: basta la contraseña para iniciar sesión.',
        otherwise:
          'Añada otros nuevos. Si no lo ha pedido, cambie su contraseña y avise a quien gestiona el servicio.',
      }),
      'recovery-codes-low': ({ left }) => ({
        subject: 'Le quedan pocos códigos de recuperación',
        what:
          left === 0
            ? 'Se ha usado un código de recuperación para iniciar sesión en su cuenta. Era el último.'
            : left === 1
              ? 'Se ha usado un código de recuperación para iniciar sesión en su cuenta. Queda uno.'
              : `Se ha usado un código de recuperación para iniciar sesión en su cuenta. Quedan ${left}.`,
        otherwise: `Cree códigos nuevos antes de que le hagan falta. ${CHANGE_PASSWORD}`,
      }),
    },
  },
  invitation: {
    heading: 'Su invitación',
    invited: (service) => `${service} le invita a tener una cuenta.`,
    make: 'Crear su cuenta',
    how: (host) =>
      `El enlace contiene su código. Si prefiere empezar en una aplicación, ábrala, elija crear una cuenta e indique ${host} como servidor. Introduzca esta dirección de correo y este código:`,
    domain: (domain) => `Su identificador terminará en .${domain}.`,
    until: (day) => `El código vale hasta el ${day}, una sola vez y solo con esta dirección de correo.`,
    otherwise: 'Si no esperaba esto, no haga caso de este mensaje: no ocurre nada sin usted.',
  },
  welcome: {
    heading: 'Le damos la bienvenida',
    made: (service, handle) => `${service} ha creado una cuenta para usted. Su identificador es ${handle}.`,
    choose: 'Elegir su contraseña',
    until: (day, portal) =>
      `El enlace vale hasta el ${day}, y una sola vez. Después, elija una contraseña en ${portal}, donde se pregunta si la ha olvidado.`,
    organization: (name) => `Usted inicia sesión con ${name}. No necesita otra contraseña.`,
    signIn: 'Iniciar sesión',
    inApp: (host) => `Para usarla en una aplicación, indique ${host} como servidor, y su identificador.`,
    otherwise: 'Si no esperaba esto, pregunte a quien gestiona el servicio.',
  },
  moving: {
    heading: 'Mudar tu cuenta',
    invited: (service, from) =>
      `${service} te invita a mudar tu cuenta desde ${from}. Tu identidad, tus publicaciones y tus seguidores se mudan contigo.`,
    begin: 'Empezar la mudanza',
    stays:
      'Necesitas la contraseña que tienes en el servidor antiguo. Sirve para iniciar sesión allí y no se guarda.',
    until: (day) => `El enlace vale hasta el ${day}, en el navegador en el que lo abras primero.`,
    otherwise: 'Si no quieres mudarte, ignora este mensaje: no cambia nada.',
  },
  leaving: {
    heading: (days) =>
      days <= 1 ? 'Su cuenta termina en menos de un día' : `Su cuenta termina dentro de ${days} días`,
    ended: (service, time) =>
      `Ya no forma parte de ${service}. Su cuenta se eliminará con todo su contenido en esta fecha: ${time}.`,
    until: (portal) =>
      `Hasta entonces puede iniciar sesión en ${portal}, y solo allí, para llevarse una copia de lo que es suyo o para trasladar su cuenta a otro servidor. Si no tiene contraseña, elija una allí, donde se pregunta si la ha olvidado.`,
    otherwise: 'Si cree que se trata de un error, pregunte a quien gestiona el servicio.',
  },
  standing: {
    said: 'Quien lo ha decidido le escribe:',
    objection: (support) => `Si cree que se trata de un error, dígalo aquí: ${support}`,
    of: {
      locked: {
        heading: 'Su cuenta está bloqueada',
        what: (service) =>
          `${service} ha bloqueado su cuenta: nadie puede iniciar sesión en ella. Lo que ha publicado se queda donde está.`,
      },
      unlocked: {
        heading: 'Su cuenta está desbloqueada',
        what: (service) =>
          `Su cuenta en ${service} está desbloqueada. Puede volver a iniciar sesión; las aplicaciones y los dispositivos tienen que hacerlo de nuevo.`,
      },
      suspended: {
        heading: 'Su cuenta está suspendida',
        what: (service) =>
          `${service} ha suspendido su cuenta: los demás no la ven, y no se puede publicar nada con ella.`,
        next: (portal) => `Todavía puede iniciar sesión en ${portal} y llevarse lo que es suyo.`,
      },
      'taken-down': {
        heading: 'Su cuenta ha sido retirada',
        what: (service) =>
          `${service} ha retirado su cuenta: los demás no la ven, y no se puede publicar nada con ella.`,
      },
      restored: {
        heading: 'Su cuenta vuelve a estar',
        what: (service) => `Su cuenta en ${service} vuelve a estar: los demás la ven como antes.`,
      },
      deactivated: {
        heading: 'Su cuenta está desactivada',
        what: (service) =>
          `${service} ha desactivado su cuenta: los demás no la ven hasta que se active de nuevo.`,
        next: (portal) => `Puede hacerlo usted: inicie sesión en ${portal}.`,
      },
      staying: {
        heading: 'Su cuenta se queda',
        what: (service) => `Al final, su cuenta en ${service} no se eliminará.`,
      },
      deleted: {
        heading: 'Su cuenta se ha eliminado',
        what: (service) =>
          `Su cuenta en ${service} se ha eliminado con todo su contenido. Este es el último mensaje sobre ella.`,
      },
      approved: {
        heading: 'Puede tener su cuenta',
        what: (service) => `${service} está de acuerdo en que tenga una cuenta.`,
        next: (portal) => `Inicie sesión otra vez con su organización en ${portal}, y se creará.`,
      },
      denied: {
        heading: 'Su cuenta ha sido rechazada',
        what: (service) => `Ha pedido una cuenta en ${service}. La petición se ha rechazado.`,
      },
      'export-ready': {
        heading: 'Se ha reunido lo que se sabe de usted',
        what: (service) =>
          `Se ha reunido para usted todo lo que ${service} sabe de su cuenta. Se le puede entregar en las próximas 24 horas.`,
      },
    },
  },
  alarm: {
    'leavers-stopped': ({ connectionId, connectionName, left }) => ({
      subject: `Por ahora nadie puede salir de ${connectionName}`,
      what: [
        `En pocos minutos se ha desactivado a varias personas de la conexión ${connectionName} (${left}), e iban a seguir más. Parece un error del proveedor de identidad, así que no se desactiva a nadie más hasta que decida un administrador.`,
        `Si era lo previsto, permita que continúe en la administración, o con POST /admin/v1/sso/connections/${connectionId}/resume-leavers. Si no lo era, devuelva primero a las personas a la aplicación en el proveedor: con eso se desbloquean sus cuentas.`,
      ],
    }),
    'owner-stays': ({ connectionName, did }) => ({
      subject: `${connectionName} quería dejar fuera a un Owner`,
      what: [
        `El directorio de la conexión ${connectionName} dice que ${did} ya no está. Los directorios no dejan fuera a los Owner, para que siempre haya alguien que cuide del servicio: la cuenta sigue como estaba.`,
        'Si ya no está, quítele el rol en la administración y bloquee la cuenta.',
      ],
    }),
    'break-glass-used': ({ did }) => ({
      subject: `${did} ha iniciado sesión con la contraseña`,
      what: [
        `${did}, que es Owner, ha iniciado sesión con la contraseña, aunque su dominio exige el inicio de sesión único. Los Owner pueden hacerlo por si el proveedor no funciona.`,
        'Si no sabe por qué, pregúntele. Si no fue esa persona, bloquee la cuenta en la administración; la auditoría muestra lo que se hizo.',
      ],
    }),
    'owner-made': ({ did, by }) => ({
      subject: `${did} se ha convertido en Owner desde el propio servidor`,
      what: [
        `${by} ha convertido a ${did} en Owner con un comando, en la máquina en la que funciona el servicio.`,
        'Si nadie de ustedes lo sabía, quite el rol en la administración y averigüe quién tiene acceso a la máquina.',
      ],
    }),
    'webhook-off': ({ host }) => ({
      subject: `El webhook de ${host} está desactivado`,
      what: [
        `${host} ha respondido que el receptor de un webhook ya no existe (410). No se le envía nada más; lo que estaba en espera no se entregó.`,
        'Si no es así, vuelva a activar el webhook en la administración y envíe de nuevo lo que no se entregó.',
      ],
    }),
  },
  trial: {
    heading: 'El correo funciona',
    works: (service) => `${service} puede enviar correo a esta dirección.`,
    why: 'Alguien que gestiona el servicio ha pedido este mensaje como prueba. No tiene que hacer nada.',
  },
}
