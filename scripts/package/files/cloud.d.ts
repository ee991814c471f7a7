// The SDK's own types declare openapi as Record<string, any>, which no augmentation can change, and do not accept a symbol
// for env of init, not even their own DYNAMIC_CURRENT_ENV.
declare module 'wx-server-sdk' {
  export * from 'wx-server-sdk/index.js'
  /** The cloud calls. Those of 物流助手 are typed by wx-logistics. */
  export const openapi: import('./index').OpenApi & typeof import('wx-server-sdk/index.js').openapi
  export function init(
    config?: Omit<import('wx-server-sdk/index.js').ICloudInitOptions, 'env'> & {
      env?: import('wx-server-sdk/index.js').ICloudInitOptions['env'] | symbol
    },
  ): void
}
