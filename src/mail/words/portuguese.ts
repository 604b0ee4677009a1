import type { LetterWords } from './letter-words.js'

const TELL_AT_ONCE = 'Se você não pediu isso, avise imediatamente os responsáveis pelo serviço.'
const CHANGE_PASSWORD = 'Se não foi você, altere sua senha imediatamente: isso encerra todas as sessões.'

const REMOVED = {
  totp: 'Você removeu um aplicativo autenticador da sua conta.',
  passkey: 'Você removeu uma chave de acesso da sua conta.',
  passkeys: 'Você removeu todas as chaves de acesso da sua conta.',
}

const REMOVED_BY_SERVICE = {
  totp: 'Os responsáveis pelo serviço removeram um aplicativo autenticador da sua conta.',
  passkey: 'Os responsáveis pelo serviço removeram uma chave de acesso da sua conta.',
  passkeys: 'Os responsáveis pelo serviço removeram todas as chaves de acesso da sua conta.',
}

/** What letters say in Portuguese. */
export const PORTUGUESE: LetterWords = {
  hello: (name) => `Olá, ${name},`,
  code: {
    goodFor: (minutes) => `Ele vale por ${minutes} minutos e uma única vez.`,
    of: {
      confirmEmail: {
        subject: 'Confirme seu endereço de e-mail',
        does: 'Para confirmar que este é seu endereço de e-mail, digite este código:',
        otherwise:
          'Se você não o pediu, alguém pode ter informado seu endereço por engano: ignore esta mensagem.',
      },
      updateEmail: {
        subject: 'Altere seu endereço de e-mail',
        does: 'Para alterar o endereço de e-mail da sua conta, digite este código:',
        otherwise: 'Se você não o pediu, outra pessoa pode ter entrado na sua conta: altere sua senha.',
      },
      resetPassword: {
        subject: 'Escolha uma nova senha',
        does: 'Para escolher uma nova senha, digite este código:',
        otherwise: 'Se você não o pediu, ignore esta mensagem: sua senha continua a mesma.',
      },
      deleteAccount: {
        subject: 'Exclua sua conta',
        does: 'Para excluir para sempre sua conta com tudo o que há nela, digite este código:',
        otherwise: 'Se você não o pediu, outra pessoa pode ter entrado na sua conta: altere sua senha.',
      },
      plcOperation: {
        subject: 'Altere sua identidade',
        does: 'Para permitir uma alteração da sua identidade, por exemplo para mudar de servidor, digite este código:',
        otherwise:
          'Se você não o pediu, não passe o código a ninguém e altere sua senha: quem o tiver pode tomar sua identidade.',
      },
      signIn: {
        subject: 'Código para entrar',
        does: 'Para entrar, digite este código:',
        otherwise: 'Se você não tentou entrar, outra pessoa conhece sua senha: altere-a.',
      },
      linkIdentity: {
        subject: 'Vincule sua organização',
        does: 'Para entrar na sua conta com sua organização a partir de agora, digite este código:',
        otherwise:
          'Se você não o pediu, não passe o código a ninguém: quem o tiver pode entrar na sua conta.',
      },
    },
  },
  security: {
    circumstances: (time, place) => (place ? `Data: ${time}. De: ${place}` : `Data: ${time}`),
    of: {
      'signed-in': () => ({
        subject: 'Nova entrada na sua conta',
        what: 'Alguém entrou na sua conta a partir de um dispositivo ou de uma rede que não tinham sido usados antes.',
        otherwise: CHANGE_PASSWORD,
      }),
      'app-allowed': ({ app }) => ({
        subject: 'Um aplicativo pode agir por você',
        what: `Você permitiu que um aplicativo agisse em nome da sua conta: ${app}`,
        otherwise: `${CHANGE_PASSWORD} Depois, retire a permissão.`,
      }),
      'app-password-made': ({ name }) => ({
        subject: 'Uma nova senha de aplicativo',
        what: `Foi criada uma senha de aplicativo para sua conta: ${name}`,
        otherwise: 'Se não foi você, remova a senha de aplicativo e altere sua senha.',
      }),
      'password-changed': () => ({
        subject: 'Sua senha foi alterada',
        what: 'A senha da sua conta foi alterada. Todos os aplicativos e dispositivos foram desconectados.',
        otherwise:
          'Se não foi você, escolha imediatamente uma nova na página de entrada, onde se pergunta se a esqueceu, e certifique-se de que mais ninguém lê seu e-mail.',
      }),
      'email-changed': ({ to, byService }) => ({
        subject: 'Seu endereço de e-mail foi alterado',
        what: byService
          ? `Os responsáveis pelo serviço deram à sua conta outro endereço de e-mail: ${to}. Este não é mais usado.`
          : `Sua conta tem agora outro endereço de e-mail: ${to}. Este não é mais usado.`,
        otherwise: byService
          ? TELL_AT_ONCE
          : 'Se não foi você, altere sua senha e peça ajuda aos responsáveis pelo serviço.',
      }),
      'factor-added': ({ factor }) => ({
        subject: 'Uma nova forma de provar que é você',
        what:
          factor === 'totp'
            ? 'Você adicionou um aplicativo autenticador à sua conta. Ele será pedido ao entrar.'
            : 'Você adicionou uma chave de acesso à sua conta. Ela será pedida ao entrar.',
        otherwise: 'Se não foi você, remova-a e altere sua senha.',
      }),
      'factor-removed': ({ factor, byService }) => ({
        subject: 'Sua conta está menos protegida',
        what: (byService ? REMOVED_BY_SERVICE : REMOVED)[factor],
        otherwise: CHANGE_PASSWORD,
      }),
      'identity-linked': ({ name, byService }) => ({
        subject: 'Uma nova forma de entrar na sua conta',
        what: byService
          ? `Os responsáveis pelo serviço vincularam sua conta: agora é possível entrar nela com ${name}.`
          : `Agora é possível entrar na sua conta com ${name}.`,
        otherwise: byService
          ? TELL_AT_ONCE
          : 'Se não foi você, remova esta forma de entrar e altere sua senha.',
      }),
      'identity-unlinked': ({ name, byService }) => ({
        subject: 'Uma forma de entrar na sua conta foi removida',
        what: byService
          ? `Os responsáveis pelo serviço removeram um vínculo da sua conta: não é mais possível entrar nela com ${name}.`
          : `Não é mais possível entrar na sua conta com ${name}.`,
        otherwise: byService ? TELL_AT_ONCE : CHANGE_PASSWORD,
      }),
      'factors-reset': () => ({
        subject: 'Seus segundos fatores foram removidos',
        what: 'Os responsáveis pelo serviço removeram todos os segundos fatores da sua conta: a senha basta para entrar.',
        otherwise:
          'Adicione novos. Se você não pediu isso, altere sua senha e avise os responsáveis pelo serviço.',
      }),
      'recovery-codes-low': ({ left }) => ({
        subject: 'Restam poucos códigos de recuperação',
        what:
          left === 0
            ? 'Um código de recuperação foi usado para entrar na sua conta. Era o último.'
            : left === 1
              ? 'Um código de recuperação foi usado para entrar na sua conta. Resta um.'
              : `Um código de recuperação foi usado para entrar na sua conta. Restam ${left}.`,
        otherwise: `Crie novos códigos antes de precisar deles. ${CHANGE_PASSWORD}`,
      }),
    },
  },
  invitation: {
    heading: 'Seu convite',
    invited: (service) => `${service} convida você a ter uma conta.`,
    make: 'Criar sua conta',
    how: (host) =>
      `O link contém seu código. Se preferir começar em um aplicativo, abra-o, escolha criar uma conta e informe ${host} como servidor. Digite este endereço de e-mail e este código:`,
    domain: (domain) => `Seu identificador terminará em .${domain}.`,
    until: (day) => `O código vale até ${day}, uma única vez e somente com este endereço de e-mail.`,
    otherwise: 'Se você não esperava isto, ignore esta mensagem: nada acontece sem você.',
  },
  welcome: {
    heading: 'Boas-vindas',
    made: (service, handle) => `${service} criou uma conta para você. Seu identificador é ${handle}.`,
    choose: 'Escolher sua senha',
    until: (day, portal) =>
      `O link vale até ${day}, e uma única vez. Depois disso, escolha uma senha em ${portal}, onde se pergunta se a esqueceu.`,
    organization: (name) => `Você entra com ${name}. Não precisa de outra senha.`,
    signIn: 'Entrar',
    inApp: (host) => `Para usá-la em um aplicativo, informe ${host} como servidor, e seu identificador.`,
    otherwise: 'Se você não esperava isto, pergunte aos responsáveis pelo serviço.',
  },
  moving: {
    heading: 'Mudança da sua conta',
    invited: (service, from) =>
      `${service} convida você a trazer sua conta de ${from}. Sua identidade, suas publicações e seus seguidores vêm junto.`,
    begin: 'Começar a mudança',
    stays: 'Você precisa da senha que tem no servidor antigo. Ela serve para entrar lá e não é guardada.',
    until: (day) => `O link vale até ${day}, no navegador em que você o abrir primeiro.`,
    otherwise: 'Se você não quiser mudar, ignore esta mensagem: nada muda.',
  },
  leaving: {
    heading: (days) =>
      days <= 1 ? 'Sua conta termina em menos de um dia' : `Sua conta termina em ${days} dias`,
    ended: (service, time) =>
      `Você não faz mais parte de ${service}. Sua conta será excluída com tudo o que há nela nesta data: ${time}.`,
    until: (portal) =>
      `Até lá, você pode entrar em ${portal}, e somente lá, para levar uma cópia do que é seu ou mudar sua conta para outro servidor. Se não tiver senha, escolha uma ali, onde se pergunta se a esqueceu.`,
    otherwise: 'Se acha que é um engano, pergunte aos responsáveis pelo serviço.',
  },
  standing: {
    said: 'Quem decidiu isso escreve:',
    objection: (support) => `Se acha que é um engano, diga aqui: ${support}`,
    of: {
      locked: {
        heading: 'Sua conta está bloqueada',
        what: (service) =>
          `${service} bloqueou sua conta: ninguém pode entrar nela. O que você publicou fica onde está.`,
      },
      unlocked: {
        heading: 'Sua conta está desbloqueada',
        what: (service) =>
          `Sua conta em ${service} está desbloqueada. Você pode entrar de novo; é preciso entrar outra vez nos aplicativos e dispositivos.`,
      },
      suspended: {
        heading: 'Sua conta está suspensa',
        what: (service) =>
          `${service} suspendeu sua conta: os outros não a veem, e nada pode ser publicado com ela.`,
        next: (portal) => `Você ainda pode entrar em ${portal} e levar o que é seu.`,
      },
      'taken-down': {
        heading: 'Sua conta foi retirada',
        what: (service) =>
          `${service} retirou sua conta do ar: os outros não a veem, e nada pode ser publicado com ela.`,
      },
      restored: {
        heading: 'Sua conta está de volta',
        what: (service) => `Sua conta em ${service} está de volta: os outros a veem como antes.`,
      },
      deactivated: {
        heading: 'Sua conta está desativada',
        what: (service) =>
          `${service} desativou sua conta: os outros não a veem até que seja ativada de novo.`,
        next: (portal) => `Você mesmo pode fazer isso: entre em ${portal}.`,
      },
      staying: {
        heading: 'Sua conta fica',
        what: (service) => `Afinal, sua conta em ${service} não será excluída.`,
      },
      deleted: {
        heading: 'Sua conta foi excluída',
        what: (service) =>
          `Sua conta em ${service} foi excluída com tudo o que havia nela. Esta é a última mensagem sobre ela.`,
      },
      approved: {
        heading: 'Você pode ter sua conta',
        what: (service) => `${service} concorda que você tenha uma conta.`,
        next: (portal) => `Entre mais uma vez com a sua organização em ${portal}, e ela será criada.`,
      },
      denied: {
        heading: 'Sua conta foi recusada',
        what: (service) => `Você pediu uma conta em ${service}. O pedido foi recusado.`,
      },
      'export-ready': {
        heading: 'O que se sabe de você foi reunido',
        what: (service) =>
          `Tudo o que ${service} sabe da sua conta foi reunido para você. Pode ser entregue a você nas próximas 24 horas.`,
      },
    },
  },
  alarm: {
    'leavers-stopped': ({ connectionId, connectionName, left }) => ({
      subject: `Por enquanto, ninguém pode sair de ${connectionName}`,
      what: [
        `Em poucos minutos, várias pessoas da conexão ${connectionName} foram desativadas (${left}), e outras viriam em seguida. Parece um erro do provedor de identidade, por isso ninguém mais é desativado até que um administrador decida.`,
        `Se era essa a intenção, deixe continuar na administração, ou com POST /admin/v1/sso/connections/${connectionId}/resume-leavers. Se não era, devolva primeiro as pessoas ao aplicativo no provedor: isso desbloqueia suas contas.`,
      ],
    }),
    'owner-stays': ({ connectionName, did }) => ({
      subject: `${connectionName} queria deixar um Owner de fora`,
      what: [
        `O diretório da conexão ${connectionName} diz que ${did} saiu. Os diretórios não deixam os Owners de fora, para que sempre haja alguém que cuide do serviço: a conta está como estava.`,
        'Se saiu, retire-lhe o papel na administração e bloqueie a conta.',
      ],
    }),
    'break-glass-used': ({ did }) => ({
      subject: `${did} entrou com a senha`,
      what: [
        `${did}, que é Owner, entrou com a senha, embora o seu domínio exija o início de sessão único. Os Owners podem fazê-lo para quando o provedor não funciona.`,
        'Se não sabe porquê, pergunte-lhe. Se não foi essa pessoa, bloqueie a conta na administração; a auditoria mostra o que foi feito.',
      ],
    }),
    'owner-made': ({ did, by }) => ({
      subject: `${did} tornou-se Owner na própria máquina`,
      what: [
        `${by} tornou ${did} Owner por um comando, na máquina em que o serviço funciona.`,
        'Se ninguém de vocês sabe disso, retire o papel na administração e verifique quem tem acesso à máquina.',
      ],
    }),
    'webhook-off': ({ host }) => ({
      subject: `O webhook de ${host} está desligado`,
      what: [
        `${host} respondeu que o destinatário de um webhook já não existe (410). Nada mais é enviado para lá; o que esperava não foi entregue.`,
        'Se não for assim, volte a ligar o webhook na administração e envie de novo o que não foi entregue.',
      ],
    }),
  },
  trial: {
    heading: 'O e-mail funciona',
    works: (service) => `${service} pode enviar e-mails para este endereço.`,
    why: 'Alguém que cuida do serviço pediu esta mensagem como teste. Não é preciso fazer nada.',
  },
}
