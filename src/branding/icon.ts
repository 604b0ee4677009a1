import { type Colour, formatColour, textOn } from './colour.js'

/** The initial of a name on a tile of the organization's colour, as SVG. */
export function iconOf(name: string, colour: Colour): string {
  // What is no letter or digit in any script says nothing, and could be markup.
  const [initial = '@'] = /[\p{L}\p{N}]/u.exec(name) ?? []
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">',
    `<rect width="32" height="32" rx="7" fill="${formatColour(colour)}"/>`,
    `<text x="16" y="22.5" font-family="system-ui,sans-serif" font-size="19" font-weight="700"`,
    ` text-anchor="middle" fill="${formatColour(textOn(colour))}">${initial.toUpperCase()}</text>`,
    '</svg>',
  ].join('')
}
