/** To a function's process: make this invocation. */
export interface Task {
  event: unknown
  context: { request_id: string } & Record<string, unknown>
  /** Variables of this invocation alone, who calls for instance. */
  env: Record<string, string>
}

/** From a function's process: the function is loaded, or this came of an invocation. `json` is undefined for no result. */
export type Report =
  | { kind: 'loaded'; isEsModule: boolean }
  | { kind: 'returned'; json: string | undefined; errCode: number | undefined }
  | { kind: 'threw'; error: string; trace: string[] }

/** What is thrown of an index.js without one. */
export const NO_MAIN = 'index.js exports no function main'
