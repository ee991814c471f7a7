export const setupFiles: string[]
export const setupFilesAfterEnv: string[]
