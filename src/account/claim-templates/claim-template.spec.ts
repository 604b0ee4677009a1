import { asciiOf, slugOf } from './claim-text.js'
import { ClaimTemplate } from './claim-template.js'

const rendered = async (template: string, claims: object = {}) =>
  (await ClaimTemplate.read(template)).render(claims as Record<string, unknown>)
const refused = expect.objectContaining({ code: 'invalid_template', kind: 'invalid' })

describe('ClaimTemplate', () => {
  test.each<[string, object, string]>([
    [
      '{{ email | localpart | ascii | slug }}.{{ domain }}',
      { email: 'Léa.Müller@example.com', domain: 'people.test' },
      'lea-mueller.people.test',
    ],
    ['{{ given | slice: 0, 1 }}{{ family | downcase }}', { given: 'Ada', family: 'King' }, 'Aking'],
    ['{% if nick %}{{ nick }}{% else %}{{ email }}{% endif %}', { email: 'a@b.c' }, 'a@b.c'],
    ['{{ groups | join: "-" }}', { groups: ['one', 'two'] }, 'one-two'],
    ['{{ nothing.at.all }}', {}, ''],
    ['{{ name | slug }}', { name: 'Zoë Müller' }, 'zoe-mueller'],
    ['{{ name | slug }}', { name: { toString: () => 'code' } }, ''],
  ])('%s', async (template, claims, text) => {
    await expect(rendered(template, claims)).resolves.toBe(text)
  })

  test.each([
    ['{{ email', 'not closed'],
    ['{% for i in (1..1000000) %}x{% endfor %}', 'loops'],
    ['{% include "/etc/passwd" %}', 'reads files'],
    ['{% render "x" %}', 'reads files'],
    ['{{ "now" | date: "%s" }}', 'reads the clock'],
    ['{{ email | system }}', 'unknown filter'],
    ['x'.repeat(1_001), 'too long'],
  ])('is refused: %s (%s)', async (template) => {
    await expect(ClaimTemplate.read(template).then((read) => read.render({}))).rejects.toEqual(refused)
  })

  test('sees nothing that claims inherit', async () => {
    const names = ['constructor', '__proto__', 'toString', 'constructor.prototype', 'valueOf']
    for (const name of names)
      await expect(rendered(`{{ ${name} }}{{ claim.${name} }}`, { claim: {} })).resolves.toBe('')
  })

  test('comes to an end, however it blows up', async () => {
    const doubling = '{% assign a = a | append: a | append: "x" %}'.repeat(20)
    await expect(rendered(`${doubling}{{ a }}`)).rejects.toEqual(refused)
    await expect(rendered('{{ long }}', { long: 'x'.repeat(1_001) })).rejects.toEqual(refused)
  })
})

test.each([
  ['Ærøskøbing', 'Aeroskobing'],
  ['Ąę Łódź', 'Ae Lodz'],
  ['日本 Ken', ' Ken'],
])('%s in ASCII', (text, ascii) => {
  expect(asciiOf(text)).toBe(ascii)
})

test.each([
  ['--A b_c..d--', 'a-b-c-d'],
  ['***', ''],
  ['Jörg Åse', 'joerg-ase'],
])('%s as a label', (text, slug) => {
  expect(slugOf(text)).toBe(slug)
})
