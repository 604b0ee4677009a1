/** The types of the administration's interface as the dashboard knows it, made of its description (JSON). */
export function adminTypes(openapi: string): Promise<string>
