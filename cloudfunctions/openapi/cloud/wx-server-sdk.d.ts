/**
 * wx-server-sdk as this project uses it. The package's own types call `openapi` a Record<string, any>, so a misspelt
 * call or parameter compiles (wechat-miniprogram/api-typings#119); here it is typed by the registry.
 */
declare module 'wx-server-sdk' {
  const cloud: {
    readonly DYNAMIC_CURRENT_ENV: symbol
    init(config: { env: symbol | string }): void
    readonly openapi: import('../apis').CloudOpenApi
    /** Absent in a double that a unit test puts in the SDK's place. */
    getWXContext?(): Readonly<Record<string, unknown>>
  }
  export default cloud
}
