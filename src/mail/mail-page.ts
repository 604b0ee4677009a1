import { escapeHtml } from './escape-html.js'
import { mailDirection, type MailLanguage } from './mail-language.js'

/** What a mail of the service looks like, besides what it says. */
export interface MailFrame {
  readonly serviceName: string
  readonly publicUrl: string
  /** https */
  readonly logoUrl: string | undefined
  /** the last words, such as an imprint */
  readonly footer?: string | undefined
}

/** What a mail says. */
export interface MailWords {
  readonly language: MailLanguage
  readonly heading: string
  /** before the code */
  readonly before: readonly string[]
  /** leads to a page on which it is done at once */
  readonly link?: { readonly text: string; readonly href: string } | undefined
  /** between the link and the code */
  readonly between?: readonly string[] | undefined
  /** stands out, to be copied */
  readonly code?: string | undefined
  /** after the code */
  readonly after: readonly string[]
}

/**
 * Styles of both themes. Programs that drop the style sheet show the light one, which stands in the attributes too;
 * tables and attributes are what all of them understand.
 */
const SHEET = `
  :root { color-scheme: light dark; supported-color-schemes: light dark; }
  @media (prefers-color-scheme: dark) {
    .page { background: #14161a !important; }
    .card { background: #1f2228 !important; border-color: #363b44 !important; }
    .text, .code { color: #f1f2f4 !important; }
    .code { background: #2b3038 !important; }
    .foot, .foot a { color: #a9b0bb !important; }
    .logo { background: #ffffff !important; padding: 6px !important; }
  }
  @media (max-width: 480px) {
    .page { padding: 0 0 24px !important; }
    .card { border: 0 !important; border-radius: 0 !important; padding: 24px 20px 8px !important; }
    .code { font-size: 22px !important; }
  }`

const FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
const MONO = "font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace"
const PAGE = 'margin:0;padding:32px 12px;background:#f3f4f6'
const CARD =
  'max-width:520px;margin:0 auto;padding:32px 32px 16px;background:#ffffff;border:1px solid #dde0e5;border-radius:12px'
const HEADING = `margin:0 0 20px;${FONT};font-size:21px;line-height:1.3;font-weight:600;color:#16181d;overflow-wrap:anywhere`
const TEXT = `margin:0 0 16px;${FONT};font-size:16px;line-height:1.5;color:#16181d;overflow-wrap:anywhere`
const CODE = `margin:0 0 16px;padding:16px 8px;background:#eef0f3;border-radius:8px;text-align:center;${MONO};font-size:26px;line-height:1.2;font-weight:600;letter-spacing:2px;color:#16181d`
const LINK = `margin:0 0 16px;text-align:center;${FONT};font-size:16px;line-height:1.5`
const BUTTON =
  'display:inline-block;padding:12px 24px;background:#1f5fd0;border-radius:8px;color:#ffffff;font-weight:600;text-decoration:none'
const FOOT = `max-width:520px;margin:16px auto 0;padding:0 20px;text-align:center;${FONT};font-size:13px;line-height:1.5;color:#5b616b;overflow-wrap:anywhere`
const BRAND = `margin:0 0 24px;${FONT};font-size:14px;line-height:1.4;font-weight:600;color:#16181d;overflow-wrap:anywhere`
const LOGO =
  'display:block;margin:0 0 24px;height:auto;max-height:40px;width:auto;max-width:100%;border:0;border-radius:6px'

/** The HTML of a mail. All that it is made of may be any text. */
export function mailPage({ serviceName, publicUrl, logoUrl, footer }: MailFrame, words: MailWords): string {
  const [name, url] = [escapeHtml(serviceName), escapeHtml(publicUrl)]
  return `<!doctype html>
<html lang="${words.language}" dir="${mailDirection(words.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(words.heading)}</title>
<style>${SHEET}
</style>
</head>
<body class="page" style="${PAGE}">
<div class="card" role="article" style="${CARD}">
${brand(name, logoUrl)}
<h1 class="text" style="${HEADING}">${escapeHtml(words.heading)}</h1>
${words.before.map(paragraph).join('\n')}
${words.link === undefined ? '' : `<p style="${LINK}"><a href="${escapeHtml(words.link.href)}" style="${BUTTON}">${escapeHtml(words.link.text)}</a></p>`}
${words.between?.map(paragraph).join('\n') ?? ''}
${words.code === undefined ? '' : `<p class="code" style="${CODE}">${escapeHtml(words.code)}</p>`}
${words.after.map(paragraph).join('\n')}
</div>
<p class="foot" style="${FOOT}">${name}<br><a href="${url}" style="color:#5b616b">${url}</a>${footer === undefined ? '' : `<br>${lines(footer)}`}</p>
</body>
</html>
`
}

/** The same without HTML, for those who read it as text. */
export function mailText({ serviceName, publicUrl, footer }: MailFrame, words: MailWords): string {
  const { before, link, between = [], code, after } = words
  const shownLink = link && `${link.text}:\n${link.href}`
  const paragraphs = [...before, shownLink, ...between, code, ...after].filter((part) => part !== undefined)
  return `${paragraphs.join('\n\n')}\n\n${[serviceName, publicUrl, ...(footer === undefined ? [] : [footer])].join('\n')}\n`
}

/** The logo, or the name where there is none. @param name as HTML */
function brand(name: string, logoUrl: string | undefined): string {
  if (logoUrl === undefined) return `<p class="text" style="${BRAND}">${name}</p>`
  return `<img class="logo" src="${escapeHtml(logoUrl)}" alt="${name}" height="40" style="${LOGO}">`
}

function lines(text: string): string {
  return escapeHtml(text).replaceAll('\n', '<br>')
}

function paragraph(text: string): string {
  return `<p class="text" style="${TEXT}">${escapeHtml(text)}</p>`
}
