import type { LetterWords } from './letter-words.js'

const TELL_AT_ONCE = 'お申し込みでない場合は、すぐにサービスの運営者に知らせてください。'
const CHANGE_PASSWORD =
  '心当たりがない場合は、すぐにパスワードを変更してください。すべての端末からサインアウトされます。'

const REMOVED = {
  totp: 'アカウントから認証アプリを削除しました。',
  passkey: 'アカウントからパスキーを削除しました。',
  passkeys: 'アカウントからすべてのパスキーを削除しました。',
}

const REMOVED_BY_SERVICE = {
  totp: 'サービスの運営者がアカウントから認証アプリを削除しました。',
  passkey: 'サービスの運営者がアカウントからパスキーを削除しました。',
  passkeys: 'サービスの運営者がアカウントからすべてのパスキーを削除しました。',
}

/** What letters say in Japanese. */
export const JAPANESE: LetterWords = {
  hello: (name) => `${name} 様`,
  code: {
    goodFor: (minutes) => `コードの有効期間は ${minutes} 分間で、一度だけ使えます。`,
    of: {
      confirmEmail: {
        subject: 'メールアドレスの確認',
        does: 'このメールアドレスがご自身のものであることを確認するには、次のコードを入力してください。',
        otherwise:
          'お申し込みでない場合は、どなたかが誤ってこのアドレスを入力した可能性があります。このメールは無視してください。',
      },
      updateEmail: {
        subject: 'メールアドレスの変更',
        does: 'アカウントのメールアドレスを変更するには、次のコードを入力してください。',
        otherwise:
          'お申し込みでない場合は、ほかの人があなたとしてサインインしている可能性があります。パスワードを変更してください。',
      },
      resetPassword: {
        subject: 'パスワードの再設定',
        does: '新しいパスワードを設定するには、次のコードを入力してください。',
        otherwise: 'お申し込みでない場合は、このメールを無視してください。パスワードは変わりません。',
      },
      deleteAccount: {
        subject: 'アカウントの削除',
        does: 'アカウントとその内容をすべて永久に削除するには、次のコードを入力してください。',
        otherwise:
          'お申し込みでない場合は、ほかの人があなたとしてサインインしている可能性があります。パスワードを変更してください。',
      },
      plcOperation: {
        subject: 'アイデンティティの変更',
        does: '別のサーバーへの移行など、アイデンティティの変更を許可するには、次のコードを入力してください。',
        otherwise:
          'お申し込みでない場合は、コードを誰にも教えず、パスワードを変更してください。コードを知る人は、あなたのアイデンティティを奪うことができます。',
      },
      signIn: {
        subject: 'サインインのコード',
        does: 'サインインするには、次のコードを入力してください。',
        otherwise:
          'サインインしようとしていない場合は、ほかの人がパスワードを知っています。変更してください。',
      },
      linkIdentity: {
        subject: '組織との連携',
        does: '今後、組織のアカウントでサインインするには、次のコードを入力してください。',
        otherwise:
          'お申し込みでない場合は、コードを誰にも教えないでください。コードを知る人は、あなたのアカウントにサインインできます。',
      },
    },
  },
  security: {
    circumstances: (time, place) => (place ? `日時：${time}　場所：${place}` : `日時：${time}`),
    of: {
      'signed-in': () => ({
        subject: 'アカウントへの新しいサインイン',
        what: 'これまで使われていない端末またはネットワークから、アカウントへのサインインがありました。',
        otherwise: CHANGE_PASSWORD,
      }),
      'app-allowed': ({ app }) => ({
        subject: 'アプリの利用が許可されました',
        what: `次のアプリがあなたに代わって操作することを許可しました：${app}`,
        otherwise: `${CHANGE_PASSWORD}そのあと、許可を取り消してください。`,
      }),
      'app-password-made': ({ name }) => ({
        subject: '新しいアプリパスワード',
        what: `アカウントのアプリパスワードが作成されました：${name}`,
        otherwise:
          '心当たりがない場合は、アプリパスワードを削除し、アカウントのパスワードを変更してください。',
      }),
      'password-changed': () => ({
        subject: 'パスワードが変更されました',
        what: 'アカウントのパスワードが変更されました。すべてのアプリと端末からサインアウトされました。',
        otherwise:
          '心当たりがない場合は、すぐにサインイン画面の「パスワードをお忘れの方」から新しいパスワードを設定し、ほかの人があなたのメールを読めないことを確かめてください。',
      }),
      'email-changed': ({ to, byService }) => ({
        subject: 'メールアドレスが変更されました',
        what: byService
          ? `サービスの運営者がアカウントのメールアドレスを変更しました：${to}　このアドレスはもう使われません。`
          : `アカウントのメールアドレスが変わりました：${to}　このアドレスはもう使われません。`,
        otherwise: byService
          ? TELL_AT_ONCE
          : '心当たりがない場合は、パスワードを変更し、サービスの運営者に相談してください。',
      }),
      'factor-added': ({ factor }) => ({
        subject: '新しい本人確認の方法',
        what:
          factor === 'totp'
            ? 'アカウントに認証アプリを追加しました。サインインの際に必要になります。'
            : 'アカウントにパスキーを追加しました。サインインの際に必要になります。',
        otherwise: '心当たりがない場合は、それを削除し、パスワードを変更してください。',
      }),
      'factor-removed': ({ factor, byService }) => ({
        subject: 'アカウントの保護が弱まりました',
        what: (byService ? REMOVED_BY_SERVICE : REMOVED)[factor],
        otherwise: CHANGE_PASSWORD,
      }),
      'identity-linked': ({ name, byService }) => ({
        subject: 'アカウントへの新しいサインイン方法',
        what: byService
          ? `サービスの運営者がアカウントを連携しました。${name} でサインインできるようになりました。`
          : `${name} でアカウントにサインインできるようになりました。`,
        otherwise: byService
          ? TELL_AT_ONCE
          : '心当たりがない場合は、このサインイン方法を削除し、パスワードを変更してください。',
      }),
      'identity-unlinked': ({ name, byService }) => ({
        subject: 'アカウントへのサインイン方法が削除されました',
        what: byService
          ? `サービスの運営者がアカウントの連携を解除しました。${name} ではサインインできなくなりました。`
          : `${name} ではアカウントにサインインできなくなりました。`,
        otherwise: byService ? TELL_AT_ONCE : CHANGE_PASSWORD,
      }),
      'factors-reset': () => ({
        subject: '二段階認証が削除されました',
        what: 'サービスの運営者がアカウントの二段階認証をすべて削除しました。パスワードだけでサインインできます。',
        otherwise:
          '新しく追加してください。お申し込みでない場合は、パスワードを変更し、サービスの運営者に知らせてください。',
      }),
      'recovery-codes-low': ({ left }) => ({
        subject: '回復コードが残りわずかです',
        what:
          left === 0
            ? 'アカウントへのサインインに回復コードが使われました。最後のコードでした。'
            : `アカウントへのサインインに回復コードが使われました。残りは ${left} 個です。`,
        otherwise: `必要になる前に、新しいコードを作成してください。${CHANGE_PASSWORD}`,
      }),
    },
  },
  invitation: {
    heading: 'ご招待',
    invited: (service) => `${service} があなたをアカウントの作成に招待しています。`,
    make: 'アカウントを作成',
    how: (host) =>
      `リンクにはコードが含まれています。アプリから始める場合は、アプリを開いてアカウントの作成を選び、サーバーに ${host} を指定してください。このメールアドレスと次のコードを入力してください。`,
    domain: (domain) => `ハンドルの末尾は .${domain} になります。`,
    until: (day) => `コードは ${day} まで、一度だけ、このメールアドレスでのみ使えます。`,
    otherwise: '心当たりがない場合は、このメールを無視してください。何も起こりません。',
  },
  welcome: {
    heading: 'ようこそ',
    made: (service, handle) => `${service} にあなたのアカウントが作成されました。ハンドルは ${handle} です。`,
    choose: 'パスワードを設定',
    until: (day, portal) =>
      `リンクは ${day} まで、一度だけ使えます。その後は ${portal} の「パスワードをお忘れの方」から設定してください。`,
    organization: (name) => `サインインには ${name} を使います。ほかのパスワードは必要ありません。`,
    signIn: 'サインイン',
    inApp: (host) => `アプリで使うには、サーバーに ${host} を指定し、ハンドルを入力してください。`,
    otherwise: '心当たりがない場合は、サービスの運営者にお問い合わせください。',
  },
  moving: {
    heading: 'アカウントの引っ越し',
    invited: (service, from) =>
      `${service} から、${from} にあるアカウントの引っ越しのご案内です。ID、投稿、フォロワーはそのまま引き継がれます。`,
    begin: '引っ越しを始める',
    stays: '元のサーバーのパスワードが必要です。元のサーバーへのサインインにのみ使用し、保存しません。',
    until: (day) => `このリンクは ${day} まで、最初に開いたブラウザーでのみ有効です。`,
    otherwise: '引っ越しを希望されない場合は、このメールを無視してください。何も変わりません。',
  },
  leaving: {
    heading: (days) =>
      days <= 1 ? 'アカウントはまもなく終了します' : `アカウントは ${days} 日後に終了します`,
    ended: (service, time) =>
      `${service} での在籍が終了しました。アカウントは、その内容とともに次の日時に削除されます：${time}`,
    until: (portal) =>
      `それまでは ${portal} でのみサインインでき、ご自身のデータの写しを保存したり、アカウントを別のサーバーに移したりできます。パスワードがない場合は、そこの「パスワードをお忘れの方」から設定してください。`,
    otherwise: '誤りと思われる場合は、サービスの運営者にお問い合わせください。',
  },
  standing: {
    said: '担当者からの連絡：',
    objection: (support) => `誤りと思われる場合は、こちらにお知らせください：${support}`,
    of: {
      locked: {
        heading: 'アカウントがロックされました',
        what: (service) =>
          `${service} があなたのアカウントをロックしました。誰もサインインできません。公開した内容はそのままです。`,
      },
      unlocked: {
        heading: 'アカウントのロックが解除されました',
        what: (service) =>
          `${service} のアカウントのロックが解除されました。再びサインインできます。アプリと端末では改めてサインインしてください。`,
      },
      suspended: {
        heading: 'アカウントが一時停止されました',
        what: (service) =>
          `${service} があなたのアカウントを一時停止しました。ほかの人には表示されず、投稿もできません。`,
        next: (portal) => `${portal} には引き続きサインインでき、ご自身のデータを持ち出せます。`,
      },
      'taken-down': {
        heading: 'アカウントが非公開にされました',
        what: (service) =>
          `${service} があなたのアカウントを非公開にしました。ほかの人には表示されず、投稿もできません。`,
      },
      restored: {
        heading: 'アカウントが元に戻りました',
        what: (service) =>
          `${service} のアカウントが元に戻りました。以前と同じようにほかの人に表示されます。`,
      },
      deactivated: {
        heading: 'アカウントが無効になりました',
        what: (service) =>
          `${service} があなたのアカウントを無効にしました。再び有効にするまで、ほかの人には表示されません。`,
        next: (portal) => `ご自身で有効にできます。${portal} でサインインしてください。`,
      },
      staying: {
        heading: 'アカウントは残ります',
        what: (service) => `${service} のアカウントは削除されないことになりました。`,
      },
      deleted: {
        heading: 'アカウントが削除されました',
        what: (service) =>
          `${service} のアカウントは、その内容とともに削除されました。これが最後のお知らせです。`,
      },
      approved: {
        heading: 'アカウントを作成できます',
        what: (service) => `${service} があなたのアカウントを承認しました。`,
        next: (portal) => `${portal} で組織のアカウントでもう一度サインインすると、作成されます。`,
      },
      denied: {
        heading: 'アカウントは承認されませんでした',
        what: (service) => `${service} のアカウントのお申し込みは承認されませんでした。`,
      },
      'export-ready': {
        heading: 'あなたに関する情報がまとまりました',
        what: (service) =>
          `${service} があなたのアカウントについて保持する情報をすべてまとめました。24 時間以内であればお渡しできます。`,
      },
    },
  },
  alarm: {
    'leavers-stopped': ({ connectionId, connectionName, left }) => ({
      subject: `${connectionName} からの退出を一時停止しました`,
      what: [
        `数分のうちに接続 ${connectionName} の ${left} 人が無効になり、さらに続くところでした。ID プロバイダー側の誤りと思われるため、管理者が判断するまで、これ以上は無効にしません。`,
        `意図したものであれば、管理画面、または POST /admin/v1/sso/connections/${connectionId}/resume-leavers で続行してください。そうでなければ、まずプロバイダーのアプリケーションに人々を戻してください。それによってアカウントのロックが解除されます。`,
      ],
    }),
    'owner-stays': ({ connectionName, did }) => ({
      subject: `${connectionName} が Owner を締め出そうとしました`,
      what: [
        `接続 ${connectionName} のディレクトリによると、${did} は退出しました。サービスを管理する人がいなくならないように、Owner はディレクトリによって締め出されません。アカウントはそのままです。`,
        '実際に退出した場合は、管理画面でロールを外し、アカウントをロックしてください。',
      ],
    }),
    'break-glass-used': ({ did }) => ({
      subject: `${did} がパスワードでサインインしました`,
      what: [
        `Owner の ${did} がパスワードでサインインしました。このドメインではシングルサインオンが必須ですが、プロバイダーが使えないときのために Owner には許されています。`,
        '心当たりがない場合は本人に確認してください。本人でない場合は、管理画面でアカウントをロックしてください。何が行われたかは監査記録で確認できます。',
      ],
    }),
    'owner-made': ({ did, by }) => ({
      subject: `サーバー上で ${did} が Owner になりました`,
      what: [
        `${by} が、サービスが動いているマシン上のコマンドで ${did} を Owner にしました。`,
        '心当たりのある人がいない場合は、管理画面でロールを外し、だれがそのマシンを操作できるのかを調べてください。',
      ],
    }),
    'webhook-off': ({ host }) => ({
      subject: `${host} への Webhook が無効になりました`,
      what: [
        `${host} が、Webhook の受信先はもう存在しないと応答しました (410)。今後は何も送信されません。待機中だったものは配信されていません。`,
        '誤りである場合は、管理画面で Webhook を有効に戻し、配信されなかったものを再送してください。',
      ],
    }),
  },
  trial: {
    heading: 'メールは正常に届いています',
    works: (service) => `${service} はこのアドレスにメールを送信できます。`,
    why: 'サービスの運営者が確認のためにこのメールを送りました。何もする必要はありません。',
  },
}
