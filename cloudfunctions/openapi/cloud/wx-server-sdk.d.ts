/**
 * wx-server-sdk as this project uses it. The SDK's own types declare `openapi` as Record<string, any>, so a misspelt call
 * compiles (wechat-miniprogram/api-typings#119). Here the registry types it.
 */
declare module 'wx-server-sdk' {
  const cloud: {
    readonly DYNAMIC_CURRENT_ENV: symbol
    init(config: { env: symbol | string }): void
    readonly openapi: import('../apis').CloudOpenApi & ((options: { appid: string }) => import('../apis').CloudOpenApi)
    callFunction(call: { name: string; data: object }): Promise<{ result: unknown }>
    /** Absent in the double of a unit test. */
    getWXContext?(): Readonly<Record<string, unknown>>
  }
  export default cloud
}
