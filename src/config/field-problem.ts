/** What is wrong with the text of an environment variable, in words that follow its name: `must be a number`. */
export class FieldProblem extends Error {}
