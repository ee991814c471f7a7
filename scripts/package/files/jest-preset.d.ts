export const moduleNameMapper: Record<string, string[]>
export const setupFiles: string[]
export const setupFilesAfterEnv: string[]
