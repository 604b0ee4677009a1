import { configSection, string, url } from '../config/index.js'
import { parseColour } from './colour.js'

/** What a style sheet of ours can be made of. */
const COLOURS = ['primaryColor', 'errorColor', 'warningColor', 'infoColor', 'successColor'] as const

const colour = <E extends string, D extends string>(env: E, value: D, help: string) =>
  string({ env, live: 'branding', default: value, help: `${help}: #rgb, #rrggbb or rgb(r, g, b).` })
const image = (env: string, help: string) => url({ env, protocols: ['https:'], help })

/** What an organization looks like. Its name and links are told by the service itself. */
export class BrandingConfig extends configSection(
  'branding',
  {
    logoUrl: image('PDS_LOGO_URL', 'Logo of the organization, at most 40 pixels high on pages and in mails.'),
    primaryColor: colour('PDS_PRIMARY_COLOR', '#1d5bd6', 'Colour of buttons and links on pages'),
    errorColor: colour('PDS_ERROR_COLOR', '#c22f3c', 'Colour of errors on pages'),
    warningColor: colour('PDS_WARNING_COLOR', '#965f00', 'Colour of warnings on pages'),
    infoColor: colour('PDS_INFO_COLOR', '#2a5fa8', 'Colour of hints on pages'),
    successColor: colour('PDS_SUCCESS_COLOR', '#1d7a46', 'Colour of good news on pages'),
    backgroundLightUrl: image('PDS_BACKGROUND_LIGHT_URL', 'Picture behind pages in the light theme.'),
    backgroundDarkUrl: image('PDS_BACKGROUND_DARK_URL', 'Picture behind pages in the dark theme.'),
  },
  {
    check: (own) =>
      COLOURS.filter((name) => parseColour(own[name]) === undefined).map(
        (name) => `${envOf(name)} must be a colour like #1d5bd6 or rgb(29, 91, 214), but is "${own[name]}"`,
      ),
  },
) {}

/** `primaryColor` ⇒ `PDS_PRIMARY_COLOR` */
function envOf(name: (typeof COLOURS)[number]): string {
  return `PDS_${name.replace('Color', '_COLOR').toUpperCase()}`
}
