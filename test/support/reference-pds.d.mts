/** Where the reference is and how it is started; undefined when it is not installed. */
export function findReference(): Promise<{ folder: string; node: string } | undefined>
